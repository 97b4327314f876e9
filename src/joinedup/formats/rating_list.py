"""The `LIST` of what a levy is charged on: a row for each property and payer (`contract.md`, BIDs)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from joinedup.formats.columns import Column, find_columns
from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.rows import Row
from joinedup.formats.tables import read_tables
from joinedup.rules.bids.levy.ruleset import RATEABLE_VALUE
from joinedup.rules.working import say

VALUE = re.compile(r"\d{1,10}(?:\.\d{1,2})?", re.ASCII)
ROOMS = re.compile(r"\d{1,6}", re.ASCII)
FIRST_LIST, LAST_LIST = 1973, 2100

LIST_COLUMNS = (
    Column("hereditament", say("The property's reference. Needed in every row."), is_required=True),
    Column("payer", say("Who pays. Needed in every row."), is_required=True),
    Column("rateable_value", say("Pounds. Needed where the levy is on rateable value."), is_required=True),
    Column("description", say("What the property is, as the rating list has it.")),
    Column("postcode", say("Its postcode.")),
    Column("billing_authority", say("The council in whose area it lies.")),
    Column("list_year", say("The year of the rating list, such as 2023: the row holds from 1 April of that year.")),
    Column("reliefs", say("Reliefs that the property has, with ; between.")),
    Column("rooms", say("Whole rooms, where the levy is on rooms.")),
    Column("from", say("The first day the row is so. Blank means always, or from the start of its list.")),
    Column("to", say("The first day on which it is no longer so. Blank means it still is.")),
    Column("event", say("What brought the row about: new, split, merged, physical, revaluation, occupier.")),
)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: `value` is pounds or rooms, [starts, ends) the days on which it is so, None open."""

    number: int
    hereditament: str
    payer: str
    value: Fraction
    facts: Mapping[str, str]
    list_year: int
    starts: date | None
    ends: date | None


def read_rating_list(source: Path | bytes, file_name: str, base: str) -> list[ListRow]:
    """Every row of a CSV or XLSX. `base` says which column the levy is on.

    Raises `BadInput` naming every fault: unknown columns, blanks, values, days.
    """
    tables = read_tables(source, file_name)
    if len(tables) > 1:
        wrong = say("there are {num} sheets", num=len(tables))
        raise BadInput([Fault(file_name, None, None, wrong, say("keep the list in one"))])
    table = tables[0]
    places, faults = find_columns(table, LIST_COLUMNS, {})
    if faults:
        raise BadInput(faults)
    made: list[ListRow] = []
    for number, cells in table.rows:
        row = Row(table.where, number, cells, places)
        made.append(_list_row(row, base))
        faults += row.faults
    if not made:
        faults.append(Fault(table.where, None, None, say("there are no rows"), say("put a row below the headings")))
    if faults:
        raise BadInput(faults)
    return made


def _list_row(row: Row, base: str) -> ListRow:
    row.in_order("from", "to")
    names = [column.name for column in LIST_COLUMNS]
    return ListRow(
        number=row.number,
        hereditament=row.needed("hereditament"),
        payer=row.needed("payer"),
        value=_value(row, base),
        facts={name: row.text(name) for name in names},
        list_year=row.whole("list_year", FIRST_LIST, LAST_LIST, 0),
        starts=row.day("from"),
        ends=row.day("to"),
    )


def _value(row: Row, base: str) -> Fraction:
    text = row.text(base)
    pattern = VALUE if base == RATEABLE_VALUE else ROOMS
    if pattern.fullmatch(text):
        return Fraction(text)
    if base == RATEABLE_VALUE:
        wrong = say("there is no rateable value here, or it is not an amount in pounds")
        row.fault(base, wrong, say("write pounds with no sign and no comma, like 12500"))
    else:
        row.fault(base, say("there is no whole number of rooms here"), say("write how many rooms there are, like 24"))
    return Fraction()
