"""Carrying out a plan: new rows in bulk, changes in bulk, and the journal that can undo them."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import GeneratedField, Model

from joinedup.apps.register.actions.imports.plan import ORDER, Plan
from joinedup.apps.register.actions.imports.progress import Steps

AT_ONCE = 1000
MARK = 8  # characters of each row's mark: enough to tell that a row was changed


def write_plan(plan: Plan, steps: Steps) -> list[dict[str, Any]]:
    """Write everything planned. Returns the journal: what was added (by kind, keys) and changed (before, after).

    `marks` are those of the rows as they were added, one after another, so that a later change shows.
    """
    journal: list[dict[str, Any]] = []
    total = sum(map(len, plan.new.values())) + len(plan.changes)
    done = 0
    for kind in ORDER:
        rows = plan.new[kind]
        if not rows:
            continue
        model = type(rows[0])
        for start in range(0, len(rows), AT_ONCE):
            steps.tell("writing", done, total)
            model._default_manager.bulk_create(rows[start : start + AT_ONCE])
            done += len(rows[start : start + AT_ONCE])
        keys = [row.pk for row in rows]
        journal.append({"added": model._meta.label_lower, "keys": keys, "marks": marks_of(rows)})
    journal += _write_changes(plan)
    steps.tell("writing", total, total)
    return journal


def _write_changes(plan: Plan) -> list[dict[str, Any]]:
    journal: list[dict[str, Any]] = []
    by_kind: dict[type[Model], list[Any]] = defaultdict(list)
    for change in plan.changes.values():
        by_kind[type(change.row)].append(change)
        journal.append(
            {
                "changed": change.row._meta.label_lower,
                "key": change.row.pk,
                "before": plain_values(change.before),
                "after": plain_values(change.after),
            }
        )
    for model, changes in by_kind.items():
        fields = sorted({name for change in changes for name in change.after})
        model._default_manager.bulk_update([change.row for change in changes], fields, batch_size=AT_ONCE)
    return journal


def plain_values(values: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them: days as text, rows as their keys."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, date | datetime) else value


def marks_of(rows: Sequence[Model]) -> str:
    """A short mark of each row's values, all of them in one text."""
    if not rows:
        return ""
    fields = [f.attname for f in rows[0]._meta.concrete_fields if not isinstance(f, GeneratedField)]
    return "".join(
        hashlib.sha256(repr([str(getattr(row, name)) for name in fields]).encode()).hexdigest()[:MARK] for row in rows
    )
