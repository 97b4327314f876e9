"""Recording why a partnership exists, and when a reason ends."""

from datetime import date

from django.db import transaction

from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import check_row, end_row, life_fields, lock_alive
from joinedup.apps.register.actions.refusals import refuse
from joinedup.apps.register.models import Partnership, Requirement
from joinedup.apps.register.models.partnerships import RequirementKind
from joinedup.rules.life import Life
from joinedup.rules.register.operations import SLOT_WORDS


@transaction.atomic
def add_requirement(
    partnership: Partnership, *, kind: str, title: str, life: Life, by: Actor, on: date, source: str = ""
) -> Requirement:
    """Record a statute, funding stream or plan duty that calls for the partnership (2.37)."""
    authorise(by, permissions.EDIT_PARTNERSHIP, over=partnership)
    lock_alive(partnership, life)
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
def end_requirement(requirement: Requirement, *, until: date, by: Actor, on: date, authority: str = "") -> Requirement:
    """Record the day on which a reason ended, or will.

    A duty that a statute lays down ends only by law: give in `authority` the provision that ended it, else
    RefusedByRuleError (2.39). Raises as `facts.end_row` too.
    """
    authorise(by, permissions.EDIT_PARTNERSHIP, over=requirement.partnership)
    if requirement.kind == RequirementKind.STATUTE and not authority.strip():
        raise refuse(
            "A statute requires it: the duty ends only by law.",
            authority=SLOT_WORDS,
            would_satisfy="Enter the provision that ended it, for example an Act and its section.",
            field="authority",
        )
    end_row(requirement, until)
    record(
        events.REQUIREMENT_ENDED,
        by=by,
        subject=requirement.partnership,
        facts={
            "name": requirement.partnership.name,
            "title": requirement.title,
            "until": until,
            "authority": authority,
        },
    )
    return requirement
