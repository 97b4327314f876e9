"""Showing the health checks at the prompt."""

import json
from datetime import date
from pathlib import Path

import click
from django.utils import timezone

from joinedup import cli
from joinedup.apps.health.queries import answers
from joinedup.cli.tables import write_table
from joinedup.formats.parquet import NUMBER, TEXT

COLUMNS = {
    "partnership": TEXT,
    "id": TEXT,
    "light": TEXT,
    "number": NUMBER,
    "why": TEXT,
    "records": TEXT,
}


def show_checks(partnership: str | None, on: date | None, as_json: bool, out: Path | None) -> bool:
    """Print the checks. Returns whether one is red."""
    day = on or timezone.localdate()
    try:
        found = answers(partnership, day)
    except LookupError as unknown:
        cli.refuse(str(unknown.args[0]))
    rows = found.checks
    if out is not None:
        told = [row | {"records": "; ".join(row["records"])} for row in rows]
        write_table(out, "Checks", COLUMNS, [[row[name] for name in COLUMNS] for row in told])
    elif as_json:
        answer = {
            "checks": rows,
            "provenance": cli.provenance({}, partnership=partnership, on=day.isoformat()),
        }
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['partnership']}  {row['id']}  {row['light']:<8}  {row['why']}")
    return found.has_red
