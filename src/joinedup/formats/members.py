"""The `members` table: who sits on which partnership, a row for each seat or appointment (`contract.md`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from joinedup.formats.columns import Column, find_columns
from joinedup.formats.faults import Fault
from joinedup.formats.repeats import find_repeats
from joinedup.formats.rows import NATIONS, SECTORS, Row
from joinedup.formats.tables.table import Table
from joinedup.rules.working import say

# A right that is not named is not known; "no_speak" and the like say that there is none.
NOT_KNOWN = "not known"
RIGHTS = (
    *("vote", "speak", "papers", "quorum", "must_invite"),
    *("no_speak", "no_papers", "no_quorum", "no_must_invite"),
)

MEMBER_COLUMNS = (
    Column("partnership", say("The partnership's name. Needed in every row."), is_required=True),
    Column("type", say("The kind of partnership, as the list of types has it: lsp, cdrp, cpp and so on.")),
    Column("nation", say("England, Wales, Scotland, Northern Ireland, UK or England & Wales.")),
    Column(
        "organisation",
        say("Whose the seat is. Blank for a vacant seat: say in qualifier who may fill it."),
        is_required=True,
    ),
    Column("sector", say("public, private, voluntary or community. Blank means not known.")),
    Column("role", say("What the member is called: member, chair, adviser. Any words are kept.")),
    Column("voting", say("yes or no. Blank means not known.")),
    Column("seats", say("How many seats the organisation has, from 1 to 99. Blank means 1.")),
    Column("from", say("The first day, as 2003-04-01 or 1/4/2003. Blank means not known.")),
    Column("until", say("The first day on which it was no longer so. Blank means it still is.")),
    Column("known_on", say("A day on which it was known to be so, for rows with no first day.")),
    Column("note", say("Anything else worth keeping.")),
    Column("source", say("Where you have this from: a minute, a page, a letter.")),
    Column("id", say("Our own mark for the row. Leave it as exported; leave it blank in new rows.")),
    Column("person", say("The person who sits for the organisation, if there is one by name.")),
    Column("qualifier", say("Who may fill the seat, such as “resident” or “chief officer of police”.")),
    Column("rights", say("Some of vote, speak, papers, quorum and must_invite, with ; between.")),
    Column("how_chosen", say("How the member was chosen: elected, nominated, by office.")),
    Column("substitute", say("The person who may sit instead.")),
    Column("authority", say("yes or no: whether the member may commit the organisation. Blank: not known.")),
    Column("authority_note", say("Where that authority is written down.")),
    Column("partnership_id", say("Our own mark for the partnership. Leave it as exported.")),
    Column("seat_id", say("Our own mark for the seat. Leave it as exported.")),
    Column("seat_own", say("yes where the seat is the organisation's own and ends with the membership.")),
    Column("seat_places", say("How many like places the seat has. Blank means as many as in seats.")),
    Column("seat_from", say("The seat's own first day, where it differs from the member's.")),
    Column("seat_until", say("The first day on which the seat was no longer there.")),
    Column("seat_known_on", say("A day on which the seat was known to be there.")),
    Column("seat_term", say("How many months a term in the seat lasts.")),
    Column("seat_substitutes", say("What the seat's rule on substitutes is.")),
    Column("seat_sector", say("“not known” where the sector is the organisation's, and not laid down for the seat.")),
    Column("organisation_sector", say("The organisation's own sector, where the seat's is another.")),
    Column("as_at", say("The day that an export speaks of. Leave it as exported, and blank in new rows.")),
)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One row: `row` is its number in `where` (the file, with its sheet). Blank texts are empty.

    `voting` is None where not known. Days are half-open: [valid_from, valid_until). An empty `organisation`
    with a `qualifier` or an `id` is a vacant seat. `organisation_sector` is "" where it is as
    `sector` says, and so is `seat_sector`; "not known" where only the other is.
    `as_at` is the day an exported row speaks of: what was so on that day is no news.
    """

    where: str
    row: int
    partnership: str
    organisation: str
    type: str = ""
    nation: str = ""
    sector: str = ""
    role: str = ""
    voting: bool | None = None
    seats: int = 1
    valid_from: date | None = None
    valid_until: date | None = None
    known_on: date | None = None
    note: str = ""
    source: str = ""
    id: str = ""
    person: str = ""
    qualifier: str = ""
    rights: tuple[str, ...] = ()
    how_chosen: str = ""
    substitute: str = ""
    authority: bool | None = None
    authority_note: str = ""
    partnership_id: str = ""
    seat_id: str = ""
    seat_own: bool | None = None
    seat_places: int | None = None
    seat_from: date | None = None
    seat_until: date | None = None
    seat_known_on: date | None = None
    seat_term: int | None = None
    seat_substitutes: str = ""
    seat_sector: str = ""
    organisation_sector: str = ""
    as_at: date | None = None
    is_seats_blank: bool = False


def read_members(table: Table, *, mapping: Mapping[str, str] | None = None) -> tuple[list[MemberRow], list[Fault]]:
    """The rows that are right, and every fault. `mapping` takes a heading to one of our columns or "ignore".

    Where a heading is wrong no row is read. Of two rows that say the same, or overlap, the later is at fault.
    """
    places, faults = find_columns(table, MEMBER_COLUMNS, mapping or {})
    if faults:
        return [], faults
    members: list[MemberRow] = []
    for number, cells in table.rows:
        row = Row(table.where, number, cells, places)
        member = _member(row)
        faults += row.faults
        members += [] if row.faults else [member]
    repeats = find_repeats(members)
    at_fault = {fault.row for fault in repeats}
    faults = sorted(faults + repeats, key=lambda fault: fault.row or 0)
    return [member for member in members if member.row not in at_fault], faults


def _member(row: Row) -> MemberRow:
    qualifier = row.text("qualifier")
    rights = _rights(row)
    organisation = row.text("organisation")
    if not organisation and not (qualifier or row.text("id")):
        wrong = say("the cell is blank, and so is “qualifier”")
        right = say("name the organisation, or for a vacant seat say in “qualifier” who may fill it")
        row.fault("organisation", wrong, right)
    row.in_order("from", "until")
    if not row.text("from"):
        row.in_order("known_on", "until")
    row.in_order("seat_from" if row.text("seat_from") else "seat_known_on", "seat_until")
    return MemberRow(
        where=row.where,
        row=row.number,
        partnership=row.needed("partnership"),
        organisation=organisation,
        type=row.text("type"),
        nation=row.choice("nation", NATIONS),
        sector=row.choice("sector", SECTORS),
        role=row.text("role"),
        voting=_voting(row, rights),
        seats=row.whole("seats", 1, 99, blank=1),
        valid_from=row.day("from"),
        valid_until=row.day("until"),
        known_on=row.day("known_on"),
        note=row.text("note"),
        source=row.text("source"),
        id=row.text("id"),
        person=row.text("person"),
        qualifier=qualifier,
        rights=rights,
        how_chosen=row.text("how_chosen"),
        substitute=row.text("substitute"),
        authority=row.yes_no("authority"),
        authority_note=row.text("authority_note"),
        partnership_id=row.text("partnership_id"),
        seat_id=row.text("seat_id"),
        seat_own=row.yes_no("seat_own"),
        seat_places=row.whole("seat_places", 0, 99, blank=0) or None,
        seat_from=row.day("seat_from"),
        seat_until=row.day("seat_until"),
        seat_known_on=row.day("seat_known_on"),
        seat_term=row.whole("seat_term", 1, 600, blank=0) or None,
        seat_substitutes=row.text("seat_substitutes"),
        seat_sector=row.choice("seat_sector", (NOT_KNOWN,)),
        organisation_sector=row.choice("organisation_sector", (*SECTORS, NOT_KNOWN)),
        as_at=row.day("as_at"),
        is_seats_blank=not row.text("seats"),
    )


def _voting(row: Row, rights: tuple[str, ...]) -> bool | None:
    """Whether the member votes, by “voting”, else by “vote” among the rights."""
    voting = row.yes_no("voting")
    if voting is False and "vote" in rights:
        wrong = say("“rights” has vote, and “voting” says no")
        row.fault("voting", wrong, say("take vote out of “rights”, or write yes"))
    return True if "vote" in rights else voting


def _rights(row: Row) -> tuple[str, ...]:
    rights = row.choices("rights", RIGHTS)
    for right in rights:
        if f"no_{right}" in rights:
            wrong = say("both {right} and no_{right} are there", right=right)
            row.fault("rights", wrong, say("keep one of the two"))
    return rights
