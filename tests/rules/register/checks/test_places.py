"""HC01 and HC04: required seats and vacancies, at every cut-off of the specification."""

from datetime import timedelta
from fractions import Fraction

import pytest

from joinedup.rules.health import Light
from joinedup.rules.life import Life
from joinedup.rules.register.checks import hc01, hc04
from joinedup.rules.register.membership import RequiredSeat
from joinedup.rules.register.thresholds import SeatsFilled, VacancyDays

from ..cast import START, board, held, seat

ON = START + timedelta(1000)
GREEN, AMBER, RED, NO_DATA = Light.GREEN, Light.AMBER, Light.RED, Light.NO_DATA


# HC01


def required_board(num_named, num_unnamed=0, out_of=100):
    seats = [seat("r", qualifier="member", places=out_of)]
    holders = []
    if num_named:
        holders.append(held("r", "A", "Alice", places=num_named))
    if num_unnamed:
        holders.append(held("r", "B", places=num_unnamed))
    return [RequiredSeat("member", out_of)], seats, holders


@pytest.mark.parametrize(("filled", "light"), [(100, GREEN), (99, AMBER), (90, AMBER), (89, RED), (0, RED)])
def test_hc01_is_green_only_when_every_required_place_is_filled(filled, light):
    result = hc01(*required_board(filled), ON, accepted=True)
    assert result.light is light
    assert result.number == filled / 100


def test_hc01_does_not_count_a_place_with_nobody_named():
    assert hc01(*required_board(89, 11), ON, accepted=True).light is RED


def test_hc01_of_a_board_merely_imported_is_no_data_when_something_is_missing():
    result = hc01(*required_board(99), ON, accepted=False)
    assert result.light is NO_DATA
    assert "not yet accepted" in result.why
    assert hc01(*required_board(100), ON, accepted=False).light is GREEN


def test_hc01_without_fixed_seats_in_the_profile_is_no_data_and_says_that_membership_is_local():
    result = hc01([], *board(("Council", "public", 1, True)), ON, accepted=True)
    assert result.light is NO_DATA
    assert "2.33" in result.why


def test_hc01_takes_the_profiles_own_cut_offs():
    lenient = SeatsFilled(Fraction(1, 2), Fraction(1, 4))
    assert hc01(*required_board(50), ON, accepted=True, thresholds=lenient).light is GREEN


# HC04


def vacant_for(days, num_vacant=1, out_of=100):
    filled = held("full", places=out_of - num_vacant)
    left = held("left", "Gone", places=num_vacant, life=Life(START, None, ON - timedelta(days)))
    return [seat("full", places=out_of - num_vacant), seat("left", places=num_vacant)], [filled, left]


@pytest.mark.parametrize(("days", "light"), [(0, GREEN), (60, GREEN), (61, AMBER), (120, AMBER), (121, RED)])
def test_hc04_lights_by_the_longest_vacancy(days, light):
    result = hc04(*vacant_for(days), ON, accepted=True)
    assert result.light is light
    assert result.number == days
    assert result.records == ("left",)


@pytest.mark.parametrize(("num_vacant", "light"), [(15, GREEN), (16, RED)])
def test_hc04_is_red_above_fifteen_per_cent_however_short_the_vacancies(num_vacant, light):
    assert hc04(*vacant_for(1, num_vacant), ON, accepted=True).light is light


def test_hc04_with_no_vacancy_is_green_and_with_no_seats_is_no_data():
    assert hc04(*board(("A", "public", 1, True)), ON, accepted=True).light is GREEN
    assert hc04([], [], ON, accepted=True).light is NO_DATA


def test_hc04_runs_from_the_first_day_shown_once_accepted_and_is_not_known_before():
    seats, holders = board(*((f"o{n}", "public", 1, True) for n in range(20)))
    seats.append(seat("new", life=Life(None, ON - timedelta(70))))
    assert hc04(seats, holders, ON, accepted=True).light is AMBER
    assert hc04(seats, holders, ON, accepted=False).light is NO_DATA


def test_hc04_takes_the_profiles_own_days():
    assert hc04(*vacant_for(60), ON, accepted=True, thresholds=VacancyDays(7, 30)).light is RED
