"""The seat table of one partnership."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import public
from joinedup.apps.register import permissions
from joinedup.apps.register.queries.partnerships import sheet
from joinedup.apps.register.queries.seats import membership
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views.asking import may, partnership_or_404
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.apps.register.views.partnerships import crumbs, not_then, tabs


@public
def seats(request: DatedRequest, ref: str) -> HttpResponse:
    """Every seat on the day: rights, holders, terms, substitutes, vacancies. Made to be printed too."""
    row = partnership_or_404(request, ref)
    if not row.life.covers(request.on):
        return not_then(request, row)
    found = sheet(row, request.on)
    held = may(request, (permissions.EDIT_SEATS, permissions.APPOINT), row)
    context = {
        "partnership": row,
        "crumbs": [
            *crumbs(request, row)[:-1],
            (address(request, "register:partnership", row.ref), row.name),
            ("", _("Seats")),
        ],
        "tabs": tabs(request, row.ref, "seats"),
        "members": membership(found),
        "may_edit": permissions.EDIT_SEATS in held,
        "may_appoint": permissions.APPOINT in held,
    }
    return render(request, "register/seats.html", context)
