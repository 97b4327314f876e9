"""Interests declared before anyone decides, and ratification by the partners' own boards."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.governance.interests import (
    Interest,
    Member,
    Practice,
    conflicts,
    may_decide,
    may_vote,
    voted_undeclared,
    who_leaves,
)
from joinedup.rules.governance.ratification import Asked, Reply, binds, must_ratify, standing
from joinedup.rules.life import Life

from .cast import START, day

ANN = Member("s1", "Ann", "Council")
BOB = Member("s2", "Bob", "Chamber")
TRUSTEE = Interest("Bob", "Youth trust", "trustee", Life(START, None, day(100)))


def found(declared=(), on=START, to=("Youth trust", "Council")):
    return conflicts(to, [ANN, BOB], [TRUSTEE], declared, on)


def test_a_member_has_an_interest_in_their_own_organisation_and_in_what_they_registered():
    assert [(x.member.person, x.beneficiary) for x in found()] == [("Ann", "Council"), ("Bob", "Youth trust")]
    assert found()[1].why == "trustee (Youth trust)"


def test_an_interest_that_has_ended_is_none():
    assert [x.member for x in found(on=day(99))] == [ANN, BOB]
    assert [x.member for x in found(on=day(100))] == [ANN]


def test_an_item_that_names_nobody_as_benefiting_asks_for_no_declaration():
    assert found(to=()) == ()
    assert may_decide(()).holds is True


def test_nobody_decides_until_every_interest_is_declared():
    finding = may_decide(found(declared={("Ann", "Council")}))
    assert finding.holds is False
    assert finding.would_satisfy == "ask Bob to declare, and record it against the item"
    assert may_decide(found(declared={("Ann", "Council"), ("Bob", "Youth trust")})).holds is True


@pytest.mark.parametrize(
    ("practice", "declared", "holds"),
    [
        (Practice.NO_VOTE, True, False),
        (Practice.LEAVE, True, False),
        (Practice.DECLARE, True, True),
        (Practice.DECLARE, False, False),
    ],
)
def test_an_interest_bars_the_vote_unless_the_practice_is_to_declare_it(practice, declared, holds):
    rows = found(declared={("Bob", "Youth trust")} if declared else ())
    assert may_vote(BOB, rows, practice).holds is holds


def test_a_member_without_an_interest_votes():
    assert may_vote(replace(ANN, seat="s9"), found()).holds is True


def test_only_those_who_must_leave_do_not_count_to_the_quorum():
    assert who_leaves(found(), Practice.LEAVE) == {"s1", "s2"}
    assert who_leaves(found()) == frozenset()


def test_a_vote_with_an_interest_not_declared_is_found():
    rows = found(declared={("Ann", "Council")})
    assert [x.member for x in voted_undeclared(rows, {"s1", "s2"})] == [BOB]
    assert voted_undeclared(rows, {"s1"}) == ()


# Ratification


def asked(partner="Police", due=30, reply=None, replied=None, evidence="own minute 3"):
    return Asked(partner, day(due), reply, None if replied is None else day(replied), evidence)


def test_a_partner_ratifies_unless_its_representative_has_recorded_authority():
    needed = must_ratify({"Police", "Chamber", "Council"}, {"Police": True, "Chamber": False, "Council": None})
    assert {name: finding.holds for name, finding in needed.items()} == {
        "Chamber": True,
        "Council": True,
        "Police": False,
    }
    assert "28 November 2001" in needed["Chamber"].authority


@pytest.mark.parametrize(
    ("row", "on", "state"),
    [
        (asked(), 30, "waiting"),
        (asked(), 31, "overdue"),
        (asked(reply=Reply.RATIFIED, replied=20), 19, "waiting"),
        (asked(reply=Reply.RATIFIED, replied=20), 20, "ratified"),
        (asked(reply=Reply.REFUSED, replied=20), 20, "refused"),
        (asked(reply=Reply.RATIFIED, replied=20, evidence=" "), 31, "overdue"),  # nothing shows it
    ],
)
def test_a_partner_stands_as_its_reply_and_the_day_say(row, on, state):
    found = standing([row], day(on))
    assert getattr(found, state) == ("Police",)


def test_a_reply_that_nothing_shows_is_told_apart_from_silence():
    unshown = asked(reply=Reply.RATIFIED, replied=20, evidence="")
    assert standing([unshown], day(20)).finding.counted == ("Police: ratified, but nothing shows it",)
    assert standing([unshown], day(19)).finding.counted == ("Police: no reply, due by 1 May 2003",)
    assert standing([asked()], day(20)).finding.counted == ("Police: no reply, due by 1 May 2003",)


def test_one_refusal_decides_and_one_silence_leaves_it_open():
    yes, no, silent = (
        asked("A", reply=Reply.RATIFIED, replied=1),
        asked("B", reply=Reply.REFUSED, replied=1),
        asked("C"),
    )
    assert standing([yes], day(5)).finding.holds is True
    assert standing([yes, silent], day(5)).finding.holds is None
    assert standing([yes, silent, no], day(5)).finding.holds is False
    assert standing([yes, silent, no], day(5)).share == Fraction(1, 3)
    assert standing([], day(5)).share is None


def test_a_decision_binds_only_the_partners_that_ratified_it():
    rows = [asked("A", reply=Reply.RATIFIED, replied=1), asked("B", reply=Reply.REFUSED, replied=1)]
    assert [binds(name, rows, day(5)).holds for name in "ABC"] == [True, False, None]
    assert binds("A", rows, START).holds is False


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds(
            asked,
            partner=st.just("P"),
            due=st.integers(0, 60),
            reply=st.sampled_from([None, *Reply]),
            replied=st.one_of(st.none(), st.integers(0, 60)),
            evidence=st.sampled_from(["", "m"]),
        ),
        max_size=6,
    ),
    st.integers(0, 70),
)
def test_every_partner_asked_is_in_exactly_one_state(rows, on):
    found = standing(rows, day(on))
    assert len(found.ratified) + len(found.refused) + len(found.overdue) + len(found.waiting) == len(rows)
