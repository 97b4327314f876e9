"""Diaries: which partnerships an organisation or a person sits on, and who sits on most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from joinedup.apps.people.models import Person
from joinedup.apps.register.models import Appointment, Partnership
from joinedup.apps.register.models.lives import life_q
from joinedup.apps.register.queries.partnerships import facts_on, profile_of


@dataclass(frozen=True)
class Busy:
    """Who sits on how many partnerships. `ref` is the organisation's ref, or the person's id."""

    ref: str
    name: str
    sector: str
    num_partnerships: int
    num_places: int


@dataclass(frozen=True)
class Entry:
    """One line of a diary. `meetings` is the least number a year that the profile asks for, where it does."""

    appointment: Appointment
    meetings: int | None


def diary_of(rows: QuerySet[Appointment], day: date) -> list[Entry]:
    """The entries of these appointments with the partnerships' facts of the day. Two queries.

    Rows of a partnership that is not shown on the day are left out.
    """
    shown = rows.on(day).filter(life_q(day, "partnership"))  # type: ignore[attr-defined] # a LifeQuerySet
    found = list(
        shown.select_related("partnership", "seat", "organisation", "person").order_by(
            "partnership__name_key", "id"
        )
    )
    with_facts(found, day)
    return [Entry(row, meetings_a_year(row.partnership)) for row in found]


def with_facts(rows: Iterable[Any], day: date) -> None:
    """Put the facts of the day on the partnership of each row. One query."""
    given = list(rows)
    changed = {row.pk: row for row in facts_on([row.partnership for row in given], day)}
    for row in given:
        row.partnership = changed[row.partnership.pk]


def meetings_a_year(partnership: Partnership) -> int | None:
    """The fewest meetings a year that keep to the longest interval of its profile; None where none is set."""
    profile = profile_of(partnership)
    months = profile.meeting.max_interval_months if profile else None
    days = profile.meeting.max_interval_days if profile else None
    if months:
        return -(-12 // months)
    return -(-365 // days) if days else None


def busiest_organisations(day: date, most: int = 50) -> list[Busy]:
    """The organisations that sit on most partnerships on the day, the most first. One query."""
    rows = (
        Appointment.objects.on(day)
        .order_by()
        .values("organisation")
        .annotate(num=Count("partnership", distinct=True), places=Sum("num_places"))
        .filter(num__gt=1)
        .values_list("organisation__ref", "organisation__name", "organisation__sector", "num", "places")
        .order_by("-num", "-places", "organisation__name")[:most]
    )
    return [Busy(*row) for row in rows]


def busiest_people(day: date, most: int = 50) -> list[Busy]:
    """The people who sit on most partnerships on the day, the most first: for colleagues only. One query."""
    rows = (
        Appointment.objects.on(day)
        .filter(person__isnull=False)
        .order_by()
        .values("person")
        .annotate(num=Count("partnership", distinct=True), places=Sum("num_places"))
        .filter(num__gt=1)
        .values_list("person_id", F("person__name"), "num", "places")
        .order_by("-num", "-places", "person__name")[:most]
    )
    return [Busy(str(pk), name, "", num, places) for pk, name, num, places in rows]


def person_of(pk: int) -> Person:
    """The person of that id. Raises Person.DoesNotExist."""
    return Person.objects.get(pk=pk)
