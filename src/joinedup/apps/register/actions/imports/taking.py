"""Reading a file, planning it, and taking it in: all of it, or nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from joinedup import lawbook
from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE, authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.imports.digest import digest_of
from joinedup.apps.register.actions.imports.known import Known
from joinedup.apps.register.actions.imports.likeness import link_own_organisations, note_near_duplicates
from joinedup.apps.register.actions.imports.links import Links
from joinedup.apps.register.actions.imports.mappings import remember_column, remember_role, remembered_columns
from joinedup.apps.register.actions.imports.members import Members
from joinedup.apps.register.actions.imports.partnerships import Partnerships
from joinedup.apps.register.actions.imports.plan import Note, Plan
from joinedup.apps.register.actions.imports.progress import Progress, Steps, say_nothing
from joinedup.apps.register.actions.imports.reach import refuse_out_of_reach
from joinedup.apps.register.actions.imports.structure import Structure
from joinedup.apps.register.actions.imports.writing import write_plan
from joinedup.apps.register.actions.refusals import StaleError
from joinedup.apps.register.actions.sizes import note_sizes
from joinedup.apps.register.models import Import, RoleMapping
from joinedup.formats.columns import strange_headings
from joinedup.formats.faults import BadInput
from joinedup.formats.kind import which_table
from joinedup.formats.members import MEMBER_COLUMNS, MemberRow, read_members
from joinedup.formats.structure import STRUCTURE_COLUMNS, StructureRow, read_structure
from joinedup.formats.tables import Table, read_tables
from joinedup.formats.tables.reading import file_bytes

MOST_NOTES = 200  # more than anyone reads at a sitting
LOCK = 0x6A6F696E  # "join": two imports stand in line, so that neither plans against what the other is changing


@dataclass(frozen=True)
class Source:
    """A file as it came: its name and its bytes."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @classmethod
    def at(cls, path: Path) -> "Source":
        """The file at a path. Raises BadInput where it cannot be read or is too large."""
        return cls(path.name, file_bytes(path, path.name))


@dataclass
class Rows:
    """The rows of every table of a file."""

    members: list[MemberRow] = field(default_factory=list)
    structure: list[StructureRow] = field(default_factory=list)


def plan_import(
    source: Source,
    *,
    on: date,
    mapping: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
    say_progress: Progress = say_nothing,
) -> Plan:
    """Work out what a file would do. Nothing is written. Raises BadInput where the file cannot be read at all.

    `mapping` (heading to column or "ignore") and `roles` (role text to the id of a role) are laid over what is
    remembered here.
    """
    plan, steps = Plan(on), Steps(say_progress)
    steps.begin("reading")
    rows = _read(read_tables(source.content, source.name), remembered_columns() | dict(mapping or {}), plan)
    plan.num_rows = len(rows.members) + len(rows.structure)
    mapped = dict(RoleMapping.objects.values_list("role_text", "role_id"))
    mapped = {text: role for text, role in mapped.items() if role in lawbook.roles()} | dict(roles or {})
    known = Known(plan)
    links = Links(plan, known)
    partnerships = Partnerships(plan, known, links)
    Structure(plan, known, partnerships, links).plan_rows(rows.structure, steps)
    Members(plan, known, partnerships, mapped).plan_rows(rows.members, steps)
    links.settle()
    plan.check_lives()
    steps.begin("comparing names")
    link_own_organisations(plan, known)
    note_near_duplicates(plan)
    plan.faults = sorted(dict.fromkeys(plan.faults), key=lambda fault: (fault.file, fault.row or 0))
    return plan


def _read(tables: list[Table], headings: Mapping[str, str], plan: Plan) -> Rows:
    rows = Rows()
    for table in tables:
        try:
            kind = which_table(table, mapping=headings)
        except BadInput as bad:
            plan.faults += bad.faults
            _note_strange(table, ("members", "structure"), headings, plan)
            continue
        _note_strange(table, (kind,), headings, plan)
        if kind == "members":
            members, faults = read_members(table, mapping=headings)
            rows.members += members
        else:
            structure, faults = read_structure(table, mapping=headings)
            rows.structure += structure
        plan.faults += faults
    return rows


def _note_strange(table: Table, kinds: tuple[str, ...], headings: Mapping[str, str], plan: Plan) -> None:
    for kind in kinds:
        columns = MEMBER_COLUMNS if kind == "members" else STRUCTURE_COLUMNS
        for heading in strange_headings(table, columns, headings):
            plan.strange.setdefault(heading, set()).add(kind)


@transaction.atomic
def import_rows(
    source: Source,
    *,
    by: Actor,
    on: date,
    mapping: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
    seen: str = "",
    say_progress: Progress = say_nothing,
) -> tuple[Import | None, Plan]:
    """Take a file in, whole or not at all. Returns the import (None where nothing was new) and its plan.

    Raises Refused; BadInput with every fault, and then nothing is stored; StaleError where the plan is no
    longer the one that was `seen` (`digest_of`), because the register has changed since.
    """
    authorise(by, permissions.IMPORT_ROWS, over=ANYWHERE)
    _stand_in_line()
    plan = plan_import(source, on=on, mapping=mapping, roles=roles, say_progress=say_progress)
    if plan.faults:
        raise BadInput(plan.faults)
    refuse_out_of_reach(plan, by)
    if seen and seen != digest_of(plan):
        raise StaleError(source.name)
    for heading, column in (mapping or {}).items():
        remember_column(heading, column)
    for role_text, role_id in (roles or {}).items():
        remember_role(role_text, role_id)
    if plan.changes_nothing:
        return None, plan
    taken = _keep(source, plan, write_plan(plan, Steps(say_progress)), by)
    transaction.on_commit(note_sizes, robust=True)  # the rows are in, whatever becomes of this
    return taken, plan


def _stand_in_line() -> None:
    """SQLite's one writer stands in line already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _keep(source: Source, plan: Plan, journal: list[dict[str, object]], by: Actor) -> Import:
    taken = Import.objects.create(
        file_name=source.name[:255],
        file_hash=source.digest,
        by=by if isinstance(by, Person) else None,
        at=timezone.now(),
        num_rows=plan.num_rows,
        counts=plan.counts,
        notes=[_kept(note) for note in plan.notes[:MOST_NOTES]],
        journal=journal,
    )
    record(
        events.ROWS_IMPORTED,
        by=by,
        subject=taken,
        facts={
            "name": source.name,
            "file": source.name,
            "digest": source.digest,
            "count": plan.num_rows,
            "counts": plan.counts,
        },
    )
    return taken


def _kept(note: Note) -> dict[str, object]:
    return {"text": str(note), "names": list(note.names)}
