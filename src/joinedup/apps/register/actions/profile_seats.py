"""Adding the seats that a partnership's profile lists. Nothing obliges anybody to (2.33)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from joinedup import lawbook
from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import check_row, life_fields, lock_alive
from joinedup.apps.register.actions.refusals import refuse
from joinedup.apps.register.models import Partnership, Seat
from joinedup.rules.life import Life
from joinedup.rules.working import listed

# What the lawbook calls a right, and where a seat keeps it.
RIGHTS = {
    "vote": "may_vote",
    "speak": "may_speak",
    "papers": "gets_papers",
    "quorum": "counts_to_quorum",
    "must_invite": "must_be_invited",
}


def listed_seats(partnership: Partnership, on: date) -> list[tuple[lawbook.SeatRule, bool]]:
    """The seats that the profile lists on a day, each with whether the partnership has such a seat then."""
    if not partnership.profile_id:
        return []
    there = set(partnership.seats.on(on).values_list("qualifier", flat=True))
    rules = lawbook.profile_of(partnership.profile_id).seats_on(on)
    return [(rule, seat_qualifier(rule) in there) for rule in rules]


def seat_qualifier(rule: lawbook.SeatRule) -> str:
    """Who may hold the seat, in the words of the lawbook's list of kinds."""
    return lawbook.kind_of(rule.qualifier).label if rule.qualifier else rule.label


def seat_fields(rule: lawbook.SeatRule) -> dict[str, Any]:
    """A seat's own fields as the profile has them: a start that anybody may change."""
    kind = lawbook.kind_of(rule.qualifier) if rule.qualifier else None
    return {
        "qualifier": seat_qualifier(rule),
        "sector": kind.sector if kind else "",
        "num_places": max(rule.minimum, 1),
        "substitute_rule": rule.substitute[:200],
        "source": rule.cite[:300],
    } | {field: right in rule.rights for right, field in RIGHTS.items()}


@transaction.atomic
def add_profile_seats(
    partnership: Partnership, rule_ids: Sequence[str], *, life: Life, by: Actor, on: date
) -> list[Seat]:
    """Add those of the profile's seats that are asked for and not there yet. One row of audit for all.

    Raises RefusedByRuleError for a seat that the profile does not list on the day the seats begin.
    """
    authorise(by, permissions.EDIT_SEATS, over=partnership)
    lock_alive(partnership, life)  # and the lock: two at once would add every seat twice
    offered = {rule.id: (rule, is_there) for rule, is_there in listed_seats(partnership, life.shown_from)}
    if strange := [rule_id for rule_id in rule_ids if rule_id not in offered]:
        raise refuse(
            "The profile lists no such seat on {day}: {strange}.",
            day=life.shown_from,
            strange=strange,
            authority=lawbook.profile_of(partnership.profile_id).cite if partnership.profile_id else "2.33",
            would_satisfy="Choose among those it lists, or add a seat of your own.",
            field="seats",
        )
    added = []
    for rule_id in dict.fromkeys(rule_ids):
        rule, is_there = offered[rule_id]
        if not is_there:
            row = Seat(partnership=partnership, **seat_fields(rule), **life_fields(life))
            check_row(row)
            row.save()
            added.append(row)
    if added:
        record(
            events.SEAT_ADDED,
            by=by,
            subject=partnership,
            facts={
                "name": partnership.name,
                "seat": listed([row.qualifier for row in added]),
                "seat_refs": [row.ref for row in added],
                "count": len(added),
            }
            | life_fields(life),
        )
    return added
