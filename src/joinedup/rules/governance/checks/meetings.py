"""HC11 and HC33: the board meets as often as its rule requires, and publishes on time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.rules.governance.checks.reading import Bands, Ends, known, light_of, no_data, read_share
from joinedup.rules.governance.days import year_before
from joinedup.rules.governance.meetings.frequency import Deadline, deadline_kept, next_due
from joinedup.rules.health import CheckResult, worst
from joinedup.rules.working import say

NO_RULE_DAYS = 120  # HC11's own rule where the partnership has none


@dataclass(frozen=True, slots=True)
class Publication:
    """Something to be published by a day: papers five clear days before, minutes within 20 working days."""

    ref: str
    what: str
    due_on: date
    published_on: date | None = None


def hc11(
    held: Iterable[date],
    on: date,
    *,
    accepted: bool,
    bands: Bands,
    months: int | None = None,
    days: int | None = None,
    deadlines: Sequence[Deadline] = (),
    began_on: date | None = None,
) -> CheckResult:
    """Days over the longest interval allowed, and meetings that an event called for and that were not held in time.

    months, days: the rule's longest interval; with neither, 120 days. began_on: the day the partnership began;
    the interval runs from it while no meeting is recorded, but only once accepted, for before it nobody knows.
    """
    past = sorted(day for day in held if day <= on)
    start = past[-1] if past else began_on if accepted else None
    if start is None:
        return no_data("HC11", say("No meeting is recorded."), say("Record the meetings held."))
    has_rule = months is not None or days is not None
    due = next_due(start, months=months, days=days if has_rule else NO_RULE_DAYS)
    assert due is not None  # a rule or its default always gives a day
    over = max(0, (on - due).days)
    # An old miss would never leave the light, so of each event only the latest counts.
    latest = {deadline.event: deadline for deadline in sorted(deadlines, key=lambda row: row.event_on)}
    missed = tuple(x.event for x in latest.values() if x.event_on <= on and deadline_kept(x, past, on).holds is False)
    light = worst([light_of(over, bands["days_over"]), light_of(len(missed), bands["num_missed_meetings"])])
    why = say(
        "The last meeting was on {start} and the next was due by {due}: {over} days over. Meetings missed: {missed}.",
        start=start,
        due=due,
        over=over,
        missed=missed,
    )
    if not past:
        why = say(
            "No meeting is recorded since {start}; one was due by {due}: {over} days over.",
            start=start,
            due=due,
            over=over,
        )
    todo = say("Call a meeting, or agree a longer interval.") if over or missed else ""
    return CheckResult("HC11", light, float(over), why, missed, todo)


def hc33(publications: Sequence[Publication], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Papers, minutes and lists published by the day they were due, of those due in the last twelve months.

    Once accepted, one with no day of publication was not published.
    """
    due = [x for x in publications if year_before(on) <= x.due_on <= on and (x.published_on or x.due_on < on)]
    if not due:
        why = say("Nothing was due to be published in the last twelve months.")
        return no_data("HC33", why, say("Record the days on which papers and minutes are published."))
    good = [x for x in due if x.published_on is not None and x.published_on <= x.due_on]
    silent = 0 if accepted else sum(x.published_on is None for x in due)
    ends = Ends(known(len(good), len(due)).least, known(len(good) + silent, len(due)).least)
    short = tuple(x.ref for x in due if x not in good)
    facts = say("{good} of {all} were published on time", good=len(good), all=len(due))
    todo = say("Publish these, and plan the next ones back from the meeting: {short}.", short=short)
    return read_share("HC33", ends, bands["published_share"], facts, records=short, todo=todo)
