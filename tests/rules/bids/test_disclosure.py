"""The guard on what the certified figures give away, against every way of voting tried one by one."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.rules.bids.ballot import choices
from joinedup.rules.bids.ballot.disclosure import Guarded, guard
from joinedup.rules.bids.ballot.tally import Papers

SMALL = st.lists(
    st.tuples(st.sampled_from([0, 50, 100, 150, 250, 400, 650, 1050]), st.booleans()), min_size=1, max_size=9
)


def _papers(rows: list[tuple[int, bool]]) -> Papers:
    votes = ["yes" if is_yes else "no" for _, is_yes in rows]
    return Papers([f"h{place}" for place in range(len(rows))], [value for value, _ in rows], votes)


def _given_away(rows: list[tuple[int, bool]]) -> int:
    """How many votes are the same in every way of voting with the same figures, by trying them all."""
    values = [value for value, _ in rows]
    figures = (sum(yes for _, yes in rows), sum(value for value, yes in rows if yes))
    ways = [way for way in product((False, True), repeat=len(rows))
            if (sum(way), sum(v for v, yes in zip(values, way, strict=True) if yes)) == figures]  # fmt: skip
    return sum(len({way[place] for way in ways}) == 1 for place in range(len(rows)))


@given(SMALL)
def test_the_guard_finds_exactly_the_votes_that_are_given_away(rows: list[tuple[int, bool]]) -> None:
    found = guard(_papers(rows))
    assert found.num_votes_revealed == _given_away(rows)
    assert found.status == (Guarded.REVEALS if _given_away(rows) else Guarded.NOTHING)


@given(SMALL, st.data())
def test_what_is_said_does_not_depend_on_who_voted_which_way(rows: list[tuple[int, bool]], data: st.DataObject) -> None:
    """Another way of voting with the same figures gives the same answer, word for word."""
    order = data.draw(st.permutations(range(len(rows))))
    other = [(value, rows[place][1]) for (value, _), place in zip(rows, order, strict=True)]
    same = sum(v for v, yes in rows if yes) == sum(v for v, yes in other if yes)
    assert not same or guard(_papers(rows)) == guard(_papers(other))


@pytest.mark.parametrize("is_yes", [True, False])
def test_votes_all_one_way_give_everyone_away(is_yes: bool) -> None:
    found = guard(_papers([(100, is_yes), (200, is_yes)]))
    assert (found.status, found.num_votes_revealed) == (Guarded.REVEALS, 2)
    assert found.withhold


def test_a_sum_that_only_one_choice_makes_gives_them_away() -> None:
    assert guard(_papers([(1, True), (2, True), (4, False), (8, False)])).num_votes_revealed == 4


def test_two_like_properties_that_differ_hide_one_another() -> None:
    found = guard(_papers([(500, True), (500, False)]))
    assert (found.status, found.withhold) == (Guarded.NOTHING, ())


def test_one_large_property_among_small_ones_is_given_away() -> None:
    rows = [(10, True), (10, False), (20, True), (20, False), (5_000, True)]
    assert guard(_papers(rows)).num_votes_revealed == 1


def test_nobody_is_given_away_where_nobody_voted() -> None:
    assert guard(Papers(["a"], [100], [""])).status is Guarded.NOTHING


def test_shares_are_compared_as_they_were_carried() -> None:
    shares = [Fraction(60), Fraction(40), Fraction(100)]
    papers = Papers(["a", "a", "b"], [100, 100, 60], ["yes", "no", "no"], shares)
    assert guard(papers).num_votes_revealed == 1  # the owner's 40 differs from the 60 of each of the others


def test_several_voters_of_one_value_are_not_proved() -> None:
    found = guard(Papers(["a", "a", "b"], [100, 100, 60], ["yes", "no", "no"]))
    assert (found.status, found.num_votes_revealed) == (Guarded.NOT_PROVED, None)
    assert found.withhold


def test_a_search_that_would_be_too_long_is_said_to_prove_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choices, "MOST_WORK", 0)
    found = guard(_papers([(1, True), (2, True), (4, False), (8, False)]))
    assert (found.status, found.num_votes_revealed) == (Guarded.NOT_PROVED, None)


def test_the_working_tells_only_the_figures() -> None:
    found = guard(_papers([(1_050, True), (400, True), (400, False), (50, False)]))
    assert found.working == ("4 votes were cast and 2 of them in favour", "values were compared in units of £50")
