"""CSV in: encodings, separators, headings, row numbers, and what is refused."""

import codecs
from pathlib import Path

import pytest

from joinedup.formats.faults import BadInput
from joinedup.formats.tables import read_tables
from joinedup.formats.tables.limits import MAX_FIELD_CHARACTERS, MAX_FILE_BYTES, MAX_ROWS

from .spreadsheets import csv_table, refusal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_text_is_read_whatever_its_encoding(encoding: str) -> None:
    table = read_tables("partnership,note\nYnys Môn,ŵ\n".encode(encoding), "a.csv")[0]
    assert table.headers == ("partnership", "note")
    assert table.rows == [(2, ("Ynys Môn", "ŵ"))]


def test_windows_1252_is_refused_with_its_row_and_what_to_do() -> None:
    line = refusal("partnership,note\nA,b\nYnys Môn,c\n".encode("cp1252"))
    assert line == (
        "members.csv, row 3: the byte 0xF4 is not UTF-8 text (in the older Windows-1252 it would be “ô”); "
        "open the file in Excel and save it as “CSV UTF-8 (Comma delimited)”"
    )


def test_a_bad_byte_after_the_mark_names_the_right_row() -> None:
    assert "row 2:" in refusal(codecs.BOM_UTF8 + b"partnership\nA\xff\n")


def test_half_of_a_utf_16_character_is_refused() -> None:
    assert "damaged UTF-16" in refusal(codecs.BOM_UTF16_LE + b"a\x00b")


def test_a_nul_character_is_refused_with_its_row() -> None:
    assert "row 3: there is a NUL" in refusal(b"partnership\nA\nB\x00\n")


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = csv_table("", "partnership,note", "A,one", "", ",", '"B","two', 'lines"', "C,three")
    assert [number for number, _ in table.rows] == [3, 6, 7]
    assert table.rows[1][1] == ("B", "two\nlines")


def test_a_bad_byte_below_a_cell_of_two_lines_is_in_the_row_the_spreadsheet_shows() -> None:
    assert "row 3:" in refusal(b'partnership,note\nA,"two\nlines"\nB,\xe9\n')


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_separator_that_the_headings_show_is_taken(separator: str) -> None:
    assert csv_table(f"partnership{separator}note", f"A{separator}b").rows == [(2, ("A", "b"))]


def test_headings_with_two_separators_are_refused() -> None:
    assert "the headings have commas and semicolons between them" in refusal(b"partnership,note;source\nA,b;c\n")


def test_headings_of_two_lines_do_not_hide_the_separator() -> None:
    table = csv_table('"partnership', 'name";note', "A;b,c")
    assert (table.headers, table.rows) == (("partnership\nname", "note"), [(2, ("A", "b,c"))])


def test_a_separator_inside_quotation_marks_is_part_of_a_heading() -> None:
    assert csv_table('partnership,"note; source"', "A,b").headers == ("partnership", "note; source")


@pytest.mark.parametrize("row", ["A", "A,b,c", "A,b,"])
def test_a_row_with_more_or_fewer_cells_is_refused_by_its_number(row: str) -> None:
    line = refusal(f"partnership,note\nX,y\n{row}\n".encode())
    assert line.startswith("members.csv, row 3: the row has")
    assert "where the headings have 2" in line


def test_every_ragged_row_is_named_in_one_go() -> None:
    lines = refusal(b"partnership,note\nA\nB,b\nC\n").splitlines()
    assert [line.split(":")[0] for line in lines] == ["members.csv, row 2", "members.csv, row 4"]


def test_headings_that_differ_only_in_case_and_spaces_are_the_same_heading() -> None:
    line = refusal(b"partnership,Known on,known_ON\nA,,\n")
    assert 'column "known_ON": the heading is used twice, in columns B and C' in line


def test_a_column_with_values_and_no_heading_is_refused_by_its_letter() -> None:
    assert 'column "B": column B has no heading' in refusal(b"partnership,,note\nA,b,c\n")
    assert 'column "C": column C has no heading' in refusal(b"partnership,note,\nA,b,c\n")


def test_empty_columns_at_the_right_are_left_out() -> None:
    assert csv_table("partnership,note,,", "A,b,,").rows == [(2, ("A", "b"))]


@pytest.mark.parametrize("text", ['A,"open\nB,b\n', 'A,"a" b\n'])
def test_quotation_marks_that_do_not_pair_are_refused_where_they_open(text: str) -> None:
    line = refusal(f"partnership,note\nX,y\n{text}".encode())
    assert line.startswith("members.csv, row 3: a quotation mark")


@pytest.mark.parametrize("content", [b"", b"\n\n", b" , \n", codecs.BOM_UTF8])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert "the file is empty" in refusal(content)


def test_headings_alone_are_a_table_with_no_rows() -> None:
    assert csv_table("partnership,organisation").rows == []


def test_a_cell_that_is_too_long_is_refused() -> None:
    assert csv_table("partnership", "x" * MAX_FIELD_CHARACTERS).rows
    line = refusal(b"partnership,note\nA," + b"x" * (MAX_FIELD_CHARACTERS + 1))
    assert 'row 2, column "note": the cell has 10001 characters' in line
    assert "a cell is far too long" in refusal(b"partnership\n" + b"x" * 140_000)


def test_too_many_rows_and_columns_are_refused() -> None:
    assert "there are too many rows" in refusal(b"a\n" + b"1\n" * (MAX_ROWS + 1))
    assert "there are 201 columns" in refusal(",".join(f"c{n}" for n in range(201)).encode())


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(BadInput) as caught:
        read_tables(large, "large.csv")
    assert str(caught.value) == "large.csv: the file is 26 MB; split it into files of 25 MB or less"
    assert "the file is 26 MB" in refusal(bytes(MAX_FILE_BYTES + 1))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.csv: the file cannot be opened \(No such file"):
        read_tables(tmp_path / "none.csv", "none.csv")


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"%PDF-1.7", "the file is a PDF"),
        (b"\x1f\x8b\x08", "the file is a gzip archive"),
        (b"{\\rtf1", "the file is an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls) or is locked with a password"),
    ],
)
def test_other_kinds_of_file_are_called_what_they_are(start: bytes, said: str) -> None:
    assert said in refusal(start + bytes(100))


def test_text_that_calls_itself_a_workbook_is_refused() -> None:
    assert "the name says Excel workbook" in refusal(b"partnership\nA\n", "members.XLSX")
