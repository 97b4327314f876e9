"""`--out FILE`: a table as CSV, Parquet or XLSX, by the ending of the name."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from joinedup import cli
from joinedup.formats.parquet import write_parquet
from joinedup.formats.write import write_csv, write_xlsx


def write_table(out: Path, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """Write the rows; `columns` maps each name to its kind in Parquet. Ends with 2 for another ending."""
    ending = out.suffix.lower()
    if ending == ".csv":
        content = write_csv(list(columns), rows)
    elif ending == ".xlsx":
        content = write_xlsx({name: (list(columns), rows)})
    elif ending == ".parquet":
        content = write_parquet(columns, rows)
    else:
        cli.refuse(f'--out "{out}": end the name with .csv, .parquet or .xlsx')
    write_file(out, content)


def write_file(out: Path, content: bytes) -> None:
    """Write a file and say so on standard error. Ends with 2 where it cannot be written."""
    try:
        out.write_bytes(content)
    except OSError as failure:
        cli.refuse(f'--out "{out}": {failure.strerror}; name a file in a folder that you may write to')
    click.echo(str(out), err=True)
