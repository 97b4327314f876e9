"""The words and numbers of governance, and that the rules count with them."""

import re
from fractions import Fraction

import pytest

from joinedup import lawbook
from joinedup.rules.governance.accountability import ACCOUNTABILITIES
from joinedup.rules.governance.checks.meetings import NO_RULE_DAYS
from joinedup.rules.governance.decisions import Demand, Grade
from joinedup.rules.governance.deferrals import Limits
from joinedup.rules.governance.portfolio import Floors
from joinedup.rules.governance.step_in import Times
from joinedup.rules.governance.voting import Method

IN_GOVERNANCE = ["HC05", "HC06", *(f"HC{n:02}" for n in range(8, 20))]
IN_GOVERNANCE += ["HC30", "HC31", "HC32", "HC33", "HC36", "HC37", "HC38", "HC43"]


def test_twenty_two_checks_are_answered_in_governance() -> None:
    assert [check.id for check in lawbook.checks_for("governance")] == IN_GOVERNANCE


@pytest.mark.parametrize(
    ("check_id", "measure", "better", "green", "amber"),
    [
        ("HC05", "delegated_share", "more", "9/10", "7/10"),
        ("HC06", "chosen_and_reporting_share", "more", "4/5", "1/2"),
        ("HC08", "quorate_share", "more", "1", "4/5"),
        ("HC08", "num_inquorate_decisions", "less", "0", "0"),
        ("HC09", "lowest_attendance_share", "more", "3/4", "1/2"),
        ("HC09", "longest_absence_run", "below", "3", "3"),
        ("HC10", "highest_substitute_share", "less", "1/4", "1/2"),
        ("HC11", "days_over", "less", "0", "30"),
        ("HC11", "num_missed_meetings", "less", "0", "0"),
        ("HC12", "attendance_gap", "less", "1/10", "1/4"),
        ("HC13", "decision_share", "more", "3/10", "3/20"),
        ("HC14", "num_deferred_twice", "less", "0", "2"),
        ("HC14", "median_deferred_days", "less", "90", "180"),
        ("HC14", "longest_deferred_days", "less", "180", "180"),
        ("HC15", "watered_down_share", "less", "1/10", "3/10"),
        ("HC16", "complete_share", "more", "19/20", "4/5"),
        ("HC17", "ratified_share", "more", "9/10", "7/10"),
        ("HC18", "on_time_share", "more", "4/5", "3/5"),
        ("HC19", "council_share", "less", "1/2", "7/10"),
        ("HC30", "declared_share", "more", "1", "9/10"),
        ("HC31", "num_undeclared", "less", "0", "0"),
        ("HC32", "months_since_scrutiny", "less", "12", "24"),
        ("HC32", "answered_share", "more", "9/10", "0"),
        ("HC33", "published_share", "more", "9/10", "7/10"),
        ("HC36", "num_clauses", "more", "12", "9"),
        ("HC37", "longest_overdue_days", "less", "0", "90"),
        ("HC38", "owned_share", "more", "1", "3/4"),
        ("HC43", "num_held", "more", "3", "3"),
        ("HC43", "num_late_flags", "less", "0", "1"),
        ("HC43", "longest_flag_days", "less", "30", "60"),
    ],
)
def test_the_numbers_are_those_of_the_printed_cut_offs(check_id, measure, better, green, amber) -> None:
    band = lawbook.check_of(check_id).band(measure)
    assert (band.better, band.green, band.amber) == (better, Fraction(green), Fraction(amber))


def test_every_printed_gap_between_two_bands_of_governance_says_how_it_was_read() -> None:
    for check in lawbook.checks_for("governance"):
        is_share = "%" in check.green or "points" in check.green
        assert bool(check.interpretation) or not is_share, check.id


def test_a_green_cut_off_in_per_cent_is_the_number_of_its_first_band() -> None:
    for check in lawbook.checks_for("governance"):
        printed = re.search(r"(\d+)%", check.green)
        if printed and check.id != "HC32":
            assert check.bands[0].green == Fraction(int(printed[1]), 100), check.id


def test_the_six_words_are_those_that_the_measures_count_with() -> None:
    assert [(word.label, word.score) for word in lawbook.grades().values()] == [
        (grade.word, grade.value) for grade in sorted(Grade, reverse=True)
    ]
    assert [word.id for word in lawbook.grades().values() if word.needs_reason] == ["objection"]


def test_the_three_accountabilities_are_in_the_white_paper_s_words() -> None:
    assert tuple(lawbook.accountabilities()) == ACCOUNTABILITIES
    assert "lowest common denominator" in lawbook.accountabilities()["b"].words
    assert all(row.mark == "V" for row in lawbook.accountabilities().values())


def test_the_ways_of_voting_are_those_that_the_rules_count() -> None:
    assert set(lawbook.voting_methods()) == set(Method)


def test_each_method_of_a_profile_is_a_way_of_voting_or_leaves_it_to_the_place() -> None:
    no_vote = {"consensus", "own_procedure", "council_committee"}
    for profile in lawbook.profiles().values():
        for rule in profile.decisions:
            assert (lawbook.voting_method_for(rule.method) is None) == (rule.method in no_vote), rule.method
    assert lawbook.voting_method_for("jointly") == lawbook.voting_method_of("unanimity")


def test_the_columns_of_the_minutes_are_stockton_s() -> None:
    assert list(lawbook.minute_columns()) == [
        "item",
        "interest",
        "decision",
        "action",
        "approval",
        "other_boards",
        "contact",
    ]


def test_an_agreement_has_twelve_clauses_and_an_exit_plan_six_items() -> None:
    assert len(lawbook.agreement_clauses()) == 12 == lawbook.check_of("HC36").band("num_clauses").green
    assert len(lawbook.exit_items()) == 6


def test_the_rules_default_to_the_numbers_of_the_lawbook() -> None:
    number = lawbook.governance_number
    assert Demand() == Demand(number("reach_floor"), number("ambition_floor"), number("near_miss_share"))
    assert Floors() == Floors(number("resolved_floor"), number("easy_first_floor"), number("contested_from"))
    assert Limits() == Limits(number("deferrals_amber"), number("deferrals_most"), number("deferral_days"))
    assert Times() == Times(number("reply_days"), number("step_in_days"))
    assert number("longest_interval_days") == NO_RULE_DAYS


def test_no_number_of_governance_is_said_to_be_law() -> None:
    assert {row.mark for row in lawbook.governance_numbers().values()} == {"U"}


def test_an_unknown_number_is_refused_with_the_near_ones() -> None:
    with pytest.raises(lawbook.UnknownRow, match="reply_days"):
        lawbook.governance_number("reply_day")
