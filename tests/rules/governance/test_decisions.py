"""Grades, measures and statuses: what is refused, what is shown, and the laws that hold of every question."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.governance import decisions
from joinedup.rules.governance.decisions import (
    Answer,
    Cause,
    Change,
    Demand,
    Grade,
    Option,
    Outcome,
    Question,
    Record,
    Status,
    compare,
    dilution,
    dominates,
    four_lines,
    in_reach,
    majority_prefers,
    may_answer,
    may_close_objection,
    may_record,
    measured,
    merit_order,
    near_misses,
    verdict,
)
from joinedup.rules.governance.decisions.dilution import watered_down
from joinedup.rules.governance.decisions.judgement import merit
from joinedup.rules.governance.decisions.verdict import ORDER

from .cast import PARTNERS, answers, option, question

A = ("P", "Q", "R")


def small(*options):
    return question(*options, partners=A)


def three(ref, ambition, grades, **more):
    return option(ref, ambition, grades, partners=A, **more)


# Answers


def test_an_objection_without_a_reason_is_refused_and_says_what_would_do():
    finding = may_answer(Grade.OBJECTION, "  ")
    assert finding.holds is False
    assert "what would have to change" in finding.would_satisfy
    with pytest.raises(ValueError, match="needs a reason"):
        Answer("Chamber", Grade.OBJECTION)
    assert may_answer(Grade.AGAINST, "").holds is True


def test_only_an_objection_has_an_outcome_and_overruling_names_its_rule():
    with pytest.raises(ValueError, match="only an objection"):
        Answer("Chamber", Grade.AGAINST, outcome=Outcome.MET)
    with pytest.raises(ValueError, match="name the rule"):
        Answer("Chamber", Grade.OBJECTION, "harm", Outcome.OVERRULED)


@pytest.mark.parametrize(
    ("outcome", "given_", "holds"),
    [
        (Outcome.OPEN, {"by": "Council"}, False),
        (Outcome.MET, {"by": "Council"}, False),
        (Outcome.MET, {"by": "Council", "change": "taxis exempt"}, True),
        (Outcome.WITHDRAWN, {"by": "Council"}, False),
        (Outcome.WITHDRAWN, {"by": "Chamber"}, True),
        (Outcome.OVERRULED, {"by": "Council"}, False),
        (Outcome.OVERRULED, {"by": "Council", "rule": "two thirds"}, True),
    ],
)
def test_an_objection_is_closed_only_by_what_closes_it(outcome, given_, holds):
    objection = Answer("Chamber", Grade.OBJECTION, "harm to trade")
    finding = may_close_objection(objection, outcome, **given_)
    assert finding.holds is holds
    assert bool(finding.would_satisfy) is not holds


def test_an_objection_that_is_not_open_cannot_be_closed_again():
    closed = Answer("Chamber", Grade.OBJECTION, "harm", Outcome.WITHDRAWN)
    assert may_close_objection(closed, Outcome.MET, by="Council", change="c").holds is False


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: Option("x", "X", Fraction(2), evidence="e"), "from 0 to 1"),
        (lambda: Option("x", "X", Fraction(1, 2)), "evidence"),
        (lambda: Option("x", "X", Fraction(1, 2), is_status_quo=True), "ambition is 0"),
        (lambda: Option("x", "X", None, answers([5, 5], ("P", "P"))), "answered X twice"),
        (lambda: Question((), ()), "name each partner"),
        (lambda: Question(A, (three("x", ".5", (5, 5, 5)),)), "list the status quo"),
        (lambda: small(three("x", ".5", (5, 5, 5)), three("x", ".6", (5, 5, 5))), "reference of its own"),
        (lambda: small(option("x", ".5", (5,), partners=("Z",))), "not asked, but answered: Z"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(made, words):
    with pytest.raises(ValueError, match=words):
        made()


def test_an_unknown_option_is_refused_by_name():
    with pytest.raises(KeyError, match="there are status quo, x"):
        small(three("x", ".5", (5, 5, 5))).option("y")


# Measures


def test_silence_does_not_bring_an_option_in_reach():
    asked = small(three("x", ".5", (5, None, None)))
    finding = in_reach(asked, asked.option("x"))
    assert finding.holds is False
    assert "Q: has not answered" in finding.counted
    assert "at least 2 content" in finding.would_satisfy


def test_exactly_half_content_is_not_more_than_half():
    half = option("x", ".5", (3, 3, 3, 3, 2, 2, 2, 2))
    assert in_reach(question(half), half).holds is False
    more = option("x", ".5", (3, 3, 3, 3, 3, 2, 2, 2))
    assert in_reach(question(more), more).holds is True


def test_an_option_that_nobody_answered_has_no_measures():
    found = measured(small(), small().options[0])
    assert (found.resistance, found.median, found.polarisation) == (None, None, None)
    assert found.is_in_reach is False


def test_polarisation_runs_from_nought_to_one():
    def apart(*grades):
        x = option("x", ".5", grades, partners=PARTNERS[: len(grades)])
        return measured(question(x, partners=PARTNERS[: len(grades)]), x).polarisation

    assert apart(3) == apart(2, 2, 2) == 0
    assert apart(5, 0) == apart(5, 5, 0, 0) == apart(5, 0, 0) == 1


# Statuses


def test_a_dominated_choice_is_red_and_says_by_what():
    asked = small(three("x", ".5", (4, 4, 4)), three("y", ".5", (4, 4, 5)))
    found = verdict(asked, "x")
    assert found.status is Status.RED
    assert found.reasons[0].why.startswith("y is as strong")


def test_a_reach_ratio_exactly_at_the_floor_is_not_red():
    weak, strong = three("x", ".3", (5, 5, 5)), three("y", ".5", (3, 3, 3))
    assert verdict(small(weak, strong), "x").status is Status.CLEAR
    assert verdict(small(replace(weak, ambition=Fraction(29, 100)), strong), "x").status is Status.RED


def test_a_weak_choice_beside_a_near_miss_is_amber_unless_somebody_worked_on_it():
    weak = three("x", ".4", (5, 5, 5))
    missed = three("y", ".8", (4, 4, 0))
    assert verdict(small(weak, missed), "x").status is Status.AMBER
    worked = replace(missed, answers=answers((4, 4, 0), A, worked_on="two meetings"))
    found = verdict(small(weak, worked), "x")
    assert (found.status, found.near_misses) == (Status.NOTE, ())


def test_a_near_miss_has_at_most_one_objection_or_a_sixth_of_the_partners():
    def misses(num, objections):
        names = tuple(f"p{n}" for n in range(num))
        grades = [0] * objections + [4] * (num - objections)
        y, x = option("y", ".8", grades, partners=names), option("x", ".4", [5] * num, partners=names)
        return [near.ref for near in near_misses(question(x, y, partners=names), x)]

    assert misses(8, 1) == ["y"]
    assert misses(8, 2) == []
    assert misses(11, 2) == []
    assert misses(12, 2) == ["y"]  # exactly a sixth
    assert misses(12, 3) == []
    assert misses(8, 0) == []  # it is in reach: no miss at all


def test_a_stronger_option_that_more_partners_prefer_is_amber():
    found = verdict(small(three("x", ".5", (3, 3, 5)), three("y", ".6", (4, 4, 1))), "x")
    assert (found.status, found.preferred) == (Status.AMBER, ("y",))
    tied = small(three("x", ".5", (3, 5, 5)), three("y", ".6", (4, 4, 5)))
    assert verdict(tied, "x").status is Status.CLEAR  # one above, one below


def test_a_weak_choice_is_no_note_where_something_stronger_is_in_reach():
    weak, near, far = three("x", ".5", (5, 5, 5)), three("y", ".6", (3, 3, 3)), three("z", "1", (1, 1, 1))
    assert verdict(small(weak, near, far), "x").status is Status.CLEAR
    assert verdict(small(weak, far), "x").status is Status.NOTE


def test_an_ambition_that_is_not_known_hides_only_what_it_could_change():
    unknown = three("y", None, (3, 3, 3))
    assert verdict(small(three("x", ".5", (5, 5, 5)), unknown), "x").status is Status.NOT_KNOWN
    strong = three("z", "1", (4, 4, 4))
    assert verdict(small(three("x", ".5", (5, 5, 5)), unknown, strong), "x").status is Status.RED
    assert verdict(small(three("x", ".5", (5, 5, 0)), unknown), "x").status is Status.HARD
    assert verdict(small(unknown), "y").ambition_ratio is None


def test_with_nothing_in_reach_there_is_no_reach_ratio():
    found = verdict(small(three("x", ".5", (2, 2, 2))), "x")
    assert found.reach_ratio is None
    assert found.ambition_ratio == 1


def test_every_reason_is_listed_the_worst_first():
    asked = small(three("x", ".2", (3, 3, 0)), three("y", ".9", (5, 5, 4)))
    statuses = [reason.status for reason in verdict(asked, "x").reasons]
    assert statuses == [Status.HARD, Status.RED, Status.RED, Status.AMBER]


def test_meeting_an_objection_to_a_stronger_option_may_make_the_choice_look_worse():
    weak, held = three("x", ".4", (5, 5, 5)), three("y", ".8", (4, 4, 0))
    met = replace(held, answers=answers((4, 4, 0), A, outcome=Outcome.MET))
    assert verdict(small(weak, held), "x").status is Status.AMBER
    assert verdict(small(weak, met), "x").status is Status.RED


def test_a_floor_outside_nought_to_one_is_refused():
    with pytest.raises(ValueError, match="share from 0 to 1"):
        Demand(reach=Fraction(3, 2))


def test_four_lines_name_every_tie_and_leave_the_choice_empty_until_it_is_recorded():
    asked = small(three("x", ".5", (4, 4, 4)), three("y", ".5", (4, 4, 4)))
    least, best, strongest, chosen = four_lines(asked)
    assert least.options == best.options == strongest.options == ("x", "y")
    assert chosen.options == ()
    assert [line.options for line in four_lines(small())] == [(), (), (), ()]


def test_an_option_that_nobody_graded_is_not_ranked():
    assert merit_order(small().options) == ()
    with pytest.raises(ValueError, match="nobody has answered"):
        compare([], [Grade.LEAD])


# Recording


RECORD = Record("x", "A. Clerk", "minute 4", True, "consensus", "it does most", date(2003, 4, 1))


def test_an_outcome_is_recorded_by_a_named_person_from_the_approved_minute():
    asked = small(three("x", ".5", (5, 5, 5)))
    assert may_record(asked, RECORD).holds is True
    for change in ({"recorded_by": ""}, {"is_minute_approved": False}, {"method": " "}, {"reason": ""}):
        finding = may_record(asked, replace(RECORD, **change))
        assert finding.holds is False, change
        assert finding.would_satisfy, change


def test_a_choice_over_an_open_objection_also_needs_a_rule_and_a_later_day_to_review():
    asked = small(three("x", ".5", (5, 5, 0)))
    assert may_record(asked, RECORD).holds is False
    on_the_day = replace(RECORD, rule="two thirds", review_on=RECORD.decided_on)
    assert "review" in may_record(asked, on_the_day).would_satisfy
    assert may_record(asked, replace(on_the_day, review_on=date(2004, 4, 1))).holds is True


def test_nothing_here_says_that_a_decision_is_agreed():
    for name in decisions.__all__:
        assert "agree" not in name.lower()
    assert not any("agree" in state for state in (*Status, *Outcome))


# Dilution


def test_a_change_without_a_reason_explains_nothing():
    silent = Change(Fraction(4, 5), Fraction(2, 5), Cause.DROPPING, "")
    found = dilution(Fraction(4, 5), Fraction(2, 5), [silent])
    assert found.unexplained == Fraction(1, 2)
    assert watered_down(Fraction(4, 5), Fraction(2, 5), [silent]).holds is True
    said = replace(silent, reason="minute 7")
    assert watered_down(Fraction(4, 5), Fraction(2, 5), [said]).holds is False


def test_what_had_no_ambition_cannot_be_diluted():
    assert dilution(Fraction(0), Fraction(0), []) is None
    assert watered_down(Fraction(0), Fraction(0), []).holds is False
    with pytest.raises(ValueError, match="from 0 to 1"):
        dilution(Fraction(2), Fraction(1), [])


# Laws

shares = st.integers(0, 10).map(lambda tenths: Fraction(tenths, 10))
grade_rows = st.lists(st.sampled_from(list(Grade)), min_size=3, max_size=3)


@st.composite
def questions(draw, silent=True):
    made = [three("status quo", 0, draw(grade_rows))]
    for n in range(draw(st.integers(1, 4))):
        grades = draw(grade_rows)
        if silent and draw(st.booleans()):
            grades = [None, *grades[1:]]
        made.append(three(f"o{n}", draw(shares), grades))
    return small(*made)


@settings(max_examples=40, deadline=None)
@given(questions())
def test_measures_are_shares_from_nought_to_one(asked):
    for one in asked.options:
        found = measured(asked, one)
        assert found.resistance is None or 0 <= found.resistance <= 1
        assert found.polarisation is None or 0 <= found.polarisation <= 1


@settings(max_examples=40, deadline=None)
@given(questions(), st.integers(0, 2))
def test_raising_a_grade_never_lowers_reach(asked, place):
    for one in asked.options:
        for n, answer in enumerate(one.answers):
            if n != place or answer.grade is Grade.LEAD:
                continue
            raised = Answer(answer.partner, Grade(answer.grade + 1))
            better = replace(one, answers=(*one.answers[:n], raised, *one.answers[n + 1 :]))
            assert measured(asked, better).is_in_reach >= measured(asked, one).is_in_reach
            assert measured(asked, better).resistance < measured(asked, one).resistance


def replaced(asked, one):
    return Question(asked.partners, tuple(one if x.ref == one.ref else x for x in asked.options))


@settings(max_examples=40, deadline=None)
@given(questions())
def test_removing_an_objection_to_the_choice_never_makes_its_status_worse(asked):
    for one in asked.options:
        before = verdict(asked, one.ref).status
        for objection in one.open_objections:
            rest = tuple(replace(x, outcome=Outcome.MET) if x is objection else x for x in one.answers)
            after = verdict(replaced(asked, replace(one, answers=rest)), one.ref).status
            assert ORDER.index(after) >= ORDER.index(before)


@settings(max_examples=40, deadline=None)
@given(questions(silent=False))
def test_dominance_is_a_strict_partial_order(asked):
    over = {(x.ref, y.ref) for x in asked.options for y in asked.options if dominates(asked, x, y)}
    refs = [x.ref for x in asked.options]
    assert not any((x, x) in over for x in refs)
    assert not any((y, x) in over for x, y in over)
    assert all((x, z) in over for x, y in over for other, z in over if other == y)


@settings(max_examples=40, deadline=None)
@given(questions())
def test_nobody_dominates_or_is_preferred_who_is_not_as_strong(asked):
    for x in asked.options:
        for y in asked.options:
            assert not (dominates(asked, x, y) and x.ambition < y.ambition)
            assert not (majority_prefers(x, y) and x.ambition <= y.ambition)


def by_setting_aside(grades):
    """The tie rule said plainly: take the lower median out, again and again."""
    left, taken = sorted(grades, reverse=True), []
    while left:
        taken.append(left.pop(len(left) // 2))
    return tuple(taken)


some_grades = st.lists(st.sampled_from(list(Grade)), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(some_grades)
def test_the_medians_are_those_of_setting_aside_one_after_another(grades):
    assert merit(grades) == by_setting_aside(grades)


@settings(max_examples=40, deadline=None)
@given(some_grades, some_grades, some_grades)
def test_best_graded_is_a_total_order_that_ties_only_like_answers(one, other, third):
    assert compare(one, other) == -compare(other, one)
    if len(one) == len(other):
        assert (compare(one, other) == 0) == (sorted(one) == sorted(other))
    if compare(one, other) >= 0 and compare(other, third) >= 0:
        assert compare(one, third) >= 0


@settings(max_examples=40, deadline=None)
@given(some_grades, some_grades, st.integers(2, 4))
def test_repeating_all_answers_changes_no_rank(one, other, times):
    assert compare(one * times, other) == compare(one, other)


@settings(max_examples=40, deadline=None)
@given(questions())
def test_the_ranks_hold_every_answered_option_once_in_order(asked):
    ranks = merit_order(asked.options)
    refs = [x.ref for rank in ranks for x in rank]
    assert sorted(refs) == sorted(x.ref for x in asked.options if x.answers)
    for higher, lower in pairwise(ranks):
        assert compare(list(higher[0].grades.values()), list(lower[0].grades.values())) == 1


changes = st.lists(
    st.builds(Change, shares, shares, st.sampled_from(list(Cause)), st.sampled_from(["", "m"])), max_size=4
)


@settings(max_examples=40, deadline=None)
@given(shares, shares, changes)
def test_the_three_parts_of_a_dilution_add_up_exactly(first, adopted, made):
    found = dilution(first, adopted, made)
    if found is not None:
        assert found.by_objection + found.by_dropping + found.unexplained == found.total


@settings(max_examples=40, deadline=None)
@given(questions())
def test_the_lines_name_only_options_and_the_strongest_is_in_reach(asked):
    for line in four_lines(asked):
        assert set(line.options) <= {x.ref for x in asked.options}
    near = {x.ref for x in asked.options if measured(asked, x).is_in_reach}
    assert set(four_lines(asked)[2].options) <= near
    assert bool(near) == bool(four_lines(asked)[2].options)
