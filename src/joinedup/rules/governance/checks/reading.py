"""How a number becomes a light, and a share a result, with what is not known between its ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from joinedup.rules.health import CheckResult, Light, when_at_least, when_at_most
from joinedup.rules.working import Sentence, say


class Band(Protocol):
    """The cut-offs of one measure, in the shape that the lawbook gives them: exact, shares from 0 to 1.

    better is `more` (at least the cut-off), `less` (at most it) or `below` (strictly under it).
    """

    @property
    def better(self) -> str: ...

    @property
    def green(self) -> Fraction: ...

    @property
    def amber(self) -> Fraction: ...


Bands = Mapping[str, Band]
NOT_ACCEPTED = say("a manager has not yet accepted this record, so what is missing is not known")


def light_of(number: Fraction | int, band: Band) -> Light:
    """Return the light of a number; ValueError where the band is better in no known way."""
    exact = Fraction(number)
    if band.better == "more":
        return when_at_least(exact, band.green, band.amber)
    if band.better == "less":
        return when_at_most(exact, band.green, band.amber)
    if band.better == "below":
        return Light.GREEN if exact < band.green else Light.AMBER if exact < band.amber else Light.RED
    raise ValueError(f'a band is better with "more", "less" or "below", not "{band.better}"')


@dataclass(frozen=True, slots=True)
class Ends:
    """The least and the most that a number can be; the same where it is known."""

    least: Fraction
    most: Fraction

    @property
    def number(self) -> float | None:
        """The number for charts, where it is known."""
        return float(self.least) if self.least == self.most else None


def known(part: int, whole: int) -> Ends:
    """Return a share that is known. The whole must not be nought."""
    return Ends(Fraction(part, whole), Fraction(part, whole))


def between(light_at_least: Light, light_at_most: Light) -> Light:
    """Return the light where both ends give the same, else no data."""
    return light_at_least if light_at_least is light_at_most else Light.NO_DATA


def read_share(
    check_id: str,
    ends: Ends,
    band: Band,
    facts: Sentence,
    *,
    records: tuple[str, ...] = (),
    todo: str = "",
    missing: Sentence = NOT_ACCEPTED,
) -> CheckResult:
    """Return the result of a check of one share; no data, and what is missing, where its ends differ."""
    light = between(light_of(ends.least, band), light_of(ends.most, band))
    if light is Light.NO_DATA:
        why = say("{facts}, but {missing}.", facts=facts, missing=missing)
        return CheckResult(check_id, light, None, why, records, todo)
    is_to_do = bool(records) or light is not Light.GREEN
    return CheckResult(check_id, light, ends.number, say("{facts}.", facts=facts), records, todo if is_to_do else "")


def no_data(check_id: str, why: Sentence, todo: str = "") -> CheckResult:
    """Return "no data" and why."""
    return CheckResult(check_id, Light.NO_DATA, None, why, (), todo)


def missing_is(light: Light, check_id: str, why: Sentence, todo: str, *, accepted: bool) -> CheckResult:
    """Return what a check's own rule makes of nothing recorded: that light once accepted, no data before."""
    if accepted:
        return CheckResult(check_id, light, None, why, (), todo)
    return no_data(check_id, say("{why} {doubt}.", why=why, doubt=_capital(NOT_ACCEPTED)), todo)


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
