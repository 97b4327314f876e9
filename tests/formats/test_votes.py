from fractions import Fraction

import pytest

from joinedup.formats.faults import BadInput
from joinedup.formats.votes import read_votes

HEAD = "hereditament,rateable_value,vote"


def _read(*lines: str) -> object:
    return read_votes("\n".join(lines).encode(), "votes.csv")


def _faults(*lines: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        _read(*lines)
    return [str(fault) for fault in caught.value.faults]


def test_votes_are_read_in_any_case_and_blank_is_no_paper() -> None:
    votes = read_votes(f"{HEAD}\na,1000,Yes\nb,0,NO\nc,12500.50,\nd,7,rejected\n".encode(), "votes.csv")
    assert votes.papers.votes == ["yes", "no", "", "rejected"]
    assert votes.papers.values == [1000, 0, Fraction("12500.5"), 7]
    assert not votes.papers.shares


def test_improvement_relief_comes_off_the_rateable_value() -> None:
    votes = read_votes(f"{HEAD},improvement_relief\na,1000,yes,250\nb,5,no,\n".encode(), "votes.csv")
    assert votes.papers.values == [750, 5]
    assert votes.has_relief


BAD = [
    ("a blank value", "a,,yes", 'votes.csv, row 2, column "rateable_value"'),
    ("a value that is no number", "a,SECRET,yes", 'votes.csv, row 2, column "rateable_value"'),
    ("a negative value", "a,-5,yes", 'votes.csv, row 2, column "rateable_value"'),
    ("an unknown vote", "a,5,SECRET", 'votes.csv, row 2, column "vote"'),
    ("a blank reference", ",5,yes", 'votes.csv, row 2, column "hereditament"'),
]


@pytest.mark.parametrize(("case", "line", "where"), BAD, ids=[case[0] for case in BAD])
def test_bad_input_names_the_row_and_the_column(case: str, line: str, where: str) -> None:
    assert [fault.startswith(where) for fault in _faults(HEAD, line, "z,100,yes")] == [True]


def test_the_same_hereditament_and_person_twice_is_a_fault_on_the_later_row() -> None:
    assert [fault[:18] for fault in _faults(HEAD, "a,5,yes", "b,5,no", "a,5,yes")] == ["votes.csv, row 4, "]
    _read(f"{HEAD},person", "a,5,yes,x", "a,5,no,y")


def test_two_values_for_one_hereditament_are_a_fault() -> None:
    assert "another rateable value" in _faults(f"{HEAD},person", "a,5,yes,x", "a,6,no,y")[0]


def test_relief_above_the_value_is_a_fault() -> None:
    assert "more than the rateable value" in _faults(f"{HEAD},improvement_relief", "a,5,yes,6")[0]


def test_shares_that_do_not_add_up_are_a_fault() -> None:
    lines = (f"{HEAD},person,share_percent", "a,5,yes,x,60", "a,5,no,y,50")
    assert len(_faults(*lines)) == 2
    votes = read_votes("\n".join((lines[0], lines[1], "a,5,no,y,40", "b,7,,z,")).encode(), "votes.csv")
    assert votes.papers.shares == [60, 40, 100]


def test_unknown_columns_are_refused_by_name() -> None:
    assert '"colour"' in _faults(f"{HEAD},colour", "a,5,yes,red")[0]


SECRETS = [
    ("no headings", ["SECRET-1,987654,yes", "b,5,no"]),
    ("no headings and the same twice", ["SECRET-1,SECRET-1,yes", "b,5,no"]),
    ("a vote misspelt", [HEAD, "SECRET-1,987654,yess"]),
    ("a value misspelt", [HEAD, "SECRET-1,987654x,yes"]),
    ("a key twice", [HEAD, "SECRET-1,987654,yes", "SECRET-1,987654,no"]),
    ("a role not known", [f"{HEAD},role", "SECRET-1,987654,yes,yess"]),
    ("a cell too many", [HEAD, "SECRET-1,987654,yes,yes"]),
    ("a quotation mark open", [HEAD, 'SECRET-1,987654,"yes']),
    ("a cell too long", [HEAD, f"SECRET-1,987654,{'yes' * 5000}"]),
]


@pytest.mark.parametrize(("case", "lines"), SECRETS, ids=[case[0] for case in SECRETS])
def test_no_fault_repeats_a_cell(case: str, lines: list[str]) -> None:
    told = "\n".join(_faults(*lines))
    assert "SECRET" not in told
    assert "987654" not in told
    assert "yess" not in told


def test_after_fifty_faults_the_rest_are_counted() -> None:
    faults = _faults(HEAD, *(f"h{number},x,yes" for number in range(80)))
    assert len(faults) == 51
    assert "30 faults more" in faults[-1]


def test_a_file_with_no_votes_is_bad_input() -> None:
    assert "no votes" in _faults(HEAD)[0]
