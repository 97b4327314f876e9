"""Limits of a weighted sum of quantile rates, and of the ratio of two such sums (reference 4.1).

Values: exact (normal; Fieller). Counts with ten events or more in every quantile: cumulants one to four and
Cornish and Fisher 1937. Fewer: numerical convolution. For a ratio the limit r is where the sum of
(numerator weight - r x denominator weight) x rate has the wanted probability of being below nought.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np

from joinedup.engines.gap import convolving
from joinedup.engines.gap.convolving import Sum, cells_of
from joinedup.engines.gap.differences import fieller
from joinedup.engines.gap.distributions import Array, two_sided
from joinedup.engines.gap.estimate import CODES, Codes, Marks
from joinedup.engines.gap.sampling import Model, cumulants

NUM_STEPS = 60
CLOSE = 1e-12
# How far off each point of (S,) is from being a root.
Off = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Limits:
    """Lower and upper limits with the method of each, (S,); `is_open` where the set has no end."""

    lower: Array
    upper: Array
    method: Codes
    is_open: Marks


class Chance:
    """The chance variation of all quantile rates, its cumulants worked out once for every measure.

    `is_wanted` (S,) marks the sets that have an answer at all: the others are not laid out on a grid.
    """

    def __init__(self, model: Model, confidence: float, is_wanted: Marks) -> None:
        self.model = model
        self.confidence = confidence
        self.z = two_sided(confidence)
        self.cumulants = cumulants(model)
        self.sparse_places = np.flatnonzero(model.is_sparse & is_wanted).tolist()
        self._cells = {place: cells_of(model, place) for place in self.sparse_places}

    @property
    def variance(self) -> Array:
        """The variance of each quantile's rate, (S, Q)."""
        return self.cumulants[1]

    def of_sum(self, weights: Array) -> Limits:
        """Limits of sum(weights x rates) over the quantiles; weights (S, Q)."""
        parts, power = [], np.ones(weights.shape)
        for each in self.cumulants:
            power = power * weights
            parts.append(np.einsum("sq,sq->s", power, each))
        is_open = np.zeros(weights.shape[0], np.bool_)
        if self.model.link == "identity":
            half = self.z * np.sqrt(parts[1])
            return Limits(parts[0] - half, parts[0] + half, self._methods("normal"), is_open)
        lower, upper = (_cornish_fisher(parts, sign * self.z) for sign in (-1, 1))
        tail = (1 - self.confidence) / 2
        for place in self.sparse_places:
            total = Sum(weights[place], self._cells[place], tail)
            lower[place], upper[place] = total.quantile(tail), total.quantile(1 - tail)
        return Limits(lower, upper, self._methods("cornish_fisher"), is_open)

    def of_ratio(self, num: Array, den: Array) -> Limits:
        """Limits of sum(num x rates) / sum(den x rates); weights (S, Q)."""
        _, variance, _, _ = self.cumulants
        rates = self.model.rates
        top, bottom = (num * rates).sum(axis=1), (den * rates).sum(axis=1)
        first = fieller(
            top,
            bottom,
            (num**2 * variance).sum(axis=1),
            (den**2 * variance).sum(axis=1),
            (num * den * variance).sum(axis=1),
            self.confidence,
        )
        if self.model.link == "identity":
            return Limits(*first[:2], self._methods("fieller"), first[2])
        value = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)
        is_open = self._may_be_nought(den) | ~(bottom > 0)
        terms, start = _difference_cumulants(num, den, self.cumulants), np.where(is_open, np.nan, value)
        lower, upper = (
            _root(terms, sign * self.z, start, guess) for sign, guess in zip((-1, 1), first[:2], strict=True)
        )
        self._convolve(num, den, value, lower, upper, is_open)
        is_open = is_open | ((np.isnan(lower) | np.isnan(upper)) & ~np.isnan(value))
        lower, upper = np.where(is_open, np.nan, lower), np.where(is_open, np.nan, upper)
        return Limits(lower, upper, self._methods("cornish_fisher"), is_open)

    def _methods(self, name: str) -> Codes:
        methods: Codes = np.full(self.model.rates.shape[0], CODES[name])
        methods[self.sparse_places] = CODES["convolution"]
        return methods

    def _may_be_nought(self, den: Array) -> Marks:
        """Where the denominator's own limits reach nought: its ratio then has no end."""
        if np.all(~(den < 0)):
            # A mean of rates of counts, each of them above nought.
            return np.zeros(len(den), np.bool_)
        found: Marks = ~(self.of_sum(den).lower > 0)
        return found

    def _convolve(self, num: Array, den: Array, value: Array, lower: Array, upper: Array, is_open: Marks) -> None:
        """Put the limits by convolution in place where events are few."""
        tail = (1 - self.confidence) / 2
        for place in self.sparse_places:
            if is_open[place]:
                continue
            known = (num[place], den[place], self._cells[place])
            middle = float(value[place])
            lower[place] = convolving.ratio_limit(*known, tail, middle, float(lower[place]))
            upper[place] = convolving.ratio_limit(*known, 1 - tail, middle, float(upper[place]))


def _root(terms: list[list[Array]], z: float, value: Array, guess: Array) -> Array:
    """Where the Cornish-Fisher quantile of the difference is nought. Away from `value`, on the guess's side."""
    way = -1.0 if z < 0 else 1.0
    guess = np.where(np.isnan(guess), value, guess)

    def off(r: Array) -> Array:
        return _cornish_fisher([_polynomial(each, -r) for each in terms], z)

    near, far = value, value + 1.02 * (guess - value)
    far = np.where((far - near) * way > 0, far, value + way * np.maximum(np.abs(value), 1e-6) / 10)
    at_near, at_far = off(near), off(far)
    for _ in range(NUM_STEPS):
        is_past = ~(at_far * way > 0)
        if is_past.all():
            break
        near, at_near, far = (
            np.where(is_past, near, far),
            np.where(is_past, at_near, at_far),
            np.where(is_past, far, far + 2 * (far - near)),
        )
        at_far = off(far)
    return _false_position(off, near, far, at_near, at_far)


def _polynomial(coefficients: list[Array], at: Array) -> Array:
    """Horner's rule, lowest power first."""
    total = coefficients[-1]
    for each in coefficients[-2::-1]:
        total = total * at + each
    return total


def _cornish_fisher(parts: list[Array], z: float) -> Array:
    """The quantile at normal quantile `z` from four cumulants (Cornish and Fisher 1937), each (S,)."""
    mean, second, third, fourth = parts
    root = np.sqrt(np.maximum(second, 0))
    safe = np.where(root > 0, root, 1)
    square = safe * safe
    skew, peak = third / (square * safe), fourth / (square * square)
    shift = skew * (z * z - 1) / 6 + peak * (z**3 - 3 * z) / 24 - skew**2 * (2 * z**3 - 5 * z) / 36
    made: Array = mean + root * (z + shift)
    return made


def _difference_cumulants(num: Array, den: Array, cumulants: tuple[Array, ...]) -> list[list[Array]]:
    """The cumulants of sum((num - r den) x rate) as polynomials in -r: [order][power] of (S,)."""
    nums, dens = [np.ones(num.shape)], [np.ones(den.shape)]
    for _ in cumulants:
        nums.append(nums[-1] * num)
        dens.append(dens[-1] * den)
    return [
        [
            comb(order, power) * np.einsum("sq,sq,sq->s", nums[order - power], dens[power], each)
            for power in range(order + 1)
        ]
        for order, each in enumerate(cumulants, start=1)
    ]


def _false_position(off: Off, near: Array, far: Array, at_near: Array, at_far: Array) -> Array:
    """The roots between the two points (Illinois's form); NaN where they do not lie on two sides."""
    is_lost = ~(at_near * at_far <= 0)
    for _ in range(NUM_STEPS):
        slope = at_far - at_near
        middle = np.where(slope != 0, far - at_far * (far - near) / np.where(slope != 0, slope, 1), far)
        found = off(middle)
        is_beyond = found * at_far < 0
        near = np.where(is_beyond, far, near)
        at_near = np.where(is_beyond, at_far, at_near / 2)
        is_still = np.abs(middle - far) <= CLOSE * np.maximum(np.abs(far), 1)
        far, at_far = middle, found
        if np.all(is_still | is_lost):
            break
    return np.where(is_lost, np.nan, far)
