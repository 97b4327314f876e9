"""Areas and their outlines, loaded from lists that others publish."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from joinedup import lawbook
from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.audit.models import Head
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.models import Area
from joinedup.formats.areas import AreaRow
from joinedup.formats.boundaries import Outline

AT_ONCE = 1000


@transaction.atomic
def load_areas(rows: Iterable[AreaRow], file_name: str, *, by: Actor, on: date) -> int:
    """Add areas that are new and bring the others up to date, by code. Returns how many were added or changed."""
    authorise(by, permissions.EDIT_AREAS)
    made = [
        Area(
            code=row.code,
            name=row.name,
            nation=row.nation,
            kind=row.kind,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            replaced_by=";".join(row.replaced_by),
            source=file_name[:300],
        )
        for row in rows
    ]
    num = _store(made)
    _set_parents({row.code: row.parent_code for row in rows if row.parent_code})
    _record(num, file_name, [row.code for row in made], by=by)
    return num


@transaction.atomic
def load_lawbook_areas(*, by: Actor, on: date) -> int:
    """The local authorities of the United Kingdom, present and past, from the lawbook. Twice changes nothing."""
    authorise(by, permissions.EDIT_AREAS)
    made = [lawbook_area(listed) for listed in lawbook.areas().values() if listed.scheme == "gss"]
    num = _store(made)
    _record(num, "the lawbook's list", [row.code for row in made], by=by)
    return num


def lawbook_area(listed: lawbook.Area) -> Area:
    """An area as the lawbook's list has it, not yet stored."""
    return Area(
        code=listed.code,
        name=listed.nice_name or listed.name,
        nation=lawbook.nation_of(listed.nation).label if listed.nation else "",
        kind=listed.type_name,
        region=listed.region,
        replaced_by=";".join(listed.replaced_by)[:100],
        valid_from=listed.valid_from,
        valid_until=listed.valid_until,
        source="lawbook, register/areas.csv",
    )


FIELDS = ("name", "nation", "kind", "region", "replaced_by", "valid_from", "valid_until")


def _store(made: Sequence[Area]) -> int:
    """Add what is new, update what differs; a blank in the list leaves what is stored."""
    stored = {row.code: row for row in Area.objects.only("code", *FIELDS)}
    new = [row for row in made if row.code not in stored]
    changed = []
    for row in made:
        if row.code not in stored:
            continue
        old = stored[row.code]
        told = {name: getattr(row, name) for name in FIELDS if getattr(row, name) not in ("", None)}
        if any(getattr(old, name) != value for name, value in told.items()):
            for name, value in told.items():
                setattr(old, name, value)
            changed.append(old)
    Area.objects.bulk_create(new, batch_size=AT_ONCE)
    Area.objects.bulk_update(changed, FIELDS, batch_size=AT_ONCE)
    return len(new) + len(changed)


def _set_parents(parents: dict[str, str]) -> None:
    stored = {row.code: row for row in Area.objects.only("code", "parent_id")}
    moved = []
    for code, parent in parents.items():
        child, above = stored.get(code), stored.get(parent)
        if child and above and above.pk not in {child.parent_id, child.pk}:
            child.parent = above
            moved.append(child)
    Area.objects.bulk_update(moved, ["parent"], batch_size=AT_ONCE)


@transaction.atomic
def load_outlines(outlines: Sequence[Outline], file_name: str, *, by: Actor, on: date) -> int:
    """Keep the outlines of areas; one whose area is not here yet brings it. Returns how many were kept."""
    authorise(by, permissions.EDIT_AREAS)
    known = set(Area.objects.values_list("code", flat=True))
    missing = [AreaRow(o.code, o.name, "", "") for o in outlines if o.code not in known]
    if missing:
        load_areas(missing, file_name, by=by, on=on)
    rows = {row.code: row for row in Area.objects.all()}
    changed = []
    for outline in outlines:
        row = rows[outline.code]
        row.outline = outline.path
        row.outline_box = " ".join(f"{edge:.5f}" for edge in outline.box)
        row.outline_frame = file_name[:255]
        changed.append(row)
    Area.objects.bulk_update(changed, ["outline", "outline_box", "outline_frame"], batch_size=200)
    _record(len(changed), file_name, [row.code for row in changed], by=by)
    return len(changed)


def _record(num: int, file_name: str, codes: Sequence[str], *, by: Actor) -> None:
    """One row for the whole list: its count, and a digest of the codes in order."""
    if not num:
        return
    head, _is_new = Head.objects.get_or_create(pk=1)
    digest = hashlib.sha256("\n".join(sorted(codes)).encode()).hexdigest()
    record(
        events.AREAS_LOADED,
        by=by,
        subject=head,
        facts={"name": file_name, "count": num, "file": file_name, "digest": digest},
    )
