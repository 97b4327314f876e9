"""Excel workbooks (ECMA-376, .xlsx, .xlsm). Macros are not looked at; formulas give the value last shown."""

import datetime as dt
import io
import re
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.tables.archive import SAVE_AGAIN, check_archive
from joinedup.formats.tables.table import Cells, Table, is_blank, make_table
from joinedup.rules.working import say

Value = str | int | float | bool | dt.date | dt.time | dt.timedelta
# The template's page of explanations; it holds no records.
NOTES_SHEET = "notes"


# An error such as #N/A, or a formula that the program which wrote it never worked out, would read as blank.
ERROR_CELL = re.compile(rb"""<c\b[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*\bt="e\"""")
BARE_FORMULA = re.compile(
    rb"""<c\b(?![^<>]*\bt="str")[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*>"""
    rb"""(?:<f\b[^<>]*/>|<f\b[^<>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"""
)


def read_workbook(data: bytes, file_name: str) -> list[Table]:
    """Every sheet with something in it, save "Notes". Raises `BadInput` naming the faults of all of them."""
    parts = check_archive(data, file_name)
    faults = [fault for sheet in parts.sheets for fault in _unread_cells(sheet, file_name)]
    if faults:
        raise BadInput(faults)
    try:
        sheets = _sheets(parts.safe_copy)
    except (CalamineError, ValueError, OSError) as error:
        raise _unreadable(file_name) from error
    except BaseException as error:
        # A panic inside the reader arrives as a BaseException of this name; all others go on their way.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(file_name) from error
    return _tables(sheets, file_name)


def _unread_cells(sheet: bytes, file_name: str) -> Iterator[Fault]:
    """A fault for each cell whose content would silently be lost."""
    for letters, row in ERROR_CELL.findall(sheet):
        wrong = say("cell {cell} holds an error such as #N/A", cell=f"{letters.decode()}{int(row)}")
        right = say("put the right text there, or clear the cell")
        yield Fault(file_name, int(row), letters.decode(), wrong, right)
    if b"<f" in sheet:
        for letters, row in BARE_FORMULA.findall(sheet):
            wrong = say("cell {cell} holds a formula with no result", cell=f"{letters.decode()}{int(row)}")
            right = say("open the file in Excel and save it again, or put the text itself there")
            yield Fault(file_name, int(row), letters.decode(), wrong, right)


def _unreadable(file_name: str) -> BadInput:
    return BadInput([Fault(file_name, None, None, say("the workbook cannot be read"), SAVE_AGAIN)])


def _sheets(data: bytes) -> list[tuple[str, list[tuple[int, Cells]]]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [
            (sheet.name, list(_rows(book.get_sheet_by_name(sheet.name))))
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.name.strip().lower() != NOTES_SHEET
        ]


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, Cells]]:
    """Rows with something in them, numbered and lettered as Excel does; the reader skips empty edges."""
    if sheet.start is None:
        return
    edge = ("",) * sheet.start[1]
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = tuple(value if isinstance(value, str) else _text(value) for value in values)
        if not is_blank(cells):
            yield number, edge + cells


def _text(value: Value) -> str:
    """A cell's value as we write it: ISO days, whole numbers without a point, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _tables(sheets: list[tuple[str, list[tuple[int, Cells]]]], file_name: str) -> list[Table]:
    tables: list[Table] = []
    faults: list[Fault] = []
    for name, rows in sheets:
        try:
            table = make_table(file_name, name, rows)
        except BadInput as error:
            faults += error.faults
        else:
            tables += [table] if table else []
    if not tables and not faults:
        right = say("put the headings in the first row of a sheet and a row for each record below")
        faults.append(Fault(file_name, None, None, say("the workbook is empty"), right))
    if faults:
        raise BadInput(faults)
    return tables
