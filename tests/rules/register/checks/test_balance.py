"""HC02 and HC03: sectors and votes, at every cut-off of the specification, and what is not known."""

from datetime import timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.health import Light
from joinedup.rules.register.checks import hc02, hc03
from joinedup.rules.register.records import SECTORS
from joinedup.rules.register.thresholds import SectorBalance

from ..cast import START, board

ON = START + timedelta(1000)
GREEN, AMBER, RED, NO_DATA = Light.GREEN, Light.AMBER, Light.RED, Light.NO_DATA


def sectors(public, private, voluntary, community):
    counts = zip(SECTORS, (public, private, voluntary, community), strict=True)
    return board(*((f"{sector} body", sector, places, True) for sector, places in counts if places))


def of_one_sector_each(*sizes):
    """Many small organisations over four sectors, so that only the first is large."""
    return board(*((f"o{n}", SECTORS[n % 4], places, True) for n, places in enumerate(sizes)))


# HC02


@pytest.mark.parametrize(
    ("counts", "light"),
    [
        ((70, 10, 10, 10), GREEN),  # exactly 10 per cent
        ((71, 9, 10, 10), AMBER),
        ((75, 5, 10, 10), AMBER),  # exactly 5 per cent
        ((76, 4, 10, 10), RED),  # a token
        ((10, 0, 10, 10), RED),
    ],
)
def test_hc02_lights_by_the_smallest_sector(counts, light):
    result = hc02(*sectors(*counts), ON, accepted=True)
    assert result.light is light
    assert result.number == min(counts) / sum(counts)
    assert hc02(*sectors(*counts), ON, accepted=False).light is light  # nothing is missing, so acceptance is no matter


def test_hc02_counts_an_unknown_sector_as_missing_once_accepted_and_as_not_known_before():
    rows = [
        ("A", "public", 1, True),
        ("B", "private", 1, True),
        ("C", "voluntary", 1, True),
        ("D", "", 1, True),
    ]
    assert hc02(*board(*rows), ON, accepted=True).light is RED
    result = hc02(*board(*rows), ON, accepted=False)
    assert result.light is NO_DATA
    assert "D" in result.why


def test_hc02_is_red_before_acceptance_when_no_filling_could_supply_the_missing_sectors():
    rows = [("A", "public", 1, True), ("B", "private", 1, True), ("D", "", 1, True)]
    assert hc02(*board(*rows), ON, accepted=False).light is RED


def test_hc02_is_amber_before_acceptance_when_one_unknown_place_cannot_lift_two_small_sectors():
    rows = [("A", "public", 14, True), ("B", "private", 1, True), ("C", "voluntary", 1, True)]
    rows += [("D", "community", 3, True), ("E", "", 1, True)]
    assert hc02(*board(*rows), ON, accepted=False).light is AMBER


def test_hc02_is_red_for_a_missing_sector_even_where_a_profile_accepts_any_share():
    lenient = SectorBalance(amber_share=Fraction(0))
    assert hc02(*sectors(97, 1, 1, 1), ON, accepted=True, thresholds=lenient).light is AMBER
    assert hc02(*sectors(98, 0, 1, 1), ON, accepted=True, thresholds=lenient).light is RED


def test_hc02_without_any_recorded_vote_is_no_data():
    rows = [(sector, sector, 1, None) for sector in SECTORS]
    assert hc02(*board(*rows), ON, accepted=False).light is NO_DATA
    assert hc02([], [], ON, accepted=False).light is NO_DATA
    assert hc02([], [], ON, accepted=True).light is RED


def test_hc02_does_not_count_a_vacant_seat():
    seats, holders = sectors(7, 1, 1, 1)
    assert hc02(seats, holders[:-1], ON, accepted=True).light is RED


# HC03


@pytest.mark.parametrize(
    ("first", "others", "light"),
    [
        (25, [5] * 15, GREEN),  # exactly 25 per cent
        (26, [5] * 14 + [4], AMBER),
        (40, [5] * 12, AMBER),  # exactly 40 per cent
        (41, [5] * 11 + [4], RED),
    ],
)
def test_hc03_lights_by_the_largest_organisation(first, others, light):
    seats, holders = of_one_sector_each(first, *others)
    result = hc03(seats, holders, ON, accepted=True)
    assert result.light is light
    assert result.number == first / 100


@pytest.mark.parametrize(("public", "light"), [(50, GREEN), (51, AMBER), (60, AMBER), (61, RED)])
def test_hc03_lights_by_the_largest_sector(public, light):
    rows = [(f"p{n}", "public", 1, True) for n in range(public)]
    rows += [(f"o{n}", SECTORS[1 + n % 3], 1, True) for n in range(100 - public)]
    assert hc03(*board(*rows), ON, accepted=True).light is light


def test_hc03_adds_up_all_the_seats_of_one_organisation():
    rows = [("Council", "public", 3, True), ("Council", "community", 3, True)]
    rows += [(f"o{n}", SECTORS[n % 4], 1, True) for n in range(6)]
    assert hc03(*board(*rows), ON, accepted=True).number == 0.5


def test_hc03_gives_a_light_when_the_unknown_votes_could_not_change_it():
    rows = [("Council", "public", 90, True), ("Police", "public", 5, True), ("Chamber", "private", 1, None)]
    result = hc03(*board(*rows), ON, accepted=False)
    assert result.light is RED
    assert result.number is None
    assert "% to " in result.why


def test_hc03_is_no_data_when_the_unknown_votes_could_change_it_and_names_them():
    rows = [(f"o{n}", SECTORS[n % 4], 1, True) for n in range(4)] + [("Chamber", "private", 3, None)]
    for accepted in (True, False):  # it has no rule for missing data
        result = hc03(*board(*rows), ON, accepted=accepted)
        assert result.light is NO_DATA
        assert result.records == ("Chamber",)


def test_hc03_where_nobody_votes_is_no_data():
    assert hc03(*board(("A", "public", 1, False)), ON, accepted=True).light is NO_DATA


rows_with_gaps = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from([*SECTORS, *SECTORS, ""]),
        st.integers(1, 5),
        st.sampled_from([True, True, True, False, None]),
    ),
    min_size=1,
    max_size=7,
).filter(lambda rows: sum((row[3] is None) + 2 * (row[1] == "") for row in rows) <= 5)


@settings(max_examples=60, deadline=None)
@given(rows_with_gaps, st.sampled_from([hc02, hc03]))
def test_a_light_is_given_only_where_every_way_of_filling_in_gives_it(rows, check):
    light = check(*board(*rows), ON, accepted=False).light
    votes = [[vote] if vote is not None else [True, False] for *_, vote in rows]
    places = [[sector] if sector else SECTORS for _, sector, _, _ in rows]
    for chosen, named in product(product(*votes), product(*places)):
        filled = [(row[0], sector, row[2], vote) for row, sector, vote in zip(rows, named, chosen, strict=True)]
        if light is not NO_DATA and any(chosen):
            assert check(*board(*filled), ON, accepted=False).light is light
