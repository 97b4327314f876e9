"""A person's own page."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from joinedup.apps import declared
from joinedup.apps.notifications.queries import messages_of
from joinedup.apps.people.actions import correct_person
from joinedup.apps.people.forms import DetailsForm
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import signed_in

NUM_SHOWN = 5


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Name, roles, the latest messages, how they sign in.

    Rooms above add to it: each may declare `person_panels(request, person)` in its panels.py.
    """
    person = cast(Person, request.user)
    makers = [getattr(module, "person_panels", None) for _room, module in declared("panels")]
    panels = [panel for make in makers if make for panel in make(request, person)]
    return render(
        request,
        "people/me.html",
        {
            "panels": sorted(panels, key=lambda panel: panel.order),
            "latest": messages_of(person.pk)[:NUM_SHOWN],
            "kinds": set(Authenticator.objects.filter(user=person).values_list("type", flat=True)),
            "has_password": person.has_usable_password(),
        },
    )


@signed_in
def details(request: HttpRequest) -> HttpResponse:
    """Correct one's name, and choose whether messages come by e-mail."""
    person = cast(Person, request.user)
    form = DetailsForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if form.is_valid():
        correct_person(person, by=person, **form.cleaned_data)
        messages.success(request, _("Your details are saved."))
        return redirect("people:me")
    return render(request, "people/details.html", {"form": form})
