"""Lights are read by the worst, never averaged; thresholds are numbers that a profile may edit."""

from fractions import Fraction
from itertools import permutations

import pytest

from joinedup.rules.health import Light, edited, when_at_least, when_at_most, worst
from joinedup.rules.register.thresholds import SectorBalance, SharedMembers, VacancyDays

GREEN, AMBER, RED, NO_DATA = Light.GREEN, Light.AMBER, Light.RED, Light.NO_DATA


@pytest.mark.parametrize(
    ("lights", "expected"),
    [
        ([GREEN] * 99 + [RED], RED),
        ([GREEN, AMBER], AMBER),
        ([GREEN, NO_DATA], NO_DATA),
        ([NO_DATA, AMBER], AMBER),
        ([GREEN, GREEN], GREEN),
        ([], NO_DATA),
    ],
)
def test_several_lights_are_as_good_as_the_worst(lights, expected):
    assert worst(lights) is expected


def test_the_order_of_lights_makes_no_difference():
    assert {worst(order) for order in permutations(Light)} == {RED}


def test_a_number_exactly_at_a_cut_off_has_the_better_light():
    tenth, twentieth = Fraction(1, 10), Fraction(1, 20)
    assert [when_at_least(n, tenth, twentieth) for n in (tenth, twentieth, Fraction(4, 100))] == [
        GREEN,
        AMBER,
        RED,
    ]
    assert [when_at_most(n, 60, 120) for n in (60, 61, 120, 121)] == [GREEN, AMBER, AMBER, RED]


def test_a_profile_may_edit_a_threshold_and_a_decimal_is_exact():
    assert edited(SectorBalance(), {"green_share": 0.2}).green_share == Fraction(1, 5)
    assert edited(VacancyDays(), {"green_days": "30"}).green_days == 30


@pytest.mark.parametrize(
    ("defaults", "changes", "wrong"),
    [
        (VacancyDays(), {"red_days": 3}, "is not a threshold"),
        (VacancyDays(), {"green_days": "1.5"}, "whole number"),
        (VacancyDays(), {"green_days": 121}, "must not be below"),
        (VacancyDays(), {"green_days": -1}, "nought or more"),
        (SectorBalance(), {"green_share": "a tenth"}, "must be a number"),
        (SectorBalance(), {"green_share": float("nan")}, "must be a number"),
        (SectorBalance(), {"green_share": "0.3"}, "quarter"),
        (SharedMembers(), {"overlap": 0}, "above nought"),
    ],
)
def test_a_threshold_that_makes_no_sense_is_refused_with_what_is_wrong(defaults, changes, wrong):
    with pytest.raises(ValueError, match=wrong):
        edited(defaults, changes)
