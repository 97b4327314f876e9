"""The trade-off of saving against consent effort: one proved answer for each limit of effort."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from joinedup.engines.restructure.proof import Best, Prover
from joinedup.engines.restructure.tables import Flags

Progress = Callable[[int, int], None]
LEAST_SECONDS = 1.0


@dataclass(frozen=True)
class Curve:
    """The points, each saving more than the one before for more effort, from what no effort at all can save.

    is_whole: whether every limit of effort was tried, so that no point is missing and none could do with less.
    """

    points: tuple[Best, ...]
    is_whole: bool


def limits(most: int, num_points: int) -> list[int]:
    """The limits of effort to try, from 0 to `most`: every one where there are few, else that many, evenly."""
    if most < num_points:
        return list(range(most + 1))
    return sorted({most * step // (num_points - 1) for step in range(num_points)})


def curve(
    prover: Prover, full: Best, num_points: int, seconds: float, say_progress: Progress, allowed: Flags | None = None
) -> Curve:
    """The curve up to a full answer, from the least effort up: each answer starts from the one before.

    num_points: how many limits to try, at least 2. seconds: for the whole curve; where they run out, the points left
    are found but may not be proved. ValueError with fewer than 2 points.
    """
    if num_points < 2:
        raise ValueError("a curve has at least 2 points")
    tried = limits(full.effort, num_points)
    until = time.monotonic() + seconds
    points: list[Best] = []
    for number, limit in enumerate(tried):
        say_progress(number, len(tried))
        left = max(LEAST_SECONDS, (until - time.monotonic()) / (len(tried) - number))
        known = [point.chosen for point in points[-1:]]
        found = full if limit == full.effort else prover.best(limit, allowed, known, left)
        if not points or found.saving_pence > points[-1].saving_pence:
            points.append(found)
    say_progress(len(tried), len(tried))
    return Curve(tuple(points), len(tried) == full.effort + 1)


def knee(points: Sequence[Best]) -> Best:
    """The point furthest above the straight line from the first to the last: after it effort buys less.

    Of two as far, the one of less effort.
    """
    last = points[-1]
    return max(points, key=lambda at: (at.saving_pence * last.effort - last.saving_pence * at.effort, -at.effort))


def within(points: Sequence[Best], effort: int) -> Best:
    """The point that saves most for at most that effort."""
    return [points[0], *(at for at in points if at.effort <= effort)][-1]
