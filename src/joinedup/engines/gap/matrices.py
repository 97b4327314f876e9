"""Whole countries from two matrices at area level: numerators and people, areas down, indicators and years across.

Nothing is summed beforehand. The areas of one set and quantile are best kept together, in the order of sets and
quantiles: the sums then read the matrices once, from end to end.
"""

import numpy as np
from numpy.typing import NDArray

from joinedup.engines.gap.cutting import Places
from joinedup.engines.gap.distributions import Array
from joinedup.engines.gap.groups import Groups, Kind, from_tables

Matrix = NDArray[np.integer] | NDArray[np.floating]
# Whole numbers of sixteen bits: so many of them fit a sum of thirty-two whatever they are.
NUM_SAFE = (2**32 - 1) // (2**16 - 1)


def from_matrices(
    events: Matrix, people: Matrix, sets: Places, quantiles: Places, num_quantiles: int, kind: Kind = "proportion"
) -> Groups:
    """Groups of S x C sets, set by set and each column by column, from matrices (A, C) of areas by columns.

    `sets` (A,) numbers each area's set from 0 and `quantiles` (A,) its quantile, 0 where it is in none. Whole numbers
    are summed without loss: sixteen bits into thirty-two where no sum can overflow, all others into sixty-four.
    Numbers of sixty-four bits are refused where their sums could pass 2**53, and doubles are summed as they are.
    """
    cells = sets * (num_quantiles + 1) + quantiles
    if np.any(np.diff(cells) < 0):
        order = np.argsort(cells, kind="stable")
        events, people, cells = events[order], people[order], cells[order]
    found, starts = np.unique(cells, return_index=True)
    num_sets, num_columns = int(sets.max()) + 1, events.shape[1]
    ends = np.append(starts[1:], len(cells))
    tables = [_laid_out(_sums(each, starts, ends), found, num_sets, num_quantiles) for each in (events, people)]
    areas = np.repeat(np.bincount(sets, minlength=num_sets), num_columns).astype(np.int64)
    none = np.zeros(len(areas), np.int64)
    return from_tables(kind, (*tables, np.zeros(tables[0].shape)), areas, none)


def _sums(matrix: Matrix, starts: Places, ends: Places) -> Array:
    """The sum of each run of rows, (runs, C), as doubles."""
    wide = _wide(matrix, int((ends - starts).max()))
    made = np.empty((len(starts), matrix.shape[1]), wide)
    for place, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        np.add.reduce(matrix[start:end], axis=0, dtype=wide, out=made[place])
    return made.astype(np.float64, copy=False)


def _wide(matrix: Matrix, num_rows: int) -> np.dtype[np.generic]:
    """A kind of number in which no sum of so many rows overflows or loses a unit."""
    kind = matrix.dtype
    if kind.kind not in "iu":
        return np.dtype(np.float64)
    if kind.itemsize <= 2 and num_rows <= NUM_SAFE // 2:
        return np.dtype(np.uint32 if kind.kind == "u" else np.int32)
    if kind.itemsize == 8 and int(np.abs(matrix).max()) * num_rows >= 2**53:
        raise ValueError("the numbers are too large to be summed exactly: give them as doubles")
    return np.dtype(np.int64)


def _laid_out(sums: Array, found: Places, num_sets: int, num_quantiles: int) -> Array:
    """(runs, C) to (S x C, 1 + Q), noughts where a quantile has no areas."""
    made = np.zeros((num_sets * (num_quantiles + 1), sums.shape[1]))
    made[found] = sums
    shaped = made.reshape(num_sets, num_quantiles + 1, sums.shape[1]).transpose(0, 2, 1)
    return np.ascontiguousarray(shaped).reshape(num_sets * sums.shape[1], num_quantiles + 1)
