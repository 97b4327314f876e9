"""Diaries: who sits on most, and one person's (for colleagues)."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE, COLLEAGUE, needs, public
from joinedup.apps.register.models import Appointment
from joinedup.apps.register.queries.kept import kept
from joinedup.apps.register.queries.people import busiest_organisations, busiest_people, diary_of, person_of
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views.asking import page_of
from joinedup.apps.register.views.dated import DatedRequest


@public
def diaries(request: DatedRequest) -> HttpResponse:
    """Organisations for everybody; people by name for colleagues only."""
    is_colleague = request.user.is_authenticated and request.user.has_perm(COLLEAGUE, ANYWHERE)
    context = {
        "organisations": kept(busiest_organisations, request.on),
        "people": kept(busiest_people, request.on) if is_colleague else (),
        "is_colleague": is_colleague,
        "crumbs": [
            (address(request, "register:home"), _("Home")),
            (address(request, "register:organisations"), _("Organisations")),
            ("", _("Who sits on most")),
        ],
    }
    return render(request, "register/diaries.html", context)


def _anywhere(_request: DatedRequest, **_address: Any) -> object:
    return ANYWHERE


@needs(COLLEAGUE, over=_anywhere)
def person(request: DatedRequest, pk: int) -> HttpResponse:
    """What one person sits on, on the day."""
    try:
        row = person_of(pk)
    except Person.DoesNotExist:
        raise Http404 from None
    entries = diary_of(Appointment.objects.filter(person=row), request.on)
    context = {
        "person": row,
        "entries": page_of(request, entries),
        "num_partnerships": len({entry.appointment.partnership_id for entry in entries}),
        "num_meetings": sum(entry.meetings or 0 for entry in entries),
        "crumbs": [
            (address(request, "register:home"), _("Home")),
            (address(request, "register:diaries"), _("Who sits on most")),
            ("", row.name),
        ],
    }
    return render(request, "register/person.html", context)
