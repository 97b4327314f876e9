"""Whether a ballot approves: the conditions of each nation, exact, ties failing (LGA 2003, section 50)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from joinedup.rules.bids.ballot.tally import Tally, Value, whole
from joinedup.rules.working import Sentence, say

MORE_THAN, AT_LEAST = "more than", "at least"


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule of the lawbook: `percent` is what it asks, 0 for a bare majority."""

    test: str
    percent: int | Fraction
    words: str
    authority: str
    mark: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One test with its working: `found` had to be `compared` ("more than" or "at least") `needed`."""

    name: str
    compared: str
    needed: Value
    found: Value
    met: bool
    authority: str
    mark: str
    why: Sentence


def judge(tally: Tally, conditions: Iterable[Condition]) -> list[Judged]:
    """Every condition put to the count. The ballot is approved where all are met."""
    return [_judged(tally, condition) for condition in conditions]


def is_approved(tests: Iterable[Judged]) -> bool:
    """Whether every test is met."""
    return all(test.met for test in tests)


def costs_recoverable(tally: Tally, approved: bool, rule: Condition) -> bool:
    """Whether the council may recover the costs: not approved, and the yes votes under so much of the electorate.

    Strictly under: a fifth exactly is not under 20% (SI 2004/2443, regulation 10).
    """
    return not approved and tally.votes_in_favour * 100 < rule.percent * tally.electorate


def local_conditions(number: Fraction | None, value: Fraction | None, authority: str, mark: str) -> list[Condition]:
    """The greater majorities that the proposals ask for, as conditions beside the law's own."""
    asked = (("local_threshold_number", number), ("local_threshold_value", value))
    words = "the greater majority that the proposals ask for"
    return [Condition(name, percent, words, authority, mark, "") for name, percent in asked if percent is not None]


def _judged(tally: Tally, condition: Condition) -> Judged:
    found, other, template = _sides(tally, condition.test)
    if condition.percent:
        needed, compared = whole(Fraction(condition.percent) * other / 100), AT_LEAST
        is_met = found >= needed
    else:
        needed, compared = other, MORE_THAN
        is_met = found > needed
    why = say(template, found=_figure(found), needed=_figure(needed), compared=compared)
    return Judged(condition.test, compared, needed, found, is_met, condition.authority, condition.mark, why)


def _sides(tally: Tally, test: str) -> tuple[Value, Value, str]:
    """What was found, what it is measured against, and the sentence."""
    sides: dict[str, tuple[Value, Value, str]] = {
        "majority_by_number": (
            tally.votes_in_favour,
            tally.votes_against,
            "{found} votes in favour; it takes {compared} the {needed} against",
        ),
        "majority_by_value": (
            tally.value_in_favour,
            tally.value_against,
            "rateable value of {found} in favour; it takes {compared} the {needed} against",
        ),
        "turnout_by_number": (
            tally.votes_cast,
            tally.electorate,
            "{found} voted; it takes {compared} {needed}",
        ),
        "turnout_by_value": (
            tally.value_cast,
            tally.value_entitled,
            "those who voted stand for rateable value of {found}; it takes {compared} {needed}",
        ),
        "local_threshold_number": (
            tally.votes_in_favour,
            tally.votes_cast,
            "{found} votes in favour; the proposals ask for {compared} {needed}",
        ),
        "local_threshold_value": (
            tally.value_in_favour,
            tally.value_cast,
            "rateable value of {found} in favour; the proposals ask for {compared} {needed}",
        ),
    }
    return sides[test]


def _figure(value: Value) -> str:
    """A figure with its thousands marked: 1,296,850 or 41.25."""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{float(value):,.2f}"
