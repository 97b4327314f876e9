"""Making the country and writing it, twenty areas at a time, in one transaction."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from benchmarks.country.draws import Draw
from benchmarks.country.organisations import Society, bodies_of_their_own, make_national, make_society
from benchmarks.country.partnerships import Family, make_family
from benchmarks.country.places import make_areas
from benchmarks.country.seats import Table, make_table
from benchmarks.country.shapes import make_shapes
from joinedup.apps.register.models import Area, Organisation, Partnership

AT_ONCE = 20  # areas made, written and let go together: memory does not grow with the country
ROWS_AT_ONCE = 1000
Told = Callable[[str], None]


class NotEmptyError(Exception):
    """The database already has partnerships; they are left as they are."""


@dataclass
class Part:
    """Some areas' rows, in the order in which they can be written."""

    societies: list[Society] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def batches(self) -> Iterator[Sequence[Model]]:
        """Rows of one kind at a time, after those that they point to."""
        bodies = (body.organisation for society in self.societies for body in society.bodies)
        yield [row for row in bodies if not row.pk]  # national ones are written once
        yield [row for society in self.societies for row in society.merged]
        yield [row for society in self.societies for row in society.identifiers]
        yield [row for society in self.societies for row in society.people]
        for name in ("partnerships", "themes", "requirements", "coverage", "links", "former"):
            yield [row for family in self.families for row in getattr(family, name)]
        yield [row for table in self.tables for row in table.seats]
        yield [row for table in self.tables for row in table.appointments]


def make_parts(seed: int, num_areas: int) -> Iterator[Part | list[Area] | list[Organisation]]:
    """The country bit by bit: its areas, its national organisations, then its parts.

    Each must be written before the next is asked for where the rows are to be stored.
    """
    draw = Draw(seed)
    areas, national = make_areas(draw, num_areas), make_national(draw)
    yield areas
    yield national
    shapes = make_shapes(draw, num_areas)
    leads: dict[str, Partnership] = {}
    for start in range(0, num_areas, AT_ONCE):
        part = Part()
        for place in range(start, min(start + AT_ONCE, num_areas)):
            area = areas[place]
            near = [other for other in areas[max(place - 3, 0) : place + 4] if other is not area]
            above = leads.get(area.parent.code) if area.parent else None
            society = make_society(draw, area, national)
            family = make_family(draw, area, shapes[place], near, above)
            leads[area.code] = family.partnerships[0]
            society.bodies += bodies_of_their_own(draw, family.partnerships[1:])
            part.societies.append(society)
            part.families.append(family)
            for row, shape in zip(family.partnerships, shapes[place], strict=True):
                part.tables.append(make_table(draw, row, society, shape.num_appointments))
        yield part


@transaction.atomic
def write_country(seed: int, num_areas: int, tell: Told = lambda _words: None) -> Counter[str]:
    """Write it to an empty register. Returns the number of rows by model. Raises NotEmptyError."""
    if Partnership.objects.exists():
        raise NotEmptyError
    written: Counter[str] = Counter()
    for num, part in enumerate(make_parts(seed, num_areas)):
        for rows in part.batches() if isinstance(part, Part) else _levels(part):
            if rows:
                type(rows[0])._default_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)
                written[type(rows[0])._meta.model_name or ""] += len(rows)
        if num >= 2:
            tell(f"{min((num - 1) * AT_ONCE, num_areas)} of {num_areas} areas")
    return written


def _levels(rows: Sequence[Any]) -> Iterator[Sequence[Model]]:
    """Rows that point to rows of their own kind after those."""
    yield [row for row in rows if getattr(row, "parent", None) is None]
    yield [row for row in rows if getattr(row, "parent", None) is not None]


def analyse() -> None:
    """Tell the database how large its tables are, so that it plans its queries by them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
