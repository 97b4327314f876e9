"""What the printed rules of a levy leave in doubt, and the rules with each doubt taken one way.

The doubts that are looked for: values that no band has or that two have; a time in which no rate is in force or a
year without the yearly rise; an order of steps that changes the bill and is not said; a threshold with two operators.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise

from joinedup.rules.bids.levy.ruleset import (
    CAP_HEREDITAMENT,
    INDEX,
    MINIMUM,
    PRORATION,
    RELIEF,
    USUAL_ORDER,
    Rate,
    RuleSet,
    Taken,
)

LOWER, UPPER, NOTHING = "lower", "upper", "none"
EARLIER, LATER = "earlier", "later"
YEAR_AT_MOST = 366


@dataclass(frozen=True, slots=True)
class Interpretation:
    """How doubts are to be taken, and whether that was said (`is_given`).

    bands: `lower` (a band reaches up to the next one's lower bound), `upper` (a band begins where the last one ends)
    or `none` (the values between pay nothing). gap_year: the `earlier` rate goes on, the `later` begins sooner, or
    `none` is charged.
    """

    is_given: bool = False
    note: str = ""
    bands: str = LOWER
    gap_year: str = EARLIER


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt: its place in the file, what is in doubt, how it is taken, and the rules with it so taken."""

    place: str
    wrong: str
    taken: str
    settle: Callable[[RuleSet], RuleSet]


def settled(rules: RuleSet, how: Interpretation) -> tuple[RuleSet, list[Doubt]]:
    """The rules with every doubt taken as `how` says and recorded, and the doubts that were found."""
    found: list[Doubt] = []
    for finder in (_band_doubts, _time_doubts, _index_doubts, _order_doubts):
        here = list(finder(rules, how))
        for doubt in here:
            rules = doubt.settle(rules)
        found += here
    taken = tuple(Taken(doubt.place, doubt.wrong, _with_note(doubt.taken, how)) for doubt in found)
    return replace(rules, interpretation=rules.interpretation + taken), found


def _with_note(taken: str, how: Interpretation) -> str:
    return f"{taken} ({how.note})" if how.note else taken


def _band_doubts(rules: RuleSet, how: Interpretation) -> Iterator[Doubt]:
    for bands in _grouped(rules.rates, lambda rate: (rate.when, rate.starts, rate.ends)):
        if all(rate.lower is None and rate.upper is None for rate in bands):
            if len(bands) > 1:
                yield _twice(bands)
            continue
        listed = sorted(bands, key=lambda rate: (rate.lower is not None, rate.lower or 0, rate.is_above))
        yield from _below(rules, listed[0])
        for band, after in pairwise(listed):
            if after.lower is None or not _meet(band, after):
                yield _between(band, after, how)


def _twice(bands: Sequence[Rate]) -> Doubt:
    wrong = f"the same properties have {len(bands)} rates"
    drop = frozenset(rate.place for rate in bands[1:])

    def settle(rules: RuleSet) -> RuleSet:
        return replace(rules, rates=tuple(rate for rate in rules.rates if rate.place not in drop))

    return Doubt(bands[1].place, wrong, f"the first of them, {bands[0].place}, is charged", settle)


def _meet(band: Rate, after: Rate) -> bool:
    """Whether the second band begins just where the first ends."""
    return band.upper == after.lower and band.upper_is_in == after.is_above


def _below(rules: RuleSet, first: Rate) -> Iterator[Doubt]:
    if rules.threshold is None or first.lower is None:
        return
    op, least = rules.threshold
    if least < first.lower or (least == first.lower and op != ">" and first.is_above):
        wrong = f"values over the threshold of {_pounds(least)} and under {_pounds(first.lower)} are in no band"
        yield Doubt(first.place, wrong, "they pay nothing", lambda rules: rules)


def _between(band: Rate, after: Rate, how: Interpretation) -> Doubt:
    upper, lower = band.upper, after.lower
    if upper is None or lower is None or upper > lower or (upper == lower and band.upper_is_in):
        wrong = f"{band.place} and {after.place} both have values from {_pounds(lower or Fraction())} on"
        choice = LOWER
    else:
        last = " and more" if band.upper_is_in else ""
        places = f"{band.place} ends before {after.place} begins"
        wrong = f"values from {_pounds(upper)}{last} up to {_pounds(lower)} are in no band: {places}"
        choice = how.bands
    if choice == NOTHING:
        return Doubt(after.place, wrong, "those values pay nothing", lambda rules: rules)
    if choice == UPPER:
        moved = replace(after, lower=upper, is_above=band.upper_is_in)
        return Doubt(after.place, wrong, f"{after.place} begins where {band.place} ends", _putting(moved))
    moved = replace(band, upper=lower, upper_is_in=after.is_above)
    return Doubt(after.place, wrong, f"{band.place} reaches up to where {after.place} begins", _putting(moved))


def _putting(moved: Rate) -> Callable[[RuleSet], RuleSet]:
    """The rules with a rate's bounds as moved; other changes to that rate stand."""

    def settle(rules: RuleSet) -> RuleSet:
        rates = tuple(_moved(rate, moved) if rate.place == moved.place else rate for rate in rules.rates)
        return replace(rules, rates=rates)

    return settle


def _moved(rate: Rate, moved: Rate) -> Rate:
    """A band may be moved at both ends, each by a doubt of its own: take over only the end that differs."""
    lower = (moved.lower, moved.is_above) if moved.lower != rate.lower else (rate.lower, rate.is_above)
    upper = (moved.upper, moved.upper_is_in) if moved.upper != rate.upper else (rate.upper, rate.upper_is_in)
    return replace(
        rate,
        lower=lower[0],
        is_above=lower[1],
        upper=upper[0],
        upper_is_in=upper[1],
        starts=moved.starts,
        ends=moved.ends,
    )


def _time_doubts(rules: RuleSet, how: Interpretation) -> Iterator[Doubt]:
    for rates in _grouped(rules.rates, lambda rate: (rate.when, rate.lower, rate.upper)):
        listed = sorted(rates, key=lambda rate: rate.starts or date.min)
        for rate, after in pairwise(listed):
            if rate.ends != after.starts:
                yield _gap_year(rate, after, how)


def _gap_year(rate: Rate, after: Rate, how: Interpretation) -> Doubt:
    if rate.ends is None or after.starts is None or rate.ends > after.starts:
        wrong = f"{rate.place} and {after.place} are both in force from {after.starts} on"
        moved = replace(rate, ends=after.starts)
        return Doubt(after.place, wrong, f"{rate.place} ends when {after.place} begins", _putting(moved))
    places = f"{rate.place} has ended and {after.place} has not begun"
    wrong = f"from {rate.ends} to {after.starts} no rate is in force: {places}"
    if how.gap_year == NOTHING:
        return Doubt(after.place, wrong, "nothing is charged then", lambda rules: rules)
    if how.gap_year == LATER:
        moved = replace(after, starts=rate.ends)
        return Doubt(after.place, wrong, f"{after.place} is charged then", _putting(moved))
    moved = replace(rate, ends=after.starts)
    return Doubt(after.place, wrong, f"{rate.place} is charged then", _putting(moved))


def _index_doubts(rules: RuleSet, _how: Interpretation) -> Iterator[Doubt]:
    listed = sorted(rules.indexes, key=lambda index: index.starts)
    for index, after in pairwise(listed):
        if (after.starts - index.starts).days > YEAR_AT_MOST:
            wrong = f"there is no rise between {index.starts} and {after.starts}, which is more than a year"
            yield Doubt(after.place, wrong, "nothing rises in between", lambda rules: rules)


def _order_doubts(rules: RuleSet, _how: Interpretation) -> Iterator[Doubt]:
    """The order matters where a step that is no plain multiplication stands beside another step."""
    missing = [step for step in USUAL_ORDER if step in rules.uses and step not in rules.order]
    if not missing:
        return
    bends = {CAP_HEREDITAMENT, MINIMUM} & rules.uses
    if any(index.unit for index in rules.indexes):
        bends.add(INDEX)
    others = {RELIEF, PRORATION, INDEX, CAP_HEREDITAMENT, MINIMUM} & rules.uses
    order = tuple(step for step in USUAL_ORDER if step in rules.uses)
    if rules.order:
        order = _merged(rules.order, missing)

    def settle(rules: RuleSet) -> RuleSet:
        return replace(rules, order=order)

    if bends and len(bends | others) > 1:
        steps, unplaced = ", ".join(sorted(bends | others)), ", ".join(missing)
        wrong = f"the order of {steps} changes the bill, and does not say where {unplaced} comes"
        yield Doubt("order", wrong, f"the order is {', '.join(order)}", settle)


def _merged(given: tuple[str, ...], missing: Sequence[str]) -> tuple[str, ...]:
    """The order given, with each missing step put before the first step that usually comes after it."""
    order = list(given)
    for step in missing:
        later = USUAL_ORDER[USUAL_ORDER.index(step) + 1 :]
        place = next((at for at, each in enumerate(order) if each in later), len(order))
        order.insert(place, step)
    return tuple(order)


def usual_order(rules: RuleSet) -> RuleSet:
    """The rules with the steps that are not placed put in their usual places; for use when nothing is in doubt."""
    missing = [step for step in USUAL_ORDER if step in rules.uses and step not in rules.order]
    return replace(rules, order=_merged(rules.order, missing))


def _grouped(rates: Sequence[Rate], key: Callable[[Rate], object]) -> Iterator[list[Rate]]:
    """Rates with one key, in the order in which each key first comes."""
    first: dict[object, int] = {}
    for place, rate in enumerate(rates):
        first.setdefault(key(rate), place)
    ordered = sorted(rates, key=lambda rate: first[key(rate)])
    return (list(group) for _, group in groupby(ordered, key=key))


def _pounds(value: Fraction) -> str:
    """A value of the list as people write it: 8,399 or 8,399.50."""
    return f"{int(value):,}" if value.denominator == 1 else f"{float(value):,.2f}"
