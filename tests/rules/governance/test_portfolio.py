"""A year of decisions, and items put off."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.governance.decisions import Grade, Outcome, Status
from joinedup.rules.governance.deferrals import Item, Limits, ages, standing
from joinedup.rules.governance.portfolio import Case, Raised, contested, median, objections_on, portfolio
from joinedup.rules.health import Light
from joinedup.rules.life import Stretch

from .cast import START, day

YEAR = Stretch(START, day(365))
HARD, EASY = (Grade.AGAINST, Grade.LEAD), (Grade.SUPPORT, Grade.SUPPORT)


@pytest.mark.parametrize(
    ("grades", "holds"),
    [
        ((Grade.AGAINST, Grade.LEAD, Grade.LEAD), True),
        ((Grade.OBJECTION,), True),
        ((Grade.LEAD, Grade.RESERVATIONS), True),  # polarisation .6
        ((Grade.LEAD, Grade.RESERVATIONS, Grade.RESERVATIONS, Grade.LEAD), True),
        ((Grade.SUPPORT, Grade.RESERVATIONS), False),  # .4
        ((Grade.RESERVATIONS, Grade.RESERVATIONS), False),
        ((), None),
    ],
)
def test_a_first_reading_is_contested_by_a_no_or_by_standing_apart(grades, holds):
    assert contested(grades).holds is holds


def test_polarisation_exactly_at_the_floor_is_contested():
    grades = (Grade.LEAD, Grade.RESERVATIONS)
    assert contested(grades, Fraction(3, 5)).holds is True
    assert contested(grades, Fraction(61, 100)).holds is False


def test_a_year_holds_what_was_open_when_it_began_and_what_was_tabled_in_it():
    cases = [
        Case("before, decided before", day(-50), decided_on=day(-1)),
        Case("before, withdrawn before", day(-50), withdrawn_on=day(-1)),
        Case("before, decided within", day(-50), decided_on=day(0)),
        Case("within, decided after", day(364), decided_on=day(365)),
        Case("after", day(365)),
    ]
    found = portfolio(cases, YEAR)
    assert (found.num_tabled, found.num_decided) == (2, 1)


def test_medians_and_shares_are_of_what_is_known():
    cases = [
        Case("a", day(1), EASY, day(2), status=Status.RED, reach_ratio=Fraction(1, 2), has_lead=True, has_money=True),
        Case(
            "b",
            day(1),
            EASY,
            day(2),
            status=Status.CLEAR,
            reach_ratio=Fraction(1),
            dilution=Fraction(1, 4),
            has_lead=True,
        ),
        Case("c", day(1), EASY, day(2), status=Status.NOT_KNOWN),
        Case("d", day(1), EASY, status=Status.RED),
    ]
    found = portfolio(cases, YEAR)
    assert found.median_reach == Fraction(3, 4)
    assert found.share_red == Fraction(1, 2)
    assert found.median_dilution == Fraction(1, 4)
    assert found.share_resourced == Fraction(1, 3)
    empty = portfolio([], YEAR)
    assert (empty.median_reach, empty.share_red, empty.share_resourced) == (None, None, None)
    assert empty.resolved.light is Light.NO_DATA


def test_objections_are_as_they_stood_on_the_day_and_the_overruled_are_named():
    def overruled(on):
        return Raised("Chamber", day(0), Outcome.OVERRULED, day(on))

    cases = [
        Case("a", START, objections=(overruled(5), Raised("Fire", day(2)))),
        Case("b", START, objections=(overruled(9),)),
    ]
    found = objections_on(cases, day(20))
    assert found.split == {Outcome.OPEN: 1, Outcome.MET: 0, Outcome.WITHDRAWN: 0, Outcome.OVERRULED: 2}
    assert (found.oldest_days, found.overruled_again) == (18, {"Chamber": 2})
    earlier = objections_on(cases, day(5))
    assert (earlier.split[Outcome.OPEN], earlier.oldest_days, earlier.overruled_again) == (2, 5, {})
    assert objections_on(cases, day(-1)).oldest_days is None


cases = st.lists(
    st.builds(
        lambda tabled, after, hard: Case(
            "c", day(tabled), HARD if hard else EASY, None if after is None else day(tabled + after)
        ),
        st.integers(-400, 800),
        st.one_of(st.none(), st.integers(0, 500)),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(cases)
def test_the_rate_is_a_share_and_deciding_everything_makes_it_and_the_index_one(rows):
    found = portfolio(rows, YEAR)
    assert found.num_decided <= found.num_tabled
    assert found.num_contested <= found.num_tabled
    if found.resolved.number is not None:
        assert 0 <= found.resolved.number <= 1
    if found.num_decided == found.num_tabled and found.num_contested:
        assert (found.resolved.number, found.easy_first.number) == (1, 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=1))
def test_at_least_half_are_on_each_side_of_the_median(numbers):
    middle = median(numbers)
    assert 2 * sum(x <= middle for x in numbers) >= len(numbers)
    assert 2 * sum(x >= middle for x in numbers) >= len(numbers)


# Deferrals


def test_an_item_put_off_twice_turns_amber_on_the_day_of_the_second_time():
    item = Item("i", START, (day(10), day(20)))
    assert standing(item, day(19)).light is Light.GREEN
    found = standing(item, day(20))
    assert (found.light, found.num_deferrals, found.age_days) == (Light.AMBER, 2, 20)


def test_a_settled_item_keeps_the_age_at_which_it_was_settled():
    item = Item("i", START, (day(10),), day(200))
    assert standing(item, day(300)).age_days == 200
    assert standing(item, day(199)).light is Light.RED
    with pytest.raises(ValueError, match="not tabled until"):
        standing(item, day(-1))


def test_the_limits_of_a_place_are_used():
    item = Item("i", START, (day(10),))
    assert standing(item, day(20), Limits(amber_times=1)).light is Light.AMBER
    assert standing(item, day(20), Limits(most_days=19)).light is Light.RED


def test_ages_are_of_open_items_that_were_put_off():
    items = [
        Item("never put off", day(0)),
        Item("settled", day(0), (day(1),), day(50)),
        Item("once", day(50), (day(60),)),
        Item("twice", day(0), (day(60), day(70))),
        Item("put off later", day(0), (day(200),)),
    ]
    found = ages(items, day(100))
    assert (found.num_open, found.median_days, found.longest_days, found.num_deferred_twice) == (2, 75, 100, 1)
    assert ages([], START).median_days is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 300), max_size=5), st.integers(0, 300), st.integers(0, 300))
def test_waiting_longer_never_improves_the_light_of_an_open_item(times, one, other):
    item = Item("i", START, tuple(day(x) for x in times))
    order = [Light.GREEN, Light.AMBER, Light.RED]
    first, second = sorted((one, other))
    assert order.index(standing(item, day(first)).light) <= order.index(standing(item, day(second)).light)
