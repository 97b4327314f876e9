"""Seats, and who sits in them."""

from datetime import date
from typing import Any

from django.db import transaction

from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import (
    before_and_after,
    check_row,
    check_unchanged,
    end_row,
    end_rows,
    life_fields,
    lock_alive,
    names,
    set_fields,
)
from joinedup.apps.register.actions.refusals import RefusedByRuleError, refuse
from joinedup.apps.register.models import Appointment, Organisation, Partnership, Seat
from joinedup.apps.register.models.lives import plain_text
from joinedup.apps.register.queries.records import appointment_record, seat_name, seat_record
from joinedup.rules.life import Life
from joinedup.rules.register.seats import may_appoint


@transaction.atomic
def add_seat(partnership: Partnership, *, life: Life, by: Actor, on: date, **fields: Any) -> Seat:
    """Add a seat, or several like places. `fields` are those of Seat: qualifier, sector, rights..."""
    authorise(by, permissions.EDIT_SEATS, over=partnership)
    lock_alive(partnership, life)
    row = Seat(partnership=partnership, **fields, **life_fields(life))
    check_row(row)
    row.save()
    record(
        events.SEAT_ADDED,
        by=by,
        subject=partnership,
        facts={"name": partnership.name, "seat": seat_name(row), "seat_ref": row.ref} | life_fields(life),
    )
    return row


@transaction.atomic
def correct_seat(seat: Seat, *, by: Actor, on: date, seen: str = "", **fields: Any) -> Seat:
    """Correct a seat that was recorded wrongly; old values are kept in the audit.

    Raises RefusedByRuleError where those who hold it would no longer fit, and StaleError where the row is no
    longer as it was `seen` (`facts.as_read`).
    """
    authorise(by, permissions.EDIT_SEATS, over=seat.partnership)
    row = lock_seat(seat)
    check_unchanged(row, seen)
    changed = set_fields(row, fields)
    if changed:
        check_row(row)
        _check_holders(row)
        row.save()
        record(
            events.SEAT_CHANGED,
            by=by,
            subject=row.partnership,
            facts={
                "name": row.partnership.name,
                "seat": seat_name(row),
                "seat_ref": row.ref,
                "fields": names(changed),
                "values": before_and_after(changed),
            },
        )
    return row


def _check_holders(seat: Seat) -> None:
    """Raise RefusedByRuleError where an appointment does not fit the seat as it would become."""
    held = [appointment_record(row, seat.ref) for row in seat.appointments.select_related("organisation", "person")]
    for appointment in held:
        finding = may_appoint(seat_record(seat), held, appointment)
        if finding.holds is False:
            raise RefusedByRuleError(finding, field="num_places")


@transaction.atomic
def end_seat(seat: Seat, *, until: date, by: Actor, on: date) -> Seat:
    """Record that a seat no longer exists from a day; whoever holds it then stops holding it.

    Raises as `facts.end_row`.
    """
    authorise(by, permissions.EDIT_SEATS, over=seat.partnership)
    end_row(seat, until)
    num_never_begun = end_rows([seat.appointments.all()], until)
    record(
        events.SEAT_ENDED,
        by=by,
        subject=seat.partnership,
        facts={
            "name": seat.partnership.name,
            "seat": seat_name(seat),
            "seat_ref": seat.ref,
            "until": until,
            "never_begun": num_never_begun,
        },
    )
    return seat


@transaction.atomic
def appoint(
    seat: Seat,
    organisation: Organisation,
    *,
    life: Life,
    by: Actor,
    on: date,
    person: Person | None = None,
    person_name: str = "",
    num_places: int = 1,
    **fields: Any,
) -> Appointment:
    """Appoint to a seat: an organisation, and where it has named one, a person (by record, or by name).

    Raises RefusedByRuleError where the places are taken on any day of the term, the term is outside the
    seat's life, or the organisation's record has been merged into another.
    """
    authorise(by, permissions.APPOINT, over=seat.partnership)
    _lock_in_use(organisation)
    held = lock_seat(seat)
    existing = held.appointments.select_related("organisation", "person")
    if person is None and person_name.strip():
        person = named_person(person_name, organisation)
    row = Appointment(
        seat=held,
        partnership_id=held.partnership_id,
        organisation=organisation,
        person=person,
        num_places=num_places,
        **fields,
        **life_fields(life),
    )
    finding = may_appoint(
        seat_record(held),
        [appointment_record(a, held.ref) for a in existing],
        appointment_record(row, held.ref),
    )
    if finding.holds is False:
        raise RefusedByRuleError(finding)
    check_row(row)
    row.save()
    record(
        events.APPOINTED,
        by=by,
        subject=held.partnership,
        facts={
            "name": held.partnership.name,
            "organisation": organisation.name,
            "seat": seat_name(held),
            "appointment_ref": row.ref,
        }
        | life_fields(life),
        personal={"person": person.name if person else ""},
    )
    return row


def lock_seat(seat: Seat) -> Seat:
    """The seat as it stands now, locked: two who appoint to its last place stand in line.

    What it points to is read after the lock: read in the same query, it would be what it was before.
    """
    row: Seat = Seat.objects.select_for_update().get(pk=seat.pk)
    return row


def _lock_in_use(organisation: Organisation) -> None:
    """The organisation's record, while nobody can merge it: before the seat, as merging takes them."""
    locked = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if locked.merged_into is not None:
        raise refuse(
            "The record of {name} has been merged into “{into}”.",
            name=locked.name,
            into=locked.merged_into.name,
            authority="rule of the register: one name, one organisation",
            would_satisfy="Appoint the one that it was merged into.",
            field="organisation",
        )


def named_person(name: str, organisation: Organisation) -> Person:
    """The person of this name who has sat for the organisation, else a new one, who cannot sign in.

    Being a member and having access are two things. Two people of one name are told apart by whom they
    sit for.
    """
    name = " ".join(name.split())
    plain_text(name)
    known = Person.objects.filter(name__iexact=name, appointments__organisation=organisation)
    return known.order_by("pk").first() or Person.objects.create_person(name)


@transaction.atomic
def end_appointment(appointment: Appointment, *, until: date, by: Actor, on: date) -> Appointment:
    """Record the day on which an appointment ended; the place is vacant from that day.

    A term that was to run for longer is cut short. Raises as `facts.end_row`.
    """
    authorise(by, permissions.APPOINT, over=appointment.partnership)
    end_row(appointment, until)
    record(
        events.APPOINTMENT_ENDED,
        by=by,
        subject=appointment.partnership,
        facts={
            "name": appointment.partnership.name,
            "organisation": appointment.organisation.name,
            "appointment_ref": appointment.ref,
            "until": until,
        },
    )
    return appointment
