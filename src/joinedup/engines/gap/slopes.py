"""The slope and relative indices of inequality, and what hangs on the same line (reference 4.1, Low and Low 2004).

A line is fitted to the rates of the quantiles by least squares with their people as weights, over the midpoint
of each on the line from most (0) to least (1) deprived. SII = fitted least less fitted most deprived; RII = their
ratio. The midpoints have mean 1/2 whatever the shares, so the line passes through the mean rate there.
"""

import functools
from dataclasses import dataclass

import numpy as np

from joinedup.engines.gap.distributions import Array, chi_square_quantile, two_sided
from joinedup.engines.gap.estimate import CODES, Estimate, Marks, estimate
from joinedup.engines.gap.groups import Groups
from joinedup.engines.gap.linear import Chance, Limits
from joinedup.engines.gap.sampling import Model, model_of

FEWEST, FEW = 3, 5
# Where the points scatter about the line more than chance would let them once in twenty times.
FIT_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Line:
    """The geometry of the quantiles and the fitted line; (S, Q) or (S,).

    `slope_weights` times rates give the SII, `shares` times rates the mean. Empty quantiles weigh nothing.
    """

    shares: Array
    positions: Array
    slope_weights: Array
    position_variance: Array
    num_groups: Array
    rates: Array

    @property
    def slope(self) -> Array:
        """The SII, (S,)."""
        return _total(self.slope_weights, self.rates)

    @property
    def mean(self) -> Array:
        """The mean rate, (S,)."""
        return _total(self.shares, self.rates)


def line_of(groups: Groups) -> Line:
    """The line through the rates of each set. NaN where fewer than three quantiles have people in them."""
    shares, positions = groups.shares, groups.positions
    num_groups = (groups.people > 0).sum(axis=1)
    variance = (shares * positions**2).sum(axis=1)
    is_lost = (num_groups < FEWEST) | ~(variance > 0)
    weights = shares * positions / np.where(is_lost, np.nan, variance)[:, None]
    return Line(shares, positions, weights, variance, num_groups, np.where(groups.people > 0, groups.rates, 0.0))


@dataclass(frozen=True)
class Ranked:
    """Sets with their line and the chance variation of their rates: what the ranked measures are made from."""

    groups: Groups
    line: Line
    chance: Chance

    @property
    def is_sparse(self) -> Marks:
        """Where some quantile has under ten events."""
        return self.chance.model.is_sparse

    @functools.cached_property
    def slope(self) -> Estimate:
        """The slope with its limits, worked out once: the SII and the linear concentration indices hang on it."""
        return self.linear(self.line.slope_weights)

    def told(self, made: Estimate) -> Estimate:
        """With the flags that every ranked measure shares."""
        num = self.line.num_groups
        return made.without(num < FEWEST).flagged(
            too_few_groups=num < FEWEST,
            few_groups=(num >= FEWEST) & (num < FEW),
            empty_quantile=num < self.groups.num_quantiles,
            sparse=self.is_sparse,
        )

    def linear(self, weights: Array) -> Estimate:
        """A weighted sum of the rates with its limits."""
        return self.told(with_limits(_total(weights, self.line.rates), self.chance.of_sum(weights)))

    def fraction(self, num: Array, den: Array) -> Estimate:
        """A ratio of two weighted sums with its limits; undefined where the lower sum is nought."""
        top, bottom = _total(num, self.line.rates), _total(den, self.line.rates)
        value = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom != 0)
        limits = self.chance.of_ratio(num, den)
        return self.told(with_limits(value, limits)).flagged(unbounded=limits.is_open & ~np.isnan(value))


def ranked(groups: Groups, confidence: float, model: Model | None = None) -> Ranked:
    """The sets made ready for the ranked measures. `model` in place of the one that the counts give."""
    line = line_of(groups)
    is_wanted = line.num_groups >= FEWEST
    return Ranked(groups, line, Chance(model or model_of(groups), confidence, is_wanted))


def sii(sets: Ranked) -> Estimate:
    """The slope index: fitted least deprived less fitted most deprived."""
    return _fitted(sets, sets.slope)


def rii(sets: Ranked) -> Estimate:
    """The relative index: fitted least over fitted most deprived. None where the line goes below nought."""
    line = sets.line
    half = line.slope_weights / 2
    made = _fitted(sets, sets.fraction(line.shares + half, line.shares - half))
    least, most = line.mean + line.slope / 2, line.mean - line.slope / 2
    if sets.groups.kind != "value":
        # No ratio of two rates is below nought; a limit there only says that the line may be.
        is_low = made.lower < 0
        made = made.above(0).flagged(line_leaves_range=is_low)
    is_odd = (np.minimum(least, most) <= 0) & (line.num_groups >= FEWEST)
    return made.without(~(least > 0) | ~(most > 0)).flagged(not_positive=is_odd & (sets.groups.kind == "value"))


def linked(sets: Ranked, link: str) -> tuple[Estimate, Estimate]:
    """SII and RII of the line fitted on the log or logit scale and taken back ("transform" in `phe_sii`).

    The slope's limits are exact on that scale; the line is turned about its middle to each of them.
    """
    line, groups = sets.line, sets.groups
    if link == "logit" and groups.kind != "proportion" and sets.chance.model.link != "logit":
        none = absent(line.mean.shape[0], "not_a_proportion")
        return none, none
    rates, is_there = line.rates, groups.people > 0
    is_out = is_there & ((rates <= 0) | ((rates >= 1) if link == "logit" else False))
    safe = np.where(is_there & ~is_out, rates, 0.5)
    scaled = np.log(safe) if link == "log" else np.log(safe / (1 - safe))
    errors = _link_errors(sets, link, safe)
    slope = np.where(is_out.any(axis=1), np.nan, _total(line.slope_weights, scaled))
    middle = _total(line.shares, scaled)
    half = two_sided(sets.chance.confidence) * np.sqrt(_total(line.slope_weights**2, errors**2))
    ends = [_ends(middle, each, link) for each in (slope, slope - half, slope + half)]
    gaps, ratios = [least - most for most, least in ends], [least / most for most, least in ends]
    is_zero: Marks = np.asarray(is_out.any(axis=1))
    flags = {"not_positive" if groups.kind == "value" else "zero_events": is_zero}
    absolute, relative = (
        sets.told(estimate(value, low, high, "transformed")).flagged(**flags) for value, low, high in (gaps, ratios)
    )
    return absolute, relative


def absent(num_sets: int, reason: str) -> Estimate:
    """A measure that this kind of indicator does not have."""
    none = np.full(num_sets, np.nan)
    return estimate(none, none, none, "none").flagged(**{reason: np.ones(num_sets, np.bool_)})


def with_limits(value: Array, limits: Limits) -> Estimate:
    """An estimate from a value and its limits; where the value is undefined, so are they."""
    made = Estimate(value, limits.lower, limits.upper, limits.method, np.zeros(value.shape, np.uint32))
    method = np.where(limits.is_open, limits.method, np.where(np.isnan(limits.lower), CODES["none"], limits.method))
    return Estimate(value, made.lower, made.upper, method, made.flags).without(np.isnan(value))


def _fitted(sets: Ranked, made: Estimate) -> Estimate:
    """With the flags that say whether a straight line will do."""
    line, kind = sets.line, sets.groups.kind
    low = line.mean - np.abs(line.slope) / 2
    high = line.mean + np.abs(line.slope) / 2
    is_signed = ((line.rates < 0) & (sets.groups.people > 0)).any(axis=1)
    is_out = (low < 0) & ~is_signed
    if kind == "proportion":
        is_out = is_out | (high > 1)
    return made.flagged(line_leaves_range=is_out, line_does_not_fit=_misses(sets))


def _misses(sets: Ranked) -> Marks:
    """Where chi-square = sum of (rate - fitted)^2 / variance is beyond its 95 % point, k - 2 degrees of freedom."""
    line = sets.line
    fitted = line.mean[:, None] + line.slope[:, None] * line.positions
    variance = sets.chance.variance
    is_used = (sets.groups.people > 0) & (variance > 0)
    off = np.where(is_used, (line.rates - fitted) ** 2 / np.where(variance > 0, variance, 1), 0.0).sum(axis=1)
    freedom = is_used.sum(axis=1) - 2
    bounds = np.array([np.inf, *(chi_square_quantile(FIT_LEVEL, k) for k in range(1, line.rates.shape[1] + 1))])
    missed: Marks = off > bounds[np.clip(freedom, 0, None)]
    return missed


def _link_errors(sets: Ranked, link: str, rates: Array) -> Array:
    """The standard error of each rate on the link's scale: the model's own, or by the delta method."""
    model = sets.chance.model
    if model.link == link:
        return model.spread
    root = np.sqrt(model.spread**2) if model.link == "identity" else np.sqrt(sets.chance.variance)
    made: Array = root / (rates if link == "log" else rates * (1 - rates))
    return made


def _ends(middle: Array, slope: Array, link: str) -> tuple[Array, Array]:
    """The fitted rates at the most and least deprived ends."""
    most, least = middle - slope / 2, middle + slope / 2
    if link == "log":
        return np.exp(most), np.exp(least)
    return 1 / (1 + np.exp(-most)), 1 / (1 + np.exp(-least))


def _total(weights: Array, rates: Array) -> Array:
    total: Array = (weights * rates).sum(axis=1)
    return total
