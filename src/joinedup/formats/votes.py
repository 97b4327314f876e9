"""The `VOTES` file of a ballot: a row for each person entitled and hereditament (`contract.md`, BIDs).

Nothing of a row is kept beyond its column, and no fault repeats what a cell says: a fault names the row and the
column alone, because what a row says is how somebody voted.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from joinedup.formats.columns import Column, find_columns
from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.tables.delimited import read_delimited
from joinedup.formats.tables.reading import file_bytes
from joinedup.formats.tables.table import Table, same_name
from joinedup.rules.bids.ballot.tally import VOTES, Papers, Value, whole
from joinedup.rules.working import Sentence, say

# A ballot of a million papers is 40 MB; more is an accident.
MAX_BYTES, MAX_ROWS = 200 * 1024 * 1024, 2_000_000
# Faults that are told before the rest are only counted.
MAX_FAULTS = 50
ROLES = ("", "ratepayer", "owner", "tenant")
POUNDS = re.compile(r"\d{1,12}(?:\.\d{1,2})?", re.ASCII)
PERCENT = re.compile(r"\d{1,3}(?:\.\d{1,4})?", re.ASCII)

VOTE_COLUMNS = (
    Column("hereditament", say("The property's reference. Needed in every row."), is_required=True),
    Column(
        "rateable_value",
        say("Pounds in the rating list on the day of the ballot. Needed in every row."),
        is_required=True,
    ),
    Column("vote", say("yes, no or rejected; blank where no paper came back."), is_required=True),
    Column("person", say("Who is entitled, where a property has several voters.")),
    Column("improvement_relief", say("Pounds that improvement relief takes off the rateable value.")),
    Column("role", say("ratepayer, owner or tenant. Blank means ratepayer.")),
    Column("share_percent", say("The voter's share of the rateable value, where owners or tenants vote too.")),
)


@dataclass(frozen=True, slots=True)
class Votes:
    """The papers, and whether any row has improvement relief or a share: some nations' law has neither."""

    papers: Papers
    has_relief: bool
    has_shares: bool


def read_votes(source: Path | bytes, file_name: str) -> Votes:
    """Every row of a CSV of votes. Raises `BadInput` naming each fault; no fault repeats a cell."""
    table = _read(source, file_name)
    places = _places(table)
    reading = _Reading(table, places)
    votes = reading.votes()
    if reading.faults:
        raise BadInput(_first(sorted(reading.faults, key=lambda fault: fault.row or 0), table.where))
    return votes


def _read(source: Path | bytes, file_name: str) -> Table:
    """The table. A file without headings has a vote where headings should be: nothing of that row is told."""
    try:
        table = read_delimited(file_bytes(source, file_name, MAX_BYTES), file_name, MAX_ROWS)
    except BadInput as bad:
        raise BadInput(_without_cells(fault) for fault in bad.faults) from None
    if not table.rows:
        right = say("put a row below the headings for each person entitled")
        raise BadInput([Fault(table.where, None, None, say("there are no votes"), right)])
    return table


def _without_cells(fault: Fault) -> Fault:
    column = fault.column if fault.column in {column.name for column in VOTE_COLUMNS} else None
    return Fault(fault.file, fault.row, column, fault.wrong, fault.right)


def _places(table: Table) -> dict[str, int]:
    known = {same_name(heading) for heading in table.headers}
    missing = [column.name for column in VOTE_COLUMNS if column.is_required and column.name not in known]
    if missing:
        wrong = say("the first row does not name the columns {missing}", missing=missing)
        right = say("name the columns in the first row: {names}", names=[column.name for column in VOTE_COLUMNS])
        raise BadInput([Fault(table.where, None, None, wrong, right)])
    places, faults = find_columns(table, VOTE_COLUMNS, {})
    if faults:
        raise BadInput(faults)
    return places


def _first(faults: Sequence[Fault], where: str) -> list[Fault]:
    """The first faults, and how many more there are."""
    if len(faults) <= MAX_FAULTS:
        return list(faults)
    wrong = say("there are {num} faults more", num=len(faults) - MAX_FAULTS)
    return [*faults[:MAX_FAULTS], Fault(where, None, None, wrong, say("put these right first"))]


class _Reading:
    """The columns of the file, each read whole, gathering faults."""

    def __init__(self, table: Table, places: Mapping[str, int]) -> None:
        self.faults: list[Fault] = []
        self._where = table.where
        self._numbers = [number for number, _ in table.rows]
        self._columns = {name: [cells[place].strip() for _, cells in table.rows] for name, place in places.items()}

    def votes(self) -> Votes:
        names = self._columns["hereditament"]
        self._refuse("hereditament", map(bool, names), say("the cell is blank"), say("give the property's reference"))
        votes = [vote.casefold() for vote in self._columns["vote"]]
        right = say("write yes, no or rejected, or leave it blank where no paper came back")
        self._refuse("vote", (vote in VOTES for vote in votes), say("the vote is not one of the choices"), right)
        self._check_roles()
        self._check_keys(names)
        values = self._values(names)
        shares = self._shares(names)
        has_relief = any(self._columns.get("improvement_relief", ()))
        return Votes(Papers(names, values, votes, shares), has_relief, bool(shares))

    def _check_roles(self) -> None:
        roles = (role.casefold() in ROLES for role in self._columns.get("role", ()))
        wrong, right = (
            say("the role is not one of the choices"),
            say("write ratepayer, owner or tenant, or leave it blank"),
        )
        self._refuse("role", roles, wrong, right)

    def _check_keys(self, names: Sequence[str]) -> None:
        people = self._columns.get("person")
        keys: Sequence[object] = names if people is None else list(zip(names, people, strict=True))
        if len(set(keys)) == len(keys):
            return
        seen: dict[object, int] = {}
        for number, key in zip(self._numbers, keys, strict=True):
            first = seen.setdefault(key, number)
            if first != number:
                wrong = say("the same hereditament and person are in row {first}", first=first)
                right = say("keep one row for each; name the persons where a property has several voters")
                self.faults.append(Fault(self._where, number, "hereditament", wrong, right))

    def _values(self, names: Sequence[str]) -> list[Value]:
        """Rateable values less improvement relief, in pounds."""
        values = self._pounds("rateable_value", is_needed=True)
        if "improvement_relief" in self._columns:
            reliefs = self._pounds("improvement_relief", is_needed=False)
            right = say("give at most the rateable value")
            pairs = list(zip(values, reliefs, strict=True))
            wrong = say("the relief is more than the rateable value")
            self._refuse("improvement_relief", (relief <= value for value, relief in pairs), wrong, right)
            values = [value - relief for value, relief in pairs]
        self._check_agreed(names, values)
        return values

    def _pounds(self, column: str, *, is_needed: bool) -> list[Value]:
        texts = self._columns[column]
        if all(map(str.isdecimal, texts)) and all(map(str.isascii, texts)) and max(map(len, texts)) <= 12:
            return list(map(int, texts))
        good = [bool(POUNDS.fullmatch(text)) or not (text or is_needed) for text in texts]
        wrong = (
            say("the cell is blank or is not an amount in pounds")
            if is_needed
            else say("the cell is not an amount in pounds")
        )
        self._refuse(column, good, wrong, say("write pounds with no sign and no comma, like 12500 or 12500.50"))
        return [whole(Fraction(text)) if text and is_good else 0 for text, is_good in zip(texts, good, strict=True)]

    def _check_agreed(self, names: Sequence[str], values: Sequence[Value]) -> None:
        known: dict[str, Value] = {}
        agreed = [known.setdefault(name, value) == value for name, value in zip(names, values, strict=True)]
        wrong = say("the hereditament has another rateable value in a row above")
        self._refuse("rateable_value", agreed, wrong, say("give one value for the hereditament, less its relief"))

    def _shares(self, names: Sequence[str]) -> list[Fraction]:
        """Shares in percent; none where the file has none. A property's shares add up to 100."""
        texts = self._columns.get("share_percent", [])
        if not any(texts):
            return []
        good = [not text or (PERCENT.fullmatch(text) is not None and Fraction(text) <= 100) for text in texts]
        wrong, right = say("the cell is not a share from 0 to 100"), say("write a percentage, like 60; blank is 100")
        self._refuse("share_percent", good, wrong, right)
        shares = [Fraction(text) if text and ok else Fraction(100) for text, ok in zip(texts, good, strict=True)]
        sums: dict[str, Fraction] = defaultdict(Fraction)
        for name, share in zip(names, shares, strict=True):
            sums[name] += share
        if all(good):
            wrong = say("the shares of the hereditament do not add up to 100")
            right = say("give every voter of the property a row, with shares that add up to 100")
            self._refuse("share_percent", (sums[name] == 100 for name in names), wrong, right)
        return shares

    def _refuse(self, column: str, good: Iterable[bool], wrong: Sentence, right: Sentence) -> None:
        self.faults += [
            Fault(self._where, number, column, wrong, right)
            for number, is_good in zip(self._numbers, good, strict=False)
            if not is_good
        ]
