"""One way in for lists of areas, packed or not."""

import gzip
import io
import zlib
from pathlib import Path

from joinedup.formats.areas.area import AreaRow
from joinedup.formats.areas.councils import CODE_COLUMN, councils
from joinedup.formats.areas.lookup import lookup
from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.tables.delimited import read_delimited
from joinedup.formats.tables.reading import file_bytes
from joinedup.rules.working import say

GZIP_START = b"\x1f\x8b"
# The 188,880 output areas of England and Wales with three wider geographies come to 20 MB.
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_ROWS = 250_000


def read_areas(source: Path | bytes, file_name: str) -> list[AreaRow]:
    """Every area of a CSV or CSV.GZ, each once, in the order of kind and code.

    Raises `BadInput` for a file that is neither kind of list, and for codes of the wrong form.
    """
    data = file_bytes(source, file_name)
    if data.startswith(GZIP_START):
        data = _unpacked(data, file_name)
    table = read_delimited(data, file_name, MAX_ROWS)
    areas, faults = councils(table) if CODE_COLUMN in table.headers else lookup(table)
    if faults:
        raise BadInput(faults)
    return sorted(areas, key=lambda area: (area.kind, area.code))


def _unpacked(data: bytes, file_name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            content = packed.read(MAX_UNPACKED_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        wrong = say("the gzip archive is damaged")
        raise BadInput([Fault(file_name, None, None, wrong, say("fetch the file again"))]) from error
    if len(content) > MAX_UNPACKED_BYTES:
        wrong = say("the file unpacks to more than {size} MB", size=MAX_UNPACKED_BYTES // 1024 // 1024)
        raise BadInput([Fault(file_name, None, None, wrong, say("split it into smaller files"))])
    return content
