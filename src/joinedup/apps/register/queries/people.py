"""Diaries: which partnerships an organisation or a person sits on, and who sits on most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from joinedup.apps.people.models import Person
from joinedup.apps.register.models import Appointment, Organisation, Partnership
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


# What a diary shows: an organisation may sit on a hundred, and each is five rows with all their columns.
READ = (
    "valid_from",
    "known_on",
    "valid_until",
    "num_places",
    "partnership__ref",
    "partnership__name",
    "partnership__type_id",
    "partnership__profile_id",
    "partnership__status",
    "partnership__valid_until",
    "seat__role_text",
    "seat__qualifier",
    "seat__may_vote",
    "organisation__ref",
    "organisation__name",
    "person__name",
)


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
    with_names = shown.select_related("partnership", "seat", "organisation", "person").only(*READ)
    found = list(with_names.order_by("partnership__name_key", "id"))
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
    """The organisations that sit on most partnerships on the day, the most first. Two queries."""
    counted = _counted(Appointment.objects.on(day), "organisation_id", most)
    rows = Organisation.objects.in_bulk(list(counted))
    return _busiest(Busy(row.ref, row.name, row.sector, *counted[pk]) for pk, row in rows.items())


def busiest_people(day: date, most: int = 50) -> list[Busy]:
    """The people who sit on most partnerships on the day, for colleagues only. Two queries."""
    sitting = Appointment.objects.on(day).filter(person__isnull=False)
    counted = _counted(sitting, "person_id", most)
    rows = Person.objects.in_bulk(list(counted))
    return _busiest(Busy(str(pk), row.name, "", *counted[pk]) for pk, row in rows.items())


def _counted(rows: QuerySet[Appointment], who: str, most: int) -> dict[int, tuple[int, int]]:
    """How many partnerships and places each has; only then are names fetched, for the few that are shown."""
    counted = (
        rows.order_by()
        .values(who)
        .annotate(num=Count("partnership", distinct=True), places=Sum("num_places"))
        .filter(num__gt=1)
        .values_list(who, "num", "places")
        .order_by("-num", "-places", who)[:most]
    )
    return {pk: (num, places) for pk, num, places in counted}


def _busiest(found: Iterable[Busy]) -> list[Busy]:
    return sorted(found, key=lambda one: (-one.num_partnerships, -one.num_places, one.name))


def person_of(pk: int) -> Person:
    """The person of that id. Raises Person.DoesNotExist."""
    return Person.objects.get(pk=pk)
