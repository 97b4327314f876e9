"""Organisations that may be one, and what would move if they became one."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Model, OuterRef, Q, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from joinedup.apps.register.models import Appointment, NotDuplicates, Organisation, RoleGrant, Seat
from joinedup.rules.register.names import near_duplicates

NUM_LISTED = 10


@dataclass(frozen=True)
class Pair:
    """Two organisations whose names are alike, and how."""

    one: Organisation
    other: Organisation
    why: str


@dataclass(frozen=True)
class Moves:
    """What hangs on one record; `organisation` also has `num_appointments`, `num_seats` and `num_roles`."""

    organisation: Organisation
    appointments: list[Appointment]

    @property
    def num_more(self) -> int:
        """Appointments that are not listed."""
        return int(self.organisation.num_appointments) - len(self.appointments)  # type: ignore[attr-defined] # what_moves


def alike() -> list[tuple[int, int, str]]:
    """Pairs of organisations in use whose names are alike, (pk, pk, why), but for those said to be different.

    Comparing every name takes a second for 15,000, so the answer is kept until a name changes.
    """
    rows = list(Organisation.objects.filter(merged_into=None).order_by("name", "pk").values_list("name", "pk"))
    mark = "alike-" + hashlib.sha256(repr(rows).encode()).hexdigest()[:32]
    pairs: list[tuple[int, int, str]] | None = cache.get(mark)
    if pairs is None:
        of_name = dict(reversed(rows))
        pairs = [(of_name[a], of_name[b], str(why)) for a, b, why in near_duplicates(name for name, _pk in rows)]
        cache.set(mark, pairs, 3600)
    apart = {frozenset(pair) for pair in NotDuplicates.objects.values_list("first_id", "second_id")}
    return [pair for pair in pairs if frozenset(pair[:2]) not in apart]


def with_rows(pairs: list[tuple[int, int, str]], on: date) -> list[Pair]:
    """Pairs with their rows, each with `num_held`, the appointments it has on the day."""
    keys = {pk for one, other, _why in pairs for pk in (one, other)}
    held = Q(appointments__shown_from__lte=on) & (
        Q(appointments__valid_until=None) | Q(appointments__valid_until__gt=on)
    )
    rows = Organisation.objects.annotate(num_held=Count("appointments", filter=held)).in_bulk(list(keys))
    return [Pair(rows[one], rows[other], why) for one, other, why in pairs if one in rows and other in rows]


def what_moves(*organisations: Organisation) -> list[Moves]:
    """What hangs on each record, of whatever day."""
    keys = [row.pk for row in organisations]

    def counted(model: type[Model]) -> Any:
        rows = model._default_manager.filter(organisation=OuterRef("pk")).order_by().values("organisation")
        return Coalesce(Subquery(rows.annotate(num=Count("pk")).values("num")), 0)

    rows = Organisation.objects.prefetch_related("identifiers").annotate(
        num_appointments=counted(Appointment), num_seats=counted(Seat), num_roles=counted(RoleGrant)
    )
    found = rows.in_bulk(keys)
    ranked = Appointment.objects.filter(organisation__in=keys).annotate(
        place=Window(RowNumber(), partition_by="organisation", order_by=("partnership__name", "pk"))
    )
    listed: dict[int, list[Appointment]] = {}
    for held in ranked.filter(place__lte=NUM_LISTED).select_related("partnership", "person"):
        listed.setdefault(held.organisation_id, []).append(held)
    return [Moves(found[pk], listed.get(pk, [])) for pk in keys]
