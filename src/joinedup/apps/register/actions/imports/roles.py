"""Saying what a role text in a spreadsheet means: a known role, or nesting."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from joinedup import lawbook
from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.imports.mappings import remember_role
from joinedup.apps.register.actions.links import link_partnerships
from joinedup.apps.register.actions.partnerships import add_partnership
from joinedup.apps.register.models import Appointment, Link, Partnership, Seat

SUB_TYPE = "theme_group"


@transaction.atomic
def map_role_text(role_text: str, role_id: str, *, by: Actor, on: date) -> int:
    """From now on this text means this role of the lawbook. Returns how many stored seats it concerned.

    Where the role is nesting, each "member" with this text becomes a partnership nested in the other, and its
    seat, which was never one, is taken away. Raises lawbook.UnknownRow, RefusedByRuleError.
    """
    authorise(by, permissions.IMPORT_ROWS)
    role = lawbook.role_of(role_id)
    mapping = remember_role(role_text, role_id)
    seats = Seat.objects.filter(role_text=role_text)
    num = seats.count()
    if role.kind == "nesting":
        rows = Appointment.objects.filter(seat__in=seats)
        for row in rows.select_related("seat", "partnership", "organisation"):
            _nest(row, by=by, on=on)
    record(
        events.ROLE_TEXT_MAPPED,
        by=by,
        subject=mapping,
        facts={"name": role_text, "role_text": role_text, "role": role.label, "count": num},
    )
    return num


def _nest(row: Appointment, *, by: Actor, on: date) -> None:
    organisation, parent, life = row.organisation, row.partnership, row.life
    same = Q(organisation=organisation) | Q(name_key=organisation.name_key)
    child = Partnership.objects.filter(same).order_by("-valid_until", "pk").first() or add_partnership(
        name=organisation.name,
        life=life,
        type_id=SUB_TYPE,
        nation=parent.nation,
        organisation=organisation,
        source=row.source,
        is_from_file=True,
        by=by,
        on=on,
    )
    if not Link.objects.filter(child=child, parent=parent).exists():
        link_partnerships(child, parent, life=life, by=by, on=on, source=row.source)
    seat = row.seat
    row.delete()
    if not seat.appointments.exists():
        seat.delete()
