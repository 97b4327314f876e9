from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from joinedup.engines.levy.large.loading import load
from joinedup.formats.faults import BadInput
from joinedup.formats.rating_list import read_rating_list

HEAD = "hereditament,payer,rateable_value"


def _rows(*lines: str, base: str = "rateable_value") -> list[str]:
    try:
        read_rating_list("\n".join(lines).encode(), "list.csv", base)
    except BadInput as bad:
        return [f"{fault.row} {fault.column}" for fault in bad.faults]
    return []


def _large(folder: Path, *lines: str, base: str = "rateable_value") -> list[str]:
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with duckdb.connect() as database:
        try:
            load(database, path, base)
        except BadInput as bad:
            return [f"{fault.row} {fault.column}" for fault in bad.faults]
    return []


BAD = [
    ("nothing wrong", [HEAD, "a,p,5", "b,q,12500.50"], []),
    ("a blank reference", [HEAD, ",p,5"], ["2 hereditament"]),
    ("a blank payer", [HEAD, "a,p,5", "b,,5"], ["3 payer"]),
    ("a blank value", [HEAD, "a,p,"], ["2 rateable_value"]),
    ("a value with a sign", [HEAD, "a,p,£5"], ["2 rateable_value"]),
    ("a day that is none", [f"{HEAD},from", "a,p,5,soon"], ["2 from"]),
    ("a British day", [f"{HEAD},from", "a,p,5,27/3/2026"], []),
    ("days out of order", [f"{HEAD},from,to", "a,p,5,2024-04-01,2024-04-01"], ["2 to"]),
    ("a formula", [HEAD, "=a,p,5"], ["2 hereditament"]),
    ("an unknown column", [f"{HEAD},colour", "a,p,5,red"], ["None colour"]),
    ("a missing column", ["hereditament,payer", "a,p"], ["None rateable_value"]),
    ("a list year that is none", [f"{HEAD},list_year", "a,p,5,23"], ["2 list_year"]),
    ("no rows", [HEAD], ["None None"]),
]


@pytest.mark.parametrize(("case", "lines", "expected"), BAD, ids=[case[0] for case in BAD])
def test_both_readers_find_the_same_faults(case: str, lines: list[str], expected: list[str], tmp_path: Path) -> None:
    assert _rows(*lines) == expected
    assert _large(tmp_path, *lines) == expected


def test_rooms_are_needed_where_the_levy_is_on_rooms(tmp_path: Path) -> None:
    lines = (f"{HEAD},rooms", "a,p,,", "b,p,,24")
    assert _rows(*lines, base="rooms") == _large(tmp_path, *lines, base="rooms") == ["2 rooms"]


def test_values_are_exact() -> None:
    rows = read_rating_list(f"{HEAD}\na,p,12500.55\n".encode(), "list.csv", "rateable_value")
    assert rows[0].value == Fraction("12500.55")


def test_both_readers_trim_the_same_blanks(tmp_path: Path) -> None:
    text = f"{HEAD}\n a\u00a0,\u00a0p ,5\n"
    row = read_rating_list(text.encode(), "list.csv", "rateable_value")[0]
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    with duckdb.connect() as database:
        load(database, path, "rateable_value")
        held = database.execute("SELECT hereditament, payer FROM listed").fetchall()
    assert held == [(row.hereditament, row.payer)] == [("a", "p")]


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with duckdb.connect() as database, pytest.raises(BadInput, match="cannot be opened"):
        load(database, tmp_path / "none.csv", "rateable_value")
