"""Adding, correcting and ending seats."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from joinedup import lawbook
from joinedup.apps.people.permissions import needs
from joinedup.apps.register.actions.facts import as_read
from joinedup.apps.register.actions.profile_seats import add_profile_seats, listed_seats
from joinedup.apps.register.actions.seats import add_seat, correct_seat, end_seat
from joinedup.apps.register.forms.lives import EndForm
from joinedup.apps.register.forms.seats import AddSeatForm, CorrectSeatForm, ProfileSeatsForm
from joinedup.apps.register.models import Partnership, Seat
from joinedup.apps.register.permissions import EDIT_SEATS
from joinedup.apps.register.queries.records import seat_name
from joinedup.apps.register.views.editing import (
    carry_out,
    doing,
    done,
    form_for,
    must_be_open,
    over_seat,
    page_of,
    partnership_of,
    seat_of,
    show,
)

FIELDS = (
    "qualifier",
    "role_text",
    "sector",
    "num_places",
    "may_vote",
    "may_speak",
    "gets_papers",
    "counts_to_quorum",
    "must_be_invited",
    "term_months",
    "substitute_rule",
    "source",
)


@needs(EDIT_SEATS, over=partnership_of)
def add_seat_page(request: HttpRequest, ref: str) -> HttpResponse:
    """A seat, or several like places."""
    row = partnership_of(request, ref)
    form = form_for(request, AddSeatForm)
    if carry_out(request, form, lambda: add_seat(row, **form.without_life(), **doing(request))):
        return done(request, _("The seat is recorded."), page_of(row, "seats"))
    return show(
        request,
        form,
        title=_("Add a seat"),
        button=_("Add the seat"),
        back=page_of(row, "seats"),
        of=row,
        intro=_("Who sits is decided locally (paragraph 2.33). What nobody has settled may be left as not known."),
        offer=_profile_offer(row),
    )


def _profile_offer(row: Partnership) -> dict[str, str]:
    """A way to the seats that the profile lists, where it has one that lists any."""
    profile = lawbook.profiles().get(row.profile_id)
    if profile is None or not profile.seats:
        return {}
    return {
        "url": reverse("register:add_profile_seats", args=[row.ref]),
        "text": _("Add the seats that “%(profile)s” lists") % {"profile": profile.name},
    }


@needs(EDIT_SEATS, over=partnership_of)
def add_profile_seats_page(request: HttpRequest, ref: str) -> HttpResponse:
    """The seats that the profile lists, each to take or leave."""
    row = partnership_of(request, ref)
    offered = listed_seats(row, doing(request)["on"])
    rules = [rule for rule, is_there in offered if not is_there]
    form = form_for(request, ProfileSeatsForm, rules=rules)
    if carry_out(
        request,
        form,
        lambda: add_profile_seats(row, form.cleaned_data["seats"], life=form.cleaned_data["life"], **doing(request)),
    ):
        return done(
            request,
            _("The seats are recorded; they stand vacant until somebody is appointed."),
            page_of(row, "seats"),
        )
    profile = lawbook.profiles().get(row.profile_id)
    return show(
        request,
        form,
        title=_("Add the seats that its profile lists"),
        button=_("Add these seats"),
        back=page_of(row, "seats"),
        of=row,
        template="register/profile_seats.html",
        profile=profile,
        is_anything_left=bool(rules),
        there=[rule.label for rule, is_there in offered if is_there],
    )


@needs(EDIT_SEATS, over=over_seat)
def correct_seat_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Put right a seat that was recorded wrongly."""
    seat = seat_of(ref)
    initial = {name: getattr(seat, name) for name in FIELDS} | {"seen": as_read(seat)}
    form = form_for(request, CorrectSeatForm, initial=initial | _kind_of(seat))
    if carry_out(request, form, lambda: correct_seat(seat, **form.cleaned_data, **doing(request))):
        return done(request, _("The seat is put right."), page_of(seat.partnership, "seats"))
    return show(
        request,
        form,
        title=_("Correct a seat"),
        button=_("Save the correction"),
        back=page_of(seat.partnership, "seats"),
        of=seat.partnership,
        intro=seat_name(seat),
    )


def _kind_of(seat: Seat) -> dict[str, str]:
    """Where the seat's words are a kind's own, the kind instead of the words."""
    kind = lawbook.kind_for(seat.qualifier) if seat.qualifier else None
    is_own_words = kind is None or kind.label != seat.qualifier
    return {} if kind is None or is_own_words else {"kind": kind.id, "qualifier": ""}


@needs(EDIT_SEATS, over=over_seat)
def end_seat_page(request: HttpRequest, ref: str) -> HttpResponse:
    """A seat no longer exists from a day."""
    seat = seat_of(ref)
    if request.method == "GET":
        must_be_open(seat)
    form = form_for(request, EndForm)
    if carry_out(request, form, lambda: end_seat(seat, **form.cleaned_data, **doing(request)), {"": "until"}):
        return done(request, _("The seat has ended. Its history stays."), page_of(seat.partnership, "seats"))
    return show(
        request,
        form,
        title=_("End a seat"),
        button=_("End the seat"),
        back=page_of(seat.partnership, "seats"),
        of=seat.partnership,
        intro=seat_name(seat),
        warning=_("Whoever holds it stops holding it on that day. To make it vacant, end the appointment instead."),
        is_danger=True,
    )
