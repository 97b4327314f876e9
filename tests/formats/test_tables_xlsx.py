"""XLSX in: values, row numbers, sheets, and hostile workbooks."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from joinedup.formats.faults import BadInput
from joinedup.formats.tables import limits, read_tables

from .spreadsheets import part, refusal, repacked, workbook

SHEET = "xl/worksheets/sheet1.xml"
PLAIN = workbook({"Members": [["partnership", "note"], ["A", "b"]]})


def test_values_are_given_as_we_write_them() -> None:
    rows = [["a", "b", "c", "d", "e"], [dt.date(2003, 4, 1), 3.0, 1.5, True, False], ["x", 0, -2, None, "01"]]
    table = read_tables(workbook({"S": rows}), "a.xlsx")[0]
    assert table.rows == [(2, ("2003-04-01", "3", "1.5", "yes", "no")), (3, ("x", "0", "-2", "", "01"))]


def test_a_time_in_a_day_is_kept_so_that_the_row_parser_can_refuse_it() -> None:
    rows = [["a", "b"], [dt.datetime(2003, 4, 1, 9, 30), dt.time(4, 5)]]
    assert read_tables(workbook({"S": rows}), "a.xlsx")[0].rows == [(2, ("2003-04-01 09:30:00", "04:05:00"))]


def test_rows_keep_the_numbers_excel_shows_below_and_beside_empty_edges() -> None:
    rows = [[], [], ["", "partnership", "note"], [], ["", "A", "b"], ["", "", ""], ["", "C", ""]]
    with pytest.raises(BadInput, match="column A has no heading"):
        read_tables(workbook({"S": rows}), "a.xlsx")
    table = read_tables(workbook({"S": [row[1:] for row in rows]}), "a.xlsx")[0]
    assert table.headers == ("partnership", "note")
    assert table.rows == [(5, ("A", "b")), (7, ("C", ""))]


def test_every_sheet_with_something_in_it_is_a_table_but_the_notes() -> None:
    sheets = {"Members": [["a"], ["1"]], "Empty": [], "NOTES": [["b"]], "Structure": [["c"]]}
    tables = read_tables(workbook(sheets), "a.xlsx")
    assert [(table.sheet, table.headers) for table in tables] == [("Members", ("a",)), ("Structure", ("c",))]
    assert tables[0].where == 'a.xlsx, sheet "Members"'


def test_faults_of_all_sheets_are_told_at_once() -> None:
    lines = refusal(workbook({"One": [["a", "A"]], "Two": [["b", None, "c"]]}), "a.xlsx").splitlines()
    assert [line.split(", row")[0] for line in lines] == ['a.xlsx, sheet "One"', 'a.xlsx, sheet "Two"']


def test_a_formula_gives_the_value_it_last_showed() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["a", "b", "c"])
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(1, 1, '="x"&"y"', None, "xy")
        sheet.write(1, 2, "z")
    # As Excel writes a formula that came to an empty text.
    empty = b'<c r="C2" t="str"><f>""</f><v></v></c>'
    book_with_empty = re.sub(rb'<c r="C2".*?</c>', empty, part(out.getvalue(), SHEET))
    table = read_tables(repacked(out.getvalue(), {SHEET: book_with_empty}), "a.xlsx")[0]
    assert table.rows == [(2, ("2", "xy", ""))]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (b'<c r="B2" t="e"><f>NA()</f><v>#N/A</v></c>', "cell B2 holds an error such as #N/A"),
        (b'<c r="B2" s="0"><f>1+1</f></c>', "cell B2 holds a formula with no result"),
        (b'<c r="B2"><f>1+1</f><v></v></c>', "cell B2 holds a formula with no result"),
        (b'<c r="B2"><f>1+1</f><v /></c>', "cell B2 holds a formula with no result"),
    ],
)
def test_a_cell_whose_content_would_be_lost_is_refused_by_name(cell: bytes, said: str) -> None:
    sheet = re.sub(rb'<c r="B2".*?</c>', cell, part(PLAIN, SHEET))
    assert f'a.xlsx, row 2, column "B": {said}' in refusal(repacked(PLAIN, {SHEET: sheet}), "a.xlsx")


def test_macros_are_not_looked_at() -> None:
    assert read_tables(repacked(PLAIN, {"xl/vbaProject.bin": b"\x00Auto_Open"}), "a.xlsm")[0].rows


def zip_of_zeros() -> bytes:
    return repacked(PLAIN, {"xl/media/image1.png": bytes(limits.RATIO_FROM_BYTES + 1)})


def zip_that_lies_about_its_size() -> bytes:
    book = bytearray(repacked(PLAIN, {"xl/media/image1.png": bytes(limits.MAX_UNPACKED_BYTES + 1024)}))
    true_size = (limits.MAX_UNPACKED_BYTES + 1024).to_bytes(4, "little")
    return bytes(book).replace(true_size, (1000).to_bytes(4, "little"))


def billion_laughs() -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + entities + b"]>"
    shared = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&l9;</t></si></sst>'
    return repacked(PLAIN, {"xl/sharedStrings.xml": head + shared})


def outside_entity() -> bytes:
    head = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">'
    return repacked(PLAIN, {"docProps/core.xml": head + b"<x/>"})


def far_away_cell() -> bytes:
    return repacked(PLAIN, {SHEET: part(PLAIN, SHEET).replace(b'r="B2"', b'r="XFD180000"')})


def cell_below_the_last_row() -> bytes:
    return repacked(PLAIN, {SHEET: part(PLAIN, SHEET).replace(b'"A2"', b'"A1048576"')})


def text_repeated_by_many_cells() -> bytes:
    book = workbook({"S": [["a"], ["x" * 9_000]]})
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>1</v></c></row>' % (n, n) for n in range(2, 30_000))
    sheet = re.sub(rb'<row r="2".*</row>', rows, part(book, SHEET))
    return repacked(book, {SHEET: sheet})


def text_repeated_behind_a_comment() -> bytes:
    book = workbook({"S": [["a"], ["b"]]})
    shared = part(book, "xl/sharedStrings.xml").replace(b"<si>", b"<!-- </si> --><si>", 1)
    return repacked(book, {"xl/sharedStrings.xml": shared})


def utf_16_part() -> bytes:
    sheet = part(PLAIN, SHEET).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    return repacked(PLAIN, {SHEET: sheet})


def archive_in_archive() -> bytes:
    return repacked(PLAIN, {"xl/embeddings/inner.zip": zip_of_zeros()})


def path_that_leads_out() -> bytes:
    return repacked(PLAIN, {"xl/../../../etc/cron.d/x": b"x"})


def too_many_parts() -> bytes:
    return repacked(PLAIN, {f"xl/media/{n}.bin": b"" for n in range(limits.MAX_PARTS)})


def sheet_moved_to(name: str, cell: bytes) -> bytes:
    """The far-away cell again, in a part that the list of parts names and nobody expects."""
    relations = part(PLAIN, "xl/_rels/workbook.xml.rels").replace(b"worksheets/sheet1.xml", name.encode())
    sheet = part(PLAIN, SHEET).replace(b'r="B2"', cell)
    return repacked(PLAIN, {"xl/_rels/workbook.xml.rels": relations, f"xl/{name}": sheet})


def spreadsheet_of_another_office() -> bytes:
    """An OpenDocument sheet that repeats one cell over everything, behind a workbook that does not open."""
    content = (
        b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        b' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
        b'<table:table table:name="S"><table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        b' table:number-columns-repeated="16384"/></table:table-row></table:table>'
        b"</office:spreadsheet></office:body></office:document-content>"
    )
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    return repacked(PLAIN, {"xl/workbook.xml": b"<x/>", "mimetype": mime, "content.xml": content})


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("holiday.jpg", b"x")
    return out.getvalue()


def locked_zip() -> bytes:
    # The "encrypted" bit of every entry in the central directory.
    return re.sub(rb"(PK\x01\x02....)\x00\x00", lambda match: match[1] + b"\x01\x00", PLAIN, flags=re.DOTALL)


HOSTILE: list[tuple[Callable[[], bytes], str]] = [
    (zip_of_zeros, "the file unpacks to 5 MB or more"),
    (zip_that_lies_about_its_size, "a.xlsx:"),
    (billion_laughs, "XML declarations that no spreadsheet program writes"),
    (outside_entity, "XML declarations that no spreadsheet program writes"),
    (far_away_cell, "the sheets stretch over"),
    (cell_below_the_last_row, "a sheet has a cell in row 1048576"),
    (text_repeated_by_many_cells, "the cells repeat so much text"),
    (text_repeated_behind_a_comment, "XML declarations that no spreadsheet program writes"),
    (utf_16_part, "XML declarations that no spreadsheet program writes"),
    (lambda: sheet_moved_to("elsewhere/s.xml", b'r="XFD180000"'), "the sheets stretch over"),
    (lambda: sheet_moved_to("s.bin", b'r="XFD180000"'), "the workbook cannot be read"),
    (spreadsheet_of_another_office, "the workbook cannot be read"),
    (lambda: repacked(PLAIN, {"XL/Workbook.xml": b"<x/>"}), "a part inside the file appears twice"),
    (lambda: repacked(PLAIN, {"xl/two.xml": b"<sst/>"}), "more than one list of shared text"),
    (archive_in_archive, "there is another archive inside the file"),
    (path_that_leads_out, "a part inside the file has a path that leads out of it"),
    (too_many_parts, "parts inside the file, far more than a workbook has"),
    (plain_zip, "a zip archive but not an Excel workbook"),
    (locked_zip, "the file is locked with a password"),
    (lambda: PLAIN[: len(PLAIN) // 2], "not a workbook, or it was damaged"),
    (lambda: repacked(PLAIN, {SHEET: b"<worksheet>"}), "a part inside the file is damaged"),
    (lambda: repacked(PLAIN, {"xl/workbook.xml": b"<workbook/>"}), "a.xlsx:"),
    (lambda: workbook({"S": [], "Notes": [["a"]]}), "the workbook is empty"),
]


@pytest.mark.parametrize(("make", "said"), HOSTILE)
def test_a_hostile_or_broken_workbook_is_refused(make: Callable[[], bytes], said: str) -> None:
    assert said in refusal(make(), "a.xlsx")


def test_a_part_that_unpacks_beyond_its_stated_size_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("joinedup.formats.tables.archive._check_listing", lambda *_: None)
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 100_000)
    assert "unpacks to" in refusal(repacked(PLAIN, {"xl/media/a.bin": bytes(200_000)}), "a.xlsx")
