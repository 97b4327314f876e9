"""The `structure` table: the partnerships, why they exist, where, and what they nest in (`contract.md`).

A partnership that has several requirements or several links has several rows, which repeat its id or name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from joinedup.formats.agreement import find_disagreements
from joinedup.formats.columns import Column, find_columns
from joinedup.formats.faults import Fault
from joinedup.formats.gss import is_gss
from joinedup.formats.rows import NATIONS, Row
from joinedup.formats.tables.table import Table
from joinedup.rules.working import say

ORIGINS = ("statute", "funding", "planning", "voluntary")
STATUSES = ("proposed", "forming", "active", "dormant", "ended")
LEGAL_PERSONALITIES = ("yes", "no", "varies")
RELATIONS = ("nested_in", "reports_to", "shares_secretariat", "succeeded_by")
EXTENTS = ("whole", "part")
REQUIREMENT_COLUMNS = (
    "requirement_kind",
    "requirement_from",
    "requirement_until",
    "requirement_known_on",
    "requirement_source",
    "requirement_id",
)

STRUCTURE_COLUMNS = (
    Column("id", say("Our own mark for the partnership. Leave it as exported; leave it blank in new rows.")),
    Column(
        "partnership",
        say("Its name. Repeat it in a further row for a further requirement or parent."),
        is_required=True,
    ),
    Column("type", say("The kind of partnership, as the list of types has it: lsp, cdrp, cpp and so on.")),
    Column("status", say("proposed, forming, active, dormant or ended.")),
    Column("origin", say("What it comes from: statute, funding, planning or voluntary.")),
    Column("requirement", say("What it is needed for: an Act, a fund, a plan.")),
    Column("requirement_until", say("The first day on which that was no longer needed. Blank: it still is.")),
    Column("legal_personality", say("Is it a legal body of its own? yes, no or varies. Blank: not known.")),
    Column("areas", say("The areas it covers, such as E06000002:whole;E07000084:part.")),
    Column("parent", say("The partnership it is linked to, by name.")),
    Column("relation", say("nested_in (meant if blank), reports_to, shares_secretariat or succeeded_by.")),
    Column("from", say("The first day of the partnership, as 2003-04-01 or 1/4/2003. Blank: not known.")),
    Column("until", say("The first day on which it was no longer there. Blank means it still is.")),
    Column("known_on", say("A day on which it was known to be so, where there is no first day.")),
    Column("source", say("Where you have this from.")),
    Column("nation", say("England, Wales, Scotland, Northern Ireland, UK or England & Wales.")),
    Column("profile", say("The set of rules it is run by.")),
    Column("purpose", say("What it is for, in a sentence or two.")),
    Column("themes", say("What it works on, such as health;crime.")),
    Column("requirement_kind", say("What kind of requirement: statute, funding, planning or voluntary.")),
    Column("requirement_from", say("The first day on which it was needed.")),
    Column("requirement_source", say("Where the requirement is written down.")),
    Column("parent_from", say("The first day of the link.")),
    Column("parent_until", say("The first day on which the link was no longer so.")),
    Column("parent_known_on", say("A day on which the link was known to be so.")),
    Column("parent_id", say("Our own mark for the parent.")),
    Column("legal_form", say("The legal form, such as company limited by guarantee.")),
    Column("accepted_on", say("The day a manager took the partnership on here.")),
    Column("requirement_known_on", say("A day on which it was known to be needed.")),
    Column("requirement_id", say("Our own mark for the requirement. Leave it as exported.")),
    Column("as_at", say("The day that an export speaks of. Leave it as exported, and blank in new rows.")),
)


@dataclass(frozen=True, slots=True)
class StructureRow:
    """One row: `row` is its number in `where` (the file, with its sheet). Blank texts are empty.

    `areas` are (GSS code, "whole" or "part"). `relation` is "nested_in" where a parent is named without one,
    and empty without a parent. `legal_personality` is "yes", "no", "varies" or empty. Days are half-open.
    `as_at` is the day an exported row speaks of: what was so on that day is no news.
    """

    where: str
    row: int
    partnership: str
    id: str = ""
    type: str = ""
    status: str = ""
    origin: str = ""
    requirement: str = ""
    requirement_kind: str = ""
    requirement_source: str = ""
    requirement_from: date | None = None
    requirement_until: date | None = None
    requirement_known_on: date | None = None
    requirement_id: str = ""
    legal_personality: str = ""
    legal_form: str = ""
    areas: tuple[tuple[str, str], ...] = ()
    parent: str = ""
    parent_id: str = ""
    relation: str = ""
    parent_from: date | None = None
    parent_until: date | None = None
    parent_known_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    known_on: date | None = None
    accepted_on: date | None = None
    source: str = ""
    nation: str = ""
    profile: str = ""
    purpose: str = ""
    themes: tuple[str, ...] = ()
    as_at: date | None = None


def read_structure(table: Table, *, mapping: Mapping[str, str] | None = None) -> tuple[list[StructureRow], list[Fault]]:
    """The rows that are right, and every fault. `mapping` takes a heading to one of our columns or "ignore".

    Where a heading is wrong no row is read. Loops are not looked for: they depend on what is stored already.
    """
    places, faults = find_columns(table, STRUCTURE_COLUMNS, mapping or {})
    if faults:
        return [], faults
    rows: list[StructureRow] = []
    for number, cells in table.rows:
        row = Row(table.where, number, cells, places)
        structure = _structure(row)
        faults += row.faults
        rows += [] if row.faults else [structure]
    disagreements = find_disagreements(rows)
    at_fault = {fault.row for fault in disagreements}
    faults = sorted(faults + disagreements, key=lambda fault: fault.row or 0)
    return [row for row in rows if row.row not in at_fault], faults


def _structure(row: Row) -> StructureRow:
    for first, then in (
        ("from", "until"),
        ("requirement_from", "requirement_until"),
        ("parent_from", "parent_until"),
    ):
        row.in_order(first, then)
    for known_on, start, until in (
        ("known_on", "from", "until"),
        ("parent_known_on", "parent_from", "parent_until"),
        ("requirement_known_on", "requirement_from", "requirement_until"),
    ):
        if not row.text(start):
            row.in_order(known_on, until)
    return StructureRow(
        where=row.where,
        row=row.number,
        partnership=row.needed("partnership"),
        id=row.text("id"),
        type=row.text("type"),
        status=row.choice("status", STATUSES),
        legal_personality=row.choice("legal_personality", LEGAL_PERSONALITIES),
        legal_form=row.text("legal_form"),
        areas=_areas(row),
        valid_from=row.day("from"),
        valid_until=row.day("until"),
        known_on=row.day("known_on"),
        accepted_on=row.day("accepted_on"),
        source=row.text("source"),
        nation=row.choice("nation", NATIONS),
        profile=row.text("profile"),
        purpose=row.text("purpose"),
        themes=row.parts("themes"),
        origin=row.choice("origin", ORIGINS),
        requirement=_requirement(row),
        requirement_kind=row.choice("requirement_kind", ORIGINS),
        requirement_source=row.text("requirement_source"),
        requirement_from=row.day("requirement_from"),
        requirement_until=row.day("requirement_until"),
        requirement_known_on=row.day("requirement_known_on"),
        requirement_id=row.text("requirement_id"),
        as_at=row.day("as_at"),
        parent=row.text("parent"),
        parent_id=row.text("parent_id"),
        relation=_relation(row),
        parent_from=row.day("parent_from"),
        parent_until=row.day("parent_until"),
        parent_known_on=row.day("parent_known_on"),
    )


def _requirement(row: Row) -> str:
    requirement = row.text("requirement")
    for column in REQUIREMENT_COLUMNS:
        if row.text(column) and not requirement:
            wrong = say("there is no requirement in the row for this to belong to")
            row.fault(column, wrong, say("name the requirement in “requirement”, or clear this cell"))
    return requirement


def _relation(row: Row) -> str:
    relation = row.choice("relation", RELATIONS)
    if row.text("parent") or row.text("parent_id"):
        return relation or "nested_in"
    for column in ("relation", "parent_from", "parent_until", "parent_known_on"):
        if row.text(column):
            wrong = say("there is no parent in the row for this to belong to")
            row.fault(column, wrong, say("name the parent in “parent”, or clear this cell"))
    return ""


def _areas(row: Row) -> tuple[tuple[str, str], ...]:
    areas: dict[str, str] = {}
    for part in row.parts("areas"):
        code, _, extent = (piece.strip() for piece in part.partition(":"))
        code, extent = code.upper(), extent.lower()
        right = say("write a code of one letter and eight digits, then :whole or :part, with ; between areas")
        if not is_gss(code) or extent not in EXTENTS:
            row.fault("areas", say("“{part}” is not an area and its extent", part=part[:40]), right)
        elif code in areas:
            row.fault("areas", say("the area {code} is named twice", code=code), say("name it once"))
        else:
            areas[code] = extent
    return tuple(areas.items())
