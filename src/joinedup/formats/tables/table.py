"""A table: headings and rows, each row with the number the spreadsheet shows beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.tables import limits
from joinedup.rules.working import say

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or one CSV.

    `headers` are trimmed, none blank, none twice. `rows` are (row number, cells); cells are as they stand in
    the file, as many as there are headers; rows with nothing in them are left out but keep their numbers.
    """

    file: str
    sheet: str
    headers: Cells
    rows: list[tuple[int, Cells]]

    @property
    def where(self) -> str:
        """The file's name, with the sheet's if it has one, as faults name it."""
        return f'{self.file}, sheet "{self.sheet}"' if self.sheet else self.file


def column_letter(index: int) -> str:
    """The spreadsheet's letter for a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def same_name(text: str) -> str:
    """A heading or name as it is compared: without regard to case, spaces, hyphens or underscores."""
    return "_".join(text.replace("-", " ").replace("_", " ").casefold().split())


def is_blank(cells: Iterable[str]) -> bool:
    """Whether a row has nothing in it but spaces."""
    return not any(cell.strip() for cell in cells)


def make_table(file: str, sheet: str, numbered: Sequence[tuple[int, Cells]]) -> Table | None:
    """A table from all the rows that are not blank, the first of them the headings; None if there are none.

    Raises `BadInput` for headings that are blank or repeated, and for rows with more or fewer cells.
    """
    if not numbered:
        return None
    table = Table(file, sheet, (), [])
    heading_row, headings = numbered[0]
    body = list(numbered[1:])
    width = _width(headings, body)
    headings = headings[:width]
    faults = _heading_faults(table.where, heading_row, headings)
    faults = faults or _row_faults(table.where, numbered[0][1], body)
    if faults:
        raise BadInput(faults)
    rows = [(number, cells[:width]) for number, cells in body]
    return Table(file, sheet, tuple(heading.strip() for heading in headings), rows)


def _width(headings: Cells, body: Sequence[tuple[int, Cells]]) -> int:
    """How many columns are in use: spreadsheets write empty ones at the right of what people filled in."""
    width = len(headings)
    while width and not headings[width - 1].strip():
        if any(len(cells) >= width and cells[width - 1].strip() for _, cells in body):
            return width
        width -= 1
    return width


def _heading_faults(where: str, row: int, headings: Cells) -> list[Fault]:
    faults: list[Fault] = []
    if len(headings) > limits.MAX_COLUMNS:
        wrong = say("there are {num} columns", num=len(headings))
        right = say("keep to {num} columns or fewer", num=limits.MAX_COLUMNS)
        return [Fault(where, row, None, wrong, right)]
    seen: dict[str, str] = {}
    for index, heading in enumerate(headings):
        letter = column_letter(index)
        if not heading.strip():
            wrong = say("column {letter} has no heading", letter=letter)
            right = say("write a heading for the column, or delete the column")
            faults.append(Fault(where, row, letter, wrong, right))
        elif same_name(heading) in seen:
            pair = (seen[same_name(heading)], letter)
            wrong = say("the heading is used twice, in columns {pair}", pair=pair)
            right = say("give each column its own heading, or delete one of the two")
            faults.append(Fault(where, row, heading.strip(), wrong, right))
        else:
            seen[same_name(heading)] = letter
    return faults


def _row_faults(where: str, headings: Cells, body: Sequence[tuple[int, Cells]]) -> list[Fault]:
    faults: list[Fault] = []
    for number, cells in body:
        if len(cells) != len(headings):
            counts = {"num": len(cells), "needed": len(headings)}
            wrong = say("the row has {num} cells where the headings have {needed}", **counts)
            right = say("give it a cell for each heading; put quotation marks around text with a comma in it")
            faults.append(Fault(where, number, None, wrong, right))
        faults += _long_cells(where, number, headings, cells)
    return faults


def _long_cells(where: str, number: int, headings: Cells, cells: Cells) -> list[Fault]:
    if max(map(len, cells), default=0) <= limits.MAX_FIELD_CHARACTERS:
        return []
    right = say("shorten it to {num} characters or fewer", num=f"{limits.MAX_FIELD_CHARACTERS:,}")
    long = [pair for pair in zip(headings, cells, strict=False) if len(pair[1]) > limits.MAX_FIELD_CHARACTERS]
    return [
        Fault(where, number, heading.strip(), say("the cell has {num} characters", num=len(cell)), right)
        for heading, cell in long
    ]
