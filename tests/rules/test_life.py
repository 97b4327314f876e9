"""Lives are half-open, may start on a day nobody recorded, and never end before they are shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.rules.life import Life, Stretch, first_overlap, totals

DAY = date(2002, 4, 1)
days = st.integers(0, 30).map(lambda number: DAY + timedelta(number))


@st.composite
def lives(draw):
    start = draw(days)
    length = draw(st.none() | st.integers(1, 12))
    return Life(start, None, None if length is None else start + timedelta(length))


def test_a_life_covers_its_first_day_and_not_its_last():
    life = Life(DAY, None, DAY + timedelta(2))
    assert [life.covers(DAY + timedelta(n)) for n in (-1, 0, 1, 2)] == [False, True, True, False]


def test_a_life_with_no_recorded_start_is_shown_from_the_day_it_was_known():
    life = Life(None, DAY, None)
    assert life.shown_from == DAY
    assert not life.is_start_known
    assert not life.covers(DAY - timedelta(1))
    assert life.may_cover(DAY - timedelta(1))


def test_a_recorded_start_wins_over_the_day_it_was_known():
    life = Life(DAY, DAY + timedelta(400), None)
    assert life.shown_from == DAY
    assert not life.may_cover(DAY - timedelta(1))


@pytest.mark.parametrize(
    "parts",
    [(None, None, None), (DAY, None, DAY), (DAY, None, DAY - timedelta(1)), (None, DAY, DAY)],
)
def test_a_life_shown_on_no_day_is_refused(parts):
    with pytest.raises(ValueError, match=r"must be after|give the day"):
        Life(*parts)


def test_lives_that_meet_at_a_day_do_not_overlap():
    assert not Life(DAY, None, DAY + timedelta(5)).overlaps(Life(DAY + timedelta(5)))


@given(lives(), lives())
def test_two_lives_overlap_exactly_when_some_day_is_in_both(one, other):
    horizon = [DAY + timedelta(n) for n in range(50)]
    assert one.overlaps(other) == any(one.covers(day) and other.covers(day) for day in horizon)
    assert one.overlaps(other) == other.overlaps(one)


@given(st.lists(lives(), max_size=6))
def test_the_first_overlap_is_on_the_earliest_doubly_covered_day(rows):
    horizon = [DAY + timedelta(n) for n in range(50)]
    doubled = [day for day in horizon if sum(life.covers(day) for life in rows) > 1]
    found = first_overlap(rows)
    assert (found is None) == (not doubled)
    if found is not None:
        one, other = (rows[place] for place in found)
        assert one.covers(doubled[0])
        assert other.covers(doubled[0])
        assert one.shown_from <= other.shown_from


@given(st.lists(st.tuples(lives(), st.integers(1, 3)), max_size=6))
def test_running_totals_agree_with_counting_each_day(parts):
    runs = totals((life.stretch, amount) for life, amount in parts)
    for day in (DAY + timedelta(n) for n in range(50)):
        counted = sum(amount for life, amount in parts if life.covers(day))
        assert sum(total for run, total in runs if run.holds(day)) == counted


def test_stretches_with_no_day_in_common_do_not_meet():
    assert Stretch(DAY, DAY + timedelta(1)).meet(Stretch(DAY + timedelta(1), None)) is None
