"""The linear relaxation, solved by sifting, and the bound that it proves.

Mergers come in as they are wanted. So do the rows that tie each nesting in a partnership to that partnership's own
place under the LSP. What HiGHS gives is only a set of prices of the rows: the bound is worked out from them in
whole numbers, and holds whatever they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from joinedup.engines.restructure.programme import NO_LIMIT, Programme
from joinedup.engines.restructure.solver import Matrix, add_columns, add_rows, solver
from joinedup.engines.restructure.tables import Flags, Ints

FINE = 1000  # prices are kept in thousandths of a penny
MOST_ROUNDS = 200


@dataclass(frozen=True)
class Bound:
    """A proof: no answer saves more than `total` thousandths of a penny. An answer that uses column k saves at most
    that and `spare[k]`, and one that leaves it out at most that less `spare[k]`, whichever is below."""

    total: int
    spare: Ints

    @property
    def pence(self) -> int:
        """No answer saves more than this, in pence."""
        return self.total // FINE


class Relaxation:
    """The relaxation of one programme, kept from one question to the next so that each starts from the last."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.matrix = Matrix(programme.starts, programme.rows, programme.numbers)
        self.unit = max(1, int(np.gcd.reduce(np.append(programme.gains, 0))))
        self.model = solver()
        self.model.setOptionValue("solver", "simplex")
        self.active = np.zeros(0, dtype=np.int64)
        self.linked = np.zeros(0, dtype=np.int64)
        add_rows(self.model, programme.limits)
        self._add(self._first())

    def _first(self) -> Ints:
        """All but the mergers, the mergers of two, and of the rest the best, three to a partnership."""
        mergers, start = self.programme.mergers, self.programme.num_others
        is_pair = (mergers.joining >= 0).sum(axis=1) == 1
        best = np.argsort(-mergers.savings, kind="stable")[: 3 * len(self.programme.tables.bodies)]
        is_pair[best] = True
        return np.concatenate([np.arange(start), start + np.flatnonzero(is_pair)])

    def _add(self, columns: Ints) -> None:
        gains = self.programme.gains[columns] / self.unit
        add_columns(
            self.model,
            gains,
            self.programme.least[columns],
            np.ones(len(columns), dtype=np.int64),
            self.matrix.take(columns),
        )
        self.active = np.concatenate([self.active, columns])

    def bound(self, most_effort: int, allowed: Flags) -> Bound:
        """Solve for a limit of effort, with only the allowed columns, and return what is proved."""
        self.model.changeRowBounds(0, -highspy.kHighsInf, float(most_effort))
        self._allow(allowed)
        limits = self.programme.limits.copy()
        limits[0] = most_effort
        found = Bound(NO_LIMIT * FINE, np.zeros(len(allowed), dtype=np.int64))
        for _ in range(MOST_ROUNDS):
            self.model.run()
            solution = self.model.getSolution()
            found = self._proved(np.array(solution.row_dual), limits, allowed)
            wanted = self._wanted(found, allowed)
            broken = self._broken(np.array(solution.col_value))
            if not len(wanted) and not len(broken):
                break
            if len(broken):
                self._link(broken)
            if len(wanted):
                self._add(wanted)
        return found

    def _allow(self, allowed: Flags) -> None:
        most = allowed[self.active].astype(np.float64)
        places = np.arange(len(self.active), dtype=np.int32)
        self.model.changeColsBounds(len(places), places, self.programme.least[self.active].astype(np.float64), most)

    def _proved(self, duals: np.ndarray[tuple[int, ...], np.dtype[np.float64]], limits: Ints, allowed: Flags) -> Bound:
        """The bound that these prices prove, by weak duality, in whole numbers."""
        num_rows = len(limits)
        prices = np.maximum(0, np.rint(-duals * self.unit * FINE).astype(np.int64))
        own, ties = prices[:num_rows], prices[num_rows:]
        own = np.where(limits >= NO_LIMIT, 0, own)
        spare = self.programme.gains * FINE - self.matrix.weighed(own)
        pairs = self.programme.links[self.linked]
        np.subtract.at(spare, pairs[:, 0], ties)
        np.add.at(spare, pairs[:, 1], ties)
        total = int((own * np.where(limits >= NO_LIMIT, 0, limits)).sum())
        total += int(np.where(self.programme.least == 1, spare, np.maximum(0, spare))[allowed].sum())
        return Bound(total, spare)

    def _wanted(self, bound: Bound, allowed: Flags) -> Ints:
        """The mergers left out that would raise the relaxation most: at most two to a partnership at once."""
        is_out = allowed & (bound.spare > self.unit)
        is_out[self.active] = False
        columns = np.flatnonzero(is_out)
        most = 2 * len(self.programme.tables.bodies)
        return np.sort(columns[np.argsort(-bound.spare[columns], kind="stable")[:most]])

    def _broken(self, values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Ints:
        """The ties between nestings that this answer breaks."""
        links = self.programme.links
        if not len(links):
            return np.zeros(0, dtype=np.int64)
        full = np.zeros(len(self.programme.gains))
        full[self.active] = values
        excess = full[links[:, 0]] - full[links[:, 1]]
        excess[self.linked] = 0
        return np.flatnonzero(excess > 1e-6)

    def _link(self, broken: Ints) -> None:
        """Write these ties as rows. The columns of nestings are always in, at places equal to their numbers."""
        num = len(broken)
        pairs = self.programme.links[broken].astype(np.int32)
        self.model.addRows(
            num,
            np.full(num, -highspy.kHighsInf),
            np.zeros(num),
            2 * num,
            np.arange(0, 2 * num, 2, dtype=np.int32),
            pairs.ravel(),
            np.tile([1.0, -1.0], num),
        )
        self.linked = np.concatenate([self.linked, broken])
