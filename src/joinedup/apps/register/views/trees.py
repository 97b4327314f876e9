"""The geometry of a structure tree: a row for each, elbows for nesting, dashes for other links."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from joinedup.apps.register.models import Partnership
from joinedup.apps.register.queries.structure import Branch, Structure, Tie

STEP = 22  # how far each level is set in
LINE = 18  # the height of a line of text
GAP = 12
LETTER = 7.6  # the width of a letter at the size that pictures use, on the safe side
WIDEST = 27  # letters in a line, so that a tree of three levels fits on a telephone


@dataclass(frozen=True)
class Box:
    """A partnership as drawn. `lines` are (y, text)."""

    partnership: Partnership
    left: float
    top: float
    width: float
    height: float
    lines: tuple[tuple[float, str], ...]
    is_apex: bool
    is_outside: bool

    @property
    def text_left(self) -> float:
        """Where the words begin."""
        return self.left + 10

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return self.top + self.height / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


@dataclass(frozen=True)
class Picture:
    """A drawing: boxes, paths for nesting, dashed paths for other links."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    nestings: tuple[str, ...]
    dashed: tuple[str, ...]


def tree(structure: Structure) -> Picture:
    """Draw a structure. The same structure gives the same drawing."""
    boxes = _boxes(structure.branches)
    by_pk = {box.partnership.pk: box for box in boxes}
    nestings = [
        _elbow(by_pk[branch.parent.pk], by_pk[branch.partnership.pk])
        for branch in structure.branches
        if branch.parent and branch.parent.pk in by_pk
    ]
    edge = max((box.right for box in boxes), default=0)
    dashed = _arcs(structure.ties, by_pk, edge)
    return Picture(
        width=int(edge + 4 + (16 + 12 * len(dashed) if dashed else 0)),
        height=int(max((box.top + box.height for box in boxes), default=0) + 4),
        boxes=tuple(boxes),
        nestings=tuple(nestings),
        dashed=tuple(dashed),
    )


def _boxes(branches: Sequence[Branch]) -> list[Box]:
    parents = {branch.parent.pk for branch in branches if branch.parent}
    boxes, top = [], 3.0
    for branch in branches:
        words = textwrap.wrap(branch.partnership.name, WIDEST) or [branch.partnership.ref]
        height = LINE * len(words) + 12
        left = 3.0 + STEP * branch.depth
        lines = tuple((top + 19 + LINE * place, text) for place, text in enumerate(words))
        boxes.append(
            Box(
                partnership=branch.partnership,
                left=left,
                top=top,
                width=round(max(map(len, words)) * LETTER + 20, 1),
                height=height,
                lines=lines,
                is_apex=branch.depth == 0 and branch.partnership.pk in parents,
                is_outside=branch.is_outside,
            )
        )
        top += height + GAP
    return boxes


def _elbow(parent: Box, child: Box) -> str:
    across = parent.left + 10
    return f"M{across:g} {parent.top + parent.height:g}V{child.middle:g}H{child.left:g}"


def _arcs(ties: Sequence[Tie], boxes: dict[int, Box], edge: float) -> list[str]:
    arcs = []
    for place, tie in enumerate(ties):
        one, other = boxes.get(tie.child.pk), boxes.get(tie.parent.pk)
        if one and other:
            out = edge + 12 + 12 * place
            arcs.append(f"M{one.right:g} {one.middle:g}H{out:g}V{other.middle:g}H{other.right:g}")
    return arcs
