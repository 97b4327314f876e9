"""How a check stood over time, from the results that are kept: points for a small picture and its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.apps.health.models import Result
from joinedup.apps.register.models import Partnership

MOST_POINTS = 24
WIDTH, HEIGHT, MARGIN = 320, 84, 12  # of the picture, in its own units


@dataclass(frozen=True)
class Point:
    """A check on one day. x and y are its place in the picture; one with no number stands on the base."""

    on: date
    light: str
    number: float | None
    x: int
    y: int


@dataclass(frozen=True)
class Trend:
    """The points in order of days. `lines` joins neighbours that both have a number, as "x,y x,y"."""

    points: tuple[Point, ...]
    lines: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - MARGIN


def trends_of(partnership: Partnership, day: date) -> dict[str, Trend]:
    """The trend of each check that has results on at least two days, as at the day or before. One query."""
    rows = Result.objects.filter(partnership=partnership, on__lte=day).order_by("check_id", "on")
    found: dict[str, list[tuple[date, str, float | None]]] = {}
    for check_id, on, light, number in rows.values_list("check_id", "on", "light", "number"):
        found.setdefault(check_id, []).append((on, light, number))
    return {check_id: _trend(_thinned(kept)) for check_id, kept in found.items() if len(kept) > 1}


def _thinned(
    kept: Sequence[tuple[date, str, float | None]],
) -> Sequence[tuple[date, str, float | None]]:
    """At most MOST_POINTS, evenly taken, the last always among them."""
    step = -(-len(kept) // MOST_POINTS)
    return kept[::-1][::step][::-1]


def _trend(kept: Sequence[tuple[date, str, float | None]]) -> Trend:
    first, last = kept[0][0], kept[-1][0]
    days = max((last - first).days, 1)
    top = max((number for _on, _light, number in kept if number is not None), default=0) or 1
    points = tuple(
        Point(
            on=on,
            light=light,
            number=number,
            x=MARGIN + round((WIDTH - 2 * MARGIN) * (on - first).days / days),
            y=HEIGHT - MARGIN - round((HEIGHT - 2 * MARGIN) * (number or 0) / top),
        )
        for on, light, number in kept
    )
    return Trend(points, tuple(_lines(points)))


def _lines(points: Sequence[Point]) -> list[str]:
    runs: list[list[Point]] = [[]]
    for point in points:
        if point.number is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [" ".join(f"{point.x},{point.y}" for point in run) for run in runs if len(run) > 1]
