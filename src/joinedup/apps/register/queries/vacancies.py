"""Places vacant on a day, counted in the database as `joinedup.rules.register.seats.vacancies` does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import Coalesce, Greatest

from joinedup.apps.register.models import Appointment, Partnership, Seat
from joinedup.apps.register.queries.records import seat_name

# What is read of a seat whose vacancy is told; an area may have two hundred.
READ = (
    "partnership__ref",
    "partnership__name",
    "organisation__name",
    "qualifier",
    "role_text",
    "num_places",
    "valid_from",
    "shown_from",
)


@dataclass(frozen=True)
class VacantSeat:
    """A seat with places vacant. `since`: the day from which not all were held, else the seat's own."""

    partnership: Partnership
    seat: str
    num_vacant: int
    since: date
    is_since_known: bool
    days: int


def seats_with_held(day: date) -> QuerySet[Seat]:
    """The seats of a day with `held`: their places held, one that may have begun counting as held.

    So `num_places - held` is what `joinedup.rules.register.seats.vacancies` calls certainly vacant.
    """
    own = Appointment.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        seat=OuterRef("pk"),
    )
    held = own.order_by().values("seat").annotate(places=Sum("num_places")).values("places")
    rows: QuerySet[Seat] = Seat.objects.on(day)
    return rows.annotate(held=Coalesce(Subquery(held, output_field=IntegerField()), 0), gap=F("num_places") - F("held"))


def seat_counts(partnership_ids: Iterable[int], day: date) -> dict[int, tuple[int, int]]:
    """(places, vacant places) of each of these partnerships that has seats on the day. One query."""
    rows = (
        seats_with_held(day)
        .filter(partnership__in=list(partnership_ids))
        .order_by()
        .values("partnership")
        .annotate(places=Sum("num_places"), vacant=Sum(Greatest(F("gap"), 0)))
    )
    return {row["partnership"]: (row["places"], row["vacant"]) for row in rows}


def longest_vacant(scope: QuerySet[Partnership], day: date, most: int = 5) -> tuple[int, list[VacantSeat]]:
    """How many seats have a place vacant, and those vacant longest. One query."""
    inside = seats_since(day).filter(partnership__in=scope.order_by().values("pk"), num_places__gt=F("held"))
    found: list[Any] = list(inside.annotate(num_all=Window(Count("pk")))[:most])
    return (found[0].num_all if found else 0), [_vacant(row, day) for row in found]


def counts_and_vacant(partnership_ids: Iterable[int], day: date) -> tuple[dict[int, tuple[int, int]], list[VacantSeat]]:
    """Places and vacant places of each of a few partnerships, and every vacant seat. One query."""
    counts: dict[int, tuple[int, int]] = {}
    vacant = []
    rows: Any = seats_since(day).filter(partnership__in=list(partnership_ids))
    for row in rows:
        places, gaps = counts.get(row.partnership_id, (0, 0))
        counts[row.partnership_id] = (places + row.num_places, gaps + max(row.num_places - row.held, 0))
        if row.num_places > row.held:
            vacant.append(_vacant(row, day))
    return counts, vacant


def seats_since(day: date) -> QuerySet[Seat]:
    """The seats of a day with `held` and `since`, the longest vacant first.

    A vacancy begins at the last end of an appointment just before which every place of the seat was held.
    """
    together = Appointment.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lt=OuterRef("valid_until")),
        Q(valid_until__isnull=True) | Q(valid_until__gte=OuterRef("valid_until")),
        seat=OuterRef("seat"),
    )
    full = together.order_by().values("seat").annotate(places=Sum("num_places")).values("places")
    ended = (
        Appointment.objects.filter(seat=OuterRef("pk"), valid_until__lte=day, valid_until__gt=OuterRef("shown_from"))
        .annotate(then=Subquery(full, output_field=IntegerField()))
        .filter(then__gte=F("seat__num_places"))
        .order_by()
    )
    last = Subquery(ended.values("seat").annotate(last=Max("valid_until")).values("last"))
    rows = seats_with_held(day).annotate(since=Coalesce(last, F("shown_from")))
    named = rows.select_related("partnership", "organisation").only(*READ)
    return named.order_by("since", "pk")


def _vacant(row: Any, day: date) -> VacantSeat:
    return VacantSeat(
        partnership=row.partnership,
        seat=seat_name(row),
        num_vacant=row.num_places - row.held,
        since=row.since,
        is_since_known=row.since != row.shown_from or row.valid_from is not None,
        days=(day - row.since).days,
    )
