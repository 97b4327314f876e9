"""Straight lines through many series at once: weighted least squares, and Theil's and Sen's robust line.

Series are rows, periods columns, (N, T). A missing value is NaN. Times are in years. Sources: reference 4.2;
Theil 1950 and Sen 1968 for the slope, Kendall's variance for its limits.
"""

from dataclasses import dataclass

import numpy as np

from joinedup.engines.gap.distributions import Array, chi_square_quantile, student_quantile
from joinedup.engines.gap.estimate import Marks

# Chi-square beyond its 95 % point: the scatter is more than the limits of the values allow for.
FIT_LEVEL = 0.95
# A bend that chance would make once in a hundred times means that no straight line fits.
BEND_LEVEL = 0.99
MAD_TO_SD = 1.4826


@dataclass(frozen=True, slots=True)
class Projection:
    """What a line says of one later time, (N,): the projected value, the spread of what may be seen then, the slope.

    `freedom` is the number of points less two; `is_poor` marks series whose scatter is more than chance allows.
    """

    value: Array
    spread: Array
    slope: Array
    freedom: Array
    is_poor: Marks


def weighted(values: Array, errors: Array, times: Array, at: float, baseline: Array, share: Array) -> Projection:
    """The weighted line, projected to `at`; weights 1 / error squared.

    `baseline` (N, T) is 1 at the baseline and 0 elsewhere, and `share` (N,) is what the target moves by when the
    baseline value does: a target set from a noisy baseline is noisy itself, and goes up and down with the line that
    the same value helps to fit. `spread` is that of projection less target. Errors are widened by the root of
    phi = max(1, chi-square / (T - 2)); the new value is taken to be as exact as the middle one of the series.
    """
    is_used = np.isfinite(values) & np.isfinite(errors) & (errors > 0)
    safe = np.where(is_used, errors, 1.0)
    weight = np.where(is_used, 1 / safe**2, 0.0)
    seen = np.where(is_used, values, 0.0)
    total = weight.sum(axis=1)
    total = np.where(total > 0, total, np.nan)
    middle = (weight * times).sum(axis=1) / total
    off = times - middle[:, None]
    square = (weight * off**2).sum(axis=1)
    square = np.where(square > 0, square, np.nan)
    slope_parts = weight * off / square[:, None]
    parts = weight / total[:, None] + slope_parts * (at - middle)[:, None]
    slope, value = (slope_parts * seen).sum(axis=1), (parts * seen).sum(axis=1)
    level = (weight * seen).sum(axis=1) / total
    chi = (weight * (seen - level[:, None] - slope[:, None] * off) ** 2).sum(axis=1)
    freedom = is_used.sum(axis=1) - 2
    phi = np.maximum(1, chi / np.maximum(freedom, 1))
    new = _middle(np.sort(np.where(is_used, errors, np.nan), axis=1))
    known = np.where(np.isfinite(errors), errors, 0.0)
    spread = np.sqrt(phi * (((parts - share[:, None] * baseline) ** 2 * known**2).sum(axis=1) + new**2))
    return Projection(value, spread, slope, freedom, _is_poor(chi, freedom))


def robust(values: Array, errors: Array, times: Array, at: float, target_error: Array) -> Projection:
    """Theil's and Sen's line, projected to `at`: the median of all pairwise slopes, through the median level.

    The spread joins the scatter about the line (median absolute deviation), the slope's (Kendall's limits) and the
    target's own error (N,); it is an approximation, and said to be one. Needs six points.
    """
    is_used = np.isfinite(values) & np.isfinite(errors)
    num = is_used.sum(axis=1)
    seen = np.where(is_used, values, np.nan)
    first, second = np.triu_indices(values.shape[1], 1)
    slopes = np.sort((seen[:, second] - seen[:, first]) / (times[second] - times[first]), axis=1)
    slope = _middle(slopes)
    level = _middle(np.sort(seen - slope[:, None] * times, axis=1))
    scatter = MAD_TO_SD * _middle(np.sort(np.abs(seen - level[:, None] - slope[:, None] * times), axis=1))
    own = _middle(np.sort(np.where(is_used, errors, np.nan), axis=1))
    scatter = np.maximum(scatter, own)
    slope_error = _slope_error(slopes, num)
    middle = np.where(is_used, times, 0.0).sum(axis=1) / np.maximum(num, 1)
    level_part = 1 + np.pi / 2 / np.maximum(num, 1)
    spread = np.sqrt(scatter**2 * level_part + (slope_error * (at - middle)) ** 2 + target_error**2)
    return Projection(level + slope * at, spread, slope, num - 2, np.zeros(len(values), np.bool_))


def bends(values: Array, errors: Array, times: Array) -> Marks:
    """Where a curve fits so much better that no straight line will do: t test of the square's coefficient."""
    is_used = np.isfinite(values) & np.isfinite(errors) & (errors > 0)
    found = np.zeros(len(values), np.bool_)
    for place in np.flatnonzero(is_used.sum(axis=1) >= 5):
        used = is_used[place]
        at = times[used] - times[used].mean()
        root = 1 / errors[place, used]
        design = np.stack((np.ones(at.shape), at, at**2), axis=1) * root[:, None]
        seen = values[place, used] * root
        coefficients, *_ = np.linalg.lstsq(design, seen, rcond=None)
        freedom = int(used.sum()) - 3
        phi = max(1.0, float(((seen - design @ coefficients) ** 2).sum()) / freedom)
        error = np.sqrt(phi * np.linalg.pinv(design.T @ design)[2, 2])
        bound = student_quantile(1 - (1 - BEND_LEVEL) / 2, freedom)
        found[place] = abs(coefficients[2]) > bound * error
    return found


def _is_poor(chi: Array, freedom: Array) -> Marks:
    most = int(freedom.max()) if len(freedom) else 0
    bounds = np.array([np.inf, *(chi_square_quantile(FIT_LEVEL, k) for k in range(1, most + 1))])
    poor: Marks = chi > bounds[np.clip(freedom.astype(np.intp), 0, None)]
    return poor


def _middle(ordered: Array) -> Array:
    """The median of each row of sorted values, NaN (sorted last) left out."""
    num = np.isfinite(ordered).sum(axis=1)
    rows = np.arange(len(ordered))
    low, high = np.maximum((num - 1) // 2, 0), np.minimum(num // 2, ordered.shape[1] - 1)
    made: Array = np.where(num > 0, (ordered[rows, low] + ordered[rows, high]) / 2, np.nan)
    return made


def _slope_error(slopes: Array, num: Array) -> Array:
    """Half the width of the slope's 95 % limits over z, from Kendall's variance of concordant pairs."""
    z = 1.959963984540054
    num_slopes = np.isfinite(slopes).sum(axis=1)
    reach = z * np.sqrt(num * (num - 1) * (2 * num + 5) / 18)
    rows = np.arange(len(slopes))
    last = np.maximum(num_slopes - 1, 0)
    low = np.clip(np.floor((num_slopes - reach) / 2).astype(np.intp), 0, last)
    high = np.clip(np.ceil((num_slopes + reach) / 2).astype(np.intp), 0, last)
    made: Array = (slopes[rows, high] - slopes[rows, low]) / (2 * z)
    return made
