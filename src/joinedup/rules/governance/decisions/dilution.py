"""How much of the ambition first tabled was lost on the way, and whether meeting an objection took it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from joinedup.rules.governance.authority import DECISION_METHOD
from joinedup.rules.working import Finding, say


class Cause(StrEnum):
    """Why a proposal was changed."""

    OBJECTION = "by meeting an objection"
    DROPPING = "by dropping content"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a proposal: its ambition before and after (0 to 1), why, and the reason recorded."""

    before: Fraction
    after: Fraction
    cause: Cause
    reason: str


@dataclass(frozen=True, slots=True)
class Dilution:
    """What was lost as shares of the ambition first tabled; below nought where the proposal grew.

    The three parts add up to `total` exactly. `unexplained` is what no recorded change accounts for.
    """

    total: Fraction
    by_objection: Fraction
    by_dropping: Fraction
    unexplained: Fraction

    @property
    def is_watered_down(self) -> bool:
        """Whether ambition was lost for which no reason is recorded (2.35(b))."""
        return self.total > 0 and self.unexplained > 0


def dilution(first: Fraction, adopted: Fraction, changes: Sequence[Change]) -> Dilution | None:
    """Return the dilution of a decision; None where what was first tabled had no ambition to lose.

    A change with no reason counts as unexplained. ValueError for an ambition outside 0 to 1.
    """
    shares = [first, adopted, *(share for change in changes for share in (change.before, change.after))]
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError("each ambition must be from 0 to 1")
    if not first:
        return None
    lost = dict.fromkeys(Cause, Fraction(0))
    for change in changes:
        if change.reason.strip():
            lost[change.cause] += (change.before - change.after) / first
    total = (first - adopted) / first
    by_objection, by_dropping = lost[Cause.OBJECTION], lost[Cause.DROPPING]
    return Dilution(total, by_objection, by_dropping, total - by_objection - by_dropping)


def watered_down(first: Fraction, adopted: Fraction, changes: Sequence[Change]) -> Finding:
    """Say whether a decision lost ambition with no recorded reason, and where the rest went."""
    found = dilution(first, adopted, changes)
    if found is None:
        return Finding(False, say("What was first tabled had no ambition to lose."), DECISION_METHOD)
    why = say(
        "Of the ambition first tabled {total} was lost: {objection} by meeting an objection, {dropping} by "
        "dropping content, {rest} with no recorded reason.",
        total=found.total,
        objection=found.by_objection,
        dropping=found.by_dropping,
        rest=found.unexplained,
    )
    counted = tuple(
        say("{before} to {after} {cause}: {reason}", before=x.before, after=x.after, cause=x.cause, reason=x.reason)
        for x in changes
    )
    todo = say("record why the ambition was lowered") if found.is_watered_down else ""
    return Finding(found.is_watered_down, why, DECISION_METHOD, counted, would_satisfy=todo)
