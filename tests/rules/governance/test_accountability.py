"""The three accountabilities, flags and stepping in, engagement and actions."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.governance.accountability import ACCOUNTABILITIES, Holder, is_held, may_assign, panel
from joinedup.rules.governance.actions import Action, led_by, on_time, overdue, owed_by, shared_by
from joinedup.rules.governance.engagement import (
    Engaged,
    against_population,
    groups,
    methods,
    reached_all,
    spread,
    told_back,
)
from joinedup.rules.governance.step_in import (
    POWERS,
    Flag,
    Times,
    Turn,
    days_unmet,
    may_do,
    may_raise,
    may_say_not_yet,
    may_step_in,
    standing,
    task_due,
    who_steps_in,
)
from joinedup.rules.health import CheckResult, Light
from joinedup.rules.life import Life
from joinedup.rules.working import say

from .cast import START, day

PARTNERS = ("Council", "Police", "Residents")


ALWAYS = Life(START)


def holder(letter="a", person="Ann", organisation="Police", life=ALWAYS):
    return Holder(letter, person, organisation, life)


# Holders


@pytest.mark.parametrize("change", [{"person": " "}, {"organisation": ""}, {"life": Life(START, None, day(10))}])
def test_an_accountability_is_held_by_a_named_person_of_a_named_organisation_on_the_day(change):
    on = day(10)
    assert is_held("a", [holder()], on, managed=True).holds is True
    assert is_held("a", [holder(**change)], on, managed=True).holds is False
    assert is_held("a", [holder(**change)], on, managed=False).holds is None


def test_another_letter_than_the_three_is_refused():
    with pytest.raises(ValueError, match="a, b or c"):
        is_held("d", [], START, managed=True)


def test_one_person_may_hold_all_three_but_not_two_one_of_them_at_once():
    both = [holder("a"), holder("b")]
    assert may_assign(both, holder("c")).holds is True
    assert may_assign(both, holder("a", "Bob", life=Life(day(5)))).holds is False
    assert may_assign([holder(life=Life(START, None, day(5)))], holder("a", "Bob", life=Life(day(5)))).holds is True
    assert may_assign([], holder(person="")).holds is False


def check(light):
    return CheckResult("HC02", light, None, say("w"), (), "Seek the missing sector.")


@pytest.mark.parametrize(
    ("holders", "managed", "lights", "flags", "light"),
    [
        ([holder()], True, [], [], Light.GREEN),
        ([holder()], True, [Light.NO_DATA], [], Light.GREEN),
        ([holder()], True, [Light.RED], [], Light.RED),  # a sector missing turns (a) red
        ([holder()], True, [Light.GREEN], [Light.AMBER], Light.AMBER),
        ([], True, [Light.GREEN], [], Light.RED),
        ([], False, [Light.GREEN], [], Light.NO_DATA),
        ([], False, [Light.AMBER], [], Light.AMBER),
    ],
)
def test_a_panel_shows_the_worst_and_red_where_nobody_answers(holders, managed, lights, flags, light):
    found = panel("a", holders, day(1), managed=managed, checks=[check(x) for x in lights], flags=flags)
    assert found.light is light
    assert found.person == ("Ann" if holders else "")
    assert ("Seek" in found.what_to_do) is bool({Light.RED, Light.AMBER} & set(lights))


# Flags


FLAG = Flag("f", START, "Residents", "Police", "minute 7")


def test_any_partner_raises_a_flag_with_evidence_against_the_council_too():
    assert may_raise("Residents", PARTNERS, "minute 7", "Council").holds is True
    assert may_raise("Stranger", PARTNERS, "minute 7", "Council").holds is False
    assert may_raise("Residents", PARTNERS, " ", "Council").holds is False
    assert may_raise("Residents", PARTNERS, "minute 7", "").holds is False


def test_the_task_is_the_council_s_or_whoever_the_profile_names():
    assert who_steps_in(FLAG, PARTNERS, "Council") == ("Council",)
    assert who_steps_in(FLAG, PARTNERS, "Council", "Residents") == ("Residents",)


def test_where_the_council_is_failing_any_other_partner_may_take_the_lead():
    against = replace(FLAG, failing="Council")
    assert who_steps_in(against, PARTNERS, "Council") == ("Police", "Residents")


def test_stepping_in_is_open_and_ends_on_a_named_day():
    assert may_step_in(FLAG, "Council", ["Council"], on=day(40), hand_back_by=day(100)).holds is True
    assert may_step_in(FLAG, "Police", ["Council"], on=day(40), hand_back_by=day(100)).holds is False
    assert may_step_in(FLAG, "Council", ["Council"], on=day(40), hand_back_by=None).holds is False
    assert may_step_in(FLAG, "Council", ["Council"], on=day(40), hand_back_by=day(40)).holds is False
    closed = replace(FLAG, closed_on=day(39))
    assert may_step_in(closed, "Council", ["Council"], on=day(40), hand_back_by=day(100)).holds is False


def test_not_yet_needs_a_reason_and_a_later_day():
    assert may_say_not_yet("the holder is ill", day(1), day(2)).holds is True
    assert may_say_not_yet(" ", day(1), day(2)).holds is False
    assert may_say_not_yet("the holder is ill", day(1), day(1)).holds is False


@pytest.mark.parametrize(
    "what", ["vote for another partner", "change a vote", "remove a member", "decide", "spend others' money"]
)
def test_stepping_in_gives_no_power_over_others(what):
    finding = may_do(what)
    assert finding.holds is False
    assert "not a takeover" in finding.why


def test_stepping_in_lets_somebody_call_people_together():
    assert all(may_do(what).holds for what in POWERS)
    assert not any("vote" in power or "decide" in power for power in POWERS)


def test_the_task_arises_the_day_after_the_holder_s_days():
    assert task_due(FLAG, day(30)) is None
    assert task_due(FLAG, day(31)) == day(31)
    assert task_due(replace(FLAG, answered_on=day(30)), day(60)) is None
    assert task_due(replace(FLAG, answered_on=day(31)), day(60)) == day(31)
    assert task_due(FLAG, day(11), Times(reply_days=10)) == day(11)


def test_a_flag_has_no_standing_before_it_was_raised():
    with pytest.raises(ValueError, match="not raised until"):
        standing(FLAG, day(-1))


@st.composite
def flags(draw):
    def some(lowest=0):
        return draw(st.one_of(st.none(), st.integers(lowest, 150).map(day)))

    stepped, not_yet = some(), some()
    return replace(
        FLAG,
        answered_on=some(),
        unresolved_on=some(),
        not_yet_on=not_yet,
        review_on=None if not_yet is None else not_yet + (day(20) - START),
        stepped_in_on=stepped,
        hand_back_by=None if stepped is None else stepped + (day(40) - START),
        closed_on=some(),
    )


@settings(max_examples=40, deadline=None)
@given(flags(), st.integers(0, 200))
def test_somebody_always_has_the_turn_until_it_is_closed(flag, number):
    found = standing(flag, day(number))
    is_closed = flag.closed_on is not None and flag.closed_on <= day(number)
    assert (found.turn is Turn.NOBODY) is is_closed
    assert not (is_closed and found.light is not Light.GREEN)
    assert days_unmet(flag, day(number)) >= 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_silence_never_improves_a_flag(one, other):
    order = [Light.GREEN, Light.AMBER, Light.RED]
    first, second = sorted((one, other))
    assert order.index(standing(FLAG, day(first)).light) <= order.index(standing(FLAG, day(second)).light)
    assert days_unmet(FLAG, day(first)) <= days_unmet(FLAG, day(second))


# Engagement


LOG = [
    Engaged("e1", day(1), "survey", {"young": 30, "old": 10}, "hours changed", day(20)),
    Engaged("e2", day(2), "meeting", {"old": 40}),
    Engaged("e3", day(3), "survey", {}),
]


def test_methods_and_groups_are_spread_as_counted():
    assert methods(LOG).shares == {"survey": Fraction(2, 3), "meeting": Fraction(1, 3)}
    assert groups(LOG).shares == {"old": Fraction(5, 8), "young": Fraction(3, 8)}
    assert methods(LOG).effective == Fraction(9, 5)


def test_those_reached_are_set_beside_the_population():
    assert against_population(LOG, {"young": 50, "old": 50}) == {"young": Fraction(-1, 8), "old": Fraction(1, 8)}
    assert against_population(LOG, {"newcomers": 50}) == {}
    assert against_population([], {"young": 1}) == {}


def test_a_group_that_nothing_reached_is_named():
    finding = reached_all(LOG, ["young", "newcomers"])
    assert finding.holds is False
    assert "newcomers" in finding.would_satisfy
    assert reached_all(LOG, ["young", "old"]).holds is True
    assert reached_all(LOG, []).holds is None


def test_telling_back_says_what_changed_and_when():
    assert told_back(LOG, day(30)).holds is False
    assert told_back(LOG[:1], day(30)).holds is True
    assert told_back(LOG[:1], day(19)).holds is False
    assert told_back(LOG, START).holds is None


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from("abcdef"), st.fractions(0, 50, max_denominator=9), max_size=6))
def test_shares_add_up_to_one_exactly(amounts):
    found = spread(amounts)
    assert sum(found.shares.values()) == (1 if found.total else 0)
    if found.effective is not None:
        assert 1 <= found.effective <= len(found.shares)
        assert found.effective * found.largest >= 1


def test_an_amount_below_nought_is_refused():
    with pytest.raises(ValueError, match="nought or more"):
        spread({"a": -1})


# Actions


def action(ref="a", owners=("Council",), due=30, done=None, dropped=None, opened=0):
    days = (None if x is None else day(x) for x in (due, done, dropped))
    return Action(ref, owners, day(opened), *days)


def test_an_action_is_overdue_from_the_day_after_it_was_due():
    assert overdue([action()], day(30)) == ()
    assert [x.ref for x in overdue([action(), action("b", due=10)], day(31))] == ["b", "a"]
    assert overdue([action(done=40)], day(39)) != ()
    assert overdue([action(done=40)], day(40)) == ()
    assert overdue([action(due=None), action(dropped=20)], day(900)) == ()


def test_on_time_counts_what_fell_due_in_the_year_and_not_what_is_due_today():
    rows = [action("in time", done=30), action("late", done=31), action("never"), action("dropped", dropped=29)]
    assert on_time(rows, day(60)) == (1, 3)
    assert on_time([action()], day(30)) == (0, 0)
    assert on_time([action(done=5)], day(30)) == (1, 1)
    assert on_time(rows, day(30 + 364)) == (1, 3)
    assert on_time(rows, day(30 + 366)) == (0, 0)


def test_an_action_of_three_counts_a_third_for_each_and_its_first_owner_leads():
    rows = [action(owners=("Council", "Police", "Fire")), action("b", owners=("Police",)), action("c", owners=())]
    assert led_by(rows, day(1)).shares == {"Council": Fraction(1, 2), "Police": Fraction(1, 2)}
    assert led_by(rows, day(1)).total == 2
    assert shared_by(rows, day(1)).shares == {
        "Police": Fraction(2, 3),
        "Council": Fraction(1, 6),
        "Fire": Fraction(1, 6),
    }


def test_what_an_organisation_owes_is_listed_soonest_first_with_what_is_late():
    rows = [action("later", due=60), action("late", due=10), action("no day", due=None), action("other", ("Fire",))]
    finding = owed_by("Council", rows, day(30))
    assert finding.holds is False
    assert [line.split(":")[0] for line in finding.counted] == ["late", "later", "no day"]
    assert owed_by("Fire", rows, day(30)).holds is True


def test_the_three_have_letters_and_authorities():
    assert [is_held(x, [], START, managed=True).authority for x in ACCOUNTABILITIES] == [
        "white paper 2.35(a)",
        "white paper 2.35(b)",
        "white paper 2.35(c)",
    ]
