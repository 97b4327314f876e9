"""Group rates, gaps, ratios and relative gaps, with limits that hold at no events too (reference 4.1).

MOVER: Newcombe 1998, method 10, and Zou and Donner 2008 (differences); Donner and Zou 2012 (ratios, MOVER-R).
Fieller 1954. The log-normal limits of a ratio: Katz and others 1978.
"""

from dataclasses import dataclass

import numpy as np

from joinedup.engines.gap.distributions import Array, two_sided
from joinedup.engines.gap.estimate import CODES, Codes, Estimate, Marks, estimate
from joinedup.engines.gap.groups import Part, divided
from joinedup.engines.gap.rates import FEW


def rate(part: Part, confidence: float) -> Estimate:
    """The rate of a part with its limits."""
    low, high, method = part.limits(confidence)
    return estimate(part.rate, low, high, method).flagged(sparse=part.is_sparse & ~part.is_empty)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts without a common member, the one compared with the other."""

    one: Part
    other: Part
    confidence: float

    @property
    def is_lacking(self) -> Marks:
        """Where one of the two has nobody in it."""
        return self.one.is_empty | self.other.is_empty

    @property
    def is_sparse(self) -> Marks:
        """Where one of the two has too few events."""
        return self.one.is_sparse | self.other.is_sparse

    @property
    def share(self) -> Array:
        """The share of the people of both who are in the one."""
        total = self.one.people + self.other.people
        return divided(self.one.people, total)

    def told(self, made: Estimate) -> Estimate:
        """With the flags that belong to every comparison of the two."""
        return made.without(self.is_lacking).flagged(
            no_target=self.one.is_empty, no_comparator=self.other.is_empty, sparse=self.is_sparse
        )


def gap(pair: Pair) -> Estimate:
    """The one's rate less the other's, with MOVER limits (for values these are the normal ones)."""
    one, other = pair.one.rate, pair.other.rate
    low, high, _ = pair.one.limits(pair.confidence)
    other_low, other_high, _ = pair.other.limits(pair.confidence)
    down = np.hypot(one - low, other_high - other)
    up = np.hypot(high - one, other - other_low)
    method = "normal" if pair.one.kind == "value" else "mover"
    return pair.told(estimate(one - other, one - other - down, one - other + up, method))


def gap_from_whole(pair: Pair) -> Estimate:
    """The one's rate less that of both together: the gap between the two, scaled, for they overlap."""
    return gap(pair).scaled(1 - pair.share)


def ratio(pair: Pair) -> Estimate:
    """The one's rate over the other's. Without events in the other there is a lower limit and no ratio."""
    if pair.one.kind == "value":
        made, is_open = _ratio_of_values(pair)
        return pair.told(made).flagged(unbounded=is_open & ~pair.is_lacking)
    value, (low, high) = _quotient(pair.one.rate, pair.other.rate), mover_ratio(pair)
    method: Codes = np.full(value.shape, CODES["mover_r"])
    is_few = (pair.one.weighted < FEW) | (pair.other.weighted < FEW)
    log_low, log_high = _log_normal(pair, value)
    low, high = np.where(is_few, low, log_low), np.where(is_few, high, log_high)
    method = np.where(is_few, method, CODES["log_normal"])
    is_none = (pair.one.weighted == 0) & (pair.other.weighted == 0)
    made = estimate(value, low, np.where(np.isinf(high), np.nan, high), method).without(is_none)
    is_open = np.isinf(high) & ~pair.is_lacking & ~is_none
    return pair.told(made).flagged(zero_events=pair.other.weighted == 0, unbounded=is_open)


@np.errstate(divide="ignore", invalid="ignore")
def mover_ratio(pair: Pair) -> tuple[Array, Array]:
    """MOVER-R limits of the ratio of two rates of counts; the upper one may be infinite."""
    one, other = pair.one.rate, pair.other.rate
    low, high, _ = pair.one.limits(pair.confidence)
    other_low, other_high, _ = pair.other.limits(pair.confidence)
    product = one * other
    # The lower root is written as a quotient of sums, so that it holds where 2 x rate = upper limit too.
    start = low * (2 * one - low)
    lower = start / (product + np.sqrt(product**2 - start * other_high * (2 * other - other_high)))
    scale = other_low * (2 * other - other_low)
    upper = (product + np.sqrt(product**2 - high * (2 * one - high) * scale)) / scale
    return np.where(one == 0, 0.0, lower), np.where(other_low <= 0, np.inf, upper)


def relative_gap_from_whole(pair: Pair) -> Estimate:
    """(the one's rate less that of both together) / that of both together."""
    return _of_whole(pair, 1 - pair.share)


def part_of_whole(pair: Pair) -> Estimate:
    """(the rate of both together less the other's) / that of both together: the share due to the difference."""
    return _of_whole(pair, pair.share)


def _of_whole(pair: Pair, scale: Array) -> Estimate:
    """scale x (one - other) / whole. It rises with the ratio one / other, whose limits are carried over."""
    share = pair.share
    if pair.one.kind == "value":
        made, is_open = _of_whole_of_values(pair, scale)
        return pair.told(made).flagged(unbounded=is_open & ~pair.is_lacking)
    whole = share * pair.one.rate + (1 - share) * pair.other.rate
    value = _quotient(scale * (pair.one.rate - pair.other.rate), whole)
    low, high = mover_ratio(pair)
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = scale * (low - 1) / (share * low + 1 - share)
        # Written in 1 / ratio, so that an endless ratio gives its finite limit.
        upper = scale * (1 - 1 / high) / (share + (1 - share) / high)
    is_none = whole == 0
    return pair.told(estimate(value, lower, upper, "mover_r").without(is_none)).flagged(zero_events=is_none)


def fieller(
    num: Array, den: Array, num_variance: Array, den_variance: Array, covariance: Array, confidence: float
) -> tuple[Array, Array, Marks]:
    """Fieller's limits of num / den, and where his set is unbounded (both limits are then NaN)."""
    z2 = two_sided(confidence) ** 2
    square = den**2 - z2 * den_variance
    middle = num * den - z2 * covariance
    is_open = ~(square > 0)
    safe = np.where(is_open, np.nan, square)
    root = np.sqrt(np.maximum(middle**2 - safe * (num**2 - z2 * num_variance), 0))
    return (middle - root) / safe, (middle + root) / safe, is_open


def _ratio_of_values(pair: Pair) -> tuple[Estimate, Marks]:
    one, other = pair.one, pair.other
    none = np.zeros(one.people.shape)
    low, high, is_open = fieller(one.rate, other.rate, one.squared_error, other.squared_error, none, pair.confidence)
    return estimate(_quotient(one.rate, other.rate), low, high, "fieller"), is_open


def _of_whole_of_values(pair: Pair, scale: Array) -> tuple[Estimate, Marks]:
    one, other, share = pair.one, pair.other, pair.share
    num, den = scale * (one.rate - other.rate), share * one.rate + (1 - share) * other.rate
    low, high, is_open = fieller(
        num,
        den,
        scale**2 * (one.squared_error + other.squared_error),
        share**2 * one.squared_error + (1 - share) ** 2 * other.squared_error,
        scale * (share * one.squared_error - (1 - share) * other.squared_error),
        pair.confidence,
    )
    return estimate(_quotient(num, den), low, high, "fieller"), is_open


@np.errstate(divide="ignore", invalid="ignore")
def _log_normal(pair: Pair, value: Array) -> tuple[Array, Array]:
    variance = 1 / pair.one.weighted + 1 / pair.other.weighted
    if pair.one.kind == "proportion":
        variance = np.maximum(variance - 1 / pair.one.people - 1 / pair.other.people, 0)
    factor = np.exp(two_sided(pair.confidence) * np.sqrt(variance))
    return value / factor, value * factor


def _quotient(num: Array, den: Array) -> Array:
    made: Array = np.divide(num, den, out=np.full(num.shape, np.nan), where=(den != 0) & np.isfinite(den))
    return made
