"""Every day of a ballot's timetable, worked out from the day of the ballot.

The limits themselves (how many days, of which kind, under which provision) are rows of the lawbook.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from joinedup.rules.bids.days import is_working_day, months_from, working_days_from
from joinedup.rules.working import Finding, say

LATEST, EARLIEST, EXACTLY = "latest", "earliest", "exactly"
DAYS, WORKING_DAYS, MONTHS = "days", "working days", "months"
# The days that a timetable is given, in the words of the command line.
BALLOT_DAY, REQUEST_DAY, RESULT_DAY = "ballot_day", "request_day", "result_day"


@dataclass(frozen=True, slots=True)
class Limit:
    """One step's limit: `count` of `unit` after the day `anchor` (before it when negative).

    `rule` is latest, earliest or exactly; `not_before` is a second limit in days after the ballot day, 0 where
    there is none. `mark` V, P or U is how sure the row is, and `doubt` says what is not known.
    """

    step: str
    anchor: str
    count: int
    unit: str
    rule: str
    not_before: int
    words: str
    authority: str
    mark: str
    doubt: str


@dataclass(frozen=True, slots=True)
class StepDay:
    """A step with its day; no day where the day that it depends on is not given (`needs` names that)."""

    limit: Limit
    on: date | None
    not_before_on: date | None
    needs: str

    def is_in_time(self, day: date) -> bool | None:
        """Whether the step done on a day keeps its limits, the limit's own day included; None: not known."""
        if self.on is None:
            return None
        if self.not_before_on is not None and day < self.not_before_on:
            return False
        if self.limit.rule == LATEST:
            return day <= self.on
        return day >= self.on if self.limit.rule == EARLIEST else day == self.on


def timetable(
    limits: Iterable[Limit],
    *,
    ballot_on: date,
    request_on: date | None,
    result_on: date | None,
    holidays: Collection[date],
) -> list[StepDay]:
    """The day of every step, in the order of the limits.

    `holidays` are the days that are not working days although they fall between Monday and Friday.
    """
    given = {BALLOT_DAY: ballot_on, REQUEST_DAY: request_on, RESULT_DAY: result_on}
    made = []
    for limit in limits:
        anchor = given[limit.anchor]
        earliest = ballot_on + timedelta(limit.not_before) if limit.not_before else None
        if anchor is None:
            made.append(StepDay(limit, None, earliest, limit.anchor))
        else:
            made.append(StepDay(limit, _moved(anchor, limit, holidays), earliest, ""))
    return made


def _moved(anchor: date, limit: Limit, holidays: Collection[date]) -> date:
    if limit.unit == WORKING_DAYS:
        return working_days_from(anchor, limit.count, holidays)
    if limit.unit == MONTHS:
        return months_from(anchor, limit.count)
    return anchor + timedelta(limit.count)


def ballot_day_may_be(ballot_on: date, holidays: Collection[date], authority: str) -> Finding:
    """Whether the day of the ballot is a working day, as Schedule 2, paragraph 2(1)(a) asks."""
    if is_working_day(ballot_on, holidays):
        return Finding(True, say("{day} is a working day", day=ballot_on), authority)
    before = working_days_from(ballot_on, -1, holidays)
    after = working_days_from(ballot_on, 1, holidays)
    return Finding(
        False,
        say("{day} is not a working day, and the day of a ballot must be one", day=ballot_on),
        authority,
        needed="a working day",
        would_satisfy=say("choose {before} or {after}", before=before, after=after),
    )
