"""Writing the register out at the prompt."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from joinedup import cli
from joinedup.apps.register.exports import members_on, popolo_on, proposal_on, structure_on
from joinedup.cli.tables import write_file
from joinedup.formats.write import write_csv, write_xlsx

TABLES = {"members": members_on, "structure": structure_on}


def write_out(kind: str, table: str | None, on: date | None, out: Path | None, as_json: bool) -> None:
    """Write one kind of export as at a day to a file, or to standard output.

    A CSV holds one table: without `table`, NAME.csv holds the members and NAME-structure.csv the structure.
    """
    day = on or timezone.localdate()
    if as_json and kind in {"csv", "xlsx"}:
        click.echo(json.dumps(_as_json(day), indent=2, ensure_ascii=False, default=str))
        return
    if out is None:
        if sys.stdout is None:
            cli.refuse("standard output is closed; name a file with --out")
        sys.stdout.buffer.write(_content(kind, table or "members", day))
        sys.stdout.buffer.flush()
        return
    files = {out: _content(kind, table or "members", day)}
    if kind == "csv" and table is None:
        files[out.with_name(f"{out.stem}-structure{out.suffix}")] = _content(kind, "structure", day)
    for path, content in files.items():
        write_file(path, content)


def _as_json(day: date) -> dict[str, Any]:
    """Both tables, a row an object; what is blank is null."""
    answer: dict[str, Any] = {"provenance": cli.provenance({}, on=day.isoformat())}
    for name, made in TABLES.items():
        columns, rows = made(day)
        answer[name] = [
            {key: value if value != "" else None for key, value in zip(columns, row, strict=True)} for row in rows
        ]
    return answer


def _content(kind: str, table: str, day: date) -> bytes:
    if kind == "csv":
        return write_csv(*TABLES[table](day))
    if kind == "xlsx":
        return write_xlsx({"Members": members_on(day), "Structure": structure_on(day)})
    made = popolo_on if kind == "popolo" else proposal_on
    document = made(day, cli.provenance({}, on=day.isoformat()))
    return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"
