"""The facts of a register as arrays, and which partnership may join or be nested in which.

Partnerships are numbered in the order of their ids, so the order in which they were given changes nothing.
The rules are those of `joinedup.rules.rationalisation.changes`, written again over sets of bits: the two share no
code, and every answer is checked by the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from joinedup.rules.rationalisation.records import STRENGTH, Body, Setting, Values

Ints = NDArray[np.int64]
Bits = NDArray[np.uint64]
Flags = NDArray[np.bool_]
WORD = 64
LEGAL_POINTS = {"funding": 1, "statute": 2}


def bits(sets: Iterable[Iterable[str]]) -> Bits:
    """Sets of names as rows of bits: one row a set, as many 64-bit words as the names need (at least one)."""
    listed = [frozenset(each) for each in sets]
    number = {name: place for place, name in enumerate(sorted(frozenset().union(*listed)))}
    rows = np.zeros((len(listed), 1 + max(len(number) - 1, 0) // WORD), dtype=np.uint64)
    for row, names in enumerate(listed):
        for name in names:
            rows[row, number[name] // WORD] |= np.uint64(1 << (number[name] % WORD))
    return rows


def count(rows: Bits) -> Ints:
    """How many bits are set in each row."""
    counted: Ints = np.bitwise_count(rows).sum(axis=-1, dtype=np.int64)
    return counted


def priced(values: Values, meetings: Ints, kept: Ints, budgets: Ints, seats: Ints, themes: Ints, duties: Ints) -> Ints:
    """What boards cost in a year, in pence: `kept` is the budget kept whole, of all the `budgets` together."""
    cost: Ints = (
        values.seat_meeting_pence * meetings * seats
        + kept
        + ((budgets - kept) * values.shared_cost_percent + 50) // 100
        + values.theme_home_pence * themes
        + values.duty_home_pence * duties
        + values.crowded_seat_pence * np.maximum(0, seats - values.comfortable_board)
    )
    return cost


@dataclass(frozen=True)
class Tables:
    """A setting as arrays of N rows, one a partnership. Money is whole pence."""

    setting: Setting
    bodies: tuple[Body, ...]

    @classmethod
    def of(cls, setting: Setting) -> Tables:
        """The tables of a setting, its bodies in the order of their ids."""
        return cls(setting, tuple(setting.bodies[each] for each in sorted(setting.bodies)))

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The row of each id."""
        return {body.id: row for row, body in enumerate(self.bodies)}

    @cached_property
    def members(self) -> Bits:
        """Who sits on each."""
        return bits(body.members for body in self.bodies)

    @cached_property
    def themes(self) -> Bits:
        """What each works on."""
        return bits(body.themes for body in self.bodies)

    @cached_property
    def duties(self) -> Bits:
        """What each must do."""
        return bits(body.duties for body in self.bodies)

    @cached_property
    def meetings(self) -> Ints:
        """Meetings a year."""
        return np.array([body.meetings for body in self.bodies], dtype=np.int64)

    @cached_property
    def costs(self) -> Ints:
        """Running cost a year."""
        return np.array([body.cost_pence for body in self.bodies], dtype=np.int64)

    @cached_property
    def alone(self) -> Ints:
        """What each costs now, in pence."""
        sizes = (count(self.members), count(self.themes), count(self.duties))
        return priced(self.setting.values, self.meetings, self.costs, self.costs, *sizes)

    @cached_property
    def is_free(self) -> Flags:
        """Whether each may take part in a change at all."""
        return np.array([not body.fixed for body in self.bodies], dtype=np.bool_)

    @cached_property
    def legal(self) -> Ints:
        """The points that each one's law and funding add to every change of it."""
        return np.array([_legal(body) for body in self.bodies], dtype=np.int64)

    @cached_property
    def weight(self) -> Ints:
        """1 where points count, 0 where the partnership has already agreed."""
        return np.array([0 if body.is_agreed else 1 for body in self.bodies], dtype=np.int64)

    @cached_property
    def places(self) -> Places:
        """Which area is in which."""
        return Places.of(self)

    @cached_property
    def may_close(self) -> Flags:
        """Whether each may be wound up."""
        closing = [body.may_close and not body.is_protected and not body.fixed for body in self.bodies]
        return np.array(closing, dtype=np.bool_)

    @cached_property
    def joins(self) -> Flags:
        """[i, j]: whether i may join j."""
        values, meetings = self.setting.values, self.meetings
        least = np.array([body.least_meetings for body in self.bodies], dtype=np.int64)
        together = count(self.members[:, None, :] | self.members[None, :, :])
        may = self._ranked() & self.places.hosts & self._share_a_theme
        may &= (meetings[None, :] >= least[:, None]) & (together <= values.largest_board)
        may &= self.is_free[:, None] & self.is_free[None, :]
        np.fill_diagonal(may, False)
        return may

    @cached_property
    def nests(self) -> Flags:
        """[i, j]: whether i may be newly nested in j, once j is under the LSP."""
        may = self.places.covers & self._share_a_theme & self._is_loose[:, None]
        may &= self.places.is_inside[None, :] & self.is_free[None, :]
        np.fill_diagonal(may, False)
        return may

    @cached_property
    def may_be_nested(self) -> Flags:
        """Whether each may be newly nested in the LSP."""
        return self._is_loose & (self.setting.lsp_meetings is not None)

    @cached_property
    def _is_loose(self) -> Flags:
        nowhere = np.array([not body.parent for body in self.bodies], dtype=np.bool_)
        return nowhere & self.is_free & self.places.is_inside

    @cached_property
    def _share_a_theme(self) -> Flags:
        return self.shared_themes() > 0

    def shared_themes(self) -> Ints:
        """[i, j]: the themes that both work on."""
        return count(self.themes[:, None, :] & self.themes[None, :, :])

    def _ranked(self) -> Flags:
        """[i, j]: i may give itself up, and j is what it would join: 2.39, then the strength of its reason."""
        statute = np.array([body.origin == "statute" for body in self.bodies], dtype=np.bool_)
        separate = np.array([body.is_separate for body in self.bodies], dtype=np.bool_)
        sizes = count(self.members)
        order = sorted(range(len(self.bodies)), key=lambda row: (_strength(self.bodies[row]), -sizes[row], row))
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        is_before = place[None, :] < place[:, None]
        ranked: Flags = ~(statute | separate)[:, None] & ((statute | separate)[None, :] | is_before)
        for pair in self.setting.routes:
            one, other = sorted(self.number[each] for each in pair)
            for row, host in ((one, other), (other, one)):
                is_open = statute[row] and statute[host] and not separate[row]
                ranked[row, host] |= is_open and (separate[host] or is_before[row, host])
        return ranked


@dataclass(frozen=True)
class Places:
    """Which area is in which. covers[i, j]: j's area holds i's. hosts[i, j]: at most one step up, and not out of
    the LSP's area. is_inside: within the LSP's area."""

    covers: Flags
    hosts: Flags
    is_inside: Flags

    @classmethod
    def of(cls, tables: Tables) -> Places:
        """The places of the tables' bodies."""
        parents, outer = tables.setting.area_parents, tables.setting.lsp_area
        chains = [_chain(body.area, parents) for body in tables.bodies]
        areas = [body.area for body in tables.bodies]
        covers = [[not area or area in chain for area in areas] for chain in chains]
        near = [[area == chain[0] or (area != "" and area in chain[1:2]) for area in areas] for chain in chains]
        inside = np.array([not outer or outer in chain for chain in chains], dtype=np.bool_)
        hosts = np.array(near, dtype=np.bool_).reshape(len(areas), len(areas)) & (inside[None, :] | ~inside[:, None])
        return cls(np.array(covers, dtype=np.bool_).reshape(len(areas), len(areas)), hosts, inside)


def _chain(area: str, parents: Mapping[str, str]) -> list[str]:
    chain = [area]
    while chain[-1] and parents.get(chain[-1]):
        chain.append(parents[chain[-1]])
    return chain


def _legal(body: Body) -> int:
    return LEGAL_POINTS.get(body.origin, 0) + (2 if body.is_separate else 0)


def _strength(body: Body) -> int:
    return STRENGTH.index(body.origin) if body.origin in STRENGTH else len(STRENGTH)
