"""Required seats, the four sectors and the votes, what is not known left open (white paper 2.33, 2.35(a))."""

from datetime import timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.life import Life
from joinedup.rules.register.membership import (
    Holding,
    RequiredSeat,
    complete_for_profile,
    holdings,
    missing_sectors,
    required_counts,
    sectors_present,
    votes_by_organisation,
    votes_by_sector,
)
from joinedup.rules.register.records import SECTORS
from joinedup.rules.register.votes import can_reach, organisation_bounds, sector_bounds

from .cast import START, board, held, seat

ON = START + timedelta(100)

# Well-being of Future Generations (Wales) Act 2015 s.29: the members of a public services board.
WALES = tuple(
    RequiredSeat(kind, 1, frozenset([kind]), "WFG (Wales) Act 2015 s.29")
    for kind in ("council", "health board", "fire authority", "natural resources wales")
)


def wales(kinds):
    seats = [seat(kind, qualifier=kind) for kind in kinds]
    return seats, [held(kind, kind.title(), kind=kind, person="Alice") for kind in kinds]


def test_a_board_with_every_required_member_is_complete_and_cites_the_act():
    finding = complete_for_profile(WALES, *wales([item.qualifier for item in WALES]), ON)
    assert finding.holds is True
    assert finding.authority == "WFG (Wales) Act 2015 s.29"


def test_a_required_member_that_is_not_there_is_named():
    finding = complete_for_profile(WALES, *wales(["council", "health board", "fire authority"]), ON)
    assert finding.holds is False
    assert "natural resources wales" in finding.why
    assert finding.counted[0] == "council: 1 of 1 filled, with a named person 1"


def test_an_organisation_of_the_wrong_kind_does_not_fill_a_required_seat():
    seats = [seat("c", qualifier="council")]
    finding = complete_for_profile(WALES[:1], seats, [held("c", "Leisure Trust", kind="charity")], ON)
    assert finding.holds is False


def test_an_organisation_of_unknown_kind_leaves_the_answer_open():
    seats = [seat("c", qualifier="council")]
    finding = complete_for_profile(WALES[:1], seats, [held("c", "Somebody")], ON)
    assert finding.holds is None
    assert "record the kind" in finding.would_satisfy


def test_more_than_the_minimum_does_not_make_up_for_a_seat_that_is_missing():
    required = [RequiredSeat("police"), RequiredSeat("fire")]
    seats = [seat("p", qualifier="police", places=2)]
    counts = required_counts(required, seats, [held("p", places=2)], ON)
    assert [(count.num_filled, count.num_missing) for count in counts] == [(1, 0), (0, 1)]


def test_a_profile_that_requires_no_seats_is_complete_by_local_choice():
    finding = complete_for_profile([], [], [], ON)
    assert finding.holds is True
    assert finding.authority == "white paper 2.33"


def test_an_appointment_of_unknown_start_leaves_a_required_seat_open_on_earlier_days():
    seats = [seat("p", qualifier="police")]
    late = held("p", life=Life(None, ON + timedelta(1)))
    assert complete_for_profile([RequiredSeat("police")], seats, [late], ON).holds is None


def test_a_sector_without_a_voting_place_is_missing():
    seats, holders = board(
        ("Council", "public", 1, True), ("Chamber", "private", 1, False), ("CVS", "voluntary", 1, True)
    )
    assert sectors_present(seats, holders, ON) == {"public", "voluntary"}
    finding = missing_sectors(seats, holders, ON)
    assert finding.holds is False
    assert "private and community" in finding.why


def test_one_organisation_of_unknown_sector_might_be_the_missing_sector_but_not_two_of_them():
    three = [("Council", "public", 1, True), ("Chamber", "private", 1, True)]
    unknown = ("Somebody", "", 1, True)
    seats, holders = board(*three, ("CVS", "voluntary", 1, True), unknown)
    finding = missing_sectors(seats, holders, ON)
    assert finding.holds is None
    assert "Somebody" in finding.why
    seats, holders = board(*three, unknown)
    assert missing_sectors(seats, holders, ON).holds is False


def test_shares_of_the_vote_are_exact_and_count_only_voting_places_held():
    seats, holders = board(
        ("Council", "public", 3, True), ("Police", "public", 1, True), ("Office", "public", 5, False)
    )
    held_now = holdings([*seats, seat("vacant")], holders, ON)
    assert votes_by_organisation(held_now) == {"Council": Fraction(3, 4), "Police": Fraction(1, 4)}
    assert votes_by_sector(held_now) == {"public": 1}
    assert votes_by_sector(()) == {}


some_holdings = st.lists(
    st.builds(
        Holding,
        st.sampled_from("abcd"),
        st.sampled_from([*SECTORS, ""]),
        st.sampled_from([True, True, False, None]),
        st.integers(1, 4),
        st.just("s"),
    ),
    min_size=1,
    max_size=5,
)


def fillings(rows):
    """Every way of filling in the votes and sectors that are not known and leaves somebody voting."""
    votes = [[row.votes] if row.votes is not None else [True, False] for row in rows]
    sectors = [[row.sector] if row.sector else SECTORS for row in rows]
    for chosen in product(*votes):
        for named in product(*sectors):
            filled = [
                Holding(row.organisation, sector, vote, row.places, row.seat)
                for row, vote, sector in zip(rows, chosen, named, strict=True)
            ]
            if any(chosen):
                yield filled


@settings(max_examples=60, deadline=None)
@given(some_holdings)
def test_no_way_of_filling_in_what_is_not_known_goes_beyond_the_bounds(rows):
    organisations = {bounds.name: bounds for bounds in organisation_bounds(rows)}
    sectors = {bounds.name: bounds for bounds in sector_bounds(rows)}
    for filled in fillings(rows):
        by_organisation, by_sector = votes_by_organisation(filled), votes_by_sector(filled)
        for name, bounds in organisations.items():
            assert bounds.least <= by_organisation.get(name, 0) <= bounds.most
        for name, bounds in sectors.items():
            assert bounds.least <= by_sector.get(name, 0) <= bounds.most


@settings(max_examples=60, deadline=None)
@given(some_holdings, st.sampled_from([Fraction(1, 20), Fraction(1, 10), Fraction(1, 4)]))
def test_a_balance_said_to_be_out_of_reach_is_reached_by_no_filling(rows, share):
    if not can_reach(rows, share):
        for filled in fillings(rows):
            shares = votes_by_sector(filled)
            smallest = min(shares.get(sector, Fraction(0)) for sector in SECTORS)
            assert not (smallest > 0 and smallest >= share)


@pytest.mark.parametrize(("share", "is_reached"), [(Fraction(1, 4), True), (Fraction(26, 100), False)])
def test_with_everything_known_reach_is_exact(share, is_reached):
    assert can_reach([Holding(name, name, True, 1, "s") for name in SECTORS], share) is is_reached
