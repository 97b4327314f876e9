"""Concentration indices: absolute, standard, Wagstaff's and Erreygers's (reference 4.1).

ACI = 2 sum of share x (midpoint - 1/2) x rate; C = ACI / mean; both are below nought where the deprived have
more. Wagstaff 2005: C / (1 - mean). Erreygers 2009: 4 ACI / (highest - lowest possible rate).
"""

import numpy as np

from joinedup.engines.gap.estimate import Estimate, estimate
from joinedup.engines.gap.slopes import Ranked, absent


def absolute(sets: Ranked) -> Estimate:
    """The absolute (generalised) concentration index. It is 2 x the variance of the midpoints x the SII."""
    return sets.slope.scaled(2 * sets.line.position_variance)


def standard(sets: Ranked) -> Estimate:
    """The concentration index; undefined where the mean is not above nought."""
    made = sets.fraction(2 * sets.line.shares * sets.line.positions, sets.line.shares)
    is_out = ~(sets.line.mean > 0)
    return made.without(is_out).flagged(**_why(sets, is_out & (sets.line.num_groups > 0)))


def wagstaff(sets: Ranked) -> Estimate:
    """Wagstaff's index of a proportion, by the delta method; between -1 and 1."""
    line = sets.line
    if sets.groups.kind != "proportion":
        return absent(line.mean.shape[0], "not_a_proportion")
    weights, mean = 2 * line.shares * line.positions, line.mean
    aci = (weights * line.rates).sum(axis=1)
    is_out = ~((mean > 0) & (mean < 1))
    scale = np.where(is_out, np.nan, mean * (1 - mean))
    slope = weights / scale[:, None] - line.shares * (aci * (1 - 2 * mean) / scale**2)[:, None]
    half = sets.chance.z * np.sqrt((slope**2 * sets.chance.variance).sum(axis=1))
    value = aci / scale
    made = estimate(value, np.maximum(value - half, -1), np.minimum(value + half, 1), "delta")
    return sets.told(made).flagged(zero_events=is_out & (line.num_groups > 0))


def erreygers(sets: Ranked, bounds: tuple[float, float] | None) -> Estimate:
    """Erreygers's index; `bounds` are the lowest and highest rate possible, 0 and 1 for a proportion."""
    if bounds is None and sets.groups.kind == "proportion":
        bounds = (0.0, 1.0)
    num_sets = sets.line.mean.shape[0]
    if bounds is None:
        return absent(num_sets, "no_bounds")
    return absolute(sets).scaled(np.full(num_sets, 4 / (bounds[1] - bounds[0])))


def _why(sets: Ranked, is_out: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> dict[str, np.ndarray]:
    return {"not_positive" if sets.groups.kind == "value" else "zero_events": is_out}
