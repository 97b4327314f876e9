"""Adding a partnership, changing it from a day, correcting it, accepting it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from joinedup import lawbook
from joinedup.apps.audit.actions import Actor, record, stand_in_line
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import (
    before_and_after,
    check_row,
    check_unchanged,
    life_fields,
    lock_partnership,
    names,
    set_fields,
)
from joinedup.apps.register.actions.refusals import StaleError, refuse
from joinedup.apps.register.models import (
    Area,
    Coverage,
    FormerFacts,
    Partnership,
    PartnershipTheme,
    Requirement,
)
from joinedup.rules.life import Life
from joinedup.rules.register.names import exact

# The facts that a dated change keeps the old values of.
DATED_FACTS = ("name", "type_id", "profile_id", "purpose", "status", "legal_personality", "legal_form")


@transaction.atomic
def add_partnership(
    *,
    name: str,
    life: Life,
    by: Actor,
    on: date,
    type_id: str = "",
    nation: str = "",
    areas: Sequence[tuple[Area, bool]] = (),
    themes: Sequence[str] = (),
    is_from_file: bool = False,
    **fields: Any,
) -> Partnership:
    """Add a partnership, what it covers ((area, whole?) pairs) and, from its type, why it exists.

    One that a person adds by hand is accepted by that; one that comes from a file is not yet. The name may not
    be that of another live partnership. Raises Refused, RefusedByRuleError, ValidationError.
    """
    authorise(by, permissions.ADD_PARTNERSHIP, over=areas[0][0] if areas else None)
    stand_in_line()
    name = " ".join(name.split())
    _refuse_taken(name, life)
    row = Partnership(name=name, name_key=exact(name), type_id=type_id, nation=nation, **fields, **life_fields(life))
    if isinstance(by, Person) and not is_from_file:
        row.accepted_on = row.accepted_on or on
    kind = lawbook.type_of(type_id) if type_id else None
    if kind and not row.profile_id:
        profile = lawbook.profile_for(type_id, nation, life.shown_from)
        row.profile_id = profile.id if profile else ""
    if kind and not row.legal_personality:
        row.legal_personality = kind.legal_personality
    check_row(row)
    row.save()
    Coverage.objects.bulk_create(
        Coverage(partnership=row, area=area, is_whole=whole, **life_fields(life)) for area, whole in areas
    )
    given = themes or (kind.themes if kind else ())
    PartnershipTheme.objects.bulk_create(PartnershipTheme(partnership=row, theme_id=t) for t in given)
    if requirement := type_requirement(row):
        requirement.save()
    record(events.PARTNERSHIP_ADDED, by=by, subject=row, facts={"name": row.name, "type": type_id})
    return row


def _refuse_taken(name: str, life: Life, *, but: int | None = None) -> None:
    """Raise RefusedByRuleError where another partnership goes by the name on a day of this life."""
    same = Partnership.objects.filter(name_key=exact(name)).exclude(pk=but)
    if life.valid_until:
        same = same.filter(shown_from__lt=life.valid_until)
    if same.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=life.shown_from)).exists():
        raise refuse(
            "There is already a partnership called “{name}”.",
            name=name,
            authority="rule of the register: one name, one partnership",
            would_satisfy="Use its page, or give this one a name that tells them apart.",
            field="name",
        )


def type_requirement(row: Partnership) -> Requirement | None:
    """Why a partnership of this type exists, by its legal basis; None where nothing requires the type."""
    kind = lawbook.type_of(row.type_id) if row.type_id else None
    if kind is None or kind.origin == "voluntary":
        return None
    ends = date(kind.year_to, 12, 31) if kind.year_to else None
    if ends is not None and ends <= (row.valid_from or row.known_on or ends):
        ends = None  # recorded later than the type is said to have ended: its own end is for a person to enter
    return Requirement(
        partnership=row,
        kind=kind.origin,
        title=kind.cite[:500],
        source=f"lawbook, type {kind.id}",
        valid_from=row.valid_from,
        known_on=row.known_on,
        valid_until=ends,
    )


@transaction.atomic
def change_partnership(
    partnership: Partnership, *, from_day: date, by: Actor, on: date, seen: str = "", **fields: Any
) -> Partnership:
    """Change facts from a day; earlier days keep the old ones. `fields` are among DATED_FACTS.

    Raises RefusedByRuleError for a day outside the partnership's life or not after its last change, and
    StaleError where the row is no longer as it was `seen` (`facts.as_read`).
    """
    authorise(by, permissions.EDIT_PARTNERSHIP, over=partnership)
    row = lock_partnership(partnership)
    check_unchanged(row, seen)
    earlier = row.former_facts.all()
    if row.valid_until is not None:
        earlier = earlier.exclude(valid_until=row.valid_until)  # the ending itself is not a change
    last = earlier.order_by("-valid_until").first()
    starts = last.valid_until if last else row.valid_from
    if from_day <= (starts or row.life.shown_from):
        raise refuse(
            "The change must be after {day}.",
            day=starts or row.life.shown_from,
            authority="rule of the register: one truth for each day",
            would_satisfy="Correct the record instead if it was wrong all along.",
            field="from_day",
        )
    if row.valid_until and from_day >= row.valid_until:
        raise refuse(
            "The partnership ended on {day}.",
            day=row.valid_until,
            authority="rule of the register: one truth for each day",
            would_satisfy="Choose an earlier day.",
            field="from_day",
        )
    old = {name: getattr(row, name) for name in fields}
    changed = set_fields(row, _tidy(fields))
    if not changed:
        return row
    if "name_key" in changed:
        stand_in_line()
        _refuse_taken(row.name, Life(from_day, None, row.valid_until), but=row.pk)
    check_row(row)
    FormerFacts.objects.create(
        partnership=row,
        facts={name: old[name] for name in changed if name in DATED_FACTS},
        valid_from=starts,
        valid_until=from_day,
    )
    row.save()
    record(
        events.PARTNERSHIP_CHANGED,
        by=by,
        subject=row,
        facts={
            "name": row.name,
            "fields": names(changed),
            "from": from_day,
            "values": before_and_after(changed),
        },
    )
    return row


@transaction.atomic
def correct_partnership(partnership: Partnership, *, by: Actor, on: date, seen: str = "", **fields: Any) -> Partnership:
    """Replace what was recorded wrongly; the old values are kept in the audit only.

    Raises StaleError where the row is no longer as it was `seen` (`facts.as_read`).
    """
    authorise(by, permissions.EDIT_PARTNERSHIP, over=partnership)
    row = lock_partnership(partnership)
    check_unchanged(row, seen)
    themes = fields.pop("themes", None)
    changed = set_fields(row, _tidy(fields))
    if "name_key" in changed:
        stand_in_line()
        _refuse_taken(row.name, row.life, but=row.pk)
    if themes is not None:
        changed |= _set_themes(row, themes)
    if changed:
        check_row(row)
        row.save()
        record(
            events.PARTNERSHIP_CORRECTED,
            by=by,
            subject=row,
            facts={"name": row.name, "fields": names(changed), "values": before_and_after(changed)},
        )
    return row


def _tidy(fields: dict[str, Any]) -> dict[str, Any]:
    if "name" in fields:
        fields = fields | {"name": " ".join(fields["name"].split()), "name_key": exact(fields["name"])}
    return fields


def _set_themes(row: Partnership, themes: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    old = sorted(row.themes.values_list("theme_id", flat=True))
    if old == sorted(themes):
        return {}
    row.themes.exclude(theme_id__in=themes).delete()
    PartnershipTheme.objects.bulk_create(
        PartnershipTheme(partnership=row, theme_id=theme) for theme in themes if theme not in old
    )
    return {"themes": (", ".join(old), ", ".join(sorted(themes)))}


@transaction.atomic
def accept_partnership(partnership: Partnership, *, by: Actor, on: date) -> Partnership:
    """A manager takes the record as right: from now on what is missing counts as missing."""
    authorise(by, permissions.ACCEPT_PARTNERSHIP, over=partnership)
    moved = Partnership.objects.filter(pk=partnership.pk, accepted_on__isnull=True).update(accepted_on=on)
    if moved != 1:
        raise StaleError(partnership)
    partnership.accepted_on = on
    record(events.PARTNERSHIP_ACCEPTED, by=by, subject=partnership, facts={"name": partnership.name})
    return partnership
