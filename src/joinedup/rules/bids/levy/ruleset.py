"""A levy's rules as a BID's arrangements state them. Money in pence, values of the list in hundredths of a unit.

A rateable value is counted in pence of its pounds, rooms in whole rooms; percentages are exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

RATEABLE_VALUE, ROOMS = "rateable_value", "rooms"
FROZEN, CHARGEABLE_DAY, LIVE = "frozen", "chargeable_day", "live"
NONE, DAILY = "none", "daily"
RATE, INDEX, RELIEF, MINIMUM = "rate", "index", "relief", "minimum"
PRORATION, CAP_HEREDITAMENT, CAP_BOROUGH, CAP_PAYER = "proration", "cap_hereditament", "cap_borough", "cap_payer"
# The order where nothing is in doubt, or an interpretation takes it: practice, not statute.
USUAL_ORDER = (RATE, INDEX, RELIEF, MINIMUM, PRORATION, CAP_HEREDITAMENT, CAP_BOROUGH, CAP_PAYER)
# Steps over all the bills of a payer: they come last, on whole pence.
PAYER_STEPS = (CAP_BOROUGH, CAP_PAYER)
# Events that change the property itself; a frozen list takes its new value, and no other.
PHYSICAL_EVENTS = frozenset({"new", "split", "merged", "physical"})
# Columns of the list that a `when` may ask about.
FACTS = ("hereditament", "payer", "description", "postcode", "billing_authority", "list_year", "reliefs", "event")


@dataclass(frozen=True, slots=True)
class When:
    """What a row must be: for each column, one of some texts; a text that ends in `*` is a beginning.

    Compared in lower case. `reliefs` holds several texts with `;` between; one of them is enough.
    """

    asks: tuple[tuple[str, tuple[str, ...]], ...]

    def holds(self, facts: Mapping[str, str]) -> bool:
        """Whether the row's facts meet every ask."""
        return all(any(_like(each, wanted) for each in _texts(facts, column)) for column, wanted in self.asks)

    def __str__(self) -> str:
        return " and ".join(f"{column} is {' or '.join(wanted)}" for column, wanted in self.asks)


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage of the base, or an amount in pence (for each room, where rooms are the base).

    A value is in the band from `lower` (above it, where `is_above`) to under `upper`; None is no bound. The rate is
    in force on [starts, ends).
    """

    place: str
    percent: Fraction | None
    pence: int | None
    when: When | None = None
    lower: Fraction | None = None
    is_above: bool = False
    upper: Fraction | None = None
    upper_is_in: bool = False
    starts: date | None = None
    ends: date | None = None

    def covers(self, value: Fraction) -> bool:
        """Whether a value is in the band."""
        if self.lower is not None and (value <= self.lower if self.is_above else value < self.lower):
            return False
        return self.upper is None or value < self.upper or (self.upper_is_in and value == self.upper)

    def __str__(self) -> str:
        amount = f"{float(self.percent):g}%" if self.percent is not None else f"{self.pence} pence"
        return f"{amount} where {self.when}" if self.when else amount


@dataclass(frozen=True, slots=True)
class Relief:
    """So many percent off where the row is so."""

    place: str
    percent: Fraction
    when: When | None

    def __str__(self) -> str:
        return f"{float(self.percent):g}% off" + (f" where {self.when}" if self.when else "")


@dataclass(frozen=True, slots=True)
class Index:
    """A rise of so many percent from a day on; the amount is then rounded to whole `unit` pence (0: not)."""

    place: str
    starts: date
    percent: Fraction
    unit: int
    way: str


@dataclass(frozen=True, slots=True)
class Occupancy:
    """The share of rooms taken on the nights [starts, ends), in percent."""

    starts: date
    ends: date
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Taken:
    """A doubt in the rules as printed, and how it was taken."""

    place: str
    doubt: str
    taken: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A levy's rules. `threshold` is (at least or above, value); a cap or minimum of None is none."""

    name: str
    nation: str
    list_mode: str
    list_on: date | None
    rounding: str
    rates: tuple[Rate, ...]
    base: str = RATEABLE_VALUE
    order: tuple[str, ...] = USUAL_ORDER
    threshold: tuple[str, Fraction] | None = None
    reliefs: tuple[Relief, ...] = ()
    cap_hereditament: int | None = None
    cap_payer: int | None = None
    cap_borough: int | None = None
    minimum: int | None = None
    indexes: tuple[Index, ...] = ()
    proration: str = NONE
    year_days: int | None = None
    charge_dates: tuple[date, ...] = ()
    occupancy: tuple[Occupancy, ...] = ()
    interpretation: tuple[Taken, ...] = ()
    source: str = ""
    uses: frozenset[str] = field(default_factory=frozenset)

    def is_over_threshold(self, value: Fraction) -> bool:
        """Whether a value is high enough to be charged."""
        if self.threshold is None:
            return True
        op, least = self.threshold
        return value > least if op == ">" else value >= least


def _texts(facts: Mapping[str, str], column: str) -> list[str]:
    text = facts.get(column, "").lower()
    return [part.strip() for part in text.split(";")] if column == "reliefs" else [text.strip()]


def _like(text: str, wanted: tuple[str, ...]) -> bool:
    return any(text.startswith(each[:-1]) if each.endswith("*") else text == each for each in wanted)
