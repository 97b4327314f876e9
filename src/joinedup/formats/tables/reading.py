"""One way in for spreadsheets: looks at what a file is, refuses what it should not be, reads the rest."""

from pathlib import Path

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.tables import limits
from joinedup.formats.tables.archive import SAVE_AGAIN
from joinedup.formats.tables.delimited import read_delimited
from joinedup.formats.tables.table import Table
from joinedup.formats.tables.workbook import read_workbook
from joinedup.rules.working import say

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Kinds of file that people send by mistake, by how they begin.
STRANGERS = ((b"%PDF", "a PDF"), (b"\x1f\x8b", "a gzip archive"), (b"{\\rtf", "an RTF document"))


def read_tables(source: Path | bytes, file_name: str) -> list[Table]:
    """Every table in a CSV or XLSX file; at least one, possibly with no rows.

    The content decides how a file is read, not its name. A workbook's sheet called "Notes" and its empty
    sheets are left out. Raises `BadInput`, naming every fault found, if any part of the file cannot be read.
    """
    data = file_bytes(source, file_name)
    if data.startswith(OLE_START):
        wrong = say("the file is an old Excel workbook (.xls) or is locked with a password")
        right = say("open it in Excel, take off any password, and save it as “Excel Workbook (.xlsx)”")
        raise BadInput([Fault(file_name, None, None, wrong, right)])
    for start, kind in STRANGERS:
        if data.startswith(start):
            right = say("save the table as “CSV UTF-8” or “Excel Workbook (.xlsx)”")
            raise BadInput([Fault(file_name, None, None, say("the file is {kind}", kind=kind), right)])
    if data.startswith(ZIP_STARTS):
        return read_workbook(data, file_name)
    if file_name.lower().endswith((".xlsx", ".xlsm")):
        wrong = say("the name says Excel workbook but the content is not one")
        raise BadInput([Fault(file_name, None, None, wrong, SAVE_AGAIN)])
    return [read_delimited(data, file_name)]


def file_bytes(source: Path | bytes, file_name: str, limit: int = limits.MAX_FILE_BYTES) -> bytes:
    """The content of a file, refused before it is read if it is larger than `limit` bytes.

    Raises `BadInput` if it is too large or cannot be opened.
    """
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > limit:
            wrong = say("the file is {size} MB", size=-(-size // 1024 // 1024))
            right = say("split it into files of {limit} MB or less", limit=limit // 1024 // 1024)
            raise BadInput([Fault(file_name, None, None, wrong, right)])
        return source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        wrong = say("the file cannot be opened ({reason})", reason=error.strerror or error)
        right = say("check its name and that you may read it")
        raise BadInput([Fault(file_name, None, None, wrong, right)]) from error
