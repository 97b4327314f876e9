"""Tables out and in again: what is written is what is read."""

import csv
import datetime as dt
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.formats.members import MEMBER_COLUMNS, MemberRow, read_members
from joinedup.formats.structure import STRUCTURE_COLUMNS, read_structure
from joinedup.formats.tables import read_tables
from joinedup.formats.tables.table import same_name
from joinedup.formats.write import COLUMN_NOTES, template, write_csv, write_xlsx
from joinedup.rules.cells import formula_start

from .spreadsheets import part

# What the register may hold: text with line ends, without controls and what a spreadsheet would run.
letters = st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.just("\n")
texts = st.text(letters, max_size=12).filter(lambda text: not formula_start(text))
names = st.text(letters, min_size=1, max_size=12).filter(lambda text: text == text.strip() and not formula_start(text))
lookalikes = st.sampled_from(["_x0041_", "_x000D_", "2003-04-01", "007", "1e5", "TRUE", "<b>&amp;", '"', "a;b", "'x"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """Headings that differ, and rows that each have something in them."""
    headings = draw(st.lists(names.filter(same_name), min_size=1, max_size=5, unique_by=same_name))
    width = len(headings)
    row = st.lists(texts | lookalikes, min_size=width, max_size=width).filter(lambda cells: any(map(str.strip, cells)))
    return headings, draw(st.lists(row, max_size=5))


@given(tables())
@settings(deadline=None)
def test_any_table_of_allowed_cells_comes_back_from_csv(table: tuple[list[str], list[list[str]]]) -> None:
    headings, rows = table
    again = read_tables(write_csv(headings, rows), "a.csv")[0]
    assert again.headers == tuple(headings)
    assert [cells for _, cells in again.rows] == [tuple(row) for row in rows]


@given(tables())
@settings(max_examples=60, deadline=None)
def test_any_table_of_allowed_cells_comes_back_from_xlsx(table: tuple[list[str], list[list[str]]]) -> None:
    headings, rows = table
    again = read_tables(write_xlsx({"Members": (headings, rows)}), "a.xlsx")[0]
    assert again.headers == tuple(headings)
    assert [cells for _, cells in again.rows] == [tuple(row) for row in rows]
    assert [number for number, _ in again.rows] == list(range(2, len(rows) + 2))


@given(
    st.dates(dt.date(1800, 1, 1), dt.date(2200, 12, 31)),
    st.integers(1, 99),
    st.sampled_from([True, False, None]),
)
@settings(max_examples=60, deadline=None)
def test_days_numbers_and_yes_or_no_come_back_from_both(day: dt.date, seats: int, voting: bool | None) -> None:
    columns = ["partnership", "organisation", "from", "seats", "voting"]
    rows = [["P", "O", day, seats, voting]]
    for source in (write_csv(columns, rows), write_xlsx({"Members": (columns, rows)})):
        members, faults = read_members(read_tables(source, "a")[0])
        assert faults == []
        assert (members[0].valid_from, members[0].seats, members[0].voting) == (day, seats, voting)


def test_members_written_and_read_are_the_same_members() -> None:
    columns = [column.name for column in MEMBER_COLUMNS]
    row = [
        "Y Bwrdd",
        "psb",
        "Wales",
        "Cyngor Môn",
        "public",
        "chair",
        True,
        2,
        dt.date(2016, 4, 1),
        None,
        None,
    ]
    row += ["a, “b”\nc", "minute", "S1", "Jo", "councillor", "vote;papers", "elected", "Al"]
    row += [None] * (len(columns) - len(row))
    first, _ = read_members(read_tables(write_csv(columns, [row]), "a")[0])
    second, _ = read_members(read_tables(write_xlsx({"Members": (columns, [row])}), "a")[0])
    without_place = {field: getattr(second[0], field) for field in MemberRow.__slots__} | {"where": "a"}
    assert {field: getattr(first[0], field) for field in MemberRow.__slots__} == without_place
    assert first[0].note == "a, “b”\nc"


def test_csv_starts_with_the_mark_that_excel_needs_and_ends_lines_as_rfc_4180_says() -> None:
    assert write_csv(["a", "b"], [["Môn", None]]) == b"\xef\xbb\xbfa,b\r\nM\xc3\xb4n,\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@a", "\t=1", "＝1"])
def test_nothing_written_is_ever_run(text: str) -> None:
    written = write_csv([text], [[text]]).decode("utf-8-sig")
    assert [row[0][0] for row in csv.reader(io.StringIO(written, newline=""))] == ["'", "'"]
    book = write_xlsx({"S": (["a"], [[text]])})
    assert b"<f" not in part(book, "xl/worksheets/sheet1.xml")
    assert read_tables(book, "a.xlsx")[0].rows == [(2, (text,))]


def test_days_are_real_days_and_texts_are_texts_in_excel() -> None:
    sheet = part(
        write_xlsx({"S": (["a", "b", "c"], [[dt.date(2003, 4, 1), "2003-04-01", 3]])}),
        "xl/worksheets/sheet1.xml",
    )
    assert re.search(rb'<c r="A2" s="\d+"><v>37712</v></c>', sheet)
    assert re.search(rb'<c r="B2" t="s"><v>\d+</v></c>', sheet)
    assert b'<c r="C2"><v>3</v></c>' in sheet
    assert b'state="frozen"' in sheet


def test_a_day_that_excel_does_not_have_is_written_as_text() -> None:
    book = write_xlsx({"S": (["a"], [[dt.date(1899, 12, 31)], [dt.date(1900, 2, 28)], [dt.date(1900, 3, 1)]])})
    assert [cells for _, cells in read_tables(book, "a")[0].rows] == [
        ("1899-12-31",),
        ("1900-02-28",),
        ("1900-03-01",),
    ]


def test_a_text_too_long_for_excel_is_not_cut() -> None:
    with pytest.raises(ValueError, match="a text of 32768 characters does not fit an Excel cell"):
        write_xlsx({"S": (["a"], [["x" * 32_768]])})


def test_the_same_content_has_the_same_bytes() -> None:
    assert template() == template()
    with zipfile.ZipFile(io.BytesIO(template())) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_the_template_reads_back_as_two_empty_tables() -> None:
    members, structure = read_tables(template(), "template.xlsx")
    assert (members.sheet, structure.sheet) == ("Members", "Structure")
    assert read_members(members) == ([], [])
    assert read_structure(structure) == ([], [])


def test_every_column_has_a_note_and_the_template_shows_it() -> None:
    shown = part(template(), "xl/sharedStrings.xml").decode()
    for table, columns in (("members", MEMBER_COLUMNS), ("structure", STRUCTURE_COLUMNS)):
        assert list(COLUMN_NOTES[table]) == [column.name for column in columns]
        for note in COLUMN_NOTES[table].values():
            assert note.endswith((".", "?"))
            assert note.replace("&", "&amp;") in shown
