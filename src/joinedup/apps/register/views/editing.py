"""What every editing page does: find the thing, show the form, carry out the action, say how it went."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.facts import as_read
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError, as_form_errors
from joinedup.apps.register.forms.coverage import AreasForm, sent_areas
from joinedup.apps.register.models import Appointment, Organisation, Partnership, Seat

DEADLOCK = "40P01"  # PostgreSQL's code for it
Words = str | Promise
AnyForm = TypeVar("AnyForm", bound=forms.Form)


def actor(request: HttpRequest) -> Person:
    """Whoever acts. Only for pages that need a permission, so that somebody is signed in."""
    return cast(Person, request.user)


def doing(request: HttpRequest) -> dict[str, Any]:
    """Who acts and on which day, as every action wants them."""
    return {"by": actor(request), "on": timezone.localdate()}


def partnership_of(request: HttpRequest, ref: str, **_address: object) -> Partnership:
    """The partnership of the address, or no such page."""
    return get_object_or_404(Partnership, ref=ref)


def seat_of(ref: str) -> Seat:
    """The seat of the address, or no such page."""
    found: Seat = get_object_or_404(Seat.objects.select_related("partnership", "organisation"), ref=ref)
    return found


def over_seat(request: HttpRequest, ref: str) -> Partnership:
    """What a permission over a seat is held over."""
    return seat_of(ref).partnership


def appointment_of(ref: str) -> Appointment:
    """The appointment of the address, or no such page."""
    rows = Appointment.objects.select_related("partnership", "organisation", "person", "seat__organisation")
    found: Appointment = get_object_or_404(rows, ref=ref)
    return found


def over_appointment(request: HttpRequest, ref: str) -> Partnership:
    """What a permission over an appointment is held over."""
    return appointment_of(ref).partnership


def organisation_of(request: HttpRequest, ref: str) -> Organisation:
    """The organisation of the address, while it is in use, or no such page."""
    return get_object_or_404(Organisation, ref=ref, merged_into=None)


def form_for(request: HttpRequest, form_class: type[AnyForm], **options: Any) -> AnyForm:
    """The form: as sent, or fresh."""
    return form_class(request.POST if request.method == "POST" else None, **options)


def again(request: HttpRequest, form_class: type[AnyForm], **options: Any) -> AnyForm:
    """The form with what was typed, not judged: something was looked up and nothing is to be saved."""
    sent = request.POST
    fields: dict[str, forms.Field] = form_class.base_fields
    options["initial"] = {
        name: field.widget.value_from_datadict(sent, request.FILES, name) for name, field in fields.items()
    } | options.get("initial", {})
    if issubclass(form_class, AreasForm):
        options |= {"areas": sent_areas(sent), "search": sent.get("q", "")}
    return form_class(**options)


def carry_out(
    request: HttpRequest, form: forms.Form, act: Callable[[], object], names: Mapping[str, str] | None = None
) -> bool:
    """Do what a valid form asks, all or nothing. What the action refuses is put on the field it speaks of.

    `names` says which box stands for a field of the row; "" is for what speaks of the whole.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    boxes = names or {}
    try:
        _do(act)
    except RefusedByRuleError as refusal:
        _put(form, boxes, refusal.field, as_form_errors(refusal))
    except ValidationError as wrong:
        found = wrong.error_dict if hasattr(wrong, "error_dict") else {NON_FIELD_ERRORS: wrong.error_list}
        for field, errors in found.items():
            for error in errors:
                _put(form, boxes, "" if field == NON_FIELD_ERRORS else field, error)
    except StaleError as stale:
        _somebody_else(form, stale)
    else:
        return True
    return False


def _do(act: Callable[[], object]) -> None:
    """All or nothing; again where the database broke a tie between two that waited for each other."""
    for is_last in (False, False, True):
        try:
            with transaction.atomic():
                act()
        except OperationalError as failure:
            if is_last or getattr(failure.__cause__, "sqlstate", "") != DEADLOCK:
                raise
        else:
            return


def _put(form: forms.Form, boxes: Mapping[str, str], field: str, error: ValidationError) -> None:
    box = boxes.get(field, field)
    box = box if box in form.fields else boxes.get("", "")
    form.add_error(box if box in form.fields else None, error)


def _somebody_else(form: forms.Form, stale: StaleError) -> None:
    """Say so, keep the answers, and let the person save once they have looked."""
    form.add_error(
        None,
        _(
            "Somebody else changed this while you were at it, so nothing was stored. Your answers "
            "are still here. "
            "Look at what is there now; if yours are right, save again."
        ),
    )
    if "seen" in form.fields and stale.args:
        row, *digest = stale.args
        data = cast(QueryDict, form.data).copy()
        data["seen"] = digest[0] if digest else as_read(row)
        form.data = data


def done(request: HttpRequest, text: Words, address: str) -> HttpResponse:
    """Say what was done and go back to the page."""
    messages.success(request, str(text))
    return redirect(address)


def page_of(partnership: Partnership, name: str = "partnership") -> str:
    """The address of a partnership's page."""
    return reverse(f"register:{name}", args=[partnership.ref])


def show(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: Words,
    button: Words,
    back: str,
    of: Partnership | Organisation | None = None,
    template: str = "register/form.html",
    **parts: Any,
) -> HttpResponse:
    """The page with the form. `back` is where Cancel leads; `of` is what the form speaks of.

    `parts` may have: intro, warning, known (see forms.partnerships.known_of_type), may_look_up, is_danger,
    is_search_first (the return key searches for an area rather than saves).
    The day of the frame is left out: what is edited is the record, not a day of it.
    """
    context = {"form": form, "title": title, "button": button, "back": back, "of": of, "on": None}
    crumbs = [(back, of.name if of else _("Register")), ("", title)]
    return render(request, template, context | {"crumbs": crumbs} | parts)


def must_be_open(row: Any) -> None:
    """No such page for ending what has ended; an end still to come may be brought forward."""
    if row.valid_until is not None and row.valid_until <= timezone.localdate():
        raise Http404
