"""Undoing an import as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import CASCADE, DateField, ForeignObjectRel, Model
from django.utils import timezone

from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import ANYWHERE, authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.imports.known import CHUNK
from joinedup.apps.register.actions.imports.writing import AT_ONCE, MARK, marks_of, plain_values
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError, refuse
from joinedup.apps.register.models import Area, Import

WHOLE = "rule of the register: an import is undone as a whole or not at all"
OWN_ROOMS = ("register", "people")  # what hangs on a row in the rooms above (results of checks) is worked out again
MOST_NAMED = 5
AREAS = "register.area"


@transaction.atomic
def undo_import(taken: Import, *, by: Actor, on: date) -> Import:
    """Take back everything an import added and put back everything it changed.

    Refused where something added later rests on it, or where a value has been changed since. Whoever imported
    may undo it; others need the permission over everything.
    """
    is_own = taken.by_id is not None and taken.by_id == by.actor_id
    authorise(by, permissions.UNDO_IMPORT, over=ANYWHERE if is_own else None)
    moved = Import.objects.filter(pk=taken.pk, undone_at__isnull=True).update(undone_at=timezone.now())
    if moved != 1:
        raise StaleError(taken)
    _put_all_back(taken.journal)
    _take_all_away({entry["added"]: entry for entry in taken.journal if "added" in entry})
    record(events.IMPORT_UNDONE, by=by, subject=taken, facts={"name": taken.file_name, "file": taken.file_name})
    taken.refresh_from_db()
    return taken


def _put_all_back(journal: list[dict[str, Any]]) -> None:
    changed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in journal:
        if "changed" in entry:
            changed[entry["changed"]].append(entry)
    for label, entries in changed.items():
        _put_back(apps.get_model(label), entries)


def _take_all_away(added: dict[str, dict[str, Any]]) -> None:
    """What points to others first."""
    if areas := added.get(AREAS):
        added[AREAS] = areas | {"keys": _unused_areas(areas["keys"], added)}
    for label, entry in reversed(added.items()):
        if label != AREAS:
            _refuse_changed(apps.get_model(label), entry)
        _refuse_rested_on(apps.get_model(label), entry, added)
    for label, entry in reversed(added.items()):
        for keys in _parts(entry["keys"]):
            apps.get_model(label)._default_manager.filter(pk__in=keys).delete()


def _parts(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def _rows(model: type[Model], keys: list[Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for part in _parts(keys):
        found |= model._default_manager.select_for_update().in_bulk(part)
    return found


def _put_back(model: type[Model], entries: list[dict[str, Any]]) -> None:
    rows = _rows(model, [entry["key"] for entry in entries])
    names: set[str] = set()
    for entry in entries:
        row = rows.get(entry["key"])
        now = plain_values({name: _value(row, name) for name in entry["after"]}) if row else {}
        if row is None or now != entry["after"]:
            raise _changed_since([str(row or model._meta.verbose_name)])
        for name, value in entry["before"].items():
            _set(row, name, value)
            names.add(name)
    model._default_manager.bulk_update(list(rows.values()), sorted(names), batch_size=AT_ONCE)


def _value(row: Model, name: str) -> Any:
    """A field's value; the key where it is another row."""
    return getattr(row, f"{name}_id" if row._meta.get_field(name).is_relation else name)


def _set(row: Model, name: str, value: Any) -> None:
    field = row._meta.get_field(name)
    if field.is_relation:
        setattr(row, f"{name}_id", value)
    elif isinstance(field, DateField) and isinstance(value, str):
        setattr(row, name, datetime.fromisoformat(value).date())
    else:
        setattr(row, name, value)


def _refuse_changed(model: type[Model], entry: dict[str, Any]) -> None:
    """Raise where a row that the import added is no longer as it was added, or no longer there."""
    rows = _rows(model, entry["keys"])
    different = []
    for place, key in enumerate(entry["keys"]):
        mark = entry["marks"][place * MARK : (place + 1) * MARK]
        if key not in rows or marks_of([rows[key]]) != mark:
            different.append(str(rows.get(key, model._meta.verbose_name)))
    if different:
        raise _changed_since(different)


def _refuse_rested_on(model: type[Model], entry: dict[str, Any], added: dict[str, dict[str, Any]]) -> None:
    """Raise where a row that the import did not add points to one that it did."""
    for relation in _pointing(model):
        related: type[Model] = relation.related_model
        own = set(added.get(related._meta.label_lower, {}).get("keys", ()))
        for keys in _parts(entry["keys"]):
            others = related._default_manager.filter(**{f"{relation.field.name}__in": keys})
            if later := [row for row in others if row.pk not in own]:
                raise _rests(sorted({str(row) for row in later}))


def _unused_areas(keys: list[Any], added: dict[str, dict[str, Any]]) -> list[Any]:
    """The areas that nothing but this import uses. An area in use stays: it is no part of what a file claims."""
    used: set[Any] = set()
    for relation in _pointing(Area):
        related: type[Model] = relation.related_model
        own = set(added.get(related._meta.label_lower, {}).get("keys", ()))
        name = relation.field.name
        rows = related._default_manager.filter(**{f"{name}__in": keys}).values_list("pk", name)
        used |= {area for key, area in rows if key not in own}
    return [key for key in keys if key not in used]


def _pointing(model: type[Model]) -> Iterable[ForeignObjectRel]:
    for relation in model._meta.related_objects:
        label = relation.related_model._meta.app_label
        if label in OWN_ROOMS or relation.on_delete is not CASCADE:
            yield relation


def _changed_since(rows: list[str]) -> RefusedByRuleError:
    return refuse(
        "Something has been changed since the import: {rows}.",
        rows=rows[:MOST_NAMED],
        authority=WHOLE,
        would_satisfy="Correct what is wrong by hand.",
    )


def _rests(rest: list[str]) -> RefusedByRuleError:
    return refuse(
        "Things recorded later rest on this import: {rest}.",
        rest=rest[:MOST_NAMED],
        authority=WHOLE,
        would_satisfy="Take those away first, or correct what is wrong by hand.",
    )
