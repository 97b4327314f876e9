"""The list of organisations, and the diary of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import ANYWHERE, public
from joinedup.apps.register import permissions
from joinedup.apps.register.forms.search import OrganisationSearch
from joinedup.apps.register.models import Appointment, Organisation
from joinedup.apps.register.queries.organisations import (
    ended_appointments,
    organisation_of,
    sitting_counts,
)
from joinedup.apps.register.queries.organisations import organisations as find
from joinedup.apps.register.queries.people import diary_of
from joinedup.apps.register.queries.seats import words as seat_words
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views.asking import may, page_of
from joinedup.apps.register.views.dated import DatedRequest


@public
def organisations(request: DatedRequest) -> HttpResponse:
    """Search, filter, fifty at a time."""
    may_merge = bool(may(request, (permissions.MERGE_ORGANISATIONS,), None))
    may_add = bool(may(request, (permissions.APPOINT,), ANYWHERE))
    asked = OrganisationSearch(request.GET)
    asked.is_valid()
    given = asked.cleaned_data
    found = find(given.get("q", "").strip(), given.get("sector", ""), given.get("theme", ""), request.on)
    page = page_of(request, found)
    counts = sitting_counts([row.pk for row in page.object_list], request.on)
    context = {
        "search": asked,
        "keep": [("on", request.GET["on"])] if request.GET.get("on") else [],
        "page": page,
        "rows": [(row, *counts.get(row.pk, (0, 0))) for row in page.object_list],
        "is_filtered": any(given.get(name) for name in ("q", "sector", "theme")),
        "clear_url": address(request, "register:organisations"),
        "may_merge": may_merge,
        "may_add": may_add,
    }
    return render(request, "register/organisations.html", context)


@public
def organisation(request: DatedRequest, ref: str) -> HttpResponse:
    """Its diary: what it sits on on the day, and sat on before. A merged record leads to the one kept."""
    try:
        row = organisation_of(ref)
    except Organisation.DoesNotExist:
        raise Http404 from None
    if row.merged_into:
        return redirect(address(request, "register:organisation", row.merged_into.ref), permanent=True)
    entries = diary_of(Appointment.objects.filter(organisation=row), request.on)
    meetings = [entry.meetings for entry in entries if entry.meetings]
    context = {
        "organisation": row,
        "kind_words": seat_words(row.kind),
        "partnership": getattr(row, "partnership", None),
        "identifiers": list(row.identifiers.all()),
        "entries": page_of(request, entries),
        "num_partnerships": len({entry.appointment.partnership_id for entry in entries}),
        "num_places": sum(entry.appointment.num_places for entry in entries),
        "num_votes": sum(entry.appointment.num_places for entry in entries if entry.appointment.seat.may_vote),
        "num_meetings": sum(meetings),
        "former": ended_appointments(row, request.on),
        "crumbs": _crumbs(request, row.name),
        "may": may(request, (permissions.EDIT_ORGANISATION,), row),
    }
    return render(request, "register/organisation.html", context)


def _crumbs(request: DatedRequest, last: str) -> list[tuple[str, str]]:
    return [
        (address(request, "register:home"), _("Home")),
        (address(request, "register:organisations"), _("Organisations")),
        ("", last),
    ]
