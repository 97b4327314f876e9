"""An answer: value, limits, the method of the limits, and what to know of it, for many sets at once."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.engines.gap.distributions import Array

Codes = NDArray[np.uint8]
Bits = NDArray[np.uint32]
Marks = NDArray[np.bool_]

METHODS = (
    "none",
    "wilson",
    "exact",
    "byar",
    "normal",
    "mover",
    "mover_r",
    "log_normal",
    "fieller",
    "cornish_fisher",
    "convolution",
    "transformed",
    "delta",
)
CODES = {name: np.uint8(code) for code, name in enumerate(METHODS)}

# What each says is in docs/methods/gap-measures.md.
FLAGS = (
    "suppressed",
    "too_few_areas",
    "too_few_groups",
    "few_groups",
    "empty_quantile",
    "no_target",
    "no_comparator",
    "zero_events",
    "sparse",
    "unbounded",
    "line_leaves_range",
    "line_does_not_fit",
    "mostly_noise",
    "capped",
    "no_bounds",
    "not_a_proportion",
    "not_positive",
    "not_a_count",
)
BITS = {name: np.uint32(1 << place) for place, name in enumerate(FLAGS)}


@dataclass(frozen=True, slots=True)
class Estimate:
    """One measure for S sets. Every array has shape (S,); NaN is "undefined" and becomes null.

    `method` holds places in METHODS, `flags` a bit for each of FLAGS. Units are those of the indicator
    (events a person for counts), or none for ratios.
    """

    value: Array
    lower: Array
    upper: Array
    method: Codes
    flags: Bits

    def flagged(self, **marks: Marks) -> "Estimate":
        """The same with flags added where the marks (S,) are true."""
        flags = self.flags
        for name, where in marks.items():
            flags = flags | np.where(where, BITS[name], np.uint32(0))
        return Estimate(self.value, self.lower, self.upper, self.method, flags)

    def without(self, where: Marks) -> "Estimate":
        """The same with nothing said where `where` (S,) is true; the flags stay."""
        value, lower, upper = (np.where(where, np.nan, each) for each in (self.value, self.lower, self.upper))
        return Estimate(value, lower, upper, np.where(where, CODES["none"], self.method), self.flags)

    def above(self, least: float) -> "Estimate":
        """The same with no limit under `least`, where nothing can be."""
        lower, upper = np.maximum(self.lower, least), np.maximum(self.upper, least)
        return Estimate(self.value, lower, upper, self.method, self.flags)

    def scaled(self, factor: Array) -> "Estimate":
        """Value and limits times `factor` (S,); limits change places where it is negative."""
        low, high = self.lower * factor, self.upper * factor
        is_turned = factor < 0
        lower, upper = np.where(is_turned, high, low), np.where(is_turned, low, high)
        return Estimate(self.value * factor, lower, upper, self.method, self.flags)


def estimate(value: Array, lower: Array, upper: Array, method: str | Codes) -> Estimate:
    """An estimate without flags. Where a limit is undefined on both sides the method is "none"."""
    codes = np.full(value.shape, CODES[method]) if isinstance(method, str) else method
    is_bare = np.isnan(lower) & np.isnan(upper)
    return Estimate(value, lower, upper, np.where(is_bare, CODES["none"], codes), np.zeros(value.shape, np.uint32))


@functools.cache
def flag_names(bits: int) -> tuple[str, ...]:
    """The names of the flags that are set, in the order of FLAGS."""
    return tuple(name for name in FLAGS if bits & int(BITS[name]))


def joined(parts: Sequence[Estimate]) -> Estimate:
    """The same measure of one lot of sets after another."""
    return Estimate(
        np.concatenate([part.value for part in parts]),
        np.concatenate([part.lower for part in parts]),
        np.concatenate([part.upper for part in parts]),
        np.concatenate([part.method for part in parts]),
        np.concatenate([part.flags for part in parts]),
    )
