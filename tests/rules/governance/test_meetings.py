"""Days, notice, how often, quorum item by item, urgent decisions and minutes."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.governance.days import clear_days, first_of_last, months_later, working_days_later, year_before
from joinedup.rules.governance.meetings import (
    Attended,
    Correction,
    Deadline,
    Following,
    How,
    deadline_kept,
    is_held_in_time,
    is_notice_enough,
    latest_notice,
    may_approve,
    may_correct,
    may_take_urgently,
    next_due,
    quorum_for_item,
    standing_of_urgent,
    stands_as,
)
from joinedup.rules.register.quorum import parse

from .cast import START, day

# Days


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2003-01-31", 1, "2003-02-28"),
        ("2004-01-31", 1, "2004-02-29"),
        ("2003-12-15", 1, "2004-01-15"),
        ("2003-01-15", -1, "2002-12-15"),
        ("2003-03-31", -1, "2003-02-28"),
        ("2004-02-29", 12, "2005-02-28"),
    ],
)
def test_a_month_ends_no_later_than_the_month_does(start, months, end):
    assert months_later(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_a_year_before_leaves_out_the_same_day_of_the_year_before():
    assert year_before(date(2003, 4, 1)) == date(2002, 4, 2)
    assert first_of_last(3, date(2003, 4, 1)) == date(2003, 1, 2)


def test_working_days_leave_out_weekends_and_the_holidays_given():
    thursday = date(2026, 4, 2)  # Good Friday and Easter Monday follow
    assert working_days_later(thursday, 1) == date(2026, 4, 3)
    assert working_days_later(thursday, 1, {date(2026, 4, 3), date(2026, 4, 6)}) == date(2026, 4, 7)
    assert working_days_later(thursday, 0) == thursday


def test_clear_days_count_neither_end():
    assert clear_days(day(0), day(6)) == 5
    assert clear_days(day(0), day(1)) == clear_days(day(0), day(0)) == 0


# Notice


@pytest.mark.parametrize(("given_", "holds"), [(5, False), (6, True), (7, True)])
def test_five_clear_days_need_six_days_between(given_, holds):
    finding = is_notice_enough(day(0), day(given_), 5)
    assert finding.holds is holds
    assert (finding.would_satisfy == "meet on 7 April 2003 or later") is not holds


def test_days_that_are_not_clear_count_the_day_of_the_meeting():
    assert is_notice_enough(day(0), day(5), 5, is_clear=False).holds is True
    assert is_notice_enough(day(0), day(4), 5, is_clear=False).holds is False


def test_where_no_notice_is_fixed_any_will_do_but_not_one_after_the_meeting():
    assert is_notice_enough(day(0), day(0), None).holds is True
    assert is_notice_enough(day(1), day(0), None).holds is False


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60), st.booleans())
def test_the_latest_day_for_notice_is_enough_and_the_next_is_not(days, is_clear):
    latest = latest_notice(day(0), days, is_clear=is_clear)
    assert is_notice_enough(latest, day(0), days, is_clear=is_clear).holds is True
    assert is_notice_enough(latest + timedelta(1), day(0), days, is_clear=is_clear).holds is False


# How often


def test_a_forum_that_must_meet_every_six_months_is_in_time_to_the_day():  # SI 2005/2042 reg.4(4) as made
    met = [date(2005, 8, 31), date(2005, 1, 1)]
    assert is_held_in_time(met, date(2006, 2, 28), months=6).holds is True
    assert is_held_in_time(met, date(2006, 3, 1), months=6).holds is False


def test_a_meeting_after_the_day_asked_about_does_not_count():
    assert is_held_in_time([day(100)], day(50), days=10).holds is None
    assert is_held_in_time([day(0), day(100)], day(50), days=10).holds is False


def test_where_nothing_fixes_an_interval_it_is_not_known_whether_it_was_kept():
    assert is_held_in_time([day(0)], day(9000)).holds is None
    assert next_due(day(0)) is None
    assert next_due(day(0), months=1, days=10) == day(10)


@pytest.mark.parametrize(
    ("met", "on", "holds"),
    [((), 60, None), ((60,), 60, True), ((), 61, False), ((61,), 70, False), ((-1,), 61, False), ((10, 70), 80, True)],
)
def test_a_board_meets_within_60_days_of_an_election(met, on, holds):  # WFG (Wales) Act 2015 Sch.3 para 3
    deadline = Deadline("ordinary_election", START, 60)
    assert deadline_kept(deadline, map(day, met), day(on)).holds is holds


# Quorum


def there(seat, how=How.PRESENT, organisation="", counts=True):
    return Attended(seat, organisation or seat, "public", f"{seat}'s member", how, counts)


def test_a_named_substitute_counts_to_the_quorum_and_a_deputy_does_not():
    two = parse("2")
    assert quorum_for_item(two, [there("A"), there("B", How.SUBSTITUTE)]).holds is True
    finding = quorum_for_item(two, [there("A"), there("B", How.DEPUTY)])
    assert finding.holds is False
    assert any("not the named substitute" in line for line in finding.counted)


def test_who_leaves_for_an_interest_no_longer_counts_for_that_item():
    rows = [there(name) for name in "ABC"]
    assert quorum_for_item(parse("3"), rows).holds is True
    finding = quorum_for_item(parse("3"), rows, left={"C"})
    assert finding.holds is False
    assert any("having an interest" in line for line in finding.counted)


def test_remote_attendance_counts_unless_the_rule_says_not():
    rows = [there("A"), there("B", How.REMOTE)]
    assert quorum_for_item(parse("2"), rows).holds is True
    assert quorum_for_item(parse("2"), rows, remote_counts=False).holds is False


def test_dumfries_and_galloway_needs_seven_from_four_organisations():
    seven = [there(f"s{n}", organisation=f"o{n % 4}") for n in range(7)]
    quorum = parse("7_from_4_organisations")
    assert quorum_for_item(quorum, seven).holds is True
    assert quorum_for_item(quorum, seven[:6]).holds is False
    assert quorum_for_item(quorum, [there(f"s{n}", organisation=f"o{n % 3}") for n in range(9)]).holds is False


def test_apologies_do_not_make_a_quorum_of_all_members():
    assert quorum_for_item(parse("all_members"), [there("A"), there("B", How.APOLOGIES)]).holds is False


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(list(How)), max_size=8), st.integers(1, 5), st.data())
def test_nobody_who_leaves_makes_a_meeting_quorate(hows, num, data):
    rows = [there(f"s{n}", how) for n, how in enumerate(hows)]
    left = data.draw(st.sets(st.sampled_from([row.seat for row in rows]))) if rows else set()
    quorum = parse(str(num))
    if quorum_for_item(quorum, rows, left).holds:
        assert quorum_for_item(quorum, rows).holds is True


# Urgent decisions


def test_an_urgent_decision_needs_a_reason_and_all_whom_the_rule_names():
    allowed = {"chair", "senior leadership team"}
    assert may_take_urgently("flood", allowed, allowed).holds is True
    assert "why it cannot wait" in may_take_urgently(" ", allowed, allowed).would_satisfy
    assert "senior leadership team" in may_take_urgently("flood", {"chair"}, allowed).would_satisfy
    assert may_take_urgently("flood", {"chair"}, ()).holds is False


@pytest.mark.parametrize(
    ("following", "holds"),
    [
        ([], None),
        ([(10, False, None)], None),  # an inquorate meeting can do nothing
        ([(0, True, True)], None),  # on the day itself is not after it
        ([(10, True, True)], True),
        ([(10, True, False)], False),
        ([(10, True, None)], False),
        ([(10, True, None), (20, True, True)], True),
        ([(20, True, True), (10, True, False)], False),
    ],
)
def test_an_urgent_decision_is_homologated_at_the_next_quorate_meeting(following, holds):
    meetings = [Following(day(on), quorate, did) for on, quorate, did in following]
    finding = standing_of_urgent(START, meetings)
    assert finding.holds is holds
    assert ("later than the next" in finding.why) is (len(following) == 2 and holds is True)


# Minutes


def correction(**more):
    return Correction(**{"item": "4", "was": "Fire", "should_be": "Police", "corrected_on": day(30), **more})


@pytest.mark.parametrize(
    ("approving", "quorate", "corrections", "holds"),
    [
        (30, True, (), True),
        (30, True, (correction(by_meeting="m2"),), True),
        (30, True, (correction(),), False),
        (30, False, (), False),
        (30, None, (), None),
        (0, True, (), False),
    ],
)
def test_minutes_are_approved_by_a_later_quorate_meeting_once_corrected(approving, quorate, corrections, holds):
    finding = may_approve(START, day(approving), is_quorate=quorate, corrections=corrections)
    assert finding.holds is holds
    assert bool(finding.would_satisfy) is (holds is not True)


def test_a_correction_quotes_the_words_and_changes_them():
    text = "Fire to report."
    assert may_correct(text, correction(), is_approved=False).holds is True
    assert may_correct(text, correction(was="Council"), is_approved=False).holds is False
    assert may_correct(text, correction(should_be="Fire"), is_approved=False).holds is False


def test_once_approved_only_a_meeting_corrects_the_minutes():
    assert may_correct("Fire to report.", correction(), is_approved=True).holds is False
    assert may_correct("Fire to report.", correction(by_meeting="m3"), is_approved=True).holds is True


def test_the_minute_stands_as_the_meetings_corrected_it():
    made = [
        correction(was="Police", should_be="PCT", corrected_on=day(60), by_meeting="m3"),
        correction(by_meeting="m2"),
        correction(was="report", should_be="nothing"),
        correction(item="5", by_meeting="m2"),
    ]
    assert stands_as("Fire to report.", "4", made) == "PCT to report."
