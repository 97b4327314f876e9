"""Involvement is what a sector does, and not the seats that it holds."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.governance.involvement import involvement, seats_only

SEATS = {"public": 12, "private": 4}


def test_each_sector_is_shown_with_its_share_of_what_is_done():
    public, private = involvement(SEATS, {"public": (30, 40), "private": (0, 12)}, {"public": 3}, {"private": 1})
    assert (public.seats, public.attendance, public.papers, public.actions) == (
        Fraction(3, 4),
        Fraction(3, 4),
        Fraction(1),
        Fraction(0),
    )
    assert (private.attendance, private.papers, private.actions) == (0, 0, 1)


def test_a_sector_that_holds_seats_and_does_nothing_is_named():
    parts = involvement(SEATS, {"public": (30, 40), "private": (0, 12)}, {"public": 3}, {"public": 1})
    finding = seats_only(parts)
    assert finding.holds is False
    assert "private" in finding.would_satisfy
    assert seats_only(involvement(SEATS, {"private": (1, 12), "public": (1, 1)}, {}, {})).holds is True


def test_without_any_record_involvement_is_not_known():
    assert seats_only(involvement(SEATS, {}, {}, {})).holds is None
    assert involvement({}, {}, {}, {}) == ()


def test_nobody_attends_more_places_than_expected_them():
    with pytest.raises(ValueError, match="attended 3 of 2"):
        involvement({}, {"public": (3, 2)}, {}, {})


counts = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9))


@settings(max_examples=40, deadline=None)
@given(counts, counts, counts)
def test_shares_of_seats_papers_and_actions_each_add_up_to_one(seats, papers, actions):
    parts = involvement(seats, {}, papers, actions)
    for given_, name in ((seats, "seats"), (papers, "papers"), (actions, "actions")):
        shown = [getattr(part, name) for part in parts]
        assert sum(shown) == 1 if any(given_.values()) else set(shown) <= {None}
