"""The best answer to one question, with its proof: a small programme, widened until nothing left out could matter.

The relaxation proves how little a column left out could add. Those that could add most are solved with HiGHS; the
rest are proved away by that bound. When the two bounds meet the best answer found, it is proved the best.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import highspy
import numpy as np

from joinedup.engines.restructure.programme import NO_LIMIT, Programme
from joinedup.engines.restructure.relaxation import FINE, Bound, Relaxation
from joinedup.engines.restructure.solver import DOUBT, add_columns, add_rows, solver
from joinedup.engines.restructure.tables import Flags, Ints

# How much worse than the bound a column may be and still be tried, in pence: round by round.
WIDTHS = (100_000, 250_000, 600_000)


@dataclass(frozen=True)
class Best:
    """The best answer found: its columns (0 or 1), its saving in pence, its effort, and what is proved of it.

    No answer saves more than `bound_pence`; the answer is proved the best when that is its own saving.
    """

    chosen: Ints
    saving_pence: int
    effort: int
    bound_pence: int

    @property
    def is_proved(self) -> bool:
        """Whether no answer saves more."""
        return self.bound_pence <= self.saving_pence


class Prover:
    """Answers one question after another about one register: with a limit of effort, and without some columns."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.relaxation = Relaxation(programme)

    def best(
        self,
        most_effort: int | None = None,
        allowed: Flags | None = None,
        start: Iterable[Ints] = (),
        seconds: float = 60.0,
    ) -> Best:
        """The answer that saves most within the limit of effort, from the allowed columns.

        start: answers already known; those that break a rule of the question are left out. seconds: when to stop
        looking for a proof.
        """
        limit = NO_LIMIT if most_effort is None else most_effort
        allow = np.ones(len(self.programme.gains), dtype=np.bool_) if allowed is None else allowed
        question = _Question(self.programme, self.relaxation, limit, allow, time.monotonic() + seconds)
        for chosen in start:
            question.offer(chosen)
        question.solve()
        return question.answer()


class _Question:
    def __init__(self, programme: Programme, relaxation: Relaxation, limit: int, allowed: Flags, until: float) -> None:
        self.programme, self.relaxation = programme, relaxation
        self.limit, self.allowed, self.until = limit, allowed, until
        self.chosen = np.zeros(0, dtype=np.int64)
        self.saving = -1
        self.offer(self._as_now())
        assert self.saving == 0, "leaving everything as it is breaks a rule of the programme"
        self.bound: Bound = relaxation.bound(limit, allowed)
        self.proved = self._whole(self.bound.total / FINE)

    def _as_now(self) -> Ints:
        """Everything as it is: only the places under the LSP that are taken already."""
        chosen = np.zeros(len(self.programme.gains), dtype=np.int64)
        first = len(self.programme.closing)
        bodies = self.programme.tables.bodies
        chosen[first : first + len(self.programme.under_lsp)] = [
            bool(bodies[row].parent) for row in self.programme.under_lsp
        ]
        return chosen

    def _whole(self, pence: float) -> int:
        """The greatest saving in whole units that a bound leaves open."""
        unit = self.relaxation.unit
        return int(np.floor(pence / unit + DOUBT)) * unit

    def offer(self, chosen: Ints) -> None:
        """Take an answer if it is sound and better than the best so far."""
        saving = int((self.programme.gains * chosen).sum())
        if saving > self.saving and not chosen[~self.allowed].any() and self.programme.is_sound(chosen, self.limit):
            self.chosen, self.saving = chosen, saving

    def answer(self) -> Best:
        """The best so far and what is proved of it."""
        effort = int((self.programme.efforts * self.chosen).sum())
        return Best(self.chosen, self.saving, effort, max(self.proved, self.saving))

    def solve(self) -> None:
        """Widen until the proof is there or the time is up."""
        for width in (*WIDTHS, None, None, None):
            gap = self.proved - self.saving
            if gap <= 0 or time.monotonic() >= self.until:
                return
            open_gap = self.bound.total - (self.saving + self.relaxation.unit) * FINE
            most = open_gap if width is None else min(open_gap, width * FINE)
            self._solve_within(most)

    def _solve_within(self, width: int) -> None:
        """Solve with the columns that could be in an answer within this much of the bound."""
        is_in = self.allowed & ((self.bound.spare >= -width) | (self.programme.least == 1))
        columns = np.flatnonzero(is_in)
        left_out = self.bound.spare[self.allowed & ~is_in]
        beyond = (self.bound.total + int(left_out.max())) // FINE if len(left_out) else -1
        bound = self._run(columns)
        self.proved = min(self.proved, max(self._whole(bound), self._whole(beyond), self.saving))

    def _run(self, columns: Ints) -> float:
        """Solve these columns with HiGHS; offer what it finds, and return the bound that it gives, in pence."""
        unit = self.relaxation.unit
        model = self._model(columns)
        begin = highspy.HighsSolution()
        begin.col_value = self.chosen[columns].astype(np.float64).tolist()
        if int(self.chosen[columns].sum()) == int(self.chosen.sum()):
            model.setSolution(begin)
        model.run()
        info = model.getInfo()
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            chosen = np.zeros(len(self.programme.gains), dtype=np.int64)
            chosen[columns] = np.rint(np.array(model.getSolution().col_value)).astype(np.int64)
            self.offer(chosen)
        if model.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return -1.0
        bound = -info.mip_dual_bound
        return bound * unit if np.isfinite(bound) else float(self.proved)

    def _model(self, columns: Ints) -> highspy.Highs:
        model = solver(self.until - time.monotonic())
        limits = self.programme.limits.copy()
        limits[0] = self.limit
        add_rows(model, limits)
        num = len(columns)
        gains = self.programme.gains[columns] / self.relaxation.unit
        ones = np.ones(num, dtype=np.int64)
        add_columns(model, gains, self.programme.least[columns], ones, self.relaxation.matrix.take(columns))
        places = np.arange(num, dtype=np.int32)
        model.changeColsIntegrality(num, places, np.full(num, highspy.HighsVarType.kInteger))
        self._tie(model, columns)
        return model

    def _tie(self, model: highspy.Highs, columns: Ints) -> None:
        """A nesting in a partnership only with that partnership's own place under the LSP."""
        place = np.full(len(self.programme.gains), -1, dtype=np.int64)
        place[columns] = np.arange(len(columns))
        pairs = place[self.programme.links]
        pairs = pairs[pairs[:, 0] >= 0]
        alone, both = pairs[pairs[:, 1] < 0, 0], pairs[pairs[:, 1] >= 0].astype(np.int32)
        if len(alone):
            nothing = np.zeros(len(alone))
            model.changeColsBounds(len(alone), alone.astype(np.int32), nothing, nothing)
        num = len(both)
        starts = np.arange(0, 2 * num, 2, dtype=np.int32)
        limits = (np.full(num, -highspy.kHighsInf), np.zeros(num))
        model.addRows(num, *limits, 2 * num, starts, both.ravel(), np.tile([1.0, -1.0], num))
