"""Items put off: how often, for how long, and the light that follows by itself (white paper 2.35(b))."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.authority import PORTFOLIO_METHOD
from joinedup.rules.governance.portfolio import median
from joinedup.rules.health import Light
from joinedup.rules.working import Sentence, say


@dataclass(frozen=True, slots=True)
class Limits:
    """An item is amber from so many deferrals; red above so many, or when older than so many days."""

    amber_times: int = 2
    most_times: int = 2
    most_days: int = 180


@dataclass(frozen=True, slots=True)
class Item:
    """An item for decision: the day first tabled, the days it was put off, and the day it was settled."""

    ref: str
    tabled_on: date
    deferred_on: tuple[date, ...] = ()
    settled_on: date | None = None

    def is_open(self, on: date) -> bool:
        """Whether it had been tabled and not settled by the end of the day."""
        return self.tabled_on <= on and (self.settled_on is None or on < self.settled_on)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item stands: how often put off, days since first tabled (to its end once settled), and why."""

    ref: str
    num_deferrals: int
    age_days: int
    is_open: bool
    light: Light
    why: Sentence
    authority: str = PORTFOLIO_METHOD


@dataclass(frozen=True, slots=True)
class Ages:
    """The open items that have been put off, in days since first tabled; None when there are none."""

    num_open: int
    median_days: Fraction | None
    longest_days: int | None
    num_deferred_twice: int


def standing(item: Item, on: date, limits: Limits | None = None) -> Standing:
    """Return how an item stands on a day. A settled item is green: it was resolved, however late.

    ValueError before the day it was tabled.
    """
    if on < item.tabled_on:
        raise ValueError(f"{item.ref} was not tabled until {item.tabled_on}")
    cut = limits or Limits()
    times = sum(day <= on for day in item.deferred_on)
    is_open = item.is_open(on)
    end = on if is_open or item.settled_on is None else item.settled_on
    days = (end - item.tabled_on).days
    why = say("Put off {times} times in the {days} days since it was first tabled.", times=times, days=days)
    if not is_open:
        why = say(
            "Settled {days} days after it was first tabled, having been put off {times} times.", days=days, times=times
        )
    return Standing(item.ref, times, days, is_open, _light(times, days, cut) if is_open else Light.GREEN, why)


def ages(items: Iterable[Item], on: date) -> Ages:
    """Return the ages of the items that are open on the day and have been put off at least once."""
    found = [standing(item, on) for item in items if item.is_open(on)]
    put_off: Sequence[Standing] = [x for x in found if x.num_deferrals]
    return Ages(
        num_open=len(put_off),
        median_days=median(x.age_days for x in put_off),
        longest_days=max((x.age_days for x in put_off), default=None),
        num_deferred_twice=sum(x.num_deferrals >= 2 for x in put_off),
    )


def _light(times: int, days: int, cut: Limits) -> Light:
    if times > cut.most_times or days > cut.most_days:
        return Light.RED
    return Light.AMBER if times >= cut.amber_times else Light.GREEN
