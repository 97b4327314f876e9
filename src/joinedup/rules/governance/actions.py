"""Actions: done on time, overdue, and how they are spread over the partners (white paper 2.31, 2.35, 2.36)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.days import year_before
from joinedup.rules.governance.engagement import Spread, spread
from joinedup.rules.working import Finding, say

AUTHORITY = "white paper 2.31"


@dataclass(frozen=True, slots=True)
class Action:
    """One action: who owns it (the first leads), when it is due, done, or dropped with a reason.

    evidence points at what shows that it was done; the rule does not ask for it, the page does.
    """

    ref: str
    owners: tuple[str, ...]
    opened_on: date
    due_on: date | None
    done_on: date | None = None
    dropped_on: date | None = None
    evidence: str = ""

    def is_open(self, on: date) -> bool:
        """Whether it had been opened and neither done nor dropped by the end of the day."""
        ends = [day for day in (self.done_on, self.dropped_on) if day is not None]
        return self.opened_on <= on and (not ends or on < min(ends))

    def is_overdue(self, on: date) -> bool:
        """Whether it is open and the day it was due has passed."""
        return self.is_open(on) and self.due_on is not None and self.due_on < on

    def days_late(self, on: date) -> int:
        """How many days late it is, or was when it was done; 0 when it is not, or has no day."""
        if self.due_on is None:
            return 0
        end = self.done_on if self.done_on is not None and self.done_on <= on else on
        return max(0, (end - self.due_on).days)

    def was_due_in_year(self, on: date) -> bool:
        """Whether it fell due in the twelve months that end with the day, and was not dropped by then."""
        is_dropped = self.dropped_on is not None and self.due_on is not None and self.dropped_on <= self.due_on
        return self.due_on is not None and year_before(on) <= self.due_on <= on and not is_dropped

    def is_on_time(self) -> bool:
        """Whether it was done by the day it was due."""
        return self.done_on is not None and self.due_on is not None and self.done_on <= self.due_on


def on_time(actions: Iterable[Action], on: date) -> tuple[int, int]:
    """Return how many were done on time, and how many fell due in the twelve months that end with the day.

    One due today and not yet done is not late until tomorrow, so it is not counted yet.
    """
    due = [x for x in actions if x.was_due_in_year(on) and (x.done_on is not None or x.due_on != on)]
    return sum(action.is_on_time() for action in due), len(due)


def overdue(actions: Iterable[Action], on: date) -> tuple[Action, ...]:
    """Return the open actions past their day, the latest first."""
    late = [action for action in actions if action.is_overdue(on)]
    return tuple(sorted(late, key=lambda action: (-action.days_late(on), action.ref)))


def led_by(actions: Iterable[Action], on: date) -> Spread:
    """Return the spread of open actions over the organisations that lead them: the first owner of each."""
    amounts: dict[str, Fraction | int] = {}
    for action in actions:
        if action.is_open(on) and action.owners:
            amounts[action.owners[0]] = amounts.get(action.owners[0], 0) + 1
    return spread(amounts)


def shared_by(actions: Iterable[Action], on: date) -> Spread:
    """Return the spread of open actions over all their owners, an action of three counting a third for each."""
    amounts: dict[str, Fraction | int] = {}
    for action in actions:
        for owner in action.owners if action.is_open(on) else ():
            amounts[owner] = amounts.get(owner, 0) + Fraction(1, len(action.owners))
    return spread(amounts)


def owed_by(organisation: str, actions: Sequence[Action], on: date) -> Finding:
    """Say whether an organisation owes nothing that is late; the working lists all that it owes, soonest first."""
    own = [action for action in actions if organisation in action.owners and action.is_open(on)]
    own.sort(key=lambda action: (action.due_on is None, action.due_on, action.ref))
    late = [action.ref for action in own if action.is_overdue(on)]
    counted = tuple(say("{ref}: due {due}", ref=action.ref, due=action.due_on or say("on no day")) for action in own)
    why = say("{organisation} owes {num}, of which late: {late}.", organisation=organisation, num=len(own), late=late)
    todo = say("finish {late}, or agree another day", late=late) if late else ""
    return Finding(not late, why, AUTHORITY, counted, would_satisfy=todo)
