"""How often a partnership must meet, and the meetings it must hold so many days after an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from joinedup.rules.governance.authority import TERMS_OF_REFERENCE
from joinedup.rules.governance.days import months_later
from joinedup.rules.working import Finding, say


@dataclass(frozen=True, slots=True)
class Deadline:
    """A meeting to be held within so many days of an event that happened on a day."""

    event: str
    event_on: date
    days: int
    authority: str = TERMS_OF_REFERENCE

    @property
    def due_on(self) -> date:
        """The last day for it."""
        return self.event_on + timedelta(self.days)


def next_due(last_on: date, *, months: int | None = None, days: int | None = None) -> date | None:
    """Return the last day for the next meeting: the earlier, where both are given; None where neither is."""
    ends = [months_later(last_on, months)] if months is not None else []
    ends += [last_on + timedelta(days)] if days is not None else []
    return min(ends, default=None)


def is_held_in_time(
    held: Iterable[date],
    on: date,
    *,
    months: int | None = None,
    days: int | None = None,
    authority: str = TERMS_OF_REFERENCE,
) -> Finding:
    """Say whether, on a day, the interval since the last meeting is within the longest allowed.

    None where no meeting is recorded, or where nothing fixes an interval.
    """
    last = max((day for day in held if day <= on), default=None)
    if last is None:
        why = say("No meeting is recorded up to {on}.", on=on)
        return Finding(None, why, authority, would_satisfy=say("record the meetings held"))
    due = next_due(last, months=months, days=days)
    if due is None:
        why = say("The last meeting was on {last}; nothing fixes how often to meet.", last=last)
        return Finding(None, why, authority)
    why = say("The last meeting was on {last}; the next was due by {due}.", last=last, due=due)
    if on <= due:
        why = say("The last meeting was on {last}; the next is due by {due}.", last=last, due=due)
    todo = "" if on <= due else say("call a meeting")
    return Finding(on <= due, why, authority, needed=say("a meeting by {due}", due=due), would_satisfy=todo)


def deadline_kept(deadline: Deadline, held: Iterable[date], on: date) -> Finding:
    """Say whether the meeting that an event calls for was held in time; None while it may yet be."""
    since = sorted(day for day in held if deadline.event_on <= day <= on)
    due = deadline.due_on
    needed = say("a meeting within {days} days of {event}, by {due}", days=deadline.days, event=deadline.event, due=due)
    if since and since[0] <= due:
        return Finding(True, say("A meeting was held on {day}.", day=since[0]), deadline.authority, needed=needed)
    if on <= due:
        why = say("No meeting has been held since {day}; it is due by {due}.", day=deadline.event_on, due=due)
        return Finding(None, why, deadline.authority, needed=needed, would_satisfy=say("meet by {due}", due=due))
    why = say("No meeting was held by {due}.", due=due)
    if since:
        why = say("The meeting was held on {day}, after {due}.", day=since[0], due=due)
    todo = "" if since else say("meet as soon as possible, and record why it is late")
    return Finding(False, why, deadline.authority, needed=needed, would_satisfy=todo)
