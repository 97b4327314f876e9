"""The structure table: cells, rows that belong together, and which table a sheet is."""

from datetime import date

import pytest

from joinedup.formats.faults import BadInput
from joinedup.formats.kind import which_table
from joinedup.formats.structure import StructureRow, read_structure
from joinedup.formats.tables import Table

from .spreadsheets import csv_table


def faults_of(*lines: str) -> list[str]:
    """What is said of each fault, without the name of the file."""
    _, faults = read_structure(csv_table(*lines))
    return [str(fault).removeprefix("members.csv, ") for fault in faults]


def test_every_column_is_read_into_its_type() -> None:
    head = (
        "id,partnership,type,status,origin,requirement,requirement_until,legal_personality,areas,parent,relation,"
        "from,until,known_on,source,nation,profile,purpose,themes,requirement_kind,requirement_from,"
        "requirement_source,parent_from,parent_until,parent_known_on,parent_id,legal_form,accepted_on"
    )
    line = (
        "P1,Northmoor Safe,cdrp,Active,statute,Crime and Disorder Act 1998 s.6,2010-01-01,no,"
        "E07000084:whole; e07000085:Part,Northmoor Together,reports to,1998-09-30,2012-01-01,"
        "1999-01-01,minutes,England & Wales,lsp_2001,Less crime,crime;drugs;crime,statute,1/10/1998,s.6,"
        "2002-04-01,2004-04-01,2002-05-01,P0,none,2002-06-01"
    )
    rows, faults = read_structure(csv_table(head, line))
    assert faults == []
    assert rows == [
        StructureRow(
            where="members.csv",
            row=2,
            partnership="Northmoor Safe",
            id="P1",
            type="cdrp",
            status="active",
            origin="statute",
            requirement="Crime and Disorder Act 1998 s.6",
            requirement_kind="statute",
            requirement_source="s.6",
            requirement_from=date(1998, 10, 1),
            requirement_until=date(2010, 1, 1),
            legal_personality="no",
            legal_form="none",
            areas=(("E07000084", "whole"), ("E07000085", "part")),
            parent="Northmoor Together",
            parent_id="P0",
            relation="reports_to",
            parent_from=date(2002, 4, 1),
            parent_until=date(2004, 4, 1),
            parent_known_on=date(2002, 5, 1),
            valid_from=date(1998, 9, 30),
            valid_until=date(2012, 1, 1),
            known_on=date(1999, 1, 1),
            accepted_on=date(2002, 6, 1),
            source="minutes",
            nation="England & Wales",
            profile="lsp_2001",
            purpose="Less crime",
            themes=("crime", "drugs"),
        )
    ]


def test_a_parent_without_a_relation_is_one_it_is_nested_in() -> None:
    rows, faults = read_structure(csv_table("partnership,parent", "P,Q", "R,"))
    assert faults == []
    assert [row.relation for row in rows] == ["nested_in", ""]


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("status", "alive", "Write one of proposed, forming, active, dormant and ended"),
        ("origin", "founding", "did you mean “funding”?"),
        ("legal_personality", "maybe", "write one of yes, no and varies"),
        ("areas", "E06000002", "“E06000002” is not an area and its extent"),
        ("areas", "E06000002:half", "write a code of one letter and eight digits, then :whole or :part"),
        ("areas", "Middlesbrough:whole", "is not an area and its extent"),
        ("areas", "E0600000２:whole", "is not an area and its extent"),
        ("areas", "E06000002:whole;E06000002:part", "the area E06000002 is named twice"),
        ("requirement_until", "2003-01-01", "there is no requirement in the row for this to belong to"),
        ("parent_from", "2003-01-01", "there is no parent in the row for this to belong to"),
        ("relation", "nested_in", "there is no parent in the row for this to belong to"),
        ("from", "2003-02-30", "is not a day in the calendar"),
        ("purpose", "=1", "starts as a formula does"),
    ],
)
def test_a_wrong_cell_is_named_with_what_would_be_right(column: str, text: str, said: str) -> None:
    lines = faults_of(f"partnership,{column}", f"P,{text}")
    assert len(lines) == 1
    assert lines[0].startswith(f'row 2, column "{column}": ')
    assert said in lines[0]


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ("from,until", "2003-01-01,2003-01-01"),
        ("known_on,until", "2003-01-01,2002-01-01"),
        ("requirement,requirement_from,requirement_until", "x,2003-01-01,2002-01-01"),
        ("parent,parent_from,parent_until", "Q,2003-01-01,2002-01-01"),
        ("parent,parent_known_on,parent_until", "Q,2003-01-01,2002-01-01"),
    ],
)
def test_every_interval_must_end_after_it_begins(head: str, cells: str) -> None:
    (said,) = faults_of(f"partnership,{head}", f"P,{cells}")
    assert "is not after 1 January 2003" in said


def test_further_rows_carry_further_requirements_and_parents() -> None:
    head = "id,partnership,status,requirement,parent"
    assert faults_of(head, "P1,P,active,Act,", "P1,P,,Fund,", ",p,active,,Q") == []


@pytest.mark.parametrize(("column", "value", "other"), [("status", "active", "ended"), ("themes", "a", "b")])
def test_rows_of_one_partnership_that_differ_are_refused_naming_both(column: str, value: str, other: str) -> None:
    (said,) = faults_of(f"partnership,requirement,{column}", f"P,a,{value}", "P,b,", f"p,c,{other}")
    assert said == (
        f'row 4, column "{column}": the cell differs from row 2, which is about the same partnership; '
        "write the same in both, or leave one of them blank"
    )


def test_one_id_with_two_names_is_refused() -> None:
    (said,) = faults_of("id,partnership", "P1,P", "P1,Q")
    assert 'row 3, column "partnership": the cell differs from row 2' in said


def test_a_name_that_two_partnerships_share_needs_the_id() -> None:
    (said,) = faults_of("id,partnership,requirement", "P1,P,", "P2,P,", ",P,Act")
    assert 'row 4, column "id": rows 2 and 3 give this name to more than one partnership' in said


def test_the_same_row_twice_is_refused_naming_the_other() -> None:
    assert faults_of("partnership,status", "P,active", "P,active") == [
        "row 3: the row says the same as row 2; delete one of the two"
    ]


def test_two_names_that_agree_in_nothing_are_two_partnerships() -> None:
    assert faults_of("partnership,status", "P,active", "Q,ended") == []


@pytest.mark.parametrize(
    ("headers", "sheet", "kind"),
    [
        (("partnership", "organisation"), "", "members"),
        (("partnership", "status", "areas"), "", "structure"),
        (("partnership", "person", "voting", "status"), "", "members"),
        (("partnership", "status"), "Members", "members"),
        (("partnership", "organisation"), "structure ", "structure"),
        (("Partnership", "Organisation", "Status", "Parent"), "Sheet1", "members"),
    ],
)
def test_a_sheet_is_known_by_its_name_or_its_headings(headers: tuple[str, ...], sheet: str, kind: str) -> None:
    assert which_table(Table("a.xlsx", sheet, headers, [])) == kind


def test_a_mapping_helps_to_know_a_sheet() -> None:
    table = Table("a.csv", "", ("board", "body"), [])
    assert which_table(table, mapping={"Board": "partnership", "Body": "organisation"}) == "members"
    with pytest.raises(BadInput, match="the headings are neither those of the members table nor"):
        which_table(table)
