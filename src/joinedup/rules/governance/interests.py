"""Interests: who must declare one in an item before anyone decides it, and who may then not vote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from joinedup.rules.governance.authority import INTERESTS
from joinedup.rules.life import Life
from joinedup.rules.working import Finding, Sentence, say


class Practice(StrEnum):
    """What the partnership asks of somebody who has declared an interest in an item."""

    LEAVE = "leave the meeting for the item"
    NO_VOTE = "stay, and not vote"
    DECLARE = "declare it, and vote"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody at the meeting: the seat, the person, and the organisation they sit for."""

    seat: str
    person: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Interest:
    """A row of the register of interests: a person's interest in an organisation, while it lasts."""

    person: str
    organisation: str
    words: str
    life: Life


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody at the meeting with an interest in what an item would benefit, and whether they declared it."""

    member: Member
    beneficiary: str
    why: Sentence
    is_declared: bool


def conflicts(
    beneficiaries: Collection[str],
    members: Iterable[Member],
    interests: Sequence[Interest],
    declared: Collection[tuple[str, str]],
    on: date,
) -> tuple[Conflict, ...]:
    """Return everyone at the meeting who must declare, for each organisation that the item names as benefiting.

    A member has an interest in the organisation they sit for and in those that the register of interests gives
    them on the day. declared: (person, beneficiary) as the minutes record for this item.
    """
    found = []
    for member in members:
        for beneficiary in sorted(beneficiaries):
            why = _reason(member, beneficiary, interests, on)
            if why is not None:
                is_declared = (member.person, beneficiary) in declared
                found.append(Conflict(member, beneficiary, why, is_declared))
    return tuple(found)


def may_decide(found: Sequence[Conflict]) -> Finding:
    """Say whether the item may be decided: everyone with an interest in it has declared it."""
    silent = [conflict for conflict in found if not conflict.is_declared]
    counted = tuple(
        say(
            "{person}: {why}, {state}",
            person=conflict.member.person,
            why=conflict.why,
            state=say("declared") if conflict.is_declared else say("not declared"),
        )
        for conflict in found
    )
    needed = say("every interest in what the item would benefit declared before anyone decides")
    if not silent:
        why = say("Nobody at the meeting has an interest that is not declared.")
        return Finding(True, why, INTERESTS, counted, needed)
    people = list(dict.fromkeys(conflict.member.person for conflict in silent))
    why = say("Not declared by {people}.", people=people)
    todo = say("ask {people} to declare, and record it against the item", people=people)
    return Finding(False, why, INTERESTS, counted, needed, todo)


def may_vote(member: Member, found: Iterable[Conflict], practice: Practice = Practice.NO_VOTE) -> Finding:
    """Say whether a member's interests leave them free to vote on the item.

    An interest that is not declared never does, whatever the practice.
    """
    own = [conflict for conflict in found if conflict.member == member]
    counted = tuple(conflict.why for conflict in own)
    if not own:
        return Finding(True, say("{person} has no interest in the item.", person=member.person), INTERESTS)
    if not all(conflict.is_declared for conflict in own):
        why = say("{person} has an interest in the item that is not declared.", person=member.person)
        return Finding(False, why, INTERESTS, counted, would_satisfy=say("declare it before anyone decides"))
    asked = say(
        "{person} has declared an interest; the practice is to {practice}.", person=member.person, practice=practice
    )
    return Finding(practice is Practice.DECLARE, asked, INTERESTS, counted)


def who_leaves(found: Iterable[Conflict], practice: Practice = Practice.NO_VOTE) -> frozenset[str]:
    """Return the seats of those who leave for the item, and so do not count towards its quorum."""
    if practice is not Practice.LEAVE:
        return frozenset()
    return frozenset(conflict.member.seat for conflict in found)


def voted_undeclared(found: Iterable[Conflict], voters: Collection[str]) -> tuple[Conflict, ...]:
    """Return the conflicts of those who voted without declaring: what HC31 looks for. voters: seats."""
    return tuple(x for x in found if x.member.seat in voters and not x.is_declared)


def _reason(member: Member, beneficiary: str, interests: Sequence[Interest], on: date) -> Sentence | None:
    if member.organisation == beneficiary:
        return say("sits for {organisation}", organisation=beneficiary)
    for row in interests:
        if row.person == member.person and row.organisation == beneficiary and row.life.covers(on):
            return say("{words} ({organisation})", words=row.words, organisation=beneficiary)
    return None
