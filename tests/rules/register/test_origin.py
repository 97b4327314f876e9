"""Where a partnership comes from and whether it has a reason to exist (white paper 2.37, 2.38)."""

from datetime import date, timedelta

import pytest

from joinedup.rules.health import Light
from joinedup.rules.life import Life
from joinedup.rules.register.origin import origin_of, reason_to_exist
from joinedup.rules.register.records import Requirement

ON = date(2003, 1, 1)


def needs(kind, until=None, since=date(2001, 1, 1), title=""):
    return Requirement(kind, "p", kind, title or f"a {kind}", Life(since, None, until))


@pytest.mark.parametrize(
    ("kinds", "origin"),
    [
        ((), "voluntary"),
        (("planning",), "planning"),
        (("planning", "funding"), "funding"),
        (("planning", "funding", "statute"), "statute"),
    ],
)
def test_statute_comes_before_funding_and_funding_before_planning(kinds, origin):
    assert origin_of([needs(kind) for kind in kinds], ON).kind == origin


def test_an_origin_is_that_of_the_day():
    both = [needs("statute", until=ON), needs("funding")]
    assert origin_of(both, ON - timedelta(1)).kind == "statute"
    assert origin_of(both, ON).kind == "funding"


def test_the_working_names_what_was_counted():
    finding = origin_of([needs("statute", title="Crime and Disorder Act 1998 s.6")], ON).finding
    assert "Crime and Disorder Act 1998 s.6" in finding.why
    assert finding.counted == ("statute: Crime and Disorder Act 1998 s.6, from 1 January 2001 with no end",)


def test_nothing_recorded_asks_why_it_exists():
    reason = reason_to_exist([], ON)
    assert reason.light is Light.RED
    assert reason.finding.why.startswith("Why does this exist?")
    assert reason.finding.holds is None


@pytest.mark.parametrize(("days", "light"), [(1, Light.AMBER), (183, Light.AMBER), (184, Light.GREEN)])
def test_a_requirement_that_ends_within_half_a_year_is_amber(days, light):
    reason = reason_to_exist([needs("funding", until=ON + timedelta(days))], ON)
    assert reason.light is light
    assert reason.ends_on == ON + timedelta(days)


def test_everything_ended_is_amber_from_the_very_day_and_asks_for_a_review():
    reason = reason_to_exist([needs("funding", until=ON)], ON)
    assert reason.light is Light.AMBER
    assert reason.finding.holds is False
    assert reason.ends_on == ON
    assert "review" in reason.finding.would_satisfy


def test_a_statute_that_goes_on_keeps_it_green_when_a_grant_ends():
    # White paper 2.38: ending a grant calls for a review only where nothing else requires the partnership.
    assert reason_to_exist([needs("funding", until=ON), needs("statute")], ON).light is Light.GREEN
    soon = needs("funding", until=ON + timedelta(5))
    assert reason_to_exist([soon, needs("statute")], ON).light is Light.GREEN


def test_a_requirement_that_has_not_begun_is_amber_and_not_called_ended():
    reason = reason_to_exist([needs("statute", since=ON + timedelta(1))], ON)
    assert reason.light is Light.AMBER
    assert reason.finding.holds is None
    assert "ended" not in reason.finding.why
