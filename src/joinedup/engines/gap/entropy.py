"""Theil's index and the mean log deviation between quantiles, by the delta method (reference 4.1).

T = sum of share x r ln r, MLD = - sum of share x ln r, with r = rate / mean. Both are nought where all rates are
equal, and chance alone makes them about half of sum(share x variance) / mean squared.
"""

import numpy as np

from joinedup.engines.gap.distributions import Array
from joinedup.engines.gap.estimate import Estimate, Marks, estimate
from joinedup.engines.gap.slopes import Ranked

# Under twice what chance alone would give, the index says little.
NOISE = 2.0


def theil(sets: Ranked) -> Estimate:
    """Theil's T. A quantile without events adds nothing to it, but leaves it without limits."""
    relative, is_out, is_zero = _relative(sets)
    log = np.log(np.where(relative > 0, relative, 1))
    shares, mean = sets.line.shares, np.where(is_out, np.nan, sets.line.mean)
    value = np.where(is_out, np.nan, (shares * relative * log).sum(axis=1))
    slope = shares * (log - value[:, None]) / mean[:, None]
    return _told(sets, value, np.where(is_zero[:, None], np.nan, slope), is_out)


def mean_log_deviation(sets: Ranked) -> Estimate:
    """The mean log deviation; undefined where a quantile has no events."""
    relative, is_out, is_zero = _relative(sets)
    is_out = is_out | is_zero
    safe = np.where(relative > 0, relative, 1)
    shares, mean = sets.line.shares, np.where(is_out, np.nan, sets.line.mean)
    value = np.where(is_out, np.nan, -(shares * np.log(safe)).sum(axis=1))
    slope = shares * (1 - 1 / safe) / mean[:, None]
    return _told(sets, value, slope, is_out)


def _relative(sets: Ranked) -> tuple[Array, Marks, Marks]:
    """Rates over the mean (1 where nobody is), where that means nothing, and where one of them is nought."""
    line, is_there = sets.line, sets.groups.people > 0
    is_out = ~(line.mean > 0) | (is_there & (line.rates < 0)).any(axis=1)
    relative = line.rates / np.where(is_out, 1, line.mean)[:, None]
    return np.where(is_there, relative, 1), is_out, (is_there & (line.rates == 0)).any(axis=1)


def _told(sets: Ranked, value: Array, slope: Array, is_out: Marks) -> Estimate:
    variance, mean = sets.chance.variance, sets.line.mean
    half = sets.chance.z * np.sqrt((slope**2 * variance).sum(axis=1))
    noise = (sets.line.shares * variance).sum(axis=1) / 2 / np.where(mean != 0, mean, 1) ** 2
    # Neither index goes below nought; rounding may, by a bit.
    value = np.maximum(value, 0)
    made = estimate(value, np.maximum(value - half, 0), value + half, "delta")
    name = "not_positive" if sets.groups.kind == "value" else "zero_events"
    is_zero = is_out & (sets.line.num_groups > 0)
    return sets.told(made).flagged(mostly_noise=value < NOISE * noise, **{name: is_zero})
