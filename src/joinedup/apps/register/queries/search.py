"""Finding partnerships: by name, by who sits on them, by theme, and by what is recorded of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from joinedup import lawbook
from joinedup.apps.register.models import (
    Appointment,
    Coverage,
    FormerFacts,
    Organisation,
    Partnership,
    PartnershipTheme,
    Requirement,
)
from joinedup.apps.register.models.partnerships import Status
from joinedup.apps.register.queries.partnerships import fact
from joinedup.apps.register.queries.vacancies import seats_with_held
from joinedup.rules.register.names import key

SORTS = {
    "name": ("name_key", "id"),
    "newest": ("-shown_from", "name_key", "id"),
    "oldest": ("shown_from", "name_key", "id"),
    "type": ("type_id", "name_key", "id"),
}
NO_AREA = "none"  # instead of an area: the partnerships for which none is recorded
ORIGINS_BY_RANK = ("statute", "funding", "planning")


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; blank is "any"."""

    text: str = ""
    area: str = ""
    nation: str = ""
    type_id: str = ""
    origin: str = ""
    theme: str = ""
    status: str = ""
    legal_personality: str = ""
    has_vacancies: bool = False
    not_accepted: bool = False
    no_reason: bool = False
    no_theme: bool = False
    sort: str = "name"


class Found(Sequence[Partnership]):
    """What fits, in order: its keys are looked for once, then a page's rows are read by their keys.

    To count what fits costs as much as to find it, so a list that is counted and then cut would look twice.
    """

    def __init__(self, rows: QuerySet[Partnership]) -> None:
        self.keys = list(rows.values_list("pk", flat=True))

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> Partnership: ...

    @overload
    def __getitem__(self, at: slice) -> list[Partnership]: ...

    def __getitem__(self, at: int | slice) -> Partnership | list[Partnership]:
        if isinstance(at, int):
            return Partnership.objects.get(pk=self.keys[at])
        rows = Partnership.objects.in_bulk(self.keys[at])
        return [rows[pk] for pk in self.keys[at] if pk in rows]


def found(wanted: Wanted, day: date) -> Sequence[Partnership] | QuerySet[Partnership]:
    """The partnerships that fit, to be cut into pages. Two queries with the page; all of a day are only counted."""
    rows = matching(wanted, day)
    return rows if wanted == Wanted(sort=wanted.sort) else Found(rows)


def matching(wanted: Wanted, day: date) -> QuerySet[Partnership]:
    """The partnerships of that day that fit, in the order asked for."""
    rows: Any = Partnership.objects.filter(shown_from__lte=day)
    has_ended = wanted.status == Status.ENDED
    rows = rows.filter(valid_until__lte=day) if has_ended else rows.on(day)
    if wanted.text:
        rows = rows.filter(_says(wanted.text, day))
    if wanted.area:
        rows = rows.filter(_covers(wanted.area, day))
    rows = _with_facts(rows, wanted, day)
    if wanted.origin:
        rows = _with_origin(rows, wanted.origin, day)
    return _lacking(rows, wanted, day).order_by(*SORTS.get(wanted.sort, SORTS["name"]))


def _says(text: str, day: date) -> Q:
    """Its name now or before, an organisation that sits on it that day, or one of its themes has the text."""
    wanted = key(text)
    if not wanted:
        return Q(pk__in=[])
    organisations = Organisation.objects.filter(name_key__contains=wanted).values("pk")
    sits = Appointment.objects.on(day).filter(organisation__in=organisations)
    themes = [
        theme.id
        for theme in lawbook.themes().values()
        if any(wanted in key(words) for words in (theme.label, *theme.wordings))
    ]
    found = Q(name_key__contains=wanted) | Q(pk__in=sits.values("partnership"))
    found |= Q(pk__in=FormerFacts.objects.filter(facts__name__icontains=text).values("partnership"))
    if themes:
        found |= Q(pk__in=PartnershipTheme.objects.filter(theme_id__in=themes).values("partnership"))
    return found


def _covers(area: str, day: date) -> Q:
    """It covers an area of that code, or whose name has the text; or no area at all is recorded."""
    live = Coverage.objects.on(day)
    if area == NO_AREA:
        return Q(~Exists(live.filter(partnership=OuterRef("pk"))))
    rows = live.filter(Q(area__code__iexact=area) | Q(area__name__icontains=area))
    return Q(pk__in=rows.values("partnership"))


def _with_facts(rows: QuerySet[Partnership], wanted: Wanted, day: date) -> QuerySet[Partnership]:
    if wanted.nation:
        rows = rows.filter(nation=wanted.nation)
    if wanted.theme:
        rows = rows.filter(pk__in=PartnershipTheme.objects.filter(theme_id=wanted.theme).values("partnership"))
    for name in ("type_id", "status", "legal_personality"):
        value = getattr(wanted, name)
        if value and value != Status.ENDED:
            value = "" if value == "not-known" else value
            rows = rows.alias(**{f"{name}_then": fact(name, day)}).filter(**{f"{name}_then": value})
    return rows


def _with_origin(rows: QuerySet[Partnership], origin: str, day: date) -> QuerySet[Partnership]:
    """By the requirements that run that day: statute comes before funding, and funding before planning."""
    for kind in ORIGINS_BY_RANK:
        live = Exists(Requirement.objects.on(day).filter(partnership=OuterRef("pk"), kind=kind))
        if kind == origin:
            return rows.filter(live)
        rows = rows.filter(~live)
    return rows


def _lacking(rows: QuerySet[Partnership], wanted: Wanted, day: date) -> QuerySet[Partnership]:
    if wanted.has_vacancies:
        vacant = seats_with_held(day).filter(partnership=OuterRef("pk"), num_places__gt=F("held"))
        rows = rows.filter(Exists(vacant))
    if wanted.not_accepted:
        rows = rows.filter(accepted_on__isnull=True)
    if wanted.no_reason:
        rows = rows.filter(~Exists(Requirement.objects.filter(partnership=OuterRef("pk"))))
    if wanted.no_theme:
        rows = rows.filter(~Exists(PartnershipTheme.objects.filter(partnership=OuterRef("pk"))))
    return rows
