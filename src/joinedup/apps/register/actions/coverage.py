"""What a partnership covers: whole areas, parts of areas, across boundaries (2.33)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import check_row, lock_partnership
from joinedup.apps.register.actions.refusals import refuse
from joinedup.apps.register.models import Area, Coverage, Partnership
from joinedup.rules.register.records import REGISTER_RULE


@transaction.atomic
def set_coverage(
    partnership: Partnership,
    areas: Sequence[tuple[Area, bool]],
    *,
    from_day: date,
    by: Actor,
    on: date,
    is_start_known: bool = True,
) -> list[Coverage]:
    """From a day the partnership covers these areas, (area, whole?) each, and no others.

    What it covered before stays readable on earlier days. `is_start_known=False` records that it was known to
    be so on that day. Raises RefusedByRuleError for a day before the last one on which coverage was set.
    """
    authorise(by, permissions.EDIT_PARTNERSHIP, over=partnership)
    until = lock_partnership(partnership).valid_until  # one at a time, where nothing is covered yet
    if until is not None and from_day >= until:
        raise refuse(
            "The partnership ended on {day}.",
            day=until,
            authority=REGISTER_RULE,
            would_satisfy="Choose an earlier day.",
            field="from_day",
        )
    _refuse_before_last(partnership, from_day)
    wanted = {area.pk: (area, is_whole) for area, is_whole in areas}
    current = list(Coverage.objects.select_for_update().filter(partnership=partnership).on(from_day))
    kept = {row.area_id for row in current if wanted.get(row.area_id, ("", None))[1] == row.is_whole}
    for row in current:
        if row.area_id not in kept:
            _end(row, from_day)
    life = {"valid_from" if is_start_known else "known_on": from_day, "valid_until": until}
    added = []
    for area, is_whole in wanted.values():
        if area.pk not in kept:
            row = Coverage(partnership=partnership, area=area, is_whole=is_whole, **life)
            check_row(row)
            row.save()
            added.append(row)
    if added or len(kept) != len(current):
        record(
            events.COVERAGE_SET,
            by=by,
            subject=partnership,
            facts={
                "name": partnership.name,
                "areas": [f"{area.code}:{'whole' if whole else 'part'}" for area, whole in wanted.values()],
                "from": from_day,
            },
        )
    return added


def _refuse_before_last(partnership: Partnership, day: date) -> None:
    """What was set from a later day stands; setting an earlier one would say two things of that day."""
    later = Coverage.objects.filter(partnership=partnership, shown_from__gt=day).order_by("-shown_from").first()
    if later is not None:
        raise refuse(
            "What it covers was last recorded from {day}.",
            day=later.life.shown_from,
            authority=REGISTER_RULE,
            would_satisfy="Choose that day or a later one.",
            field="from_day",
        )


def _end(row: Coverage, day: date) -> None:
    """End a coverage, or take it away where it would have begun on the same day."""
    if row.life.shown_from >= day:
        row.delete()
    else:
        row.valid_until = day
        row.save()
