"""Rows of the `structure` table about one partnership: what is its own must not differ from row to row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from joinedup.formats.faults import Fault
from joinedup.formats.tables.table import same_name
from joinedup.rules.working import say

if TYPE_CHECKING:
    from joinedup.formats.structure import StructureRow

# A partnership's own facts, as field and column; the rest of a row is about one requirement or one link.
OWN_FACTS = {
    "partnership": "partnership",
    "id": "id",
    "type": "type",
    "status": "status",
    "origin": "origin",
    "legal_personality": "legal_personality",
    "legal_form": "legal_form",
    "areas": "areas",
    "valid_from": "from",
    "valid_until": "until",
    "known_on": "known_on",
    "accepted_on": "accepted_on",
    "source": "source",
    "nation": "nation",
    "profile": "profile",
    "purpose": "purpose",
    "themes": "themes",
    "as_at": "as_at",
}


def find_disagreements(rows: Sequence[StructureRow]) -> list[Fault]:
    """A fault, on the later row, wherever two rows of one partnership differ or say exactly the same.

    Rows are of one partnership when their ids agree; a row with no id belongs with the rows of its name. Two
    ids may share a name only if no row of that name is without an id.
    """
    faults: list[Fault] = []
    ids = _ids_of_names(rows)
    facts: dict[str, list[StructureRow]] = {}
    for row in rows:
        name = same_name(row.partnership)
        known = ids.get(name, {})
        if not row.id and len(known) > 1:
            wrong = say("rows {rows} give this name to more than one partnership", rows=list(known.values()))
            faults.append(Fault(row.where, row.row, "id", wrong, say("write the id of the one that is meant")))
            continue
        whose = row.id or next(iter(known), "") or f"name {name}"
        facts.setdefault(whose, []).append(row)
    for group in facts.values():
        faults += _differences(group)
    return faults


def _ids_of_names(rows: Sequence[StructureRow]) -> dict[str, dict[str, int]]:
    """For each name, the ids that go by it and the row that says so first."""
    ids: dict[str, dict[str, int]] = {}
    for row in rows:
        if row.id:
            ids.setdefault(same_name(row.partnership), {}).setdefault(row.id, row.row)
    return ids


def _differences(group: list[StructureRow]) -> Iterator[Fault]:
    told: dict[str, tuple[object, int]] = {}
    whole: dict[tuple[object, ...], int] = {}
    for row in group:
        same = _everything(row)
        if same in whole:
            wrong = say("the row says the same as row {row}", row=whole[same])
            yield Fault(row.where, row.row, None, wrong, say("delete one of the two"))
            continue
        whole[same] = row.row
        for field, column in OWN_FACTS.items():
            yield from _difference(row, field, column, told)


def _difference(row: StructureRow, field: str, column: str, told: dict[str, tuple[object, int]]) -> Iterator[Fault]:
    value = getattr(row, field)
    if not value:
        return
    fact = same_name(value) if field == "partnership" else value
    first, where = told.setdefault(field, (fact, row.row))
    if first != fact:
        wrong = say("the cell differs from row {row}, which is about the same partnership", row=where)
        yield Fault(row.where, row.row, column, wrong, say("write the same in both, or leave one of them blank"))


def _everything(row: StructureRow) -> tuple[object, ...]:
    return tuple(getattr(row, field) for field in row.__slots__ if field != "row")
