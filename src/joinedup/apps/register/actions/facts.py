"""Small steps that several actions share: check a row, note what differs, close a life."""

import hashlib
from datetime import date
from typing import Any

from django.db.models import GeneratedField, Model, Q, QuerySet

from joinedup.apps.register.actions.refusals import StaleError
from joinedup.rules.life import Life


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


def end_rows(rows: QuerySet[Any], until: date) -> int:
    """End what would outlast something else: rows that begin before the day and have no earlier end."""
    outlasting = Q(valid_until__isnull=True) | Q(valid_until__gt=until)
    return rows.filter(outlasting, shown_from__lt=until).update(valid_until=until)


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
