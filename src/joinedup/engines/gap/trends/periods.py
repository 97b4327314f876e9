"""When a period is: "2013", "2013/14", "2015-17", "2019-06", "2019-06-30", "2019 Q2"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

YEAR = re.compile(r"(\d{4})", re.ASCII)
SPAN = re.compile(r"(\d{4})\s*[/\-–]\s*(\d{4}|\d{2})p?", re.ASCII)
SCHOOL = re.compile(r"(\d{4})\s*/\s*(\d{4}|\d{2})p?", re.ASCII)
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
QUARTER = re.compile(r"(\d{4})\s*Q([1-4])", re.ASCII | re.IGNORECASE)
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """A period: its middle and its length in years."""

    middle: float
    years: float
    name: str

    @property
    def calendar_years(self) -> range:
        """The years that it lies in."""
        start = self.middle - self.years / 2
        return range(int(start + 1e-6), int(start + self.years - 1e-6) + 1)


def periods_of(names: Iterable[str]) -> list[Period]:
    """The periods of a series, in order. Raises ValueError for the first that cannot be placed in time.

    "2001-03" is the three years to 2003, unless the series has two such of one year: then they are months.
    """
    told = list(names)
    months = [match[1] for match in map(MONTH.fullmatch, told) if match]
    is_monthly = len(months) == len(told) and len(set(months)) < len(months)
    return sorted(period_of(name, is_monthly=is_monthly) for name in told)


def period_of(name: str, *, is_monthly: bool = False) -> Period:
    """When a period of this name is. Raises ValueError, saying what would be right.

    "2013/14" is one year that begins in April; "2015-17" is three calendar years; "2019-06" is June, for years do
    not run backwards.
    """
    text = name.strip()
    if match := DAY.fullmatch(text):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return Period(day.year + (day.timetuple().tm_yday - 0.5) / DAYS_A_YEAR, 1 / DAYS_A_YEAR, name)
    if match := QUARTER.fullmatch(text):
        return Period(int(match[1]) + (int(match[2]) - 0.5) / 4, 0.25, name)
    if match := YEAR.fullmatch(text):
        return Period(int(match[1]) + 0.5, 1.0, name)
    if (match := MONTH.fullmatch(text)) and (is_monthly or int(match[2]) <= int(match[1]) % 100):
        return Period(int(match[1]) + (int(match[2]) - 0.5) / 12, 1 / 12, name)
    if match := SPAN.fullmatch(text):
        return _span(name, int(match[1]), match[2], is_financial=SCHOOL.fullmatch(text) is not None)
    raise ValueError(f'"{name}" is not a period that can be placed in time; write 2013, 2013/14, 2015-17 or 2019-06-30')


def _span(name: str, first: int, last_text: str, *, is_financial: bool) -> Period:
    last = int(last_text) if len(last_text) == 4 else first // 100 * 100 + int(last_text)
    last += 100 if last < first else 0
    if is_financial and last == first + 1:
        return Period(first + 0.75, 1.0, name)
    return Period((first + last + 1) / 2, last - first + 1.0, name)


def fitted_places(periods: list[Period]) -> list[int]:
    """The places of periods that do not overlap, counted back from the last: all, unless they roll."""
    kept: list[int] = []
    start = float("inf")
    for place in range(len(periods) - 1, -1, -1):
        if periods[place].middle + periods[place].years / 2 <= start + 1e-6:
            kept.insert(0, place)
            start = periods[place].middle - periods[place].years / 2
    return kept
