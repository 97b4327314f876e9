"""Writing tables: CSV and XLSX that spreadsheets open rightly and that `tables` reads back as they were.

Values are texts, numbers, yes/no, days or None (blank). Neither kind of file ever holds a formula.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from joinedup.formats.columns import Column
from joinedup.formats.members import MEMBER_COLUMNS
from joinedup.formats.structure import STRUCTURE_COLUMNS
from joinedup.rules.cells import formula_start
from joinedup.rules.working import Sentence, say

Value = str | int | float | bool | dt.date | None
Rows = Iterable[Sequence[Value]]

COLUMN_NOTES: dict[str, dict[str, Sentence]] = {
    "members": {column.name: column.note for column in MEMBER_COLUMNS},
    "structure": {column.name: column.note for column in STRUCTURE_COLUMNS},
}

# A workbook of the same content has the same bytes whenever it is made.
MADE_AT = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
# Before March 1900 Excel's days are one out or not there at all, so those days are written as text.
FIRST_EXCEL_DAY = dt.date(1900, 3, 1)
EXCEL_CELL_CHARACTERS = 32_767
NARROWEST, WIDEST = 10, 60


def write_csv(columns: Sequence[str], rows: Rows) -> bytes:
    """A CSV in UTF-8 with its mark, comma-separated, with CRLF line ends (RFC 4180).

    The mark is there because Excel takes a file without it for Windows-1252 and spoils names such as "Môn";
    our own reader drops it. A text that a spreadsheet would run as a formula gets an apostrophe in front: the
    register holds none, so this changes nothing that was checked on its way in.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    # A reader that looks for the separator in the headings must not take one inside a heading for it.
    is_plain = not any(sign in name for name in columns for sign in ";\t")
    headings = writer if is_plain else csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    headings.writerow([_harmless(name) for name in columns])
    for row in rows:
        writer.writerow([_harmless(_text(value)) if isinstance(value, str) else _text(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(sheets: Mapping[str, tuple[Sequence[str], Rows]]) -> bytes:
    """A workbook of the sheets in their order, headings frozen, texts as texts and days as days.

    Raises ValueError for a text longer than an Excel cell can hold.
    """
    import xlsxwriter  # noqa: PLC0415 - a command line that only reads starts without it

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_AT})
        styles = {
            "heading": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        }
        for name, (columns, rows) in sheets.items():
            _write_sheet(book.add_worksheet(name), columns, rows, styles)
    return out.getvalue()


def template() -> bytes:
    """The workbook to start from: empty Members and Structure sheets, and Notes on what each column means."""
    notes = [(table, name, note) for table, notes in COLUMN_NOTES.items() for name, note in notes.items()]
    return write_xlsx(
        {
            "Members": (_names(MEMBER_COLUMNS), []),
            "Structure": (_names(STRUCTURE_COLUMNS), []),
            "Notes": (("table", "column", "what it means"), notes),
        }
    )


def _names(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in columns]


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _harmless(text: str) -> str:
    return f"'{text}" if formula_start(text) else text


def _write_sheet(sheet: Any, columns: Sequence[str], rows: Rows, styles: Mapping[str, Any]) -> None:
    widths = [len(name) for name in columns]
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(columns):
        _write_text(sheet, 0, place, name, styles["heading"])
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value, styles)
            widths[place] = max(widths[place], len(_text(value)))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width + 2, NARROWEST), WIDEST))


def _write_cell(sheet: Any, row: int, place: int, value: Value, styles: Mapping[str, Any]) -> None:
    if isinstance(value, dt.date) and value >= FIRST_EXCEL_DAY:
        sheet.write_datetime(row, place, value, styles["day"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, place, value)
    elif text := _text(value):
        _write_text(sheet, row, place, text)


def _write_text(sheet: Any, row: int, place: int, text: str, style: Any = None) -> None:
    if len(text) > EXCEL_CELL_CHARACTERS:
        raise ValueError(say("a text of {num} characters does not fit an Excel cell", num=len(text)))
    sheet.write_string(row, place, text, style)
