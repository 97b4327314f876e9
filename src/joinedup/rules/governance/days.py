"""Days as meetings count them: months, clear days and working days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5


def months_later(day: date, months: int) -> date:
    """Return the same day so many months on, or before when negative.

    The last of the month where that month is shorter: 31 January and one month is 28 or 29 February.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def first_of_last(months: int, day: date) -> date:
    """Return the first day of so many months that end with the day: 2 January for 3 months to 1 April."""
    return months_later(day, -months) + timedelta(1)


def year_before(day: date) -> date:
    """Return the first day of the twelve months that end with the day: 2 April 2002 for 1 April 2003."""
    return first_of_last(12, day)


def clear_days(told_on: date, meeting_on: date) -> int:
    """Return the days between, counting neither the day of telling nor the day of the meeting."""
    return max(0, (meeting_on - told_on).days - 1)


def working_days_later(day: date, num_days: int, holidays: Collection[date] = ()) -> date:
    """Return the last of so many working days after the day; weekends and `holidays` are not working days."""
    left = num_days
    while left > 0:
        day += timedelta(1)
        left -= day.weekday() < SATURDAY and day not in holidays
    return day
