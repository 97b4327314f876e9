"""Ending a partnership, with all that hangs on it."""

from datetime import date

from django.db import transaction

from joinedup import lawbook
from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import check_row, end_rows, lock_partnership
from joinedup.apps.register.actions.links import lock_forest
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.models import FormerFacts, Partnership
from joinedup.apps.register.models.partnerships import Status
from joinedup.apps.register.queries.records import requirement_record
from joinedup.rules.register.operations import what_may_be_done
from joinedup.rules.register.records import ORIGINS


@transaction.atomic
def end_partnership(partnership: Partnership, *, until: date, by: Actor, on: date, authority: str = "") -> Partnership:
    """Record that a partnership has ended, with its seats, links and coverage.

    A statutory partnership, or one with separate legal status, does not end by a local decision (2.39): give
    in `authority` the law, or the act of its own members, that ended it. What was to begin on that day or
    later never does. Raises StaleError where it has ended already.
    """
    authorise(by, permissions.EDIT_PARTNERSHIP, over=partnership)
    row = lock_partnership(partnership)
    if row.valid_until is not None:
        raise StaleError(row)
    close = what_may_be_done(origin_at_end(row, until), row.has_separate_legal_status)[-1]
    if close.holds is not True and not authority.strip():
        raise RefusedByRuleError(close, field="authority")
    before, row.valid_until, row.status = row.status, until, Status.ENDED
    check_row(row)
    row.save()
    if before != Status.ENDED:  # on earlier days it stood as it stood
        last = row.former_facts.order_by("-valid_until").first()
        FormerFacts.objects.create(
            partnership=row,
            facts={"status": before},
            valid_from=last.valid_until if last else row.valid_from,
            valid_until=until,
        )
    lock_forest()
    names_of_rows = ("seats", "appointments", "coverage", "links_up", "links_down", "requirements")
    num_never_begun = end_rows([getattr(row, name).all() for name in names_of_rows], until)
    record(
        events.PARTNERSHIP_ENDED,
        by=by,
        subject=row,
        facts={"name": row.name, "until": until, "authority": authority, "never_begun": num_never_begun},
    )
    return row


def origin_at_end(row: Partnership, until: date) -> str:
    """Where it comes from on the day it would end (2.37).

    A reason whose start is not known counts as begun. With none recorded the type's own origin is used.
    """
    reasons = [requirement_record(reason) for reason in row.requirements.all()]
    if not reasons:
        kind = lawbook.types().get(row.type_id)
        return kind.origin if kind else "voluntary"
    perhaps = [reason for reason in reasons if reason.life.may_cover(until)]
    return next((kind for kind in ORIGINS if any(reason.kind == kind for reason in perhaps)), "voluntary")
