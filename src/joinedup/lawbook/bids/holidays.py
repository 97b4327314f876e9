"""Bank holidays of the four nations, and what counts as a working day there."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from joinedup.lawbook.shelf import Row, find, is_in_force, rows
from joinedup.rules.bids.holidays import HolidayRule, days_kept

FILE = "bids/holidays.toml"
NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
# The reach of the rows: before 1998 nobody asks (the first BIDs were of 2004), and later proclamations move days.
FIRST_YEAR, LAST_YEAR = 1998, 2050


@dataclass(frozen=True)
class WorkingDay:
    """What a working day is in one nation, and what of that is in doubt. `id` is the nation."""

    id: str
    words: str
    doubt: str
    cite: str
    mark: str


@cache
def bank_holidays(nation: str) -> frozenset[datetime.date]:
    """Every day from 1998 to 2050 that the rows keep as a holiday in a nation, weekends included.

    Days after the year in which the rows were last checked follow the rules; a later proclamation may move them.
    UnknownRow for a nation that is not one of the four.
    """
    working_day_of(nation)
    return frozenset(day for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in holidays_in(nation, year))


@cache
def holidays_in(nation: str, year: int) -> dict[datetime.date, str]:
    """The holidays of one nation in one year, in order: {day: name}."""
    listed = [row for row in rows(FILE, "holiday") if nation in row["nations"]]
    names = {row["id"]: row["name"] for row in listed}
    kept = days_kept([_rule(row) for row in listed if _holds(row, year)], year)
    found = {day: names[rule] for day, rule in kept.items()}
    for row in rows(FILE, "exception"):
        if nation in row["nations"]:
            for day in _in_year(row, "removes", year):
                del found[day]
            found |= dict.fromkeys(_in_year(row, "adds", year), row["name"])
    return dict(sorted(found.items()))


@cache
def working_days() -> dict[str, WorkingDay]:
    """What a working day is, by nation."""
    return {
        row["nation"]: WorkingDay(row["nation"], row["words"], row["doubt"], row["cite"], row["mark"])
        for row in rows(FILE, "working_day")
    }


def working_day_of(nation: str) -> WorkingDay:
    """What a working day is in one nation, or `UnknownRow`."""
    return find("nation", working_days(), nation)


def _rule(row: Row) -> HolidayRule:
    return HolidayRule(
        id=row["id"],
        easter=row.get("easter"),
        month=row.get("month", 0),
        day=row.get("day", 0),
        weekday=row.get("weekday", 0),
        week=row.get("week", 0),
        has_substitute=row.get("substitute", False),
    )


def _holds(row: Row, year: int) -> bool:
    """Whether a holiday is in force when the year ends."""
    return is_in_force(row.get("valid_from"), row.get("valid_until"), datetime.date(year, 12, 31))


def _in_year(row: Row, key: str, year: int) -> Iterator[datetime.date]:
    return (day for day in row[key] if day.year == year)
