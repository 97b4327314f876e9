"""The members table: columns, cells, terms that overlap, and the two real files."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.formats.members import MemberRow, read_members
from joinedup.formats.tables import read_tables

from .spreadsheets import DATA, csv_table

HEAD = "partnership,organisation"


def faults_of(*lines: str, mapping: dict[str, str] | None = None) -> list[str]:
    """What is said of each fault, without the name of the file."""
    rows, faults = read_members(csv_table(*lines), mapping=mapping)
    if any(fault.row is None for fault in faults):
        assert rows == []
    return [str(fault).removeprefix("members.csv, ").removeprefix("members.csv: ") for fault in faults]


def fault_in(column: str, text: str) -> str:
    """What is said of a cell with this text in an otherwise good row."""
    if column in ("partnership", "organisation"):
        values = {"partnership": "P", "organisation": "O"} | {column: text}
        lines = (HEAD, f'"{values["partnership"]}","{values["organisation"]}"')
    else:
        lines = (f"{HEAD},{column}", f'P,O,"{text}"')
    said = faults_of(*lines)
    assert len(said) == 1, said
    assert said[0].startswith(f'row 2, column "{column}": ')
    return said[0]


def member_with(column: str, text: str) -> MemberRow:
    """The row whose one further cell holds this text."""
    rows, faults = read_members(csv_table(f"{HEAD},{column}", f'P,O,"{text}"'))
    assert not faults
    return rows[0]


@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside this checkout")
@pytest.mark.parametrize(("name", "num_rows"), [("real_memberships.csv", 123), ("northmoor_memberships.csv", 21)])
def test_the_real_and_the_invented_memberships_have_no_faults(name: str, num_rows: int) -> None:
    rows, faults = read_members(read_tables(DATA / name, name)[0])
    assert faults == []
    assert len(rows) == num_rows


def test_every_column_is_read_into_its_type() -> None:
    head = (
        "Partnership,Organisation,type,nation,sector,role,voting,seats,from,until,Known On,note,source,id,"
        "person,qualifier,rights,how-chosen,substitute"
    )
    line = (
        ' Northmoor Together ,Council,lsp,england,Public,chair,YES,3,2002-04-01,31/3/2004,1/4/2002,"a\r\nb",'
        "minute,S1,Jo Bloggs,councillor,papers; vote;vote,elected,Al Smith"
    )
    rows, faults = read_members(csv_table(head, line))
    assert faults == []
    assert rows == [
        MemberRow(
            where="members.csv",
            row=2,
            partnership="Northmoor Together",
            organisation="Council",
            type="lsp",
            nation="England",
            sector="public",
            role="chair",
            voting=True,
            seats=3,
            valid_from=date(2002, 4, 1),
            valid_until=date(2004, 3, 31),
            known_on=date(2002, 4, 1),
            note="a\nb",
            source="minute",
            id="S1",
            person="Jo Bloggs",
            qualifier="councillor",
            rights=("vote", "papers"),
            how_chosen="elected",
            substitute="Al Smith",
        )
    ]


def test_what_is_blank_is_not_known_and_one_seat() -> None:
    rows, faults = read_members(csv_table(f"{HEAD},voting,seats,sector,from", "P,O,,,,"))
    assert faults == []
    row = rows[0]
    assert (row.voting, row.seats, row.sector, row.valid_from, row.rights) == (None, 1, "", None, ())


def test_a_qualifier_without_an_organisation_is_a_vacant_seat() -> None:
    rows, faults = read_members(csv_table(f"{HEAD},qualifier", "P,,resident"))
    assert faults == []
    assert (rows[0].organisation, rows[0].qualifier) == ("", "resident")


def test_a_row_with_neither_organisation_nor_qualifier_is_refused() -> None:
    assert "for a vacant seat say in “qualifier” who may fill it" in fault_in("organisation", "")


def test_a_row_without_a_partnership_is_refused() -> None:
    assert fault_in("partnership", " ") == (
        'row 2, column "partnership": the cell is blank; fill it in, or delete the row'
    )


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("sector", "publik", "did you mean “public”? Write one of public, private, voluntary and community"),
        ("sector", "third", "write one of public, private, voluntary and community, or nothing"),
        ("nation", "Britain", "England, Wales, Scotland, Northern Ireland, UK and England & Wales"),
        ("nation", "england and wales", "did you mean “England & Wales”?"),
        ("voting", "maybe", "“maybe” is neither yes nor no"),
        ("rights", "vote;eat", "“eat” is not one of the choices"),
        ("seats", "0", "“0” is not a whole number from 1 to 99"),
        ("seats", "100", "is not a whole number"),
        ("seats", "1.5", "is not a whole number"),
        ("seats", "two", "is not a whole number"),
        ("seats", "٣", "is not a whole number"),
        ("seats", "9" * 5000, "is not a whole number"),
        ("from", "2003-02-30", "“2003-02-30” is not a day in the calendar; check the day and the month"),
        ("from", "31/04/2003", "“31/04/2003” is not a day in the calendar"),
        ("until", "4/13/2003", "is not a day in the calendar"),
        ("from", "1/4/03", "“1/4/03” has a year of two digits; write the day as 2003-04-01 or 1/4/2003"),
        ("known_on", "April 2003", "“April 2003” is not a day; write the day as"),
        ("from", "1799-12-31", "the year 1799 is not from 1800 to 2200"),
        ("until", "2201-01-01", "the year 2201 is not from 1800 to 2200"),
        ("from", "37712", "“37712” is not a day"),
        ("from", "2003-04-01 09:30:00", "is not a day"),
        ("note", "a\x07b", "there is a control character (U+0007) in the text"),
        ("note", "a\tb", "there is a control character (U+0009) in the text"),
        ("note", "a\uffff", "there is a control character (U+FFFF) in the text"),
        ("organisation", "Counci\u202el", "there is a control character (U+202E) in the text"),
    ],
)
def test_a_wrong_cell_is_named_with_what_would_be_right(column: str, text: str, said: str) -> None:
    assert said in fault_in(column, text)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "-", "@SUM(A1)", "\tx", "\r=x", "＝1", " =1", "\u200b=1"])
@pytest.mark.parametrize("column", ["partnership", "organisation", "note", "person", "id"])
def test_text_that_a_spreadsheet_would_run_is_refused_in_any_column(column: str, start: str) -> None:
    assert "starts as a formula does; start with a letter or a number" in fault_in(column, start)


@pytest.mark.parametrize("text", ["O'Brien & Sons", "(Acting) chair", "Ŵyn", "£5 fund", "3 seats", "“Hub”", "א"])
def test_ordinary_text_is_not_refused(text: str) -> None:
    assert member_with("note", text).note == text


@pytest.mark.parametrize("text", ["2003-04-01", "2003-4-1", "1/4/2003", "01/04/2003"])
def test_a_day_may_be_written_in_two_ways(text: str) -> None:
    assert member_with("from", text).valid_from == date(2003, 4, 1)


@given(st.dates(date(1800, 1, 1), date(2200, 12, 31)))
@settings(deadline=None)
def test_any_day_is_read_back_from_either_way_of_writing_it(day: date) -> None:
    assert member_with("from", day.isoformat()).valid_from == day
    assert member_with("from", f"{day.day}/{day.month}/{day.year}").valid_from == day


@pytest.mark.parametrize("until", ["2003-04-01", "2003-03-31"])
def test_a_term_must_end_after_it_begins(until: str) -> None:
    for start in ("from", "known_on"):
        (said,) = faults_of(f"{HEAD},{start},until", f"P,O,2003-04-01,{until}")
        assert f'row 2, column "until": {int(until[-2:])} ' in said
        assert f"is not after 1 April 2003 in “{start}”" in said


def test_a_seat_must_end_after_it_begins() -> None:
    for start in ("seat_from", "seat_known_on"):
        (said,) = faults_of(f"{HEAD},{start},seat_until", "P,O,2003-04-01,2003-04-01")
        assert f"1 April 2003 is not after 1 April 2003 in “{start}”" in said


def test_a_known_start_needs_no_later_day_on_which_it_was_known() -> None:
    assert faults_of(f"{HEAD},from,until,known_on", "P,O,2001-04-01,2003-04-01,2012-01-01") == []


def test_an_unknown_column_is_refused_with_the_one_that_was_meant() -> None:
    assert faults_of("partnership,organisation,organization", "P,O,O") == [
        'column "organization": the column is not known; '
        "did you mean “organisation”? Change the heading, or map the column or ignore it"
    ]
    assert "map it to a column of ours, ignore it, or delete it" in faults_of(f"{HEAD},xyzzy", "P,O,1")[0]


def test_a_missing_column_is_refused_by_name() -> None:
    said = faults_of("partnership,role", "P,member")
    assert said == ['column "organisation": the column is missing; add the column, or map one of yours to it']


def test_a_mapping_takes_a_heading_to_a_column_or_leaves_it_out() -> None:
    table = csv_table("Board,Body,Shoe size", "P,O,=9")
    mapping = {"board": "partnership", " BODY": "organisation", "shoe size": "ignore"}
    rows, faults = read_members(table, mapping=mapping)
    assert faults == []
    assert (rows[0].partnership, rows[0].organisation) == ("P", "O")


def test_a_mapping_to_no_column_of_ours_is_refused() -> None:
    said = faults_of(f"{HEAD},Body", "P,O,x", mapping={"Body": "organism"})
    assert "the column is mapped to “organism”, which is not a column of ours" in said[0]


def test_two_columns_for_one_are_refused() -> None:
    said = faults_of(f"{HEAD},Body", "P,O,x", mapping={"Body": "organisation"})
    assert "the columns “organisation” and “Body” both give “organisation”" in said[0]


def test_the_same_row_twice_is_refused_naming_the_other() -> None:
    said = faults_of(HEAD, "P,O", "P,Other", "p, o ")
    assert said == ["row 4: the row says the same as row 2; delete one of the two"]


@pytest.mark.parametrize(
    ("first", "second", "is_refused"),
    [
        ("2002-01-01,2003-01-01", "2003-01-01,", False),
        ("2002-01-01,2003-01-02", "2003-01-01,", True),
        ("2002-01-01,", "2003-01-01,2004-01-01", True),
        ("2003-01-01,", "2002-01-01,2003-01-01", False),
        (",", "2003-01-01,", True),
        (",2003-01-01", "2003-01-01,", False),
    ],
)
def test_terms_of_one_member_that_overlap_are_refused(first: str, second: str, is_refused: bool) -> None:
    said = faults_of(f"{HEAD},from,until", f"P,O,{first}", f"P,O,{second}")
    assert len(said) == is_refused
    for line in said:
        assert line.startswith('row 3, column "from": “O” is already there in row 2 at the same time')


@pytest.mark.parametrize("column", ["person", "role", "qualifier"])
def test_members_that_differ_in_what_they_are_may_overlap(column: str) -> None:
    assert faults_of(f"{HEAD},{column}", "P,O,a", "P,O,b") == []
    assert len(faults_of(f"{HEAD},{column}", "P,O,a", "P,O,a")) == 1


def test_a_long_term_is_compared_with_every_later_one() -> None:
    said = faults_of(
        f"{HEAD},from,until",
        "P,O,2001-01-01,2009-01-01",
        "P,O,2002-01-01,2003-01-01",
        "P,O,2004-01-01,2005-01-01",
    )
    assert ["row 2" in line for line in said] == [True, True]


def test_seats_with_ids_of_their_own_and_no_person_stand_beside_each_other() -> None:
    assert faults_of(f"{HEAD},qualifier,id", "P,,resident,S1", "P,,resident,S2") == []
    assert len(faults_of(f"{HEAD},person,id", "P,O,Jo,S1", "P,O,Jo,S2")) == 1
    assert len(faults_of(f"{HEAD},id", "P,O,S1", "P,O,S2", "P,O,")) == 1


def test_an_id_used_twice_is_refused_once() -> None:
    said = faults_of(f"{HEAD},id", "P,O,S1", "P,O,S1")
    assert said == ['row 3, column "id": the id “S1” is already used in row 2; leave the id of a new row blank']


def test_every_fault_of_every_row_is_told_in_order_and_only_good_rows_are_given() -> None:
    rows, faults = read_members(csv_table(f"{HEAD},seats,voting", "P,O,x,y", "P,Q,1,yes", ",,,no", "P,Q,2,no"))
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "voting"),
        (2, "seats"),
        (4, "organisation"),
        (4, "partnership"),
        (5, "from"),
    ]
    assert [row.row for row in rows] == [3]
