"""Small steps that several actions share: check a row, note what differs, close a life."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import GeneratedField, Model, Q, QuerySet

from joinedup.apps.register.actions.refusals import StaleError, refuse
from joinedup.apps.register.models import Partnership
from joinedup.rules.life import Life
from joinedup.rules.register.records import REGISTER_RULE
from joinedup.rules.working import say


def set_fields(row: Model, fields: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Put new values on a row in memory. Returns {field: (old, new)} of those that differ.

    Raises AttributeError for a field that the row does not have.
    """
    changed = {}
    for name, new in fields.items():
        old = getattr(row, name)
        if old != new:
            changed[name] = (old, new)
            setattr(row, name, new)
    return changed


def check_row(row: Model) -> None:
    """Raise ValidationError, by field, for what the row's own rules refuse."""
    row.full_clean(exclude=[f.name for f in row._meta.fields if f.is_relation], validate_unique=True)


def as_read(row: Model) -> str:
    """A digest of a row as somebody read it, so that a later change can tell whether it is still so."""
    kept = (field for field in row._meta.concrete_fields if not isinstance(field, GeneratedField))
    values = [(field.attname, str(getattr(row, field.attname))) for field in kept]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def check_unchanged(row: Model, seen: str) -> None:
    """Raise StaleError where the row is no longer as it was read; "" asks nothing."""
    if seen and seen != as_read(row):
        raise StaleError(row)


def end_rows(rows: Sequence[QuerySet[Any]], until: date) -> int:
    """End what would outlast something else: rows that have no earlier end. Returns how many never began.

    Those were to begin on that day or later; with nothing to hang on they never do, and are taken away. `rows`
    come in the order of what hangs on what: seats before the appointments to them.
    """
    outlasting = Q(valid_until__isnull=True) | Q(valid_until__gt=until)
    for some in rows:
        some.filter(outlasting, shown_from__lt=until).update(valid_until=until)
    return sum(some.filter(shown_from__gte=until).delete()[0] for some in reversed(rows))


def end_row(row: Any, until: date) -> None:
    """Record the day on which a row ends; an end that lies later than that is brought forward.

    Raises ValidationError for a day on which it has not begun, RefusedByRuleError for one after its recorded
    end, and StaleError where somebody has recorded another end since it was read.
    """
    before = row.valid_until
    if before is not None and until >= before:
        raise refuse(
            "Its end is recorded already: {day}.",
            day=before,
            authority=REGISTER_RULE,
            would_satisfy=say("Choose an earlier day; if it went on, record it again from {day}.", day=before),
            field="until",
        )
    row.valid_until = until
    check_row(row)
    if type(row).objects.filter(pk=row.pk, valid_until=before).update(valid_until=until) != 1:
        raise StaleError(row)


def lock_partnership(partnership: Partnership) -> Partnership:
    """The partnership as it stands now, locked, lest somebody end it meanwhile.

    Rows that point to it may still be added: whoever does so and needs it alive asks for the same lock.
    """
    row: Partnership = Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    return row


def lock_alive(partnership: Partnership, life: Life) -> None:
    """Lock it, and raise RefusedByRuleError where something recorded for it would outlast it."""
    until = lock_partnership(partnership).valid_until
    if until is not None and (life.valid_until is None or life.valid_until > until):
        raise refuse(
            "{name} ended on {day}.",
            name=partnership.name,
            day=until,
            authority=REGISTER_RULE,
            would_satisfy="Enter an end on that day or before it.",
            field="valid_until",
        )


def life_fields(life: Life) -> dict[str, date | None]:
    """A life as the three columns that keep it."""
    return {"valid_from": life.valid_from, "known_on": life.known_on, "valid_until": life.valid_until}


def names(changed: dict[str, tuple[Any, Any]]) -> str:
    """The changed fields in words."""
    return ", ".join(name.replace("_", " ") for name in sorted(changed))


def before_and_after(changed: dict[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    """For the audit: old and new, as text where they are not plain."""
    return {
        name: [value if isinstance(value, bool | int | str | None) else str(value) for value in pair]
        for name, pair in changed.items()
    }
