"""Notice: whether those entitled were told, or given the papers, long enough before a meeting."""

from __future__ import annotations

from datetime import date, timedelta

from joinedup.rules.governance.authority import TERMS_OF_REFERENCE
from joinedup.rules.governance.days import clear_days
from joinedup.rules.working import Finding, say


def is_notice_enough(
    told_on: date, meeting_on: date, days: int | None, *, is_clear: bool = True, authority: str = TERMS_OF_REFERENCE
) -> Finding:
    """Say whether notice of so many days was given. days None: nothing fixes any.

    is_clear: neither the day of telling nor the day of the meeting counts; otherwise the latter does.
    """
    if told_on > meeting_on:
        why = say("It was sent on {told}, after the meeting on {meeting}.", told=told_on, meeting=meeting_on)
        return Finding(False, why, authority, would_satisfy=say("call a later meeting"))
    given = clear_days(told_on, meeting_on) if is_clear else (meeting_on - told_on).days
    kind = say("clear days") if is_clear else say("days")
    if days is None:
        return Finding(True, say("No notice is fixed; {given} {kind} were given.", given=given, kind=kind), authority)
    why = say("Sent on {told} for {meeting}: {given} {kind}.", told=told_on, meeting=meeting_on, given=given, kind=kind)
    needed = say("{days} {kind}", days=days, kind=kind)
    if given >= days:
        return Finding(True, why, authority, needed=needed)
    earliest = told_on + timedelta(days + is_clear)
    return Finding(False, why, authority, needed=needed, would_satisfy=say("meet on {day} or later", day=earliest))


def latest_notice(meeting_on: date, days: int, *, is_clear: bool = True) -> date:
    """Return the last day on which notice of so many days can be given."""
    return meeting_on - timedelta(days + (is_clear and days > 0))
