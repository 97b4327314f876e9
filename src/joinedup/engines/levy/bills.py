"""The bills row by row, in exact fractions of a penny, rounded once; the reference that the large engine must match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from joinedup.engines.levy.parts import Part, parts_of
from joinedup.engines.levy.plan import CannotBill, Plan
from joinedup.formats.rating_list import ListRow
from joinedup.rules.bids.levy import ruleset
from joinedup.rules.bids.levy.rounding import rounded, spread
from joinedup.rules.bids.levy.ruleset import Rate
from joinedup.rules.working import say


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bill: whole pence that it adds (or takes off); a bill's steps add up to its levy."""

    step: str
    amount: int


@dataclass(frozen=True, slots=True)
class Bill:
    """What one payer owes for one property. `value`, `rate` and `relief` are as charged, `;` between parts."""

    hereditament: str
    payer: str
    levy_pence: int
    working: tuple[Step, ...]
    value: str
    rate: str
    relief: str
    num_days: int
    billing_authority: str

    def with_step(self, step: str, levy_pence: int) -> Bill:
        """The bill brought to another amount by one more step."""
        extra = Step(step, levy_pence - self.levy_pence)
        return replace(self, levy_pence=levy_pence, working=(*self.working, extra))


def work_out(
    rows: Iterable[ListRow], plan: Plan, watch: Callable[[list[list[Part]]], Iterable[list[Part]]] = iter
) -> list[Bill]:
    """Every bill of the period, in the order of the list. Raises `CannotBill` for a row that no band has.

    `watch` may show how far it has come: it is given the bills to be made and passes them on one by one.
    """
    bills = [_bill(parts, plan) for parts in watch(parts_of(rows, plan))]
    for step in plan.rules.order:
        if step == ruleset.CAP_BOROUGH and plan.rules.cap_borough is not None:
            bills = _capped(bills, step, plan.rules.cap_borough)
        elif step == ruleset.CAP_PAYER and plan.rules.cap_payer is not None:
            bills = _capped(bills, step, plan.rules.cap_payer)
    return bills


def _bill(parts: Sequence[Part], plan: Plan) -> Bill:
    """One bill: the early steps for each part, summed step by step; the late steps on the sum."""
    rates = [_rate(part, plan) for part in parts]
    running = [_early(part, rate, plan) for part, rate in zip(parts, rates, strict=True)]
    totals = [sum(column, Fraction()) for column in zip(*running, strict=True)]
    amount = totals[-1]
    for step in plan.late:
        amount = _taken(step, amount, parts[0], plan)
        totals.append(amount)
    way = plan.rules.rounding
    shown = [rounded(total, way) for total in totals]
    names = (*plan.early, *plan.late)
    working = [Step(name, now - before) for name, now, before in zip(names, shown, [0, *shown], strict=False)]
    return Bill(
        hereditament=parts[0].row.hereditament,
        payer=parts[0].row.payer,
        levy_pence=shown[-1],
        working=tuple(working),
        value="; ".join(_plain(part.value) for part in parts),
        rate="; ".join(str(rate) if rate else "none" for rate in rates),
        relief="; ".join(filter(None, (_relief_words(part, plan) for part in parts))),
        num_days=sum(part.num_days for part in parts),
        billing_authority=min(part.facts.get("billing_authority", "") for part in parts),
    )


def _rate(part: Part, plan: Plan) -> Rate | None:
    """The rate of a part; None where it is under the threshold or in no band."""
    if not plan.rules.is_over_threshold(part.value):
        return None
    rate = plan.rate_for(part.value, dict(part.facts))
    if rate is None and _is_over_every_band(part.value, plan):
        wrong = say("the value {value} is over every band", value=_plain(part.value))
        raise CannotBill(wrong, say("give a band for it"), part.row.number)
    return rate


def _is_over_every_band(value: Fraction, plan: Plan) -> bool:
    """A value under the bands, or between those that pay nothing, is not charged; one over them is in doubt."""
    uppers = [rate.upper for rate in plan.rates if rate.when is None]
    return bool(uppers) and all(upper is not None and value >= upper for upper in uppers)


def _early(part: Part, rate: Rate | None, plan: Plan) -> list[Fraction]:
    """The running amount of a part in pence after each early step."""
    amount, running = Fraction(), []
    for step in plan.early:
        if step == ruleset.RATE:
            amount = _first(part, rate, plan)
        elif step == ruleset.PRORATION:
            amount = amount * part.num_days / plan.year_days
        else:
            amount = _taken(step, amount, part, plan)
        running.append(amount)
    return running


def _first(part: Part, rate: Rate | None, plan: Plan) -> Fraction:
    """Percent of pounds is pence; pence are for the property, or for each room (and night, by occupancy)."""
    if rate is None:
        return Fraction()
    amount = Fraction(rate.pence or 0) if rate.percent is None else part.value * rate.percent
    if plan.rules.base == ruleset.ROOMS and rate.pence is not None:
        amount *= part.value * _room_nights(part, plan)
    return amount


def _room_nights(part: Part, plan: Plan) -> Fraction:
    """Nights of the part, each by its occupancy; 1 where the rules have none."""
    if not plan.rules.occupancy:
        return Fraction(1)
    nights = Fraction()
    for each in plan.rules.occupancy:
        days = (min(part.ends, each.ends) - max(part.starts, each.starts)).days
        nights += max(0, days) * each.percent / 100
    return nights


def _taken(step: str, amount: Fraction, part: Part, plan: Plan) -> Fraction:
    """The amount after one step."""
    rules = plan.rules
    if step == ruleset.RELIEF:
        return amount * (100 - _relief(part, plan)) / 100
    if step == ruleset.INDEX:
        for index in plan.indexes:
            amount = amount * (100 + index.percent) / 100
            amount = Fraction(rounded(amount, index.way, index.unit)) if index.unit else amount
        return amount
    if step == ruleset.MINIMUM and amount:
        return max(amount, Fraction(rules.minimum or 0))
    if step == ruleset.CAP_HEREDITAMENT and rules.cap_hereditament is not None:
        return min(amount, Fraction(rules.cap_hereditament))
    return amount


def _relief(part: Part, plan: Plan) -> Fraction:
    """The first relief that the row has, in percent; 0 for none."""
    for relief in plan.rules.reliefs:
        if relief.when is None or relief.when.holds(part.facts):
            return relief.percent
    return Fraction()


def _relief_words(part: Part, plan: Plan) -> str:
    held = (str(each) for each in plan.rules.reliefs if each.when is None or each.when.holds(part.facts))
    return next(held, "")


def _capped(bills: list[Bill], step: str, cap: int) -> list[Bill]:
    """Bring each payer's bills down to the cap together, in each billing authority where that is what is capped."""
    groups: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for bill in bills:
        groups[_payer(bill, step)][bill.hereditament] = bill.levy_pence
    shares = {key: spread(amounts, cap) for key, amounts in groups.items()}
    return [bill.with_step(step, shares[_payer(bill, step)][bill.hereditament]) for bill in bills]


def _payer(bill: Bill, step: str) -> tuple[str, str]:
    return bill.payer, bill.billing_authority if step == ruleset.CAP_BOROUGH else ""


def _plain(value: Fraction) -> str:
    return str(int(value)) if value.denominator == 1 else f"{float(value):.2f}"
