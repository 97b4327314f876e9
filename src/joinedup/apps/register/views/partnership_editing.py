"""Adding, correcting, changing, accepting and ending a partnership."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from joinedup.apps.people.permissions import ANYWHERE, Anywhere, needs
from joinedup.apps.register.actions.endings import end_partnership
from joinedup.apps.register.actions.facts import as_read
from joinedup.apps.register.actions.partnerships import (
    DATED_FACTS,
    accept_partnership,
    add_partnership,
    change_partnership,
    correct_partnership,
)
from joinedup.apps.register.forms.partnerships import (
    AddPartnershipForm,
    ChangePartnershipForm,
    CorrectPartnershipForm,
    EndPartnershipForm,
    known_of_type,
)
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.permissions import ACCEPT_PARTNERSHIP, ADD_PARTNERSHIP, EDIT_PARTNERSHIP
from joinedup.apps.register.views.editing import (
    again,
    carry_out,
    doing,
    done,
    form_for,
    must_be_open,
    page_of,
    partnership_of,
    show,
)


def over_anything(request: HttpRequest, **_address: object) -> Anywhere:
    """Held over anything at all; the action asks again over what is named."""
    return ANYWHERE


def filled_in(request: HttpRequest, form_class: type[forms.Form], **options: Any) -> tuple[forms.Form, dict[str, Any]]:
    """The form again, with what the lawbook knows of its type in the answers that were left empty."""
    known = known_of_type(request.POST.get("type_id", ""), request.POST.get("nation", ""))
    form = again(request, form_class, **options)
    for name, value in known.get("fills", {}).items():
        if name in form.initial and not form.initial[name]:
            form.initial[name] = value
    return form, known


@needs(ADD_PARTNERSHIP, over=over_anything)
def add_partnership_page(request: HttpRequest) -> HttpResponse:
    """A new partnership, with what it covers: the person's own area among it, if they have one."""
    options = {"are_areas_needed": not request.user.has_perm(ADD_PARTNERSHIP)}
    added: list[Partnership] = []
    known: dict[str, Any] = {}
    form: forms.Form
    if "look_up" in request.POST:
        form, known = filled_in(request, AddPartnershipForm, **options)
    elif "search" in request.POST:
        form = again(request, AddPartnershipForm, **options)
    else:
        form = new = form_for(request, AddPartnershipForm, **options)
        if carry_out(request, form, lambda: added.append(add_partnership(**new.without_life(), **doing(request)))):
            return done(request, _("The partnership is in the register."), page_of(added[0]))
    return show(
        request,
        form,
        title=_("Add a partnership"),
        button=_("Add the partnership"),
        back=reverse("register:partnerships"),
        intro=_("Only a name and a day are needed. The rest can come later, or never."),
        known=known,
        may_look_up=True,
    )


@needs(EDIT_PARTNERSHIP, over=partnership_of)
def correct_partnership_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Put right what was recorded wrongly."""
    row = partnership_of(request, ref)
    initial = {name: getattr(row, name) for name in (*DATED_FACTS, "nation", "source", "valid_from", "known_on")}
    initial |= {"themes": list(row.themes.values_list("theme_id", flat=True)), "seen": as_read(row)}
    options = {"initial": initial, "ends": row.valid_until}
    known: dict[str, Any] = {}
    form: forms.Form
    if "look_up" in request.POST:
        form, known = filled_in(request, CorrectPartnershipForm, **options | {"initial": {}})
    else:
        form = form_for(request, CorrectPartnershipForm, **options)
        if carry_out(
            request, form, lambda: correct_partnership(row, **_corrected(form.cleaned_data), **doing(request))
        ):
            return done(request, _("The record is put right."), page_of(row))
    return show(
        request,
        form,
        title=_("Correct the record"),
        button=_("Save the correction"),
        back=page_of(row),
        of=row,
        intro=_("For what was recorded wrongly. If it was right and has changed, change it from a day instead."),
        known=known,
        may_look_up=True,
    )


def _corrected(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if name not in {"life", "valid_until"}}


@needs(EDIT_PARTNERSHIP, over=partnership_of)
def change_partnership_page(request: HttpRequest, ref: str) -> HttpResponse:
    """What is different from a day on; earlier days keep the old facts."""
    row = partnership_of(request, ref)
    initial = {name: getattr(row, name) for name in DATED_FACTS} | {"seen": as_read(row)}
    known: dict[str, Any] = {}
    form: forms.Form
    if "look_up" in request.POST:
        form, known = filled_in(request, ChangePartnershipForm, ends=row.valid_until)
    else:
        form = form_for(request, ChangePartnershipForm, initial=initial, ends=row.valid_until)
        if carry_out(request, form, lambda: change_partnership(row, **form.cleaned_data, **doing(request))):
            return done(request, _("The change is recorded. Earlier days keep the old facts."), page_of(row))
    return show(
        request,
        form,
        title=_("Change it from a day"),
        button=_("Save the change"),
        back=page_of(row),
        of=row,
        intro=_("Say from which day, and alter what is different. Earlier days keep what they had."),
        known=known,
        may_look_up=True,
    )


@needs(ACCEPT_PARTNERSHIP, over=partnership_of)
def accept_partnership_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the record as right."""
    row = partnership_of(request, ref)
    form = form_for(request, forms.Form)
    if carry_out(request, form, lambda: accept_partnership(row, **doing(request))):
        return done(request, _("The record is accepted."), page_of(row))
    return show(
        request,
        form,
        title=_("Accept the record"),
        button=_("Accept the record as right"),
        back=page_of(row),
        of=row,
        intro=_(
            "You say that the record is right and that you keep it from now on. What is missing then "
            "counts as "
            "missing in the health checks; until now it was only not known."
        ),
    )


@needs(EDIT_PARTNERSHIP, over=partnership_of)
def end_partnership_page(request: HttpRequest, ref: str) -> HttpResponse:
    """The partnership ends, with its seats, links and coverage."""
    row = partnership_of(request, ref)
    if request.method == "GET":
        must_be_open(row)
    form = form_for(request, EndPartnershipForm)
    if carry_out(request, form, lambda: end_partnership(row, **form.cleaned_data, **doing(request)), {"": "until"}):
        return done(request, _("The partnership has ended. Its history stays."), page_of(row))
    num_seats = row.seats.filter(valid_until=None).count()
    return show(
        request,
        form,
        title=_("End the partnership"),
        button=_("End the partnership"),
        back=page_of(row),
        of=row,
        warning=ngettext(
            "From that day its %(num)s seat, whoever holds it, its links, its reasons and its coverage end too.",
            "From that day its %(num)s seats, whoever holds them, its links, its reasons and its coverage end too.",
            num_seats,
        )
        % {"num": num_seats},
        is_danger=True,
    )
