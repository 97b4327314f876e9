"""Cutting areas into quantiles and summing them, over arrays: the same rules as `files.summing` applies to files."""

import numpy as np
from numpy.typing import NDArray

from joinedup.engines.gap.distributions import Array
from joinedup.engines.gap.groups import Groups, Kind, from_tables

Places = NDArray[np.int64]


def by_areas(sets: Places, ranks: Array, num_quantiles: int) -> Places:
    """The quantile of each area (A,), 1 the most deprived; 0 in a set with fewer areas than quantiles.

    `sets` (A,) numbers each area's set from 0, `ranks` (A,) gives its rank, 1 the most deprived; equal ranks
    share the least place. The rule of PHEindicatormethods in whole numbers (reference 1.1).
    """
    order = np.lexsort((ranks, sets))
    starts, num_areas = _spans(sets[order])
    ordered = ranks[order]
    is_new = (
        np.r_[True, (ordered[1:] != ordered[:-1]) | (np.diff(sets[order]) != 0)] if len(order) else np.zeros(0, bool)
    )
    firsts = np.maximum.accumulate(np.where(is_new, np.arange(len(order)), 0))
    rank = firsts - starts + 1
    quantile = num_quantiles + 1 - -(-(num_areas + 1 - rank) * num_quantiles // num_areas)
    made = np.empty(len(order), np.int64)
    made[order] = np.where(num_areas < num_quantiles, 0, quantile)
    return made


def by_people(sets: Places, ranks: Array, people: Array, num_quantiles: int) -> Places:
    """The quantile (A,) that holds the midpoint of each area's stretch of its set's cumulative people.

    Areas of equal rank share one stretch. 0 in a set without people.
    """
    blocks, block = np.unique(np.stack((sets.astype(np.float64), ranks)), axis=1, return_inverse=True)
    stretch = np.bincount(block.ravel(), weights=people)
    of_set = blocks[0].astype(np.int64)
    num_sets = int(of_set[-1]) + 1 if len(of_set) else 0
    total = np.bincount(of_set, weights=stretch, minlength=num_sets)
    before = np.cumsum(total) - total
    reached = np.cumsum(stretch) - before[of_set]
    safe = np.where(total > 0, total, 1)[of_set]
    quantile = np.minimum(np.floor((2 * reached - stretch) * num_quantiles / (2 * safe)) + 1, num_quantiles)
    made: Places = np.where(total[of_set] > 0, quantile, 0).astype(np.int64)[block.ravel()]
    return made


def summed(
    sets: Places,
    quantiles: Places,
    amounts: Array,
    people: Array,
    kind: Kind,
    num_quantiles: int,
    errors: Array | None = None,
) -> Groups:
    """Groups of sets 0 to S - 1 from areas (A,): numerators or values, people, and for values standard errors.

    NaN in `amounts` is suppressed: neither the area's numerator nor its people are counted. Quantile 0 is none.
    """
    num_sets = int(sets.max()) + 1 if len(sets) else 0
    is_held = np.isnan(amounts)
    weight = np.where(is_held, 0.0, people)
    weighted = np.where(is_held, 0.0, amounts) * (people if kind == "value" else 1.0)
    variance = np.zeros(len(sets)) if errors is None else np.where(is_held, 0.0, errors * people) ** 2
    cell = sets * (num_quantiles + 1) + quantiles
    shape = (num_sets, num_quantiles + 1)
    tables: list[Array] = [
        np.bincount(cell, weights=each, minlength=shape[0] * shape[1]).astype(np.float64).reshape(shape)
        for each in (weighted, weight, variance)
    ]
    num_areas = np.bincount(sets, minlength=num_sets)
    num_held = np.bincount(sets[is_held], minlength=num_sets)
    return from_tables(kind, tables, num_areas.astype(np.int64), num_held.astype(np.int64))


def _spans(sets: Places) -> tuple[Places, Places]:
    """For each place of sorted sets: where its set starts and how many it has."""
    _, starts, place, counts = np.unique(sets, return_index=True, return_inverse=True, return_counts=True)
    return starts[place].astype(np.int64), counts[place].astype(np.int64)
