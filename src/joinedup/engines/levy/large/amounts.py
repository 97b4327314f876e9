"""SQL for the steps of a bill: each amount a whole numerator over a denominator that is the same for every row."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from joinedup.engines.levy.plan import Plan
from joinedup.rules.bids.levy import rounding, ruleset
from joinedup.rules.bids.levy.ruleset import Rate, When

HUGE = "::HUGEINT"
# Rounding doubles a number, and several parts of a bill are added up.
MOST_OF_64_BITS = 2**55


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in pence as SQL: `numerator` over `denominator`; the numerator is `most` at most."""

    numerator: str
    denominator: int
    most: int


def quoted(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def when_sql(when: When | None) -> str:
    """Whether a row meets a `when`."""
    if when is None:
        return "true"
    return " AND ".join(f"({' OR '.join(_like(column, text) for text in wanted)})" for column, wanted in when.asks)


def _like(column: str, text: str) -> str:
    held = f"trim(lower({column}))"
    begins = text.endswith("*")
    wanted = quoted(text[:-1] if begins else text)
    if column == "reliefs":
        test = f"starts_with(trim(each), {wanted})" if begins else f"trim(each) = {wanted}"
        return f"len(list_filter(string_split(lower(reliefs), ';'), lambda each: {test})) > 0"
    return f"starts_with({held}, {wanted})" if begins else f"{held} = {wanted}"


def rate_number(plan: Plan) -> str:
    """The place of the row's rate in the plan, or -1."""
    cases = " ".join(
        f"WHEN {_covers(rate)} AND {when_sql(rate.when)} THEN {place}" for place, rate in enumerate(plan.rates)
    )
    return f"CASE WHEN NOT ({_over_threshold(plan)}) THEN -1 {cases} ELSE -1 END"


def over_every_band(plan: Plan) -> str:
    """Whether a value is over the threshold and over every band that is for all properties."""
    general = [rate.upper for rate in plan.rates if rate.when is None]
    if not general or any(upper is None for upper in general):
        return "false"
    highest = max(_hundredths(upper) for upper in general if upper is not None)
    return f"rate_number = -1 AND value >= {highest} AND {_over_threshold(plan)}"


def _over_threshold(plan: Plan) -> str:
    if plan.rules.threshold is None:
        return "true"
    op, least = plan.rules.threshold
    return f"value {op} {_hundredths(least)}"


def _covers(rate: Rate) -> str:
    tests = ["true"]
    if rate.lower is not None:
        tests.append(f"value {'>' if rate.is_above else '>='} {_hundredths(rate.lower)}")
    if rate.upper is not None:
        tests.append(f"value {'<=' if rate.upper_is_in else '<'} {_hundredths(rate.upper)}")
    return " AND ".join(tests)


def _hundredths(value: Fraction) -> str:
    """A bound in hundredths, as SQL; a bound finer than that stays exact as a fraction of whole numbers."""
    scaled = value * 100
    return str(int(scaled)) if scaled.denominator == 1 else f"{float(scaled)!r}"


def first_amount(plan: Plan, most_value: int) -> Amount:
    """The amount by the rate alone; `most_value` is the highest value of the list, in hundredths."""
    factors = [_factor(rate, plan) for rate in plan.rates]
    finest = lcm(*(factor.denominator for factor in factors), 1)
    nights = _room_nights(plan)
    cases, most = [], 0
    for place, (rate, factor) in enumerate(zip(plan.rates, factors, strict=True)):
        number = int(factor * finest)
        by_value = rate.percent is not None or plan.rules.base == ruleset.ROOMS
        amount = f"value{HUGE} * {number}" if by_value else f"{number}{HUGE}"
        by_night = rate.pence is not None and plan.rules.base == ruleset.ROOMS
        cases.append(f"WHEN {place} THEN {amount} * {nights.numerator if by_night else nights.denominator}")
        most = max(most, number * (most_value if by_value else 1) * max(nights.most, nights.denominator))
    case = f"CASE rate_number {' '.join(cases)} ELSE 0{HUGE} END"
    return Amount(case, finest * nights.denominator, most)


def _factor(rate: Rate, plan: Plan) -> Fraction:
    """Pence for each hundredth of the base, or pence as they are."""
    if rate.percent is not None:
        return rate.percent / 100
    return Fraction(rate.pence or 0, 100 if plan.rules.base == ruleset.ROOMS else 1)


def _room_nights(plan: Plan) -> Amount:
    """Nights of a part by their occupancy; 1 where the rules have none."""
    if not plan.rules.occupancy:
        return Amount(f"1{HUGE}", 1, 1)
    finest = lcm(*((each.percent / 100).denominator for each in plan.rules.occupancy))
    terms = [
        f"greatest(0, date_diff('day', greatest(starts, DATE '{each.starts}'), least(ends, DATE '{each.ends}')))"
        f"{HUGE} * {int(each.percent / 100 * finest)}"
        for each in plan.rules.occupancy
    ]
    return Amount(f"({' + '.join(terms)})", finest, plan.num_days * finest)


def relief_number(plan: Plan) -> str:
    """The place of the row's relief in the rules, or -1."""
    cases = " ".join(f"WHEN {when_sql(each.when)} THEN {place}" for place, each in enumerate(plan.rules.reliefs))
    return f"CASE {cases} ELSE -1 END" if cases else "-1"


def after_step(step: str, amount: Amount, plan: Plan) -> Amount:
    """The amount after one step that follows the rate."""
    rules, now, below = plan.rules, amount.numerator, amount.denominator
    if step == ruleset.PRORATION:
        return Amount(f"{now} * num_days", below * plan.year_days, amount.most * plan.num_days)
    if step == ruleset.RELIEF:
        return _relieved(amount, plan)
    if step == ruleset.INDEX:
        return _indexed(amount, plan)
    if step == ruleset.MINIMUM:
        least = f"{(rules.minimum or 0) * below}{HUGE}"
        most = max(amount.most, (rules.minimum or 0) * below)
        return Amount(f"CASE WHEN {now} > 0 THEN greatest({now}, {least}) ELSE {now} END", below, most)
    if step == ruleset.CAP_HEREDITAMENT and rules.cap_hereditament is not None:
        most = rules.cap_hereditament * below
        return Amount(f"least({now}, {most}{HUGE})", below, max(most, amount.most))
    return amount


def _relieved(amount: Amount, plan: Plan) -> Amount:
    kept = [1 - each.percent / 100 for each in plan.rules.reliefs]
    finest = lcm(*(each.denominator for each in kept), 1)
    cases = " ".join(f"WHEN {place} THEN {int(each * finest)}" for place, each in enumerate(kept))
    case = f"(CASE relief_number {cases} ELSE {finest} END){HUGE}"
    return Amount(f"{amount.numerator} * {case}", amount.denominator * finest, amount.most * finest)


def _indexed(amount: Amount, plan: Plan) -> Amount:
    for index in plan.indexes:
        factor = 1 + index.percent / 100
        most = amount.most * factor.numerator
        amount = Amount(f"({amount.numerator}) * {factor.numerator}", amount.denominator * factor.denominator, most)
        if index.unit:
            units = rounded_sql(amount, index.way, index.unit)
            amount = Amount(f"{units} * {index.unit}", 1, most)
    return amount


def narrowed(sql: str, most: int) -> str:
    """The same statement in numbers of 64 bits where none can grow beyond them: they are five times as quick."""
    return sql.replace(HUGE, "::BIGINT") if most < MOST_OF_64_BITS else sql


def rounded_sql(amount: Amount, way: str, unit: int = 1) -> str:
    """Whole units of pence by a named way of rounding; amounts are not negative."""
    now, below = f"({amount.numerator})", amount.denominator * unit
    whole, rest = f"({now} // {below})", f"({now} % {below})"
    up = {
        rounding.DOWN: "false",
        rounding.UP: f"{rest} > 0",
        rounding.HALF_UP: f"2 * {rest} >= {below}",
        rounding.HALF_DOWN: f"2 * {rest} > {below}",
        rounding.HALF_EVEN: f"2 * {rest} > {below} OR (2 * {rest} = {below} AND {whole} % 2 = 1)",
    }[way]
    if amount.denominator * unit == 1:
        return f"({amount.numerator})"
    return f"({whole} + CASE WHEN {up} THEN 1 ELSE 0 END)"
