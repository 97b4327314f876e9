"""HC30 to HC33, HC36 to HC38 and HC43, at every cut-off of the specification, and what is not known."""

from dataclasses import replace
from datetime import timedelta

import pytest

from joinedup import lawbook
from joinedup.rules.governance.accountability import Holder
from joinedup.rules.governance.checks import (
    Declaration,
    Publication,
    Recommendation,
    Review,
    Risk,
    Undeclared,
    hc30,
    hc31,
    hc32,
    hc33,
    hc36,
    hc37,
    hc38,
    hc43,
)
from joinedup.rules.governance.days import first_of_last, months_later
from joinedup.rules.governance.step_in import Flag
from joinedup.rules.health import Light
from joinedup.rules.life import Life

from ..cast import START, bands, day

GREEN, AMBER, RED, NO_DATA = Light.GREEN, Light.AMBER, Light.RED, Light.NO_DATA
ON = day(365)


# HC30


@pytest.mark.parametrize(("good", "light"), [(100, GREEN), (99, AMBER), (90, AMBER), (89, RED)])
def test_hc30_lights_by_declarations_of_the_last_year(good, light):
    rows = [Declaration(str(n), day(100 if n < good else -100)) for n in range(100)]
    result = hc30(rows, ON, accepted=True, bands=bands("HC30"))
    assert (result.light, result.number) == (light, good / 100)


def test_hc30_knows_an_old_declaration_before_acceptance_and_not_a_missing_one():
    assert hc30([Declaration("a", None)], ON, accepted=False, bands=bands("HC30")).light is NO_DATA
    assert hc30([Declaration("a", None)], ON, accepted=True, bands=bands("HC30")).light is RED
    assert hc30([Declaration("a", day(-100))], ON, accepted=False, bands=bands("HC30")).light is RED
    assert hc30([], ON, accepted=True, bands=bands("HC30")).light is NO_DATA


# HC31


def test_hc31_is_red_for_a_single_vote_with_an_interest_not_declared():
    fine = [Undeclared(f"d{n}", day(100), ()) for n in range(50)]
    assert hc31(fine, ON, bands=bands("HC31")).light is GREEN
    result = hc31([*fine, Undeclared("bad", day(100), ("s1",))], ON, bands=bands("HC31"))
    assert (result.light, result.number, result.records) == (RED, 1, ("bad",))
    assert hc31([], ON, bands=bands("HC31")).light is NO_DATA


# HC32


@pytest.mark.parametrize(
    ("months", "more", "light", "number"),
    [(12, 0, GREEN, 12), (12, 1, AMBER, 13), (24, 0, AMBER, 24), (24, 1, RED, 25), (0, 0, GREEN, 0)],
)
def test_hc32_lights_by_months_since_scrutiny(months, more, light, number):
    on = months_later(START, months) + timedelta(more)
    result = hc32([START], [], on, accepted=True, bands=bands("HC32"))
    assert (result.light, result.number) == (light, number)


@pytest.mark.parametrize(("good", "light"), [(10, GREEN), (9, GREEN), (8, AMBER), (0, AMBER)])
def test_hc32_lights_by_recommendations_answered_in_two_months(good, light):
    rows = [Recommendation(str(n), day(100), day(162) if n < good else day(163)) for n in range(10)]
    assert months_later(day(100), 2) == day(162)
    result = hc32([day(100)], rows, ON, accepted=True, bands=bands("HC32"))
    assert result.light is light
    assert len(result.records) == 10 - good


def test_hc32_does_not_count_an_answer_that_is_not_yet_due():
    assert hc32([day(300)], [Recommendation("r", day(350))], ON, accepted=True, bands=bands("HC32")).light is GREEN


def test_hc32_never_is_red_once_accepted_and_no_data_before():
    assert hc32([], [], ON, accepted=True, bands=bands("HC32")).light is RED
    assert hc32([day(400)], [], ON, accepted=True, bands=bands("HC32")).light is RED
    assert hc32([], [], ON, accepted=False, bands=bands("HC32")).light is NO_DATA


# HC33


@pytest.mark.parametrize(("good", "light"), [(90, GREEN), (89, AMBER), (70, AMBER), (69, RED)])
def test_hc33_lights_by_what_is_published_on_time(good, light):
    rows = [Publication(str(n), "minutes", day(100), day(100 if n < good else 101)) for n in range(100)]
    result = hc33(rows, ON, accepted=True, bands=bands("HC33"))
    assert (result.light, result.number) == (light, good / 100)


def test_hc33_counts_no_day_as_not_published_once_accepted_and_as_not_known_before():
    rows = [Publication("m", "minutes", day(100))]
    assert hc33(rows, ON, accepted=True, bands=bands("HC33")).light is RED
    assert hc33(rows, ON, accepted=False, bands=bands("HC33")).light is NO_DATA
    assert hc33([Publication("m", "minutes", ON)], ON, accepted=True, bands=bands("HC33")).light is NO_DATA


# HC36


CLAUSES = tuple(lawbook.agreement_clauses())


@pytest.mark.parametrize(("num", "light"), [(12, GREEN), (11, AMBER), (9, AMBER), (8, RED), (0, RED)])
def test_hc36_lights_by_clauses(num, light):
    result = hc36(CLAUSES[:num], CLAUSES, accepted=True, bands=bands("HC36"))
    assert (result.light, result.number, result.records) == (light, num, CLAUSES[num:])


def test_hc36_without_an_agreement_is_red_once_accepted_and_no_data_before():
    assert hc36(None, CLAUSES, accepted=True, bands=bands("HC36")).light is RED
    assert hc36(None, CLAUSES, accepted=False, bands=bands("HC36")).light is NO_DATA
    assert hc36(CLAUSES[:3], CLAUSES, accepted=False, bands=bands("HC36")).light is NO_DATA
    assert hc36(CLAUSES, CLAUSES, accepted=False, bands=bands("HC36")).light is GREEN


# HC37


@pytest.mark.parametrize(("late", "light"), [(-5, GREEN), (0, GREEN), (1, AMBER), (90, AMBER), (91, RED)])
def test_hc37_lights_by_days_overdue(late, light):
    rows = [Review("plan", ON - timedelta(late)), Review("terms of reference", day(400))]
    result = hc37(rows, ON, accepted=True, bands=bands("HC37"))
    assert (result.light, result.number) == (light, max(0, late))
    assert result.records == (("plan",) if late > 0 else ())


def test_hc37_without_a_day_is_amber_once_accepted_and_no_data_before():
    undated = [Review("plan", None)]
    for rows in ([], undated, [*undated, Review("terms", day(400))]):
        assert hc37(rows, ON, accepted=True, bands=bands("HC37")).light is AMBER
        assert hc37(rows, ON, accepted=False, bands=bands("HC37")).light is NO_DATA
    assert hc37([*undated, Review("terms", day(0))], ON, accepted=False, bands=bands("HC37")).light is RED


# HC38


def risk(n, good=True):
    return Risk(str(n), True, "Ann" if good else "", day(350))


@pytest.mark.parametrize(("good", "light"), [(100, GREEN), (99, AMBER), (75, AMBER), (74, RED)])
def test_hc38_lights_by_red_risks_with_an_owner_and_a_review(good, light):
    rows = [*(risk(n, n < good) for n in range(100)), Risk("green", False)]
    result = hc38(rows, ON, accepted=True, bands=bands("HC38"))
    assert (result.light, result.number) == (light, good / 100)


def test_hc38_a_review_counts_for_three_months_to_the_day():
    last = first_of_last(3, ON)
    assert hc38([replace(risk(1), reviewed_on=last)], ON, accepted=True, bands=bands("HC38")).light is GREEN
    stale = replace(risk(1), reviewed_on=last - timedelta(1))
    assert hc38([stale], ON, accepted=True, bands=bands("HC38")).light is RED
    assert hc38([stale], ON, accepted=False, bands=bands("HC38")).light is RED


def test_hc38_without_a_register_is_red_once_accepted_and_with_no_red_risk_is_green():
    assert hc38([], ON, accepted=True, bands=bands("HC38")).light is RED
    assert hc38([], ON, accepted=False, bands=bands("HC38")).light is NO_DATA
    assert hc38([Risk("r", False)], ON, accepted=True, bands=bands("HC38")).light is GREEN
    assert hc38([Risk("r", True)], ON, accepted=False, bands=bands("HC38")).light is NO_DATA


# HC43


HOLDERS = [Holder(letter, "Ann", "Police", Life(START)) for letter in "abc"]


def flag(ref="f", raised=0, **more):
    return Flag(ref, day(raised), "Residents", "Police", "minute 7", **more)


@pytest.mark.parametrize(("on", "light"), [(30, GREEN), (31, AMBER), (60, AMBER), (61, RED)])
def test_hc43_lights_by_the_days_that_nobody_met_a_flag(on, light):
    assert hc43(HOLDERS, [flag()], day(on), accepted=True, bands=bands("HC43")).light is light


def test_hc43_two_late_flags_are_red_and_one_met_is_not_counted():
    two = [flag(), flag("g")]
    result = hc43(HOLDERS, two, day(40), accepted=True, bands=bands("HC43"))
    assert (result.light, result.records) == (RED, ("f", "g"))
    met = [flag(), flag("g", stepped_in_on=day(35), stepped_in_by="Council", hand_back_by=day(90))]
    assert hc43(HOLDERS, met, day(40), accepted=True, bands=bands("HC43")).light is AMBER
    closed = [flag(closed_on=day(35))]
    assert hc43(HOLDERS, closed, day(400), accepted=True, bands=bands("HC43")).light is GREEN


@pytest.mark.parametrize(
    ("num", "accepted", "light"), [(3, True, GREEN), (2, True, RED), (0, True, RED), (2, False, NO_DATA)]
)
def test_hc43_asks_for_a_named_holder_of_each_of_the_three(num, accepted, light):
    result = hc43(HOLDERS[:num], [], START, accepted=accepted, bands=bands("HC43"))
    assert result.light is light
    assert result.number == (None if light is NO_DATA else num)


def test_hc43_a_flag_that_is_red_shows_before_acceptance_too():
    assert hc43([], [flag()], day(61), accepted=False, bands=bands("HC43")).light is RED


# The year that each looks at


@pytest.mark.parametrize(("on", "is_counted"), [(-1, False), (0, True), (365, True), (366, False)])
def test_each_counts_the_twelve_months_that_end_with_the_day(on, is_counted):
    lights = [
        hc30([Declaration("a", day(on))], ON, accepted=True, bands=bands("HC30")).light,
        hc31([Undeclared("d", day(on), ())], ON, bands=bands("HC31")).light,
        hc33([Publication("m", "minutes", day(on), day(on))], ON, accepted=True, bands=bands("HC33")).light,
    ]
    assert [light is GREEN for light in lights] == [is_counted] * len(lights)
