"""Taking files in at the prompt, with a bar on what takes long and a line for each thing to know."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import click
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from joinedup import cli
from joinedup.apps.audit.actions import Actor
from joinedup.apps.register.actions.imports import Source, import_rows, plan_import
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.formats.faults import BadInput


def take_in(files: tuple[Path, ...], *, by: Actor, mapping: Mapping[str, str], dry_run: bool) -> list[dict[str, Any]]:
    """Import each file, whole or not at all; what is said goes to standard error. Ends with 2 at a fault."""
    answers = []
    for path in files:
        try:
            source = Source.at(path)
            plan = _take_one(source, by=by, mapping=mapping, dry_run=dry_run)
        except BadInput as bad:
            cli.refuse_faults(bad.faults)
        except PermissionDenied as refusal:
            cli.refuse(f"--by: {refusal}")
        _tell(source, plan, dry_run)
        answers.append(
            {
                "file": source.name,
                "rows": plan.num_rows,
                "counts": plan.counts,
                "changed_nothing": plan.changes_nothing,
                "dry_run": dry_run,
                "notes": [str(note) for note in plan.notes],
                "provenance": cli.provenance({source.name: source.digest}, dry_run=dry_run),
            }
        )
    return answers


def _take_one(source: Source, *, by: Actor, mapping: Mapping[str, str], dry_run: bool) -> Plan:
    today = timezone.localdate()
    with Steps() as steps:
        if dry_run:
            plan = plan_import(source, on=today, mapping=mapping, say_progress=steps)
            if plan.faults:
                raise BadInput(plan.faults)
            return plan
        _taken, plan = import_rows(source, by=by, on=today, mapping=mapping, say_progress=steps)
        return plan


def _tell(source: Source, plan: Plan, dry_run: bool) -> None:
    for note in plan.notes:
        click.echo(f"note: {note}", err=True)
    if plan.changes_nothing:
        click.echo(f"{source.name}: {plan.num_rows} rows; the register says all this already.", err=True)
        return
    done = "would change" if dry_run else "done"
    counts = ", ".join(f"{num} {kind}" for kind, num in plan.counts.items())
    click.echo(f"{source.name}: {plan.num_rows} rows; {done}: {counts}.", err=True)


class Steps:
    """A bar on standard error that moves with the rows, shown only to a person at a terminal."""

    # Where each step begins and how much of the whole it is, in hundredths.
    SPANS: ClassVar = {
        "reading": (0, 10),
        "matching": (10, 50),
        "comparing names": (60, 10),
        "writing": (70, 30),
    }

    def __enter__(self) -> "Steps":
        self.bar: Any = None
        self.shown = 0
        if sys.stderr.isatty():
            self.bar = click.progressbar(length=100, file=sys.stderr, label="importing")
            self.bar.__enter__()
        return self

    def __call__(self, step: str, done: int, total: int) -> None:
        """So many rows of a step are done."""
        if self.bar is None:
            return
        begins, span = self.SPANS[step]
        reached = begins + (span * done // total if total else 0)
        self.bar.label = step
        self.bar.update(max(0, reached - self.shown))
        self.shown = max(self.shown, reached)

    def __exit__(self, *_failure: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
