"""Lists of areas: ONS lookups and the councils' list."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from joinedup.formats.areas import AreaRow, read_areas
from joinedup.formats.areas.reading import MAX_UNPACKED_BYTES
from joinedup.formats.faults import BadInput

from .spreadsheets import DATA

LOOKUPS = DATA / "real" / "lookups"
needs_data = pytest.mark.skipif(not LOOKUPS.exists(), reason="the shared data is not beside this checkout")


def areas_of(*lines: str) -> dict[tuple[str, str], AreaRow]:
    """The areas of a CSV with these lines, by kind and code."""
    return {(area.kind, area.code): area for area in read_areas("\n".join(lines).encode(), "lookup.csv")}


def refused(source: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read_areas(source, "lookup.csv")
    return str(caught.value)


def test_each_area_comes_once_with_its_kind_nation_and_parent() -> None:
    areas = areas_of(
        "lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code",
        "Middlesbrough 014A,E01012049,Ladgate,E05009861,Middlesbrough,E06000002",
        "Middlesbrough 014B,E01012050,Ladgate,E05009861,Middlesbrough,E06000002",
    )
    assert list(areas) == [
        ("lsoa", "E01012049"),
        ("lsoa", "E01012050"),
        ("ltla", "E06000002"),
        ("ward", "E05009861"),
    ]
    assert areas["lsoa", "E01012049"] == AreaRow(
        "E01012049", "Middlesbrough 014A", "England", "lsoa", parent_code="E05009861"
    )
    assert areas["ward", "E05009861"].parent_code == "E06000002"
    assert areas["ltla", "E06000002"].parent_code == ""


@pytest.mark.parametrize(
    ("letter", "nation"),
    [("E", "England"), ("W", "Wales"), ("S", "Scotland"), ("N", "Northern Ireland"), ("K", "UK"), ("X", "")],
)
def test_the_letter_of_a_code_names_the_nation(letter: str, nation: str) -> None:
    assert areas_of("ltla24_code", f"{letter}06000001")["ltla", f"{letter}06000001"].nation == nation


def test_an_area_in_two_others_has_no_one_parent() -> None:
    areas = areas_of("lsoa21_code,ltla24_code", "E01000001,E06000001", "E01000001,E06000002")
    assert areas["lsoa", "E01000001"].parent_code == ""


def test_a_unitary_council_is_not_its_own_parent() -> None:
    assert areas_of("ltla21_code,utla21_code", "E06000001,E06000001")["ltla", "E06000001"].parent_code == ""


def test_an_area_of_an_earlier_year_says_what_replaced_it() -> None:
    areas = areas_of(
        "ltla19_code,ltla19_name,ltla20_code,ltla20_name,ltla21_code,ltla21_name",
        "E07000004,Aylesbury Vale,E06000060,Buckinghamshire,E06000060,Buckinghamshire",
        "E07000005,Chiltern,E06000060,Buckinghamshire,E06000060,Buckinghamshire",
        "E06000001,Hartlepool,E06000001,Hartlepool,E06000001,Hartlepool Borough",
    )
    assert areas["ltla", "E07000004"].replaced_by == ("E06000060",)
    assert areas["ltla", "E06000060"].replaced_by == ()
    assert areas["ltla", "E06000001"] == AreaRow("E06000001", "Hartlepool Borough", "England", "ltla")


def test_blank_codes_and_other_columns_are_passed_over() -> None:
    areas = areas_of("ltla24_code,ruc21_code,region24_code", "E06000001,UN1,", "E06000002,UN1,E12000001")
    assert [area.parent_code for area in areas.values()] == ["", "E12000001", ""]


@pytest.mark.parametrize("code", ["E0600001", "Z06000001", "E060000011", "e06000001", "E0600000１", "Hartlepool"])
def test_a_code_of_the_wrong_form_is_refused_with_its_row(code: str) -> None:
    line = refused(f"ltla24_code\nE06000001\n{code}\n".encode())
    assert line == (
        f'lookup.csv, row 3, column "ltla24_code": “{code}” is not an area\'s code; '
        "write the letter E, W, S, N or K and eight digits, such as E06000002"
    )


def test_a_table_that_is_no_list_of_areas_is_refused() -> None:
    assert "no column is a code of areas, such as “ltla24_code”" in refused(b"partnership,organisation\nP,O\n")


def test_a_packed_list_is_read_and_a_bomb_is_not() -> None:
    assert len(read_areas(gzip.compress(b"ltla24_code\nE06000001\n", mtime=0), "a.csv.gz")) == 1
    assert "unpacks to more than 60 MB" in refused(gzip.compress(bytes(MAX_UNPACKED_BYTES + 1)))
    assert "the gzip archive is damaged" in refused(gzip.compress(b"ltla24_code")[:-9])


def test_councils_have_days_successors_and_the_codes_they_had_before() -> None:
    areas = areas_of(
        "local-authority-code,nice-name,official-name,gss-code,start-date,end-date,replaced-by,former-gss-codes,x",
        "BMH,Bournemouth,B Council,E06000028,1997-04-01,2019-03-31,BPC,,-1",
        "CRV,Craven,C Council,E07000163,,2023-04-01,NYE,,=2",
        "BPC,,BCP Council,E06000058,2019-04-01,,,,",
        'NYE,North Yorkshire,N Council,E06000065,,,,"E10000023,E10000099",',
        "OLD,Ards,Ards,,,2015-03-31,,,",
    )
    by_code = {code: area for (_, code), area in areas.items()}
    assert by_code["E06000028"] == AreaRow(
        "E06000028",
        "Bournemouth",
        "England",
        "council",
        date(1997, 4, 1),
        date(2019, 4, 1),
        "",
        ("E06000058",),
    )
    assert by_code["E07000163"].valid_until == date(2023, 4, 1)
    assert by_code["E06000058"].name == "BCP Council"
    assert by_code["E10000099"].replaced_by == ("E06000065",)
    assert len(by_code) == 6


@needs_data
@pytest.mark.parametrize(
    ("name", "kind", "code", "parent", "num_kind"),
    [
        # Counts: ONS, local authority districts in England and LSOAs in England and Wales (2011, 2021).
        ("lookup_ltla24_region24.csv.gz", "ltla", "E06000002", "E12000001", 296),
        ("lookup_lsoa11_ltla21.csv.gz", "lsoa", "E01012049", "E06000002", 34_753),
        ("lookup_lsoa21_ward24_ltla24.csv.gz", "lsoa", "E01012049", "E05009861", 35_672),
    ],
)
def test_real_lookups_have_the_areas_ons_counts(name: str, kind: str, code: str, parent: str, num_kind: int) -> None:
    areas = read_areas(LOOKUPS / name, name)
    found = [area for area in areas if area.kind == kind]
    assert len(found) == num_kind
    assert next(area for area in found if area.code == code).parent_code == parent


@needs_data
def test_the_real_chain_of_districts_leads_aylesbury_vale_to_buckinghamshire() -> None:
    areas = {area.code: area for area in read_areas(LOOKUPS / "lookup_ltla_ltla.csv.gz", "chain")}
    assert areas["E07000004"].replaced_by == ("E06000060",)
    assert areas["E06000060"].replaced_by == ()


@needs_data
@pytest.mark.parametrize("path", sorted(LOOKUPS.glob("*")), ids=lambda path: path.name)
def test_every_real_list_is_read_without_a_fault(path: Path) -> None:
    assert read_areas(path, path.name)


@needs_data
def test_the_real_councils_list_has_bournemouth_become_bcp() -> None:
    name = "uk_local_authorities_current.csv"
    areas = {area.code: area for area in read_areas(LOOKUPS / name, name)}
    assert areas["E06000028"].replaced_by == ("E06000058",)
    assert areas["E06000028"].valid_until == date(2019, 4, 1)
