"""Lights: what a health check says, and how several are read together (the worst, never an average)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from joinedup.rules.working import Sentence


class Light(StrEnum):
    """The four things a check can say."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NO_DATA = "no data"


# "No data" is worse than green, since a green over the whole would claim what nobody knows,
# and better than amber, since it must not hide a light that somebody does know.
SEVERITY = {Light.GREEN: 0, Light.NO_DATA: 1, Light.AMBER: 2, Light.RED: 3}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of one partnership or area on one day.

    number: what was measured, for charts (a share as 0 to 1, days, or a count); None when nothing was.
    records: references of the rows to look at. what_to_do: one plain sentence, empty when nothing is.
    """

    check_id: str
    light: Light
    number: float | None
    why: Sentence
    records: tuple[str, ...] = ()
    what_to_do: str = ""


def worst(lights: Iterable[Light]) -> Light:
    """Return the worst light, in the order red, amber, no data, green; no data when there are none."""
    return max(lights, key=SEVERITY.__getitem__, default=Light.NO_DATA)


def when_at_least(number: Fraction, green: Fraction, amber: Fraction) -> Light:
    """Return the light of a number that should be high; exactly at a cut-off is the better light."""
    if number >= green:
        return Light.GREEN
    return Light.AMBER if number >= amber else Light.RED


def when_at_most(number: Fraction | int, green: Fraction | int, amber: Fraction | int) -> Light:
    """Return the light of a number that should be low; exactly at a cut-off is the better light."""
    if number <= green:
        return Light.GREEN
    return Light.AMBER if number <= amber else Light.RED


Thresholds = TypeVar("Thresholds")


def edited(defaults: Thresholds, changes: Mapping[str, str | int | float | Fraction]) -> Thresholds:
    """Return a check's thresholds with a profile's own numbers in place of the defaults.

    `defaults` is a frozen dataclass whose fields are `Fraction` (shares, 0 to 1) or `int` (days, counts).
    A float is read as it prints, so 0.1 is one tenth. ValueError names a field that is not one of the
    check's, a number that cannot be read, or thresholds that contradict each other.
    """
    known = {field.name: getattr(defaults, field.name) for field in fields(defaults)}  # type: ignore[arg-type]  # any dataclass
    values: dict[str, Fraction | int] = {}
    for name, value in changes.items():
        if name not in known:
            raise ValueError(f'"{name}" is not a threshold of this check; use one of {", ".join(known)}')
        values[name] = _number(name, value, is_whole=isinstance(known[name], int))
    return replace(defaults, **values)  # type: ignore[type-var]  # any dataclass


def _number(name: str, value: str | int | float | Fraction, *, is_whole: bool) -> Fraction | int:
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f'"{name}" must be a number, not "{value}"') from None
    if number < 0:
        raise ValueError(f'"{name}" must be nought or more, not "{value}"')
    if not is_whole:
        return number
    if number.denominator != 1:
        raise ValueError(f'"{name}" must be a whole number, not "{value}"')
    return int(number)
