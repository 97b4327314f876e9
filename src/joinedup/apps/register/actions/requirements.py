"""Recording why a partnership exists, and when a reason ends."""

from datetime import date

from django.db import transaction

from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import check_row, life_fields
from joinedup.apps.register.actions.refusals import StaleError
from joinedup.apps.register.models import Partnership, Requirement
from joinedup.rules.life import Life


@transaction.atomic
def add_requirement(
    partnership: Partnership, *, kind: str, title: str, life: Life, by: Actor, on: date, source: str = ""
) -> Requirement:
    """Record a statute, funding stream or plan duty that calls for the partnership (2.37)."""
    authorise(by, permissions.EDIT_PARTNERSHIP, over=partnership)
    row = Requirement(partnership=partnership, kind=kind, title=title, source=source, **life_fields(life))
    check_row(row)
    row.save()
    record(
        events.REQUIREMENT_ADDED,
        by=by,
        subject=partnership,
        facts={"name": partnership.name, "title": title, "kind": kind} | life_fields(life),
    )
    return row


@transaction.atomic
def end_requirement(requirement: Requirement, *, until: date, by: Actor, on: date) -> Requirement:
    """Record the day on which a reason ended, or will. Raises StaleError where it has an end already."""
    authorise(by, permissions.EDIT_PARTNERSHIP, over=requirement.partnership)
    requirement.valid_until = until
    check_row(requirement)
    moved = Requirement.objects.filter(pk=requirement.pk, valid_until__isnull=True).update(valid_until=until)
    if moved != 1:
        raise StaleError(requirement)
    record(
        events.REQUIREMENT_ENDED,
        by=by,
        subject=requirement.partnership,
        facts={"name": requirement.partnership.name, "title": requirement.title, "until": until},
    )
    return requirement
