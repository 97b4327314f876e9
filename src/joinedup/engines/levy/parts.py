"""The parts of the bills: who is charged on which value for which days of the period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from joinedup.engines.levy.plan import CannotBill, Plan
from joinedup.formats.rating_list import ListRow
from joinedup.rules.bids.levy import ruleset

APRIL = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One row's share of a period: its value as charged, and its days [starts, ends) within the period."""

    row: ListRow
    value: Fraction
    facts: Mapping[str, str]
    starts: date
    ends: date

    @property
    def num_days(self) -> int:
        """Days of the part."""
        return (self.ends - self.starts).days


def parts_of(rows: Iterable[ListRow], plan: Plan) -> list[list[Part]]:
    """The parts of every bill, a list for each property and payer, in the order of the file.

    Raises `CannotBill` where two rows hold for one property on one day.
    """
    by_property: dict[str, list[ListRow]] = defaultdict(list)
    for row in rows:
        by_property[row.hereditament].append(row)
    bills: list[list[Part]] = []
    for own in by_property.values():
        bills += _bills_of(_with_lives(own), plan)
    bills.sort(key=lambda parts: parts[0].row.number)
    return bills


@dataclass(frozen=True, slots=True)
class _Living:
    row: ListRow
    starts: date
    ends: date


def _with_lives(rows: Sequence[ListRow]) -> list[_Living]:
    """Each row with its days: given, or from 1 April of its list to that of the property's next list."""
    years = sorted({row.list_year for row in rows if row.list_year})
    made = []
    for row in rows:
        after = [year for year in years if row.list_year and year > row.list_year]
        starts = row.starts or (date(row.list_year, APRIL, 1) if row.list_year else date.min)
        ends = row.ends or (date(after[0], APRIL, 1) if after else date.max)
        made.append(_Living(row, starts, ends))
    made.sort(key=lambda living: (living.starts, living.row.number))
    for first, then in pairwise(made):
        if then.starts < first.ends:
            numbers = sorted((first.row.number, then.row.number))
            raise CannotBill.two_at_once(numbers[0], numbers[1], then.starts)
    return made


def _bills_of(lives: Sequence[_Living], plan: Plan) -> list[list[Part]]:
    bills: dict[str, list[Part]] = defaultdict(list)
    for living in lives:
        starts, ends = max(living.starts, plan.starts), min(living.ends, plan.ends)
        if starts >= ends or (plan.charge_on and not living.starts <= plan.charge_on < living.ends):
            continue
        facts = living.row.facts
        part = Part(living.row, _value(living, lives, plan), facts, starts, ends)
        bills[living.row.payer].append(part)
    return [_charged(parts, plan) for parts in bills.values()]


def _charged(parts: list[Part], plan: Plan) -> list[Part]:
    """All parts where days count; where they do not, whoever is liable at any time pays once, on the first."""
    if plan.rules.proration == ruleset.DAILY:
        return parts
    first = parts[0]
    if plan.rules.occupancy:
        return parts
    return [Part(first.row, first.value, first.facts, plan.starts, plan.ends)]


def _value(living: _Living, lives: Sequence[_Living], plan: Plan) -> Fraction:
    """The value that is charged: of the frozen day, of the chargeable day, or the row's own.

    A property that was not in the list on that day is charged on its own value, and so is one that was new, split,
    merged or physically changed after a list was frozen.
    """
    rules = plan.rules
    if rules.list_mode == ruleset.LIVE:
        return living.row.value
    day = rules.list_on or plan.charge_on or plan.starts
    is_own = rules.list_mode == ruleset.FROZEN and living.starts > day and _is_physical(living.row)
    there = next((each for each in lives if each.starts <= day < each.ends), None)
    return living.row.value if there is None or is_own else there.row.value


def _is_physical(row: ListRow) -> bool:
    return row.facts.get("event", "").strip().lower() in ruleset.PHYSICAL_EVENTS
