"""HC13 to HC19, at every cut-off of the specification, and what is not known."""

from dataclasses import replace
from fractions import Fraction

import pytest

from joinedup.rules.governance.actions import Action
from joinedup.rules.governance.checks import Completeness, ItemKind, Taken, hc13, hc14, hc15, hc16, hc17, hc18, hc19
from joinedup.rules.governance.decisions import Cause, Change
from joinedup.rules.governance.deferrals import Item
from joinedup.rules.governance.ratification import Asked, Reply
from joinedup.rules.health import Light

from ..cast import START, bands, day

GREEN, AMBER, RED, NO_DATA = Light.GREEN, Light.AMBER, Light.RED, Light.NO_DATA
ON = day(365)


# HC13


@pytest.mark.parametrize(("num", "light"), [(30, GREEN), (29, AMBER), (15, AMBER), (14, RED), (0, RED)])
def test_hc13_lights_by_items_for_decision(num, light):
    kinds = [ItemKind.DECISION] * num + [ItemKind.NOTING] * 50 + [ItemKind.DISCUSSION] * (50 - num)
    result = hc13([(day(100), kind) for kind in kinds], ON, bands=bands("HC13"))
    assert (result.light, result.number) == (light, num / 100)


def test_hc13_without_items_in_the_year_is_no_data():
    assert hc13([(day(-10), ItemKind.DECISION)], ON, bands=bands("HC13")).light is NO_DATA


# HC14


def put_off(age, times=1, n=0):
    return Item(f"i{n}", day(365 - age), tuple(day(365) for _ in range(times)))


@pytest.mark.parametrize(
    ("items", "light"),
    [
        ([put_off(30, 0)], GREEN),
        ([put_off(400, 0)], GREEN),  # never put off
        ([put_off(90)], GREEN),  # a median of exactly 90 days
        ([put_off(91)], AMBER),
        ([put_off(10, 2)], AMBER),
        ([put_off(10, 2, 1), put_off(10, 2, 2)], AMBER),
        ([put_off(10, 2, 1), put_off(10, 2, 2), put_off(10, 3, 3)], RED),
        ([put_off(180), put_off(1), put_off(1)], GREEN),  # the oldest at exactly 180 days
        ([put_off(181), put_off(1), put_off(1)], RED),
        ([replace(put_off(300, 3), settled_on=day(300))], GREEN),
        ([], NO_DATA),
    ],
)
def test_hc14_lights_by_what_is_put_off(items, light):
    assert hc14(items, ON, bands=bands("HC14")).light is light


def test_hc14_names_the_items_to_bring_back():
    result = hc14([put_off(91, 1, 1), put_off(10, 2, 2), put_off(10, 1, 3)], ON, bands=bands("HC14"))
    assert result.records == ("i1", "i2")
    assert result.number == 1


# HC15


def taken(lost, kept, unknown=0):
    rows = [Taken(f"l{n}", day(100), True, Fraction(4, 5), Fraction(2, 5)) for n in range(lost)]
    rows += [Taken(f"k{n}", day(100), True, Fraction(4, 5), Fraction(4, 5)) for n in range(kept)]
    return rows + [Taken(f"u{n}", day(100), True) for n in range(unknown)]


@pytest.mark.parametrize(("lost", "light"), [(0, GREEN), (10, GREEN), (11, AMBER), (30, AMBER), (31, RED)])
def test_hc15_lights_by_decisions_watered_down_without_a_reason(lost, light):
    result = hc15(taken(lost, 100 - lost), ON, accepted=True, bands=bands("HC15"))
    assert (result.light, result.number) == (light, lost / 100)


def test_hc15_does_not_count_what_was_lowered_with_a_reason():
    reason = Change(Fraction(4, 5), Fraction(2, 5), Cause.OBJECTION, "minute 7")
    row = replace(taken(1, 0)[0], changes=(reason,))
    assert hc15([row], ON, accepted=True, bands=bands("HC15")).light is GREEN


def test_hc15_with_no_difficult_decision_is_amber_once_accepted_and_no_data_before():
    easy = [replace(row, is_difficult=False) for row in taken(1, 1)]
    assert hc15(easy, ON, accepted=True, bands=bands("HC15")).light is AMBER
    assert hc15(easy, ON, accepted=False, bands=bands("HC15")).light is NO_DATA


def test_hc15_says_no_data_only_where_unknown_ambitions_could_change_it():
    assert hc15(taken(0, 8, 2), ON, accepted=True, bands=bands("HC15")).light is NO_DATA
    assert hc15(taken(0, 9, 1), ON, accepted=True, bands=bands("HC15")).light is GREEN
    assert hc15(taken(4, 5, 1), ON, accepted=True, bands=bands("HC15")).light is RED


# HC16


def recorded(ref="d", on=100, **lacking):
    six = dict.fromkeys(("maker", "method", "reasons", "options", "owner", "due_on"), True)
    return Completeness(ref, day(on), **{**six, **lacking})


@pytest.mark.parametrize(("whole", "light"), [(95, GREEN), (94, AMBER), (80, AMBER), (79, RED)])
def test_hc16_lights_by_decisions_recorded_in_full(whole, light):
    rows = [recorded(f"d{n}", owner=n < whole) for n in range(100)]
    result = hc16(rows, ON, accepted=True, bands=bands("HC16"))
    assert (result.light, result.number) == (light, whole / 100)
    assert len(result.records) == 100 - whole


@pytest.mark.parametrize("part", ["maker", "method", "reasons", "options", "owner", "due_on"])
def test_hc16_asks_for_each_of_the_six(part):
    row = recorded(**{part: False})
    assert len(row.lacks) == 1
    assert hc16([row], ON, accepted=True, bands=bands("HC16")).light is RED
    assert hc16([row], ON, accepted=False, bands=bands("HC16")).light is NO_DATA


def test_hc16_without_decisions_in_the_year_is_no_data():
    assert hc16([recorded(on=-10)], ON, accepted=True, bands=bands("HC16")).light is NO_DATA


# HC17


def asked(replied=None, reply=None, due=100):
    return Asked("Police", day(due), reply, None if replied is None else day(replied), "minute 3")


@pytest.mark.parametrize(("good", "light"), [(90, GREEN), (89, AMBER), (70, AMBER), (69, RED)])
def test_hc17_lights_by_ratifications_in_time(good, light):
    rows = [(f"d{n}", asked(90, Reply.RATIFIED) if n < good else asked(101, Reply.RATIFIED)) for n in range(100)]
    result = hc17(rows, ON, accepted=True, bands=bands("HC17"))
    assert (result.light, result.number) == (light, good / 100)


def test_hc17_a_refusal_or_silence_is_no_ratification():
    assert hc17([("d", asked(90, Reply.REFUSED))], ON, accepted=True, bands=bands("HC17")).light is RED
    assert hc17([("d", asked())], ON, accepted=True, bands=bands("HC17")).light is RED
    assert hc17([("d", asked())], ON, accepted=False, bands=bands("HC17")).light is NO_DATA


def test_hc17_one_due_today_is_not_late_until_tomorrow():
    rows = [("d", asked(due=365))]
    assert hc17(rows, ON, accepted=True, bands=bands("HC17")).light is NO_DATA
    assert hc17(rows, day(366), accepted=True, bands=bands("HC17")).light is RED


# HC18


def actions(good, late):
    rows = [Action(f"g{n}", ("Council",), START, day(100), day(100)) for n in range(good)]
    return rows + [Action(f"l{n}", ("Council",), START, day(100)) for n in range(late)]


@pytest.mark.parametrize(("good", "light"), [(80, GREEN), (79, AMBER), (60, AMBER), (59, RED)])
def test_hc18_lights_by_actions_done_on_time(good, light):
    result = hc18(actions(good, 100 - good), ON, bands=bands("HC18"))
    assert (result.light, result.number) == (light, good / 100)
    assert len(result.records) == 100 - good


def test_hc18_says_what_to_do_when_all_that_was_late_is_done_now():
    rows = [replace(row, done_on=day(120)) for row in actions(0, 3)]
    result = hc18(rows, ON, bands=bands("HC18"))
    assert (result.light, result.records) == (RED, ())
    assert "which days they can keep" in result.what_to_do


def test_hc18_without_actions_due_in_the_year_is_no_data_and_names_old_ones():
    result = hc18(actions(0, 1), day(500), bands=bands("HC18"))
    assert result.light is NO_DATA
    assert "l0" in result.why


# HC19


@pytest.mark.parametrize(("led", "light"), [(50, GREEN), (51, AMBER), (70, AMBER), (71, RED)])
def test_hc19_lights_by_the_share_that_the_council_leads(led, light):
    rows = [Action(str(n), ("Council",) if n < led else ("Police", "Council"), START, None) for n in range(100)]
    result = hc19(rows, "Council", ON, bands=bands("HC19"))
    assert (result.light, result.number) == (light, led / 100)


def test_hc19_without_a_council_or_open_actions_is_no_data():
    assert hc19(actions(1, 1), "", ON, bands=bands("HC19")).light is NO_DATA
    assert hc19(actions(1, 0), "Council", ON, bands=bands("HC19")).light is NO_DATA
    assert hc19(actions(0, 1), "Fire", ON, bands=bands("HC19")).light is GREEN


# The year that each looks at


@pytest.mark.parametrize(("on", "is_counted"), [(-1, False), (0, True), (365, True), (366, False)])
def test_each_counts_the_twelve_months_that_end_with_the_day(on, is_counted):
    results = [
        hc13([(day(on), ItemKind.DECISION)], ON, bands=bands("HC13")),
        hc15([replace(taken(0, 1)[0], decided_on=day(on))], ON, accepted=False, bands=bands("HC15")),
        hc16([recorded(on=on)], ON, accepted=True, bands=bands("HC16")),
        hc17([("d", asked(on, Reply.RATIFIED, due=on))], ON, accepted=True, bands=bands("HC17")),
        hc18([Action("a", ("Fire",), day(-50), day(on), day(on))], ON, bands=bands("HC18")),
    ]
    # 31 March 2004 ends a year that began on 1 April 2003.
    assert [result.light is not NO_DATA for result in results] == [is_counted] * len(results)
