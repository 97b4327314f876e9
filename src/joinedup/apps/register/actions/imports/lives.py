"""Which stored row a row of the file speaks of, where several go by the same names: their lives decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from joinedup.apps.register.models.lives import Living
from joinedup.rules.life import Stretch

Row = TypeVar("Row", bound=Living)


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says of when. Each may be blank; `on` is the day of the import."""

    valid_from: date | None
    known_on: date | None
    valid_until: date | None
    on: date

    @property
    def is_dated(self) -> bool:
        """Whether it gives a day to be shown from."""
        return self.valid_from is not None or self.known_on is not None

    @property
    def first(self) -> date:
        """The first day on which the row is shown: with no day at all, the day of the import."""
        return self.valid_from or self.known_on or self.on

    @property
    def stretch(self) -> Stretch:
        """The days that the row speaks of. One that gives only an end speaks of the days before it."""
        start = self.first
        if self.valid_until is not None and self.valid_until <= start:
            start = self.valid_until - timedelta(days=1)
        return Stretch(start, self.valid_until)

    @property
    def fields(self) -> dict[str, date | None]:
        """As the columns of a new row keep it."""
        known_on = self.known_on if self.is_dated else self.on
        return {"valid_from": self.valid_from, "known_on": known_on, "valid_until": self.valid_until}

    @property
    def given(self) -> dict[str, date]:
        """The days that the row gives."""
        every = {"valid_from": self.valid_from, "known_on": self.known_on, "valid_until": self.valid_until}
        return {name: day for name, day in every.items() if day is not None}


def shown_from(row: Living) -> date | None:
    """The first day on which a row in memory is shown."""
    return row.valid_from or row.known_on


def is_in_order(row: Living) -> bool:
    """Whether a row in memory is shown on any day at all."""
    start = shown_from(row)
    return start is not None and (row.valid_until is None or start < row.valid_until)


def meets(row: Living, stretch: Stretch) -> bool:
    """Whether a row in memory is shown on a day of the stretch."""
    start = shown_from(row)
    return start is not None and Stretch(start, row.valid_until).meet(stretch) is not None


def pick(held: Iterable[Row], told: Told) -> Row | None:
    """The one of the rows that is meant; None where the file speaks of another term.

    The same first day, else an overlap where the file or the register does not know the first day.
    """
    rows = list(held)
    if told.valid_from is not None:
        for row in rows:
            if row.valid_from == told.valid_from:
                return row
    stretch = told.stretch
    meeting = [row for row in rows if (told.valid_from is None or row.valid_from is None) and meets(row, stretch)]
    return min(meeting, key=lambda row: (row.known_on != told.known_on, shown_from(row) or told.on), default=None)
