"""HiGHS, told to give the same answer every time: one thread, one seed, no gap left that a whole number could hide in.

Objectives are whole numbers of one unit (the greatest that divides every gain), so that HiGHS works with small
numbers. Every answer is read back as whole numbers, and priced and checked again without HiGHS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from joinedup.engines.restructure.programme import NO_LIMIT
from joinedup.engines.restructure.tables import Ints

Floats = NDArray[np.float64]
SETTINGS: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "parallel": "off",
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.9,
    "mip_feasibility_tolerance": 1e-7,
}
# A bound this close under a whole number may be that number: then it proves nothing, and work goes on.
DOUBT = 0.01


@dataclass(frozen=True)
class Matrix:
    """Columns one after another: where each starts, and its rows and numbers."""

    starts: Ints
    rows: Ints
    numbers: Ints

    def take(self, columns: Ints) -> Matrix:
        """Only these columns, in this order."""
        lengths = np.diff(self.starts)[columns]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        places = np.arange(starts[-1]) - np.repeat(starts[:-1] - self.starts[columns], lengths)
        return Matrix(starts, self.rows[places], self.numbers[places])

    def weighed(self, weights: Ints) -> Ints:
        """Of each column, the sum of its numbers times the weights of their rows."""
        columns = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        totals = np.zeros(len(self.starts) - 1, dtype=np.int64)
        np.add.at(totals, columns, self.numbers * weights[self.rows])
        return totals


def solver(seconds: float | None = None) -> highspy.Highs:
    """A new HiGHS with our settings."""
    made = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy leaves its own constructor untyped
    for name, value in SETTINGS.items():
        made.setOptionValue(name, value)
    if seconds is not None:
        made.setOptionValue("time_limit", max(0.01, seconds))
    return made


def add_rows(model: highspy.Highs, limits: Ints) -> None:
    """Empty rows with these upper limits."""
    num = len(limits)
    empty = np.zeros(0, dtype=np.int32)
    model.addRows(
        num,
        np.full(num, -highspy.kHighsInf),
        np.where(limits >= NO_LIMIT, highspy.kHighsInf, limits.astype(np.float64)),
        0,
        np.zeros(num, dtype=np.int32),
        empty,
        np.zeros(0),
    )


def add_columns(model: highspy.Highs, gains: Floats, least: Ints, most: Ints, matrix: Matrix) -> None:
    """Columns from `least` to `most` with these gains, which are to be made as large as can be."""
    model.addCols(
        len(gains),
        -gains,
        least.astype(np.float64),
        most.astype(np.float64),
        len(matrix.rows),
        matrix.starts[:-1].astype(np.int32),
        matrix.rows.astype(np.int32),
        matrix.numbers.astype(np.float64),
    )
