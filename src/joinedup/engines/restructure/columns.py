"""Every merger worth considering: one host with those that join it, priced as a whole.

A merger is dropped when it saves no more than the same one without somebody who joins: exact, because the smaller
one takes no more effort and no more seats. One already nested is never left out on that ground, for joining frees
the place that it takes up in the tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from joinedup.engines.restructure.tables import Bits, Flags, Ints, Tables, count, priced

HOST_POINTS, JOINING_POINTS = 3, 4


@dataclass(frozen=True)
class Columns:
    """K mergers: `hosts` (K), `joining` (K rows, -1 where there are fewer), and of each what it saves in pence, its
    points of effort and the seats of its board."""

    hosts: Ints
    joining: Ints
    savings: Ints
    efforts: Ints
    seats: Ints

    def __len__(self) -> int:
        return len(self.hosts)

    def touch(self, rows: Flags) -> Flags:
        """Which mergers take in any of these partnerships, as host or joining. rows: N flags."""
        padded = np.append(rows, False)
        touched: Flags = padded[self.hosts] | padded[self.joining].any(axis=1)
        return touched


@dataclass(frozen=True)
class Level:
    """Mergers of one host and size. sets: places in the host's list of candidates; then unions, and the busiest's
    meetings, the budget kept whole, the budgets together and the costs apart."""

    sets: Ints
    members: Bits
    themes: Bits
    duties: Bits
    meetings: Ints
    kept: Ints
    budgets: Ints
    apart: Ints


def columns_of(tables: Tables, most_gain: int) -> Columns:
    """Every merger worth considering, by host, size and then by who joins.

    most_gain: the most that one place in the tree is worth, in pence. A merger that loses more than the places it
    frees could earn is never worth it.
    """
    width = max(1, tables.setting.values.largest_group - 1)
    return _together([_of_host(tables, host, width, most_gain) for host in range(len(tables.bodies))], width)


def _together(parts: Sequence[Columns], width: int) -> Columns:
    empty = np.zeros(0, dtype=np.int64)
    none = Columns(empty, np.zeros((0, width), dtype=np.int64), empty, empty, empty)
    listed = [none, *parts]
    return Columns(
        np.concatenate([each.hosts for each in listed]),
        np.concatenate([each.joining for each in listed]),
        np.concatenate([each.savings for each in listed]),
        np.concatenate([each.efforts for each in listed]),
        np.concatenate([each.seats for each in listed]),
    )


def _of_host(tables: Tables, host: int, width: int, most_gain: int) -> Columns:
    candidates = np.flatnonzero(tables.joins[:, host])
    is_nested = np.array([bool(tables.bodies[each].parent) for each in candidates], dtype=np.bool_)
    level = _host_alone(tables, host)
    keys, savings = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    parts: list[Columns] = []
    for _ in range(min(width, len(candidates))):
        level = _grown(tables, candidates, level)
        own = level.apart - _cost(tables, level)
        keep = _is_worth_it(level.sets, own, (keys, savings), is_nested, most_gain)
        parts.append(_finished(tables, host, candidates, level, own, keep, width))
        keys, savings = _keys(level.sets, len(candidates)), own
    return _together(parts, width)


def _host_alone(tables: Tables, host: int) -> Level:
    only = np.array([host])
    return Level(
        np.zeros((1, 0), dtype=np.int64),
        tables.members[only],
        tables.themes[only],
        tables.duties[only],
        tables.meetings[only],
        tables.costs[only],
        tables.costs[only],
        tables.alone[only],
    )


def _grown(tables: Tables, candidates: Ints, level: Level) -> Level:
    """Each merger with one more that joins, later in the list than the last; boards that grow too large left out."""
    last = level.sets[:, -1] if level.sets.shape[1] else np.full(len(level.sets), -1, dtype=np.int64)
    rows, added = np.nonzero(np.arange(len(candidates))[None, :] > last[:, None])
    members = level.members[rows] | tables.members[candidates[added]]
    fits = count(members) <= tables.setting.values.largest_board
    rows, added, members = rows[fits], added[fits], members[fits]
    who, is_busiest = candidates[added], tables.setting.values.is_busiest
    return Level(
        np.concatenate([level.sets[rows], added[:, None]], axis=1),
        members,
        level.themes[rows] | tables.themes[who],
        level.duties[rows] | tables.duties[who],
        np.maximum(level.meetings[rows], tables.meetings[who]) if is_busiest else level.meetings[rows],
        np.maximum(level.kept[rows], tables.costs[who]) if is_busiest else level.kept[rows],
        level.budgets[rows] + tables.costs[who],
        level.apart[rows] + tables.alone[who],
    )


def _cost(tables: Tables, level: Level) -> Ints:
    sizes = (count(level.members), count(level.themes), count(level.duties))
    return priced(tables.setting.values, level.meetings, level.kept, level.budgets, *sizes)


def _keys(sets: Ints, num_candidates: int) -> Ints:
    """A number for each set of places, that rises as the sets do in their order."""
    keys = np.zeros(len(sets), dtype=np.int64)
    for place in range(sets.shape[1]):
        keys = keys * (num_candidates + 1) + sets[:, place] + 1
    return keys


def _is_worth_it(sets: Ints, own: Ints, below: tuple[Ints, Ints], is_nested: Flags, most_gain: int) -> Flags:
    """Which mergers save more than each merger of one fewer, whoever is left out and was not nested before."""
    keys, savings = below
    worth: Flags = own > -most_gain * sets.shape[1]
    for place in range(sets.shape[1]):
        smaller = np.delete(sets, place, axis=1)
        without = savings[np.searchsorted(keys, _keys(smaller, len(is_nested)))]
        worth &= (own > without) | is_nested[sets[:, place]]
    return worth


def _finished(
    tables: Tables, host: int, candidates: Ints, level: Level, savings: Ints, keep: Flags, width: int
) -> Columns:
    sets = level.sets[keep]
    joining = np.full((len(sets), width), -1, dtype=np.int64)
    joining[:, : sets.shape[1]] = candidates[sets]
    points = _joining_points(tables, host, candidates)
    own = (min(HOST_POINTS, sets.shape[1]) + tables.legal[host]) * tables.weight[host]
    return Columns(
        np.full(len(sets), host, dtype=np.int64),
        joining,
        savings[keep],
        own + points[sets].sum(axis=1),
        count(level.members[keep]),
    )


def _joining_points(tables: Tables, host: int, candidates: Ints) -> Ints:
    """The points of each candidate that joins this host: one fewer where most of its members sit there already."""
    sizes = count(tables.members[candidates])
    there = count(tables.members[candidates] & tables.members[host])
    is_near = (sizes > 0) & (100 * there >= tables.setting.values.mostly_there_percent * sizes)
    return (JOINING_POINTS - is_near + tables.legal[candidates]) * tables.weight[candidates]
