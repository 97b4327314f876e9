"""Comma-separated text (RFC 4180), as Excel, LibreOffice and Google Sheets write it."""

import csv
import io
from collections.abc import Iterator

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.tables import limits
from joinedup.formats.tables.table import Cells, Table, is_blank, make_table
from joinedup.rules.working import Sentence, say

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
# The separator is sought no further than this: 200 long headings.
HEADINGS_CHARACTERS = 100_000
SAVE_AS = say("open the file in Excel and save it as “CSV UTF-8 (Comma delimited)”")
DOUBLE_IT = say("write two quotation marks for each one inside text, and one more at each end of the cell")


def read_delimited(data: bytes, file_name: str, max_rows: int = limits.MAX_ROWS) -> Table:
    """The one table of a CSV.

    UTF-8 with or without its mark, or UTF-16 with its mark; separated by commas, or by semicolons or tabs
    where the headings leave no doubt. Raises `BadInput` for anything else.
    """
    text = _decode(data, file_name)
    if "\0" in text:
        row = _row_at(text[: text.index("\0")])
        wrong = say("there is a NUL character, so this is not text")
        raise BadInput([Fault(file_name, row, None, wrong, SAVE_AS)])
    delimiter = _delimiter(text, file_name)
    table = make_table(file_name, "", list(_rows(text, delimiter, file_name, max_rows)))
    if table is None:
        right = say("put the headings in the first row and a row for each record below")
        raise BadInput([Fault(file_name, None, None, say("the file is empty"), right)])
    return table


def _decode(data: bytes, file_name: str) -> str:
    if data.startswith(UTF_16_MARKS):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            wrong = say("the file is damaged UTF-16 text")
            raise BadInput([Fault(file_name, None, None, wrong, SAVE_AS)]) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The position counts from after the mark when there is one.
        content = error.object
        row = _row_at(content[: error.start].decode("utf-8", "replace"))
        wrong = _not_utf_8(content[error.start])
        raise BadInput([Fault(file_name, row, None, wrong, SAVE_AS)]) from error


def _not_utf_8(byte: int) -> Sentence:
    letter = bytes([byte]).decode("cp1252", "replace")
    if letter.isprintable() and letter != "\N{REPLACEMENT CHARACTER}":
        template = "the byte 0x{byte} is not UTF-8 text (in the older Windows-1252 it would be “{letter}”)"
        return say(template, byte=f"{byte:02X}", letter=letter)
    return say("the byte 0x{byte} is not UTF-8 text", byte=f"{byte:02X}")


def _row_at(before: str) -> int:
    """The row a spreadsheet would show after this text: a line break inside quotation marks starts no row."""
    outside = "".join(before.split('"')[::2])
    return len(outside.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _delimiter(text: str, file_name: str) -> str:
    # What is inside quotation marks, line ends too, is part of a heading; a letter stands for it here.
    unquoted = "x".join(text[:HEADINGS_CHARACTERS].split('"')[::2])
    headings = next((line for line in io.StringIO(unquoted, newline=None) if line.strip()), "")
    found = [delimiter for delimiter in DELIMITERS if delimiter in headings]
    if len(found) > 1:
        names = tuple(DELIMITERS[delimiter] for delimiter in found)
        wrong = say("the headings have {signs} between them, so the columns are in doubt", signs=names)
        right = say("separate them with commas; put quotation marks around a heading with such a sign")
        raise BadInput([Fault(file_name, None, None, wrong, right)])
    return found[0] if found else ","


def _rows(text: str, delimiter: str, file_name: str, max_rows: int) -> Iterator[tuple[int, Cells]]:
    """Every row with something in it, with its number. A record may hold line breaks and is still one row."""
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > max_rows + 1:
                right = say("split it into files of {num} rows or fewer", num=f"{max_rows:,}")
                raise BadInput([Fault(file_name, number, None, say("there are too many rows"), right)])
            if not is_blank(cells):
                yield number, tuple(cells)
    except csv.Error as error:
        raise BadInput([_csv_fault(file_name, number + 1, str(error))]) from error


def _csv_fault(file_name: str, row: int, said: str) -> Fault:
    if "end of data" in said:
        return Fault(file_name, row, None, say("a quotation mark opens here and never closes"), DOUBLE_IT)
    if "field limit" in said:
        wrong = say("a cell is far too long; a quotation mark may be missing")
        right = say("shorten it to {num} characters or fewer", num=f"{limits.MAX_FIELD_CHARACTERS:,}")
        return Fault(file_name, row, None, wrong, right)
    return Fault(file_name, row, None, say("a quotation mark closes before the end of its cell"), DOUBLE_IT)
