"""Ratification: executive responsibility stays with the partners, so each that a decision commits takes its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from joinedup.rules.governance.authority import EXECUTIVE
from joinedup.rules.working import Finding, say


class Reply(StrEnum):
    """What a partner's own board said."""

    RATIFIED = "ratified"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """One partner asked to ratify one decision by a day; its reply, the day of it, and the evidence.

    evidence points at the partner's own minute; a reply without it does not count.
    """

    partner: str
    due_on: date
    reply: Reply | None = None
    replied_on: date | None = None
    evidence: str = ""

    def is_answered(self, on: date) -> bool:
        """Whether the partner had replied by the end of the day, with evidence."""
        return (
            self.reply is not None
            and self.replied_on is not None
            and self.replied_on <= on
            and bool(self.evidence.strip())
        )

    def is_in_time(self, on: date) -> bool:
        """Whether it had ratified by the day, no later than it was due."""
        is_due_met = self.replied_on is not None and self.replied_on <= self.due_on
        return self.is_answered(on) and self.reply is Reply.RATIFIED and is_due_met


@dataclass(frozen=True, slots=True)
class Standing:
    """How the ratification of one decision stands: the partners in each state, and whether all have ratified.

    Every partner asked is in exactly one of the four. Where one has refused, the decision does not bind it.
    """

    ratified: tuple[str, ...]
    refused: tuple[str, ...]
    overdue: tuple[str, ...]
    waiting: tuple[str, ...]
    finding: Finding

    @property
    def share(self) -> Fraction | None:
        """Ratified as a share of all asked; None where nobody is."""
        num = len(self.ratified) + len(self.refused) + len(self.overdue) + len(self.waiting)
        return Fraction(len(self.ratified), num) if num else None


def must_ratify(committed: Collection[str], authority_of: Mapping[str, bool | None]) -> dict[str, Finding]:
    """Return, for each partner that a decision commits, whether its own board must ratify.

    committed: those whose money, staff, powers or policy it uses. authority_of: whether the partner's
    representative has recorded authority to commit it to this. What is not recorded counts as none.
    """
    found = {}
    for partner in sorted(committed):
        has_authority = authority_of.get(partner)
        why = say("{partner} is committed, and its own board decides for it.", partner=partner)
        todo = say("ask its board, or record the authority that its representative holds")
        if has_authority:
            why = say("{partner} is committed by a representative with its authority.", partner=partner)
            todo = say("")
        found[partner] = Finding(not has_authority, why, EXECUTIVE, would_satisfy=todo)
    return found


def standing(asked: Sequence[Asked], on: date) -> Standing:
    """Return how ratification stands on a day; a partner is overdue from the day after it was due.

    The finding holds when all have ratified, fails when one has refused, and is None while one has not replied.
    """
    ratified = tuple(x.partner for x in asked if x.is_answered(on) and x.reply is Reply.RATIFIED)
    refused = tuple(x.partner for x in asked if x.is_answered(on) and x.reply is Reply.REFUSED)
    silent = [x for x in asked if not x.is_answered(on)]
    overdue = tuple(x.partner for x in silent if x.due_on < on)
    waiting = tuple(x.partner for x in silent if x.due_on >= on)
    holds = False if refused else None if silent else True
    why = say(
        "Ratified: {ratified}. Refused: {refused}. Overdue: {overdue}. Not yet due: {waiting}.",
        ratified=ratified,
        refused=refused,
        overdue=overdue,
        waiting=waiting,
    )
    todo = say("")
    if refused:
        todo = say("go back to {refused}, or go on without them", refused=refused)
    elif silent:
        todo = say("the own minute of {silent}", silent=[x.partner for x in silent])
    needed = say("the own minute of each partner that the decision commits")
    counted = tuple(_described(x, on) for x in asked)
    return Standing(ratified, refused, overdue, waiting, Finding(holds, why, EXECUTIVE, counted, needed, todo))


def binds(partner: str, asked: Iterable[Asked], on: date) -> Finding:
    """Say whether a decision binds one partner on a day: only once its own board has ratified it.

    None where the partner was not asked: whether it must be is for `must_ratify`.
    """
    own = [row for row in asked if row.partner == partner]
    if not own:
        return Finding(None, say("{partner} was not asked to ratify.", partner=partner), EXECUTIVE)
    holds = any(row.is_answered(on) and row.reply is Reply.RATIFIED for row in own)
    words = say("has ratified it") if holds else say("has not ratified it")
    return Finding(holds, say("{partner} {words}.", partner=partner, words=words), EXECUTIVE)


def _described(row: Asked, on: date) -> str:
    if row.is_answered(on):
        return say(
            "{partner}: {reply} on {day} ({evidence})",
            partner=row.partner,
            reply=row.reply,
            day=row.replied_on,
            evidence=row.evidence,
        )
    if row.reply is not None and row.replied_on is not None and row.replied_on <= on:
        return say("{partner}: {reply}, but nothing shows it", partner=row.partner, reply=row.reply)
    return say("{partner}: no reply, due by {due}", partner=row.partner, due=row.due_on)
