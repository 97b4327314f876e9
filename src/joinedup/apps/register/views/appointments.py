"""Appointing to seats, and ending appointments."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import needs
from joinedup.apps.register.actions.organisations import add_organisation
from joinedup.apps.register.actions.seats import appoint, end_appointment, lock_seat
from joinedup.apps.register.forms.appointments import AppointForm
from joinedup.apps.register.forms.lives import EndForm
from joinedup.apps.register.models import Appointment, Seat
from joinedup.apps.register.permissions import APPOINT
from joinedup.apps.register.queries.records import seat_name
from joinedup.apps.register.views.editing import (
    appointment_of,
    carry_out,
    doing,
    done,
    form_for,
    must_be_open,
    over_appointment,
    over_seat,
    page_of,
    seat_of,
    show,
)


def appoint_from(form: AppointForm, seat: Seat, request: HttpRequest) -> Appointment:
    """The action, with the form's answers; an organisation that is new is added first."""
    answers = form.without_life()
    organisation, new = answers.pop("organisation"), answers.pop("organisation_new", "")
    sector = answers.pop("sector", "")
    if new:
        lock_seat(seat)  # before the first row of audit, as those who appoint a body that is there
        organisation = add_organisation(name=new, sector=sector, **doing(request))
    return appoint(seat, organisation, **answers, **doing(request))


@needs(APPOINT, over=over_seat)
def appoint_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Who takes the seat."""
    seat = seat_of(ref)
    initial = {"organisation": seat.organisation.name if seat.organisation else ""}
    form = form_for(request, AppointForm, initial=initial, num_places=seat.num_places, may_add=True)
    if carry_out(request, form, lambda: appoint_from(form, seat, request), {"": "organisation"}):
        return done(request, _("The appointment is recorded."), page_of(seat.partnership, "seats"))
    return show(
        request,
        form,
        title=_("Appoint to a seat"),
        button=_("Save the appointment"),
        back=page_of(seat.partnership, "seats"),
        of=seat.partnership,
        intro=seat_name(seat),
    )


@needs(APPOINT, over=over_appointment)
def end_appointment_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Somebody stops holding a seat; its place is vacant from that day."""
    row = appointment_of(ref)
    if request.method == "GET":
        must_be_open(row)
    form = form_for(request, EndForm)
    if carry_out(request, form, lambda: end_appointment(row, **form.cleaned_data, **doing(request)), {"": "until"}):
        return done(
            request,
            _("The end is recorded; the place is vacant from that day."),
            page_of(row.partnership, "seats"),
        )
    who = f"{row.person.name}, {row.organisation.name}" if row.person else row.organisation.name
    return show(
        request,
        form,
        title=_("End an appointment"),
        button=_("Save the end"),
        back=page_of(row.partnership, "seats"),
        of=row.partnership,
        intro=f"{seat_name(row.seat)}: {who}",
    )
