"""`joinedup audit`: does the chain hold, and publish its head outside the database."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from joinedup import cli


@click.group()
def audit() -> None:
    """The record of what was done."""


@audit.command()
@click.option("--head", type=click.Path(path_type=Path), help="a head that was published outside the database")
@click.option("--json", "as_json", is_flag=True, help="answer as JSON")
def verify(head: Path | None, as_json: bool) -> None:
    """Find any row that was altered, removed or reordered, and say which.

    Exit 0: the chain holds; 1: it does not; 2: HEAD is not a published head.
    """
    cli.start()
    from joinedup.apps.audit.queries import PublishedHead
    from joinedup.apps.audit.queries import verify as found

    try:
        published = PublishedHead.read(head) if head else None
    except ValueError as wrong:
        cli.refuse(f"{head}: {wrong}")
    verification = found(published)
    answer = {
        "holds": verification.holds,
        "rows": verification.num_rows,
        "head": {"sequence": verification.num_rows, "hash": verification.head_hash},
        "faults": [{"sequence": fault.sequence, "what": fault.what} for fault in verification.faults],
        "warnings": verification.warnings,
    }
    click.echo(json.dumps(answer, indent=2) if as_json else _in_words(answer))
    sys.exit(0 if verification.holds else 1)


def _in_words(answer: dict[str, Any]) -> str:
    lines = [f"The chain of {answer['rows']} rows {'holds' if answer['holds'] else 'does not hold'}."]
    lines += [fault["what"] for fault in answer["faults"]]
    lines += [f"Warning: {warning}" for warning in answer["warnings"]]
    return "\n".join(lines)


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="answer as JSON")
def publish(as_json: bool) -> None:
    """Write the head of the chain to the folder for published heads.

    Keep that folder where this program cannot change it: removal at the end of the chain then shows.
    """
    cli.start()
    from joinedup.apps.audit.tasks import publish_head

    path = publish_head.call()
    click.echo(json.dumps({"file": path}) if as_json else path)
