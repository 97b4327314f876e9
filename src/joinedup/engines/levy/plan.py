"""What a rule set means for one period: the rates in force, the rises so far, the days of the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.bids.days import months_from
from joinedup.rules.bids.levy import ruleset
from joinedup.rules.bids.levy.ruleset import Index, Rate, RuleSet
from joinedup.rules.working import Sentence, say


class CannotBill(Exception):
    """The rules cannot be charged for that period; says why and what would do, and names the row if one is at fault."""

    def __init__(self, wrong: Sentence, right: Sentence, row: int | None = None) -> None:
        self.wrong, self.right, self.row = wrong, right, row
        super().__init__(f"{wrong}; {right}")

    @classmethod
    def two_at_once(cls, first: int, then: int, day: date) -> CannotBill:
        """Two rows that hold for one property on one day."""
        template = "rows {first} and {then} both hold for one property"
        if day.year > 1:
            template += " on {day}"
        wrong = say(template, first=first, then=then, day=day)
        return cls(wrong, say("end one before the other begins, with from and to"), then)


@dataclass(frozen=True)
class Plan:
    """A rule set for one period [starts, ends): `special` rates have a `when` and go before the `general` ones.

    `early` steps are taken for each part of a bill (a value, an occupier), `late` ones on the bill as a whole.
    """

    rules: RuleSet
    starts: date
    ends: date
    rates: tuple[Rate, ...]
    indexes: tuple[Index, ...]
    early: tuple[str, ...]
    late: tuple[str, ...]
    year_days: int
    charge_on: date | None

    @property
    def num_days(self) -> int:
        """Days of the period."""
        return (self.ends - self.starts).days

    def rate_for(self, value: Fraction, facts: dict[str, str]) -> Rate | None:
        """The rate of a row: one with a `when` that holds goes before one without; then as listed."""
        for rate in self.rates:
            if rate.covers(value) and (rate.when is None or rate.when.holds(facts)):
                return rate
        return None


def make_plan(rules: RuleSet, starts: date, ends: date) -> Plan:
    """Read the rules for a period. Raises `CannotBill` where they change inside it or leave it open."""
    if ends <= starts:
        raise CannotBill(
            say("the period ends before it begins"), say("write START:END, with END the day after its last")
        )
    _check_one_rule(rules, starts, ends)
    rates = [rate for rate in rules.rates if _is_in_force(rate, starts)]
    if not rates:
        raise CannotBill(say("no rate is in force on {day}", day=starts), say("give a rate for that day"))
    charge_on = _charge_day(rules, starts, ends)
    if rules.list_mode == ruleset.LIVE and rules.proration == ruleset.NONE and charge_on is None:
        wrong = say("a live list without daily proration does not say which value is charged")
        raise CannotBill(wrong, say("prorate daily, give charge_dates, or use the list of the chargeable day"))
    if rules.occupancy:
        _check_occupancy(rules, starts, ends)
    early, late = _phases(rules)
    rates.sort(key=lambda rate: rate.when is None)
    year = rules.year_days or (months_from(starts, 12) - starts).days
    indexes = tuple(sorted((i for i in rules.indexes if i.starts <= starts), key=lambda index: index.starts))
    return Plan(rules, starts, ends, tuple(rates), indexes, early, late, year, charge_on)


def _is_in_force(rate: Rate, day: date) -> bool:
    return (rate.starts is None or rate.starts <= day) and (rate.ends is None or day < rate.ends)


def _check_one_rule(rules: RuleSet, starts: date, ends: date) -> None:
    """A rate or a rise that changes inside the period would make the bill depend on who asks."""
    changes = [day for rate in rules.rates for day in (rate.starts, rate.ends)] + [i.starts for i in rules.indexes]
    inside = sorted(day for day in changes if day is not None and starts < day < ends)
    if inside:
        wrong = say("the rules change on {day}, inside the period", day=inside[0])
        raise CannotBill(wrong, say("ask for periods that begin or end on that day"))


def _charge_day(rules: RuleSet, starts: date, ends: date) -> date | None:
    """The one charge date in the period; None where the rules have none."""
    if not rules.charge_dates:
        return None
    inside = [day for day in rules.charge_dates if starts <= day < ends]
    if len(inside) != 1:
        wrong = say("{num} charge dates fall in the period", num=len(inside))
        raise CannotBill(wrong, say("ask for a period with one charge date in it"))
    return inside[0]


def _check_occupancy(rules: RuleSet, starts: date, ends: date) -> None:
    """Every night of the period has one occupancy."""
    day = starts
    while day < ends:
        here = [each for each in rules.occupancy if each.starts <= day < each.ends]
        if len(here) != 1:
            wrong = say("the night of {day} has {num} occupancies", day=day, num=len(here))
            raise CannotBill(wrong, say("give each night of the period one"))
        day = min(here[0].ends, ends)
    if rules.proration == ruleset.DAILY:
        wrong = say("nights are counted already, and daily proration would count them again")
        raise CannotBill(wrong, say("leave proration out, or make its method “none”"))


def _phases(rules: RuleSet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The steps for each part, up to proration, and those for the bill; the payers' caps are in neither."""
    steps = [step for step in rules.order if step in rules.uses and step not in ruleset.PAYER_STEPS]
    cut = steps.index(ruleset.PRORATION) + 1 if ruleset.PRORATION in steps else len(steps)
    return tuple(steps[:cut]), tuple(steps[cut:])
