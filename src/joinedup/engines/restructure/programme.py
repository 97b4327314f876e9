"""The integer programme: one 0-1 variable a wind-up, a nesting, a merger; one row a rule.

Columns in order: wind-ups, nestings in the LSP, nestings in a partnership, mergers. Every number is whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from joinedup.engines.restructure.columns import Columns, columns_of
from joinedup.engines.restructure.homes import closing_rows
from joinedup.engines.restructure.tables import Flags, Ints, Tables
from joinedup.rules.rationalisation.records import Plan

NO_LIMIT = 1 << 40
CLOSING_POINTS, LSP_POINTS, PARENT_POINTS = 1, 1, 2


@dataclass(frozen=True)
class Programme:
    """A x <= b in whole numbers, by columns. The first row is effort; its limit is set for each question.

    gains: pence. efforts: points. starts, rows, numbers: the columns one after another. limits: b. least: 1 where
    a column must be 1. links: of each nesting in a partnership, its own column and that of the parent's place under
    the LSP; the first may be 1 only with the second.
    """

    tables: Tables
    mergers: Columns
    closing: Ints
    under_lsp: Ints
    pairs: Ints
    gains: Ints
    efforts: Ints
    starts: Ints
    rows: Ints
    numbers: Ints
    limits: Ints
    least: Ints
    links: Ints

    @property
    def num_others(self) -> int:
        """How many columns are not mergers; the mergers come after them."""
        return len(self.closing) + len(self.under_lsp) + len(self.pairs)

    def asks(self, who: Flags) -> Flags:
        """Which columns ask anything of these partnerships: to close, to nest, to be nested in, to merge. N flags."""
        pairs = who[self.pairs].any(axis=1) if len(self.pairs) else np.zeros(0, dtype=np.bool_)
        is_new = np.array([not body.parent for body in self.tables.bodies], dtype=np.bool_)
        tops = (who & is_new)[self.under_lsp]
        asked: Flags = np.concatenate([who[self.closing], tops, pairs, self.mergers.touch(who)])
        return asked

    def plan_of(self, chosen: Ints) -> Plan:
        """The plan that a 0-1 answer stands for."""
        ids = [body.id for body in self.tables.bodies]
        bound = np.cumsum([len(self.closing), len(self.under_lsp), len(self.pairs)])
        closes, tops, pairs, merged = np.split(chosen, bound)
        nests = {
            ids[row]: self.tables.setting.lsp for row in self.under_lsp[tops > 0] if not self.tables.bodies[row].parent
        }
        nests |= {ids[child]: ids[parent] for child, parent in self.pairs[pairs > 0]}
        merges = {
            ids[row]: ids[self.mergers.hosts[column]]
            for column in np.flatnonzero(merged)
            for row in self.mergers.joining[column]
            if row >= 0
        }
        return Plan(merges, nests, frozenset(ids[row] for row in self.closing[closes > 0]))

    def is_sound(self, chosen: Ints, most_effort: int) -> bool:
        """Whether a 0-1 answer keeps every row, in whole numbers."""
        columns = np.repeat(np.arange(len(self.gains)), np.diff(self.starts))
        used = np.bincount(self.rows, self.numbers * chosen[columns], len(self.limits)).astype(np.int64)
        limits = self.limits.copy()
        limits[0] = most_effort
        linked = bool((chosen[self.links[:, 0]] <= chosen[self.links[:, 1]]).all())
        return linked and bool((used <= limits).all() and (chosen >= self.least).all())


@dataclass
class _Rows:
    """Rows as they are written: entries (row, column, number) and the limit of each row."""

    entries: list[tuple[Ints, Ints, Ints]] = field(default_factory=list)
    limits: list[int] = field(default_factory=lambda: [NO_LIMIT])

    def new(self, limit: int) -> int:
        """A new row with that limit."""
        self.limits.append(limit)
        return len(self.limits) - 1

    def put(self, row: int | Ints, columns: Iterable[int] | Ints, number: int | Ints = 1) -> None:
        """Put a number into a row (or into one row each) for these columns."""
        where = np.asarray(columns, dtype=np.int64)
        self.entries.append((np.broadcast_to(row, where.shape), where, np.broadcast_to(number, where.shape)))

    def by_column(self, num_columns: int) -> tuple[Ints, Ints, Ints]:
        """Starts, rows and numbers by columns, entries of one place added up and those of nothing left out."""
        rows, columns, numbers = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        keys, place = np.unique(columns * len(self.limits) + rows, return_inverse=True)
        totals = np.bincount(place, numbers, len(keys)).astype(np.int64)
        keys, totals = keys[totals != 0], totals[totals != 0]
        starts = np.searchsorted(keys // len(self.limits), np.arange(num_columns + 1))
        return starts.astype(np.int64), keys % len(self.limits), totals


class _Writer:
    """Writes the rows of one register."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.bodies = tables.bodies
        self.is_under = np.array([body.parent == tables.setting.lsp for body in self.bodies], dtype=np.bool_)
        self.closing = np.flatnonzero(tables.may_close)
        self.under_lsp = np.flatnonzero(tables.may_be_nested | (self.is_under & tables.is_free))
        nests = tables.nests.copy()
        nests[:, ~np.isin(np.arange(len(self.bodies)), self.under_lsp)] = False
        self.pairs = np.argwhere(nests)
        self.first_pair = len(self.closing) + len(self.under_lsp)
        self.close_of = {int(row): place for place, row in enumerate(self.closing)}
        self.top_of = {int(row): len(self.closing) + place for place, row in enumerate(self.under_lsp)}
        self.children: dict[str, list[int]] = {}
        for row, body in enumerate(self.bodies):
            self.children.setdefault(body.parent, []).append(row)
        self.nesting_gains = self._nesting_gains()
        self.mergers = columns_of(tables, max([0, *self.nesting_gains.tolist()]))
        first = self.first_pair + len(self.pairs)
        self.num_columns = first + len(self.mergers)
        place, slot = np.nonzero(self.mergers.joining >= 0)
        self.joined_by: dict[int, list[int]] = {}
        for column, row in zip((place + first).tolist(), self.mergers.joining[place, slot].tolist(), strict=True):
            self.joined_by.setdefault(row, []).append(column)
        self.hosted_by: dict[int, list[int]] = {}
        for column, row in enumerate(self.mergers.hosts.tolist()):
            self.hosted_by.setdefault(row, []).append(first + column)
        self.nested_by: dict[int, list[int]] = {}
        self.nests_in: dict[int, list[int]] = {}
        for column, (child, parent) in enumerate(self.pairs.tolist()):
            self.nested_by.setdefault(child, []).append(self.first_pair + column)
            self.nests_in.setdefault(parent, []).append(self.first_pair + column)
        self.written = _Rows()

    def _nesting_gains(self) -> Ints:
        """Of each place under the LSP, then of each pair, what nesting saves in pence."""
        values = self.tables.setting.values
        shared_costs = (self.tables.costs * values.shared_secretariat_percent + 50) // 100
        line = values.reporting_line_pence + shared_costs
        seat = values.seat_meeting_pence
        tops = np.where(self.is_under, 0, line - seat * (self.tables.setting.lsp_meetings or 0))[self.under_lsp]
        child, parent = self.pairs[:, 0], self.pairs[:, 1]
        shared = self.tables.shared_themes()[child, parent]
        pairs = line[child] + values.theme_home_pence * shared - seat * self.tables.meetings[parent]
        return np.concatenate([tops, pairs])

    def gone(self, row: int) -> list[int]:
        """The columns in which a partnership would no longer exist."""
        return [*([self.close_of[row]] if row in self.close_of else []), *self.joined_by.get(row, [])]

    def write(self) -> Programme:
        """All rows."""
        efforts = self._efforts()
        self.written.put(0, np.arange(self.num_columns), efforts)
        for row in range(len(self.bodies)):
            self._one_place(row)
            self._existing(row)
        self._spans()
        for limit, closing in closing_rows(self.tables):
            self.written.put(self.written.new(limit), [self.close_of[row] for row in closing])
        starts, rows, numbers = self.written.by_column(self.num_columns)
        gains = np.concatenate([self.tables.alone[self.closing], self.nesting_gains, self.mergers.savings])
        own = np.arange(self.first_pair, self.first_pair + len(self.pairs))
        tops = np.array([self.top_of[parent] for parent in self.pairs[:, 1].tolist()], dtype=np.int64)
        return Programme(
            self.tables,
            self.mergers,
            self.closing,
            self.under_lsp,
            self.pairs,
            gains,
            efforts,
            starts,
            rows,
            numbers,
            np.array(self.written.limits, dtype=np.int64),
            self._least(),
            np.stack([own, tops], axis=1),
        )

    def _efforts(self) -> Ints:
        legal, weight = self.tables.legal, self.tables.weight
        tops = np.where(self.is_under, 0, (LSP_POINTS + legal) * weight)[self.under_lsp]
        pairs = ((PARENT_POINTS + legal) * weight)[self.pairs[:, 0]]
        closes = ((CLOSING_POINTS + legal) * weight)[self.closing]
        return np.concatenate([closes, tops, pairs, self.mergers.efforts])

    def _least(self) -> Ints:
        """1 for the place of a partnership that is under the LSP now and cannot go."""
        least = np.zeros(self.num_columns, dtype=np.int64)
        for row, column in self.top_of.items():
            if self.is_under[row] and not self.gone(row):
                least[column] = 1
        return least

    def _one_place(self, row: int) -> None:
        gone = self.gone(row)
        if gone or row in self.hosted_by:
            self.written.put(self.written.new(1), [*gone, *self.hosted_by.get(row, [])])
        places = [*([self.top_of[row]] if row in self.top_of else []), *self.nested_by.get(row, [])]
        if places and (gone or len(places) > 1):
            self.written.put(self.written.new(1), [*gone, *places])
        if self.is_under[row] and row in self.top_of and gone:
            self.written.put(self.written.new(-1), [*gone, *places], -1)  # it keeps its place or goes

    def _existing(self, row: int) -> None:
        """Nothing is left nested in what is gone, and nothing comes to stand a third level below the LSP."""
        body = self.bodies[row]
        if not body.parent or body.parent == self.tables.setting.lsp:
            return
        parent = self.tables.number[body.parent]
        if over := self.gone(parent):
            self._only_once_gone(row, over)
        if nested := self.nested_by.get(parent):
            self._only_once_gone(row, nested)
        above = self.tables.number.get(self.bodies[parent].parent)
        if above is not None and above in self.top_of and not self.is_under[above]:
            self._only_once_gone(row, [self.top_of[above]])

    def _only_once_gone(self, row: int, columns: list[int]) -> None:
        """These columns, one at most of them 1, only when this partnership no longer exists."""
        limit = self.written.new(0)
        self.written.put(limit, columns)
        self.written.put(limit, self.gone(row), -1)

    def _spans(self) -> None:
        values = self.tables.setting.values
        now = len(self.children.get(self.tables.setting.lsp, []))
        elsewhere = sum(row not in self.top_of for row in self.children.get(self.tables.setting.lsp, []))
        limit = self.written.new(max(values.most_under_lsp, now) - elsewhere)
        self.written.put(limit, list(self.top_of.values()))
        for parent, columns in self.nests_in.items():
            existing = self.children.get(self.bodies[parent].id, [])
            most = max(values.most_under_partnership, len(existing))
            limit = self.written.new(0)
            self.written.put(limit, columns)
            self.written.put(limit, [self.top_of[parent]], -most)
            if existing:
                limit = self.written.new(most - len(existing))
                self.written.put(limit, columns)
                for row in existing:
                    self.written.put(limit, self.gone(row), -1)


def programme_of(tables: Tables) -> Programme:
    """The programme of a register."""
    return _Writer(tables).write()
