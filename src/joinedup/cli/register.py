"""`joinedup register`: the register from files, to files, and how it stands."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

JSON = click.option("--json", "as_json", is_flag=True, help="answer as JSON")
BY = click.option("--by", default="", metavar="EMAIL", help="who acts; else the system operator")
OUT = click.option("--out", type=click.Path(path_type=Path), help="the file to write; else standard output")


class Day(click.ParamType[date]):
    """A day: 2003-01-01, 1/1/2003 or 1 January 2003."""

    name = "date"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> date:
        """Fails with what is wrong and what would be right."""
        from joinedup.rules.dates import read_day

        if isinstance(value, date):
            return value
        try:
            return read_day(value)
        except ValueError as wrong:
            self.fail(str(wrong))


ON = click.option("--on", type=Day(), help="the day it is shown as at; else today")


@click.group()
def register() -> None:
    """An area's partnerships: who sits where, why they exist, how they nest."""


@register.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="say what would be done, and do nothing")
@click.option(
    "--map", "maps", multiple=True, metavar="HEADING=COLUMN", help="what a strange heading means (or: ignore)"
)
@BY
@JSON
def import_files(files: tuple[Path, ...], dry_run: bool, maps: tuple[str, ...], by: str, as_json: bool) -> None:
    """Take in members or structure from CSV or XLSX FILES, each whole or not at all.

    With a fault nothing of that file is stored, and each fault is a line on standard error.
    """
    from joinedup import cli

    cli.start()
    from joinedup.cli.importing import take_in

    answers = take_in(files, by=cli.acting(by), mapping=_mapping(maps), dry_run=dry_run)
    if as_json:
        click.echo(json.dumps({"imports": answers}, indent=2, ensure_ascii=False))


def _mapping(maps: tuple[str, ...]) -> dict[str, str]:
    from joinedup import cli

    mapping = {}
    for each in maps:
        heading, equals, column = each.rpartition("=")
        if not equals or not heading.strip() or not column.strip():
            cli.refuse(f'--map "{each}": write HEADING=COLUMN, for example --map "Body=organisation"')
        mapping[heading.strip()] = column.strip()
    return mapping


@register.command("export")
@click.argument("kind", type=click.Choice(["csv", "xlsx", "json", "popolo"]))
@click.option("--table", type=click.Choice(["members", "structure"]), help="which table, for csv")
@ON
@OUT
@JSON
def export(kind: str, table: str | None, on: date | None, out: Path | None, as_json: bool) -> None:
    """Write the register as at a day. Importing the CSV or XLSX back changes nothing.

    A CSV holds one table: with --out NAME.csv and no --table, the members go there and the structure into
    NAME-structure.csv beside it.
    """
    from joinedup import cli

    cli.start()
    from joinedup.cli.exporting import write_out

    write_out(kind, table, on, out, as_json)


@register.command("check")
@click.argument("partnership", required=False)
@ON
@JSON
@OUT
def check(partnership: str | None, on: date | None, as_json: bool, out: Path | None) -> None:
    """Run the health checks of one PARTNERSHIP (its name or reference) or of all. Exit 1 only if one is red."""
    from joinedup import cli

    cli.start()
    from joinedup.cli.checking import show_checks

    is_red = show_checks(partnership, on, as_json, out)
    sys.exit(1 if is_red else 0)


@register.command("areas")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--outlines", type=click.Path(path_type=Path), help="a GeoJSON file of boundaries")
@BY
@JSON
def areas(file: Path | None, outlines: Path | None, by: str, as_json: bool) -> None:
    """Load areas from a list (ONS lookup formats, .csv or .csv.gz), or without FILE the lawbook's own list."""
    from joinedup import cli

    cli.start()
    from joinedup.cli.loading import load

    answer = load(file, outlines, by=cli.acting(by))
    click.echo(json.dumps(answer, indent=2) if as_json else f"{answer['areas']} areas, {answer['outlines']} outlines.")


@register.command("template")
@click.argument("out", type=click.Path(path_type=Path), default=Path("joinedup-template.xlsx"))
@JSON
def template(out: Path, as_json: bool) -> None:
    """Write an empty workbook to fill in, with notes on each column."""
    from joinedup.cli.tables import write_file
    from joinedup.formats.write import template as made

    write_file(out, made())
    if as_json:
        click.echo(json.dumps({"file": str(out)}))
