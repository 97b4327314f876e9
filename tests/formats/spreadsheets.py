"""Spreadsheets for the tests, right and wrong, made on the spot."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from joinedup.formats.faults import BadInput
from joinedup.formats.tables import Table, read_tables

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def csv_table(*lines: str) -> Table:
    """The table of a CSV with these lines."""
    return read_tables("\n".join(lines).encode(), "members.csv")[0]


def refusal(source: bytes, name: str = "members.csv") -> str:
    """The lines of the refusal that reading these bytes ends in."""
    with pytest.raises(BadInput) as caught:
        read_tables(source, name)
    return str(caught.value)


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook with these values, whatever they are, from the first cell of each sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row):
                    if hasattr(value, "isoformat"):
                        sheet.write_datetime(number, place, value, day)
                    elif value is not None:
                        sheet.write(number, place, value)
    return out.getvalue()


def repacked(source: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The workbook with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(source: bytes, name: str) -> bytes:
    """One part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return archive.read(name)
