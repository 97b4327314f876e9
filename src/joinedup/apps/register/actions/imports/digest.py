"""A plan in one short text, so that what was seen can be compared with what would be done."""

import hashlib
from functools import cache
from typing import Any

from django.db.models import Field, GeneratedField, Model

from joinedup.apps.register.actions.imports.plan import ORDER, Plan

# What is made afresh each time a plan is made.
FRESH = frozenset(("id", "ref", "password", "added_at", "last_login"))


def digest_of(plan: Plan) -> str:
    """SHA-256, in hexadecimal, of every value that would be added or changed."""
    places = {id(row): f"new {kind} {n}" for kind in ORDER for n, row in enumerate(plan.new[kind])}
    made = hashlib.sha256()
    for row in plan.all_new():
        kind: type[Model] = type(row)
        values = [_spelled(row, field, places) for field in _told_fields(kind)]
        made.update(repr((row._meta.label_lower, values)).encode())
    for key in sorted(plan.changes):
        change = plan.changes[key]
        for told in (change.before, change.after):
            plain = sorted((name, _plain(value, places)) for name, value in told.items())
            made.update(repr((key, plain)).encode())
    return made.hexdigest()


@cache
def _told_fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.name not in FRESH and not isinstance(field, GeneratedField)
    )


def _spelled(row: Model, field: Field[Any, Any], places: dict[int, str]) -> str:
    held = row._state.fields_cache.get(field.name)
    return str(getattr(row, field.attname)) if held is None else _plain(held, places)


def _plain(value: Any, places: dict[int, str]) -> str:
    """A row that is new itself is spelled by its place in the plan, a stored one by its key."""
    if isinstance(value, Model):
        return places.get(id(value), str(value.pk))
    return str(value)
