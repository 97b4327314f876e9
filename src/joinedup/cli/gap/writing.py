"""`--out FILE` for tables of numbers, which may be below nought: CSV, Parquet or XLSX by the ending."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from joinedup import cli
from joinedup.cli.tables import write_file
from joinedup.formats.parquet import write_parquet
from joinedup.formats.write import MADE_AT, write_csv


def write(out: Path, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> None:
    """Write the rows; `columns` maps each name to its kind in Parquet. Ends with 2 for another ending."""
    ending = out.suffix.lower()
    if ending == ".xlsx":
        content = _workbook(name, columns, rows)
    elif ending in (".csv", ".parquet"):
        # A decimal is a number to the writers, where a text such as -0.5 would be taken for a formula.
        exact: Any = [[Decimal(repr(value)) if isinstance(value, float) else value for value in row] for row in rows]
        content = write_csv(list(columns), exact) if ending == ".csv" else write_parquet(columns, exact)
    else:
        cli.refuse(f'--out "{out}": end the name with .csv, .parquet or .xlsx')
    write_file(out, content)


def _workbook(name: str, columns: Mapping[str, str], rows: Sequence[Sequence[Any]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": MADE_AT})
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate([list(columns), *rows]):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, place, value)
                elif value is not None:
                    sheet.write_number(number, place, value)
    return out.getvalue()
