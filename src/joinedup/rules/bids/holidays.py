"""How the days of bank holidays are worked out (Banking and Financial Dealings Act 1971, section 1, Schedule 1).

The lists themselves, and the days that proclamations moved or added, are rows of the lawbook.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from joinedup.rules.bids.days import ONE_DAY, SATURDAY

DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """One holiday of every year.

    Exactly one of: `easter` (days after Easter Sunday), or `month` with `day`, or `month` with `weekday`
    (Monday is 0) and `week` (1 the first in the month, -1 the last). `has_substitute`: where the day falls
    on a weekend, the next weekday that is no holiday already is kept in its place.
    """

    id: str
    easter: int | None = None
    month: int = 0
    day: int = 0
    weekday: int = 0
    week: int = 0
    has_substitute: bool = False

    def day_in(self, year: int) -> date:
        """The day itself in a year, before any substitute."""
        if self.easter is not None:
            return easter_sunday(year) + timedelta(self.easter)
        if self.day:
            return date(year, self.month, self.day)
        return _weekday_of(year, self.month, self.weekday, self.week)


def easter_sunday(year: int) -> date:
    """Easter Sunday by the Gregorian reckoning (Calendar (New Style) Act 1750, section 3)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % DAYS_OF_WEEK
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def days_kept(rules: Iterable[HolidayRule], year: int) -> dict[date, str]:
    """The days that the rules make holidays in a year: {day: id of the rule}.

    Days that are not moved come first; then each one on a weekend takes the next free weekday, in the order
    of the calendar. One without a substitute stays on its weekend.
    """
    kept: dict[date, str] = {}
    moved: list[tuple[date, str]] = []
    for rule in rules:
        day = rule.day_in(year)
        if day.weekday() >= SATURDAY and rule.has_substitute:
            moved.append((day, rule.id))
        else:
            kept[day] = rule.id
    for day, name in sorted(moved):
        free = day
        while free.weekday() >= SATURDAY or free in kept:
            free += ONE_DAY
        kept[free] = name
    return kept


def _weekday_of(year: int, month: int, weekday: int, week: int) -> date:
    if week > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % DAYS_OF_WEEK + DAYS_OF_WEEK * (week - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta((last.weekday() - weekday) % DAYS_OF_WEEK)
