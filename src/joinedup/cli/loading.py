"""Loading areas and their outlines at the prompt."""

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from joinedup import cli
from joinedup.apps.audit.actions import Actor
from joinedup.apps.register.actions.areas import load_areas, load_lawbook_areas, load_outlines
from joinedup.formats.areas import read_areas
from joinedup.formats.boundaries import read_boundaries
from joinedup.formats.faults import BadInput


def load(file: Path | None, outlines: Path | None, *, by: Actor) -> dict[str, Any]:
    """Load a list of areas and a file of outlines. Ends with 2 at a fault, and nothing is stored."""
    today = timezone.localdate()
    num_areas = num_outlines = 0
    try:
        if file is not None:
            num_areas = load_areas(read_areas(file, file.name), file.name, by=by, on=today)
        elif outlines is None:
            num_areas = load_lawbook_areas(by=by, on=today)
        if outlines is not None:
            num_outlines = load_outlines(read_boundaries(outlines, outlines.name), outlines.name, by=by, on=today)
    except BadInput as bad:
        cli.refuse_faults(bad.faults)
    except PermissionDenied as refusal:
        cli.refuse(f"--by: {refusal}")
    return {"areas": num_areas, "outlines": num_outlines}
