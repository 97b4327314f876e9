"""The life of a dated row: half-open days, with a start that may not be known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple


class Stretch(NamedTuple):
    """Days from `start` up to but not including `end`; `end` is None while it is open."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Say whether the day is in the stretch."""
        return self.start <= day and (self.end is None or day < self.end)

    def meet(self, other: Stretch) -> Stretch | None:
        """Return the days in both, or None when they share none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return Stretch(start, end) if end is None or start < end else None


@dataclass(frozen=True, slots=True)
class Life:
    """When a row is so: [valid_from, valid_until).

    `valid_from` may be unknown; the row is then shown from `known_on`, the day it was known to be so, and on
    earlier days it is "not known". ValueError when neither is given, or when it would be shown on no day.
    """

    valid_from: date | None
    known_on: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        """Refuse a life with no start to show from, or one that ends before it is shown."""
        if self.valid_from is None and self.known_on is None:
            raise ValueError("give the day it starts or the day it was known to be so")
        if self.valid_until is not None and self.valid_until <= self.shown_from:
            first = "the day it starts" if self.valid_from else "the day it was known to be so"
            raise ValueError(f"until ({self.valid_until}) must be after {first} ({self.shown_from})")

    @property
    def shown_from(self) -> date:
        """The first day on which the row is shown."""
        day = self.valid_from or self.known_on
        assert day is not None  # __post_init__ has refused a life with neither
        return day

    @property
    def is_start_known(self) -> bool:
        """Whether the day it started is recorded."""
        return self.valid_from is not None

    @property
    def stretch(self) -> Stretch:
        """The days on which the row is shown."""
        return Stretch(self.shown_from, self.valid_until)

    def covers(self, day: date) -> bool:
        """Say whether the row is shown on the day."""
        return self.stretch.holds(day)

    def may_cover(self, day: date) -> bool:
        """Say whether the row may have been so on the day: as `covers`, and "not known" counts as perhaps."""
        if self.is_start_known:
            return self.covers(day)
        return self.valid_until is None or day < self.valid_until

    def overlaps(self, other: Life) -> bool:
        """Say whether there is a day on which both are shown."""
        return self.stretch.meet(other.stretch) is not None


def first_overlap(lives: Sequence[Life]) -> tuple[int, int] | None:
    """Return the positions of two lives that share the earliest doubly covered day, or None.

    The one that starts first comes first. For lists where one at a time is meant.
    """
    order = sorted(range(len(lives)), key=lambda place: (lives[place].shown_from, place))
    for earlier, later in pairwise(order):
        # Until the first overlap every life has ended before the next starts, so neighbours are enough.
        if lives[earlier].overlaps(lives[later]):
            return earlier, later
    return None


def totals(parts: Iterable[tuple[Stretch, int]]) -> list[tuple[Stretch, int]]:
    """Return the running total of amounts as runs of days in order, from the first start to the last change.

    A run of nought between two parts is kept; the run after everything has ended is left out.
    """
    changes: dict[date, int] = {}
    for stretch, amount in parts:
        changes[stretch.start] = changes.get(stretch.start, 0) + amount
        if stretch.end is not None:
            changes[stretch.end] = changes.get(stretch.end, 0) - amount
    days = sorted(changes)
    runs: list[tuple[Stretch, int]] = []
    total = 0
    for place, day in enumerate(days):
        total += changes[day]
        end = days[place + 1] if place + 1 < len(days) else None
        if end is not None or total:
            runs.append((Stretch(day, end), total))
    return runs
