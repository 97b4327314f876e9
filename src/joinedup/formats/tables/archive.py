"""The guard at the door for XLSX: what is inside the zip, before any of it is read as a spreadsheet.

The reader behind this guard lays a sheet out as a rectangle and repeats shared text for every cell, so the
guard counts both before it is let in. Parts are unpacked in pieces and against a limit, because the sizes
that a zip states about itself are the sender's word; and what was checked is packed again, because two
readers may find different things in one zip.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.tables import limits
from joinedup.rules.working import say

# The parts a reader of cells needs; pictures, macros and whatever else is there are left behind.
READ_PART = re.compile(r"\[Content_Types\]\.xml|(?:_rels|xl)/.*\.(?:xml|rels)", re.IGNORECASE)
SHARED_TEXT = re.compile(rb"<(?:\w+:)?sst\b")
PIECE_BYTES = 256 * 1024
# `r="B7"` on a cell, `r="7"` on a row; the last of them bounds the rectangle.
REFERENCE = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{0,9})(\d{0,12})\s*["']""")
SHARED_CELL = re.compile(rb"""\bt\s*=\s*["']s["']""")
SHARED_INDEX = re.compile(rb"""\bt="s"[^<>]*><v>(\d{1,9})</v></c>""")
SAVE_AGAIN = say("open the file in Excel and save it again as “Excel Workbook (.xlsx)”")


@dataclass
class Parts:
    """The unpacked XML of a workbook that matters to its size in memory."""

    sheets: list[bytes] = field(default_factory=list)
    shared_text: bytes = b""
    # The workbook again, of checked parts alone.
    safe_copy: bytes = b""


class UnsafeError(Exception):
    """What is wrong with an archive, said as a sentence."""


def check_archive(data: bytes, file_name: str) -> Parts:
    """Give the XML of the sheets and a copy that is safe to read. Raises `BadInput` if there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_listing(archive.infolist(), len(data))
            parts = _unpack(archive)
        _check_rectangle(parts.sheets)
        _check_repeated_text(parts)
        return parts
    except UnsafeError as error:
        wrong = error.args[0]
        raise BadInput([Fault(file_name, None, None, wrong, SAVE_AGAIN)]) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        wrong = say("the file is not a workbook, or it was damaged on its way here")
        raise BadInput([Fault(file_name, None, None, wrong, SAVE_AGAIN)]) from error


def _check_listing(parts: list[zipfile.ZipInfo], packed: int) -> None:
    names = {_path(part).lower() for part in parts}
    if len(parts) > limits.MAX_PARTS:
        wrong = say("there are {num} parts inside the file, far more than a workbook has", num=len(parts))
        raise UnsafeError(wrong)
    if len(names) != len(parts):
        raise UnsafeError(say("a part inside the file appears twice"))
    for part in parts:
        path = _path(part)
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            raise UnsafeError(say("a part inside the file has a path that leads out of it"))
        if part.flag_bits & 0x1:
            raise UnsafeError(say("the file is locked with a password"))
        if path.lower().endswith((".zip", ".xlsx", ".gz")):
            raise UnsafeError(say("there is another archive inside the file"))
    unpacked = sum(part.file_size for part in parts)
    _check_size(unpacked, packed)
    if "xl/workbook.xml" not in names:
        raise UnsafeError(say("the file is a zip archive but not an Excel workbook"))


def _path(part: zipfile.ZipInfo) -> str:
    return part.filename.replace("\\", "/")


def _check_size(unpacked: int, packed: int) -> None:
    is_steep = unpacked > limits.RATIO_FROM_BYTES and unpacked > packed * limits.MAX_RATIO
    if unpacked > limits.MAX_UNPACKED_BYTES or is_steep:
        size = unpacked // 1024 // 1024
        raise UnsafeError(say("the file unpacks to {size} MB or more, too much for what it holds", size=size))


def _unpack(archive: zipfile.ZipFile) -> Parts:
    """Unpack every part, and pack those that have passed again: the reader sees these and no others."""
    parts = Parts()
    allowed = limits.MAX_UNPACKED_BYTES
    safe = io.BytesIO()
    with zipfile.ZipFile(safe, "w") as repacked:
        for part in archive.infolist():
            content = _inflate(archive, part, allowed)
            allowed -= len(content)
            if READ_PART.fullmatch(_path(part)):
                _sort_part(content, parts)
                repacked.writestr(_path(part), content)
            elif _path(part).lower().endswith((".xml", ".rels")):
                _check_xml(content, is_strict=False)
    parts.safe_copy = safe.getvalue()
    return parts


def _sort_part(content: bytes, parts: Parts) -> None:
    """Check one part and keep it if it is a sheet or the shared text: by what is in it, whatever its name."""
    is_sheet = b"sheetData" in content
    is_shared = SHARED_TEXT.search(content) is not None
    _check_xml(content, is_strict=is_sheet or is_shared)
    if is_sheet:
        parts.sheets.append(content)
    if is_shared:
        if parts.shared_text or is_sheet:
            raise UnsafeError(say("there is more than one list of shared text inside the file"))
        parts.shared_text = content


def _inflate(archive: zipfile.ZipFile, part: zipfile.ZipInfo, allowed: int) -> bytes:
    pieces: list[bytes] = []
    total = 0
    with archive.open(part) as stream:
        while piece := stream.read(PIECE_BYTES):
            total += len(piece)
            if total > allowed:
                _check_size(limits.MAX_UNPACKED_BYTES + 1, 0)
            pieces.append(piece)
    return b"".join(pieces)


def _check_xml(content: bytes, *, is_strict: bool) -> None:
    """Refuse declarations that make text grow, and XML that is not well formed.

    `is_strict` parts may hold no comment, instruction or CDATA either: no spreadsheet program writes them
    there, and without them a "<" in the bytes is always a tag, which the counting below relies on.
    """

    def refuse(*_: object) -> None:
        raise UnsafeError(say("the file holds XML declarations that no spreadsheet program writes"))

    def only_utf_8(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            refuse()

    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse()
    parser = expat.ParserCreate()
    parser.XmlDeclHandler = only_utf_8
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    if is_strict:
        parser.ProcessingInstructionHandler = refuse
        parser.CommentHandler = refuse
        parser.StartCdataSectionHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnsafeError(say("a part inside the file is damaged")) from error


def _check_rectangle(sheets: list[bytes]) -> None:
    total = 0
    for sheet in sheets:
        references = REFERENCE.findall(sheet)
        last_row = max((int(row) for row in {row for _, row in references} if row), default=0)
        last_column = max(map(_column_number, {letters for letters, _ in references}), default=0)
        if last_row > limits.MAX_ROWS + 1:
            raise UnsafeError(say("a sheet has a cell in row {row}, too far down", row=last_row))
        total += max(last_row, sheet.count(b"<row")) * max(last_column, 1)
    if total > limits.MAX_CELLS:
        raise UnsafeError(say("the sheets stretch over {num} cells", num=total))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_repeated_text(parts: Parts) -> None:
    lengths = _text_lengths(parts.shared_text)
    longest = max(lengths, default=0)
    total = 0
    for sheet in parts.sheets:
        indexes = [int(index) for index in SHARED_INDEX.findall(sheet)]
        total += sum(lengths[index] if index < len(lengths) else longest for index in indexes)
        total += longest * (len(SHARED_CELL.findall(sheet)) - len(indexes))
    if total > limits.MAX_TEXT_BYTES:
        size = total // 1024 // 1024
        raise UnsafeError(say("the cells repeat so much text that they come to {size} MB", size=size))


def _text_lengths(shared_text: bytes) -> list[int]:
    """The length of each shared text, by its place in the list; what its mark-up adds counts too."""
    if not shared_text:
        return []
    ends = [match.end() for match in re.finditer(rb"<(?:\w+:)?si\s*/>|</(?:\w+:)?si\s*>", shared_text)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
