"""Days as the ballot regulations count them: days, working days and months before or after a day.

A limit of so many days is met on the day itself: 42 days before 26 September is 15 August, and a notice on
15 August is in time.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether a day is neither a Saturday, a Sunday nor one of the holidays."""
    return day.weekday() < SATURDAY and day not in holidays


def working_days_from(day: date, num_days: int, holidays: Collection[date]) -> date:
    """Return the working day that lies so many working days after the day, or before it when negative.

    The day itself is not counted: one working day after a Friday is the Monday.
    """
    step = ONE_DAY if num_days > 0 else -ONE_DAY
    left = abs(num_days)
    while left:
        day += step
        left -= day.weekday() < SATURDAY and day not in holidays
    return day


def months_from(day: date, num_months: int) -> date:
    """Return the same day so many months on; the last of the month where that month is shorter."""
    years, month = divmod(day.month - 1 + num_months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
