"""Showing the health checks at the prompt."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from joinedup import cli
from joinedup.apps.health.queries import answers
from joinedup.formats.write import write_csv, write_xlsx

COLUMNS = ("partnership", "id", "light", "number", "why", "records")


def show_checks(partnership: str | None, on: date | None, as_json: bool, out: Path | None) -> bool:
    """Print the checks. Returns whether one is red."""
    day = on or timezone.localdate()
    try:
        found = answers(partnership, day)
    except LookupError as unknown:
        cli.refuse(str(unknown.args[0]))
    rows = found.checks
    if out is not None:
        _write(rows, out)
    elif as_json:
        told = cli.provenance({}, partnership=partnership, on=day.isoformat())
        click.echo(json.dumps({"checks": rows, "provenance": told}, indent=2, ensure_ascii=False))
    else:
        for row in rows:
            click.echo(f"{row['partnership']}  {row['id']}  {row['light']:<8}  {row['why']}")
    return found.has_red


def _write(found: list[dict[str, Any]], out: Path) -> None:
    rows = [
        [("; ".join(row[name]) if name == "records" else _cell(row[name])) for name in COLUMNS] for row in found
    ]
    ending = out.suffix.lower()
    if ending == ".xlsx":
        out.write_bytes(write_xlsx({"Checks": (COLUMNS, rows)}))
    elif ending == ".csv":
        out.write_bytes(write_csv(COLUMNS, rows))
    else:
        cli.refuse(f'--out "{out}": end the name with .csv or .xlsx')
    click.echo(str(out), err=True)


def _cell(value: Any) -> Any:
    return str(value) if isinstance(value, float) else value
