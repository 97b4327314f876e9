"""How many partnerships each area has, how they nest, and how many appointments each is given."""

from dataclasses import dataclass
from itertools import accumulate

from benchmarks.country.draws import Draw

PARTNERSHIPS_PER_AREA = 13.75  # 5,500 in 400 areas
APPOINTMENTS_PER_AREA = 300  # 120,000 in 400 areas
FEWEST, MOST = 9, 21  # in an area: the one at the apex, and 8 to 20 under it
DEEPEST = 3
FEWEST_APPOINTMENTS = 2


@dataclass
class Shape:
    """One partnership to be: its place under the apex, and what it gets. `parent` is a place in its area."""

    parent: int | None
    depth: int
    weight: float
    num_appointments: int = 0


def make_shapes(draw: Draw, num_areas: int) -> list[list[Shape]]:
    """The partnerships of each area. In all they are what a country of so many areas has, exactly."""
    shapes = [_tree(draw, num) for num in _sizes(draw, num_areas)]
    flat = [shape for area in shapes for shape in area]
    spare = num_areas * APPOINTMENTS_PER_AREA - FEWEST_APPOINTMENTS * len(flat)
    so_far = list(accumulate(shape.weight for shape in flat))
    ends = [round(spare * weight / so_far[-1]) for weight in so_far]
    for shape, start, end in zip(flat, [0, *ends], ends, strict=False):
        shape.num_appointments = FEWEST_APPOINTMENTS + end - start
    return shapes


def _sizes(draw: Draw, num_areas: int) -> list[int]:
    sizes = [draw.randint(FEWEST, MOST) for _area in range(num_areas)]
    wanted = round(num_areas * PARTNERSHIPS_PER_AREA)
    while (short := wanted - sum(sizes)) != 0:
        place = draw.randrange(num_areas)
        step = 1 if short > 0 else -1
        if FEWEST <= sizes[place] + step <= MOST:
            sizes[place] += step
    return sizes


def _tree(draw: Draw, num: int) -> list[Shape]:
    """The apex first, then each after the one that it is nested in: a forest by construction."""
    shapes = [Shape(None, 0, 3.5)]
    for place in range(1, num):
        above = [parent for parent, shape in enumerate(shapes) if shape.depth < DEEPEST]
        parent = 0 if place < 4 or draw.chance(0.6) else draw.choice(above)
        depth = shapes[parent].depth + 1
        shapes.append(Shape(parent, depth, draw.uniform(0.5, 1.5) * (1.2 if depth == 1 else 0.7)))
    return shapes
