"""Organisations: finding them, and everything that one page about one of them shows."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from joinedup.apps.register.models import Appointment, Organisation
from joinedup.apps.register.queries.problems import contributors
from joinedup.rules.register.names import key

NOT_KNOWN = "not-known"


def organisations(text: str, sector: str, theme: str, day: date) -> QuerySet[Organisation]:
    """Organisations by name or official number, sector, and the theme they contribute to on the day.

    With a theme, the sector is that of the seat, as on the problem board.
    """
    asked = "" if sector == NOT_KNOWN else sector
    rows: QuerySet[Organisation]
    if theme and sector:
        rows = contributors(theme, asked, day)
    elif theme:
        rows = Organisation.objects.filter(
            appointments__in=Appointment.objects.on(day).filter(partnership__themes__theme_id=theme)
        ).distinct()
    else:
        rows = Organisation.objects.filter(sector=asked) if sector else Organisation.objects.all()
    if text:
        wanted = key(text)
        number = text.split("-", 2)[-1] if text.count("-") >= 2 else text
        found = Q(identifiers__number__iexact=number)
        rows = rows.filter(found | Q(name_key__contains=wanted) if wanted else found).distinct()
    return rows.filter(merged_into__isnull=True).order_by("name_key", "id")


def organisation_of(ref: str) -> Organisation:
    """The organisation of that ref, with what it was merged into. Raises Organisation.DoesNotExist."""
    return Organisation.objects.select_related("merged_into", "partnership").get(ref=ref)


def ended_appointments(organisation: Organisation, day: date, most: int = 50) -> list[Appointment]:
    """What it sat on before the day and no longer does, the latest first. One query."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(organisation=organisation, valid_until__lte=day)
    shown = ("valid_from", "known_on", "valid_until", "partnership__ref", "partnership__name", "person__name")
    named = rows.select_related("partnership", "person").only(*shown)
    return list(named.order_by("-shown_from", "-id")[:most])


def sitting_counts(organisation_ids: Iterable[int], day: date) -> dict[int, tuple[int, int]]:
    """(partnerships, places) of each of these organisations that sits anywhere on the day. One query."""
    rows = Appointment.objects.on(day).filter(organisation__in=list(organisation_ids)).order_by()
    counted = rows.values("organisation").annotate(num=Count("partnership", distinct=True), places=Sum("num_places"))
    return {row["organisation"]: (row["num"], row["places"]) for row in counted}
