"""The `RULES` file of a levy: one TOML for one BID's rules (`contract.md`, BIDs; docs/methods/bids-levy.md).

Money is in pence, values are those of the list (pounds of rateable value, or rooms), days are TOML days, and an
interval runs from its first day or value up to but not including its last.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.levy_keys import Keys, Sink
from joinedup.formats.tables.reading import file_bytes
from joinedup.rules.bids.levy import doubts, rounding, ruleset
from joinedup.rules.bids.levy.doubts import Interpretation
from joinedup.rules.bids.levy.ruleset import Index, Occupancy, Rate, Relief, RuleSet, Taken
from joinedup.rules.working import say

MAX_BYTES = 1024 * 1024
NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
WAYS = {"nearest": "half_up", "bankers": "half_even", "floor": "down", "ceiling": "up"} | {w: w for w in rounding.WAYS}
# Other names that people give the steps.
STEPS = {step: step for step in ruleset.USUAL_ORDER} | {
    "cap": ruleset.CAP_HEREDITAMENT,
    "hereditament_cap": ruleset.CAP_HEREDITAMENT,
    "payer_cap": ruleset.CAP_PAYER,
    "borough_cap": ruleset.CAP_BOROUGH,
    "reliefs": ruleset.RELIEF,
    "discount": ruleset.RELIEF,
    "indexation": ruleset.INDEX,
}
UNITS = {"none": 0, "pence": 1, "penny": 1, "pounds": 100, "pound": 100}


def read_levy_rules(source: Path | bytes, file_name: str) -> RuleSet:
    """The rules, with every doubt of the printed text taken and recorded.

    Raises `BadInput` for a key that is not known, a value that is not right, and for each doubt where the file has
    no `interpretation`.
    """
    table = _toml(source, file_name)
    sink = Sink(file_name)
    rules, how = _rules(Keys(table, "", sink))
    if sink.faults:
        raise BadInput(sink.faults)
    taken, found = doubts.settled(rules, how)
    if (found or sink.doubts) and not how.is_given:
        right = say("add interpretation = “…”, or a table of interpretation, that says how it is to be taken")
        told = [
            Fault(file_name, None, doubt.place, say("in doubt: {wrong}", wrong=doubt.wrong), right) for doubt in found
        ]
        raise BadInput(sink.doubts + told)
    return doubts.usual_order(taken)


def _toml(source: Path | bytes, file_name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(file_bytes(source, file_name, MAX_BYTES).decode("utf-8-sig"), parse_float=str)
    except UnicodeDecodeError:
        wrong, right = say("the file is not UTF-8 text"), say("save it as UTF-8")
        raise BadInput([Fault(file_name, None, None, wrong, right)]) from None
    except tomllib.TOMLDecodeError as error:
        wrong = say("the file is not TOML ({error})", error=error)
        raise BadInput([Fault(file_name, None, None, wrong, say("put that place right"))]) from None


def _rules(keys: Keys) -> tuple[RuleSet, Interpretation]:
    mode, list_on = _list(keys.table("list", is_needed=True))
    base = keys.choice("base", {name: name for name in (ruleset.RATEABLE_VALUE, ruleset.ROOMS)}, "rateable_value")
    caps = _caps(keys.table("cap"))
    proration, year_days = _proration(keys.table("proration"))
    way = keys.choice("rounding", WAYS, rounding.HALF_UP)
    how = _interpretation(keys)
    threshold, taken = _threshold(keys, how)
    rules = RuleSet(
        name=keys.text("name", is_needed=True),
        nation=keys.choice("nation", {name: name for name in NATIONS}, "", is_needed=True),
        list_mode=mode,
        list_on=list_on,
        rounding=way,
        rates=tuple(_rate(each) for each in keys.tables("rate", is_needed=True)),
        base=base,
        order=_order(keys),
        threshold=threshold,
        reliefs=tuple(_relief(each) for each in keys.tables("relief")),
        **caps,
        minimum=keys.pence("minimum"),
        indexes=tuple(_index(each, way) for each in keys.tables("index")),
        proration=proration,
        year_days=year_days,
        charge_dates=keys.days("charge_dates"),
        occupancy=tuple(_occupancy(each) for each in keys.tables("occupancy")),
        interpretation=taken,
        source=keys.text("source"),
    )
    keys.text("note")
    keys.close()
    return replace(rules, uses=frozenset(_used(rules))), replace(how, is_given=how.is_given or bool(keys.said))


def _used(rules: RuleSet) -> set[str]:
    used = {
        ruleset.INDEX: rules.indexes,
        ruleset.RELIEF: rules.reliefs,
        ruleset.MINIMUM: rules.minimum,
        ruleset.PRORATION: rules.proration == ruleset.DAILY,
        ruleset.CAP_HEREDITAMENT: rules.cap_hereditament,
        ruleset.CAP_BOROUGH: rules.cap_borough,
        ruleset.CAP_PAYER: rules.cap_payer,
    }
    return {ruleset.RATE} | {step for step, has in used.items() if has}


def _list(keys: Keys | None) -> tuple[str, Any]:
    if keys is None:
        return "", None
    modes = {name: name for name in (ruleset.FROZEN, ruleset.CHARGEABLE_DAY, ruleset.LIVE)}
    mode = keys.choice("mode", modes, "", is_needed=True)
    day = keys.day("date", is_needed=mode == ruleset.FROZEN)
    keys.close()
    return mode, day


def _caps(keys: Keys | None) -> dict[str, Any]:
    names = ("hereditament", "payer", "borough")
    made = {f"cap_{name}": keys.pence(name) if keys else None for name in names}
    if keys:
        keys.close()
    return made


def _proration(keys: Keys | None) -> tuple[str, int | None]:
    if keys is None:
        return ruleset.NONE, None
    method = keys.choice("method", {name: name for name in (ruleset.NONE, ruleset.DAILY)}, "", is_needed=True)
    year_days = keys.whole("year_days", 360, 366)
    keys.close()
    return method, year_days


def _threshold(keys: Keys, how: Interpretation) -> tuple[Any, tuple[Taken, ...]]:
    """The threshold; one with two operators is a doubt, taken by `interpretation.threshold` or as first printed."""
    tables = keys.one_or_more("threshold")
    found: list[tuple[str, Any]] = []
    for each in tables:
        ops = each.texts("op", is_needed=True, allowed=(">=", ">"))
        value = each.amount("value", is_needed=True)
        found += [(op, value) for op in ops]
        each.close()
    if len({value for _, value in found}) > 1:
        keys.fault("threshold", say("there are two thresholds"), say("give one value"))
    if not found:
        return None, ()
    if len({op for op, _ in found}) == 1:
        return found[0], ()
    wanted = keys.operator or found[0][0]
    doubt = "the threshold is printed with two operators, >= and >"
    if not (how.is_given or keys.said):
        right = say("add interpretation = “…” (the first is then taken), or interpretation.threshold = “>=”")
        keys.doubt("threshold", say("in doubt: {doubt}", doubt=doubt), right)
    note = f" ({how.note})" if how.note else ""
    return (wanted, found[0][1]), (Taken("threshold", doubt, f"{wanted} is taken{note}"),)


def _order(keys: Keys) -> tuple[str, ...]:
    """The steps as the file orders them; `rounding` may stand where it is done, after all but the payers' caps."""
    given = [step for step in keys.texts("order") if step not in ("rounding", "round", "threshold")]
    order: list[str] = []
    for step in given:
        name = STEPS.get(step)
        if name is None:
            names = tuple(ruleset.USUAL_ORDER)
            keys.fault("order", say("“{step}” is no step", step=step), say("write some of {names}", names=names))
        elif name in order:
            keys.fault("order", say("“{step}” is there twice", step=step), say("keep one of them"))
        else:
            order.append(name)
    if order and order[0] != ruleset.RATE:
        keys.fault("order", say("the first step is not “rate”"), say("begin with “rate”"))
    tail = [step in ruleset.PAYER_STEPS for step in order]
    if tail != sorted(tail):
        wrong = say("a step comes after a cap over all of a payer's bills")
        keys.fault("order", wrong, say("put cap_borough and cap_payer last"))
    return tuple(order)


def _rate(keys: Keys) -> Rate:
    percent, pence = keys.percent("percent", 1000), keys.pence("pence")
    if (percent is None) == (pence is None):
        keys.fault("percent", say("there is not one of percent and pence"), say("give the one or the other"))
    lower, starts = keys.day_or_amount("from")
    upper, ends = keys.day_or_amount("to")
    above = keys.amount("above")
    if above is not None and lower is not None:
        keys.fault("above", say("the band has two lower bounds, above and from"), say("give one of them"))
    is_above = above is not None
    rate = Rate(keys.place, percent, pence, keys.when(), above if is_above else lower, is_above, upper)
    if rate.lower is not None and rate.upper is not None and rate.upper <= rate.lower:
        keys.fault("to", say("the band ends before it begins"), say("give a value above its lower bound"))
    first, last = keys.pair_days("starts", "ends")
    keys.close()
    return replace(rate, starts=starts or first, ends=ends or last)


def _relief(keys: Keys) -> Relief:
    percent = keys.percent("percent", 100, is_needed=True)
    relief = Relief(keys.place, percent, keys.when())
    keys.close()
    return relief


def _index(keys: Keys, way: str) -> Index:
    starts, percent = keys.day("from", is_needed=True), keys.percent("percent", 1000, is_needed=True)
    text = keys.choice("round", UNITS | WAYS, 0)
    keys.close()
    unit = text if isinstance(text, int) else 1
    return Index(keys.place, starts, percent, unit, text if isinstance(text, str) else way)


def _occupancy(keys: Keys) -> Occupancy:
    starts, ends = keys.day("from", is_needed=True), keys.day("to", is_needed=True)
    occupancy = Occupancy(starts, ends, keys.percent("percent", 100, is_needed=True))
    keys.close()
    return occupancy


def _interpretation(keys: Keys) -> Interpretation:
    """A sentence, or a table with a note and how each kind of doubt is taken."""
    if isinstance(keys.peek("interpretation"), Mapping):
        inner = keys.table("interpretation")
        assert inner is not None
        bands = {name: name for name in (doubts.LOWER, doubts.UPPER, doubts.NOTHING)}
        years = {name: name for name in (doubts.EARLIER, doubts.LATER, doubts.NOTHING)}
        how = Interpretation(
            True,
            inner.text("note"),
            inner.choice("bands", bands, doubts.LOWER),
            inner.choice("gap_year", years, doubts.EARLIER),
        )
        keys.operator = inner.choice("threshold", {">=": ">=", ">": ">"}, "")
        inner.close()
        return how
    note = keys.text("interpretation")
    return Interpretation(bool(note), note)
