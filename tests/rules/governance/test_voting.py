"""Who may vote, what is counted, and the laws of every way of counting."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.governance.voting import (
    Choice,
    Method,
    Rule,
    Voter,
    Whole,
    count,
    may_go_to_a_vote,
    may_vote,
)

FOR, AGAINST, ABSTAIN = Choice.FOR, Choice.AGAINST, Choice.ABSTAIN
SIMPLE = Rule()


def voter(name="Police", choice=FOR, votes=True, present=True, left=False, weight=1):
    return Voter(name, name, votes, present, choice, left, weight)


@pytest.mark.parametrize(
    ("change", "holds", "words"),
    [
        ({}, True, "votes"),
        ({"votes": False}, False, "has no vote"),
        ({"is_present": False}, False, "not present"),
        ({"has_left": True}, False, "interest"),
        ({"votes": None}, None, "not recorded"),
    ],
)
def test_a_vote_counts_only_with_the_right_and_in_the_room(change, holds, words):
    finding = may_vote(replace(voter(), **change))
    assert finding.holds is holds
    assert words in finding.why


def test_a_vote_that_does_not_count_is_listed_with_the_reason():
    finding = count(SIMPLE, [voter("Police"), voter("Chamber", left=True), voter("Adviser", votes=False)])
    assert finding.holds is True
    assert "1 for, 0 against" in finding.why
    assert any("Chamber" in line and "interest" in line for line in finding.counted)
    assert any("Adviser" in line and "no vote" in line for line in finding.counted)


def test_a_seat_of_unknown_right_leaves_it_open_only_where_it_could_settle_it():
    sure = [voter("A"), voter("B")]
    assert count(SIMPLE, [*sure, voter("C", AGAINST, votes=None)]).holds is True
    tight = [voter("A"), voter("B", AGAINST), voter("C", FOR, votes=None)]
    finding = count(SIMPLE, tight)
    assert finding.holds is None
    assert finding.would_satisfy == "record which seats vote"


def test_a_vote_with_nobody_in_favour_is_never_carried():
    for method in Method:
        assert count(Rule(method), []).holds is False
        assert count(Rule(method), [voter(choice=None)]).holds is False


def test_a_paper_that_was_not_given_is_not_a_yes():
    unanimous = Rule(Method.UNANIMOUS, Whole.ENTITLED)
    assert count(unanimous, [voter("A"), voter("B", None)]).holds is False


def test_somebody_who_has_left_for_an_interest_does_not_stop_unanimity():
    unanimous = Rule(Method.UNANIMOUS, Whole.ENTITLED)
    assert count(unanimous, [voter("A"), voter("B", None, left=True)]).holds is True


def test_a_casting_vote_without_a_tie_is_not_used():
    rule = Rule(has_casting_vote=True)
    assert count(rule, [voter("A", AGAINST)], FOR).holds is False
    finding = count(rule, [voter("A"), voter("B", AGAINST)], FOR)
    assert finding.holds is True
    assert "casting vote is for" in finding.why


def test_a_casting_vote_that_the_rule_does_not_give_is_not_used():
    finding = count(SIMPLE, [voter("A"), voter("B", AGAINST)], FOR)
    assert finding.holds is False
    assert "a tie, which fails" in finding.why


@pytest.mark.parametrize(
    ("method", "whole"),
    [(Method.UNANIMOUS, Whole.CAST), (Method.TWO_THIRDS, Whole.CAST), (Method.SIMPLE, Whole.PRESENT)],
)
def test_a_casting_vote_where_no_tie_decides_is_refused(method, whole):
    with pytest.raises(ValueError, match="casting vote"):
        Rule(method, whole, has_casting_vote=True)


def test_a_weight_below_nought_is_refused():
    with pytest.raises(ValueError, match="nought or more"):
        voter(weight=-1)


def test_the_weights_of_a_double_majority_are_told():
    rule = Rule(Method.DOUBLE)
    finding = count(rule, [voter("A", weight=Fraction(1, 3)), voter("B", weight=1), voter("C", AGAINST, weight=2)])
    assert finding.holds is False
    assert "by weight 4/3 for and 2 against" in finding.why


@pytest.mark.parametrize(
    ("sought", "method", "holds"),
    [(True, Method.SIMPLE, True), (False, Method.SIMPLE, False), (None, Method.SIMPLE, False), (True, None, False)],
)
def test_consensus_is_sought_before_any_vote(sought, method, holds):
    finding = may_go_to_a_vote(has_sought_consensus=sought, method=method)
    assert finding.holds is holds
    assert bool(finding.would_satisfy) is not holds


voters = st.lists(
    st.builds(
        Voter,
        st.integers(0, 99).map(str),
        st.just("X"),
        st.sampled_from([True, True, True, False, None]),
        st.sampled_from([True, True, False]),
        st.sampled_from([FOR, AGAINST, ABSTAIN, None]),
        st.booleans(),
        st.integers(0, 5),
    ),
    max_size=8,
)
rules = st.one_of(
    st.builds(Rule, st.sampled_from(list(Method)), st.sampled_from(list(Whole))),
    st.builds(Rule, st.sampled_from([Method.SIMPLE, Method.DOUBLE]), has_casting_vote=st.just(True)),
)
casting = st.sampled_from([FOR, AGAINST, None])


@settings(max_examples=40, deadline=None)
@given(rules, voters, casting, st.integers(0, 5))
def test_one_more_yes_never_loses_a_vote(rule, everyone, cast, weight):
    if count(rule, everyone, cast).holds:
        assert count(rule, [*everyone, voter("more", weight=weight)], cast).holds is True


@settings(max_examples=40, deadline=None)
@given(rules, voters, casting)
def test_one_more_no_never_wins_a_vote(rule, everyone, cast):
    if count(rule, everyone, cast).holds is False:
        assert count(rule, [*everyone, voter("more", AGAINST)], cast).holds is False


@settings(max_examples=40, deadline=None)
@given(voters)
def test_a_tie_fails_without_a_casting_vote(everyone):
    mirrored = [
        replace(x, votes=True, choice=choice, is_present=True, has_left=False)
        for x in everyone
        for choice in (FOR, AGAINST)
    ]
    for method in (Method.SIMPLE, Method.DOUBLE, Method.TWO_THIRDS, Method.UNANIMOUS):
        assert count(Rule(method), mirrored).holds is False


@settings(max_examples=40, deadline=None)
@given(rules, voters, casting)
def test_an_answer_is_given_only_where_every_recording_of_rights_gives_it(rule, everyone, cast):

    unknown = [n for n, x in enumerate(everyone) if x.votes is None][:4]
    settled = [replace(x, votes=False) if x.votes is None and n not in unknown else x for n, x in enumerate(everyone)]
    answer = count(rule, settled, cast).holds
    found = set()
    for rights in product([True, False], repeat=len(unknown)):
        tried = list(settled)
        for n, right in zip(unknown, rights, strict=True):
            tried[n] = replace(tried[n], votes=right)
        found.add(count(rule, tried, cast).holds)
    assert answer == (found.pop() if len(found) == 1 else None)


@settings(max_examples=40, deadline=None)
@given(voters)
def test_unanimity_is_two_thirds_is_a_simple_majority_of_votes_cast(everyone):
    sure = [x for x in everyone if x.votes is not None]
    carried = [count(Rule(method), sure).holds for method in (Method.UNANIMOUS, Method.TWO_THIRDS, Method.SIMPLE)]
    assert carried == sorted(carried)
