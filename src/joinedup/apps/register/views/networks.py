"""The geometry of a network: partnerships on the left, organisations they share on the right, lines between.

The order on each side is found by the barycentre method, the same each time: nothing is left to chance, and
no label lies on another.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from joinedup.apps.register.queries.structure import Shared, Structure
from joinedup.apps.register.views.trees import LETTER, LINE

SWEEPS = 8  # more change nothing in any picture that was tried
BOX = 232
MIDDLE = 190
GAP = 10
LOOP = 64  # room on the left for the lines between partnerships


@dataclass(frozen=True)
class Node:
    """A partnership or an organisation as drawn. `lines` are (y, text)."""

    ref: str
    sector: str
    left: float
    top: float
    height: float
    lines: tuple[tuple[float, str], ...]

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.top + self.height / 2

    @property
    def text_left(self) -> float:
        """Where the words begin."""
        return self.left + (26 if self.sector else 10)

    @property
    def mark_top(self) -> float:
        """Where the sector's mark begins."""
        return self.middle - 6

    @property
    def mark_left(self) -> float:
        """Where the sector's mark begins, across."""
        return self.left + 8


@dataclass(frozen=True)
class Network:
    """A drawing: two columns of nodes, the lines between them, nestings and other links on the left."""

    width: int
    height: int
    partnerships: tuple[Node, ...]
    organisations: tuple[Node, ...]
    lines: tuple[str, ...]
    nestings: tuple[str, ...]
    dashed: tuple[str, ...]
    box: int = BOX


def network(structure: Structure) -> Network | None:
    """Draw who sits on several partnerships; None where nobody does."""
    if not structure.shared:
        return None
    left, right = _orders(structure)
    names = structure.names
    refs = {branch.partnership.pk: branch.partnership.ref for branch in structure.branches}
    ones = _column([(refs[pk], names[pk], "") for pk in left], LOOP)
    others = _column([(one.ref, one.name, one.sector) for one in right], LOOP + BOX + MIDDLE)
    place = dict(zip(left, ones, strict=True))
    lines = [
        _curve(place[pk], other) for shared, other in zip(right, others, strict=True) for pk in shared.on if pk in place
    ]
    nestings = [
        _loop(place[branch.partnership.pk], place[branch.parent.pk], 22)
        for branch in structure.branches
        if branch.parent and branch.partnership.pk in place and branch.parent.pk in place
    ]
    dashed = [
        _loop(place[tie.child.pk], place[tie.parent.pk], 48)
        for tie in structure.ties
        if tie.child.pk in place and tie.parent.pk in place
    ]
    bottom = max(node.top + node.height for node in (*ones, *others))
    return Network(
        width=LOOP + 2 * BOX + MIDDLE + 4,
        height=int(bottom + 4),
        partnerships=tuple(ones),
        organisations=tuple(others),
        lines=tuple(lines),
        nestings=tuple(nestings),
        dashed=tuple(dashed),
    )


def _orders(structure: Structure) -> tuple[list[int], list[Shared]]:
    """Both columns, each node moved to the mean place of its neighbours, some sweeps long."""
    sits = {pk for shared in structure.shared for pk in shared.on}
    left = [branch.partnership.pk for branch in structure.branches if branch.partnership.pk in sits]
    right = list(structure.shared)
    for _sweep in range(SWEEPS):
        at = {pk: place for place, pk in enumerate(left)}
        right = sorted(right, key=lambda shared: (_mean([at[pk] for pk in shared.on]), shared.name, shared.ref))
        beside: dict[int, list[int]] = {}
        for place, shared in enumerate(right):
            for pk in shared.on:
                beside.setdefault(pk, []).append(place)
        left = sorted(left, key=lambda pk: (_mean(beside[pk]), pk))
    return left, right


def _mean(places: Sequence[int]) -> float:
    return sum(places) / len(places)


def _column(named: Sequence[tuple[str, str, str]], left: float) -> list[Node]:
    """(ref, name, sector) each, one under another."""
    nodes, top = [], 3.0
    for ref, name, sector in named:
        words = textwrap.wrap(name, int((BOX - 36) / LETTER)) or [ref]
        height = LINE * len(words) + 12
        lines = tuple((top + 19 + LINE * place, text) for place, text in enumerate(words))
        nodes.append(Node(ref, sector, left, top, height, lines))
        top += height + GAP
    return nodes


def _curve(one: Node, other: Node) -> str:
    start, end = one.left + BOX, other.left
    return _bend((start, one.middle), (start + end) / 2, (end, other.middle))


def _loop(one: Node, other: Node, out: float) -> str:
    return _bend((one.left, one.middle), one.left - out, (other.left, other.middle))


def _bend(start: tuple[float, float], across: float, end: tuple[float, float]) -> str:
    """A curve that leaves and arrives level, by way of `across`."""
    (x, y), (to_x, to_y) = start, end
    return f"M{x:g} {y:g}C{across:g} {y:g} {across:g} {to_y:g} {to_x:g} {to_y:g}"
