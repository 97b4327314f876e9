"""Bad input through the real importer: one clear error, and nothing stored."""

import io
import zipfile
from collections.abc import Callable

import pytest

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.imports import Source, import_rows
from joinedup.formats.faults import BadInput
from joinedup.formats.tables import limits
from joinedup.formats.write import write_xlsx
from tests.apps.register.files import ON, everything, take

pytestmark = pytest.mark.django_db

GOOD = "partnership,organisation\nBoard,Council\n"


def bomb() -> bytes:
    """A workbook whose sheet unpacks to far more than it holds."""
    book = write_xlsx({"Members": (["partnership", "organisation"], [["Board", "Council"]])})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, old.read(part))
        new.writestr("xl/media/image1.png", b"\0" * (limits.MAX_UNPACKED_BYTES // 2))
        new.writestr("xl/media/image2.png", b"\0" * (limits.MAX_UNPACKED_BYTES // 2))
    return out.getvalue()


def rows(*lines: str) -> bytes:
    return "\n".join(lines).encode()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "Windows-1252": (lambda: GOOD.encode() + "Board,Caf\xe9\n".encode("cp1252"), "the byte 0xE9 is not UTF-8 text"),
    "UTF-16 without its mark": (lambda: GOOD.encode("utf-16-le"), "NUL character"),
    "not text": (lambda: b"%PDF-1.7\n%\xe2\xe3", "the file is"),
    "empty": (lambda: b"", "the file is empty"),
    "a formula": (lambda: rows(GOOD + 'Board,"=HYPERLINK(""http://x"")"'), "starts as a formula does"),
    "a full-width formula": (lambda: rows(GOOD + "Board,＝1+1"), "starts as a formula does"),
    "100 MB": (lambda: GOOD.encode() + b"x" * (100 * 1024 * 1024), "the file is 101 MB"),
    "a missing column": (
        lambda: rows("organisation,seats", "Council,1"),
        'column "partnership": the column is missing',
    ),
    "an unknown column": (
        lambda: rows("partnership,organisation,shoe size", "Board,Council,9"),
        "the column is not known",
    ),
    "duplicate headings": (lambda: rows("partnership,organisation,Organisation", "A,B,C"), "the heading is used twice"),
    "300 columns": (
        lambda: rows(",".join(["partnership", "organisation", *(f"c{n}" for n in range(298))]), ",".join("a" * 300)),
        "there are 300 columns",
    ),
    "10,001 characters": (lambda: rows(GOOD + "Board," + "x" * 10_001), "the cell has 10001 characters"),
    "300 characters of name": (lambda: rows(GOOD + "Board," + "x" * 300), "shorten it to 250 characters or fewer"),
    "an impossible day": (
        lambda: rows("partnership,organisation,from", "Board,Council,2003-02-30"),
        "is not a day in the calendar",
    ),
    "an end before its start": (
        lambda: rows("partnership,organisation,from,until", "Board,Council,2003-04-01,2003-03-01"),
        "1 March 2003 is not after 1 April 2003",
    ),
    "overlapping terms": (
        lambda: rows("partnership,organisation,from", "Board,Council,2003-04-01", "Board,Council,2003-05-01"),
        "“Council” is already there in row 2 at the same time",
    ),
    "a loop": (lambda: rows("partnership,parent", "A,B", "B,A"), "B would sit under itself"),
    "a partnership inside itself": (lambda: rows("partnership,parent", "A,A"), "A cannot be linked to itself"),
    "an unknown area": (lambda: rows("partnership,areas", "A,E99999999:whole"), "no area has the code E99999999"),
    "an unknown type": (
        lambda: rows(GOOD.replace("organisation", "organisation,type").strip() + ",zzz"),
        "“zzz” is not a type we know",
    ),
    "a zip bomb": (bomb, "too much for what it holds"),
    "a zip that is no workbook": (lambda: b"PK\x03\x04" + b"\0" * 100, "not a workbook"),
    "a damaged workbook": (lambda: write_xlsx({"Members": (["a"], [])})[:-200], "not a workbook"),
    "an e-mail address": (
        lambda: rows("partnership,organisation,note", "Board,Council,ask jo@council.example first"),
        "there is an e-mail address in the cell",
    ),
    "text turned around": (lambda: rows(GOOD + "Board,\u202elicnuoC"), "control character (U+202E)"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_file_is_refused_with_one_clear_error_and_nothing_is_stored(name: str) -> None:
    take("partnership,organisation,from", "Standing Board,Council,2001-01-01")
    make, words = HOSTILE[name]
    before = everything()
    with pytest.raises(BadInput) as refusal:
        import_rows(Source("bad.csv", make()), by=SYSTEM, on=ON, mapping={"remember": "ignore"})
    (fault,) = refusal.value.faults
    assert words in str(fault)
    assert str(fault).startswith("bad.csv")
    assert fault.right
    assert everything() == before


def test_a_fault_in_the_last_row_stores_none_of_the_rows_before_it(alice: Person) -> None:
    before = everything()
    with pytest.raises(BadInput):
        import_rows(Source("a.csv", rows(GOOD + "Other,Police\nThird,@x")), by=alice, on=ON)
    assert everything() == before


def test_every_fault_of_a_file_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refusal:
        take("partnership,organisation,type,from", "A,B,zzz,", ",B,,", "C,D,,31/2/2003")
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [
        (2, "type"),
        (3, "partnership"),
        (4, "from"),
    ]
