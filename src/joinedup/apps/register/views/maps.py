"""The geometry of a map of coverage, from the outlines that are stored with areas."""

from collections.abc import Sequence
from dataclasses import dataclass

from joinedup.apps.register.models import Area, Coverage

SIDE = 420  # pixels of the longer side


@dataclass(frozen=True)
class Shape:
    """One area as drawn."""

    name: str
    path: str
    is_whole: bool


@dataclass(frozen=True)
class CoverageMap:
    """A drawing, and the areas that could not be drawn in it."""

    view_box: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    not_drawn: tuple[str, ...]


def coverage_map(rows: Sequence[Coverage]) -> CoverageMap | None:
    """Draw what is covered; None where no outline is stored.

    Outlines of one file share one frame. Those of another would not lie beside them, and are named instead.
    """
    with_outline = [row for row in rows if row.area.outline and _box(row.area)]
    if not with_outline:
        return None
    frame = with_outline[0].area.outline_frame
    drawn = [row for row in with_outline if row.area.outline_frame == frame]
    boxes = [box for row in drawn if (box := _box(row.area))]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    margin = max(right - left, bottom - top) * 0.02
    width, height = right - left + 2 * margin, bottom - top + 2 * margin
    scale = SIDE / max(width, height)
    chosen = {row.pk for row in drawn}
    return CoverageMap(
        view_box=f"{left - margin:.5f} {top - margin:.5f} {width:.5f} {height:.5f}",
        width=round(width * scale),
        height=round(height * scale),
        shapes=tuple(Shape(row.area.name, row.area.outline, row.is_whole) for row in drawn),
        not_drawn=tuple(row.area.name for row in rows if row.pk not in chosen),
    )


def _box(area: Area) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom, as they were stored; None where they cannot be read."""
    try:
        left, top, right, bottom = map(float, area.outline_box.replace(",", " ").split())
    except ValueError:
        return None
    return (left, top, right, bottom) if right > left and bottom > top else None
