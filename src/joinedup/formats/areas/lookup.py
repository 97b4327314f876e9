"""ONS lookups: a pair of columns for each geography and year, such as `ltla24_code` and `ltla24_name`.

A wider geography in the same row is the parent; the same geography in a later year says what an area became.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from joinedup.formats.areas.area import AreaRow, code_fault
from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.gss import is_gss, nation_of
from joinedup.formats.tables.table import Table
from joinedup.rules.working import say

# From the narrowest to the widest; the parent is in the next of these that the file has.
GEOGRAPHIES = ("oa", "lsoa", "msoa", "ward", "ltla", "utla", "cauth", "region", "country")
CODE_COLUMN = re.compile(r"([a-z]+)(\d{2})_code")


@dataclass(frozen=True, slots=True)
class Pair:
    """Where a geography of one year is in a row; `name` is None in files that give codes alone."""

    geography: str
    year: int
    code: int
    name: int | None
    heading: str


@dataclass(slots=True)
class Told:
    """What the rows so far tell of one area."""

    name: str = ""
    # The last year in which the file has the area.
    last_year: int = 0
    parents: set[str] = field(default_factory=set)
    successors: set[str] = field(default_factory=set)


Book = dict[tuple[str, str], Told]


def lookup(table: Table) -> tuple[list[AreaRow], list[Fault]]:
    """The areas of a lookup, and a fault for each code of the wrong form. Blank codes are passed over.

    Raises `BadInput` where no column is of a geography that is known.
    """
    pairs = _pairs(table)
    faults = list(_code_faults(table, pairs))
    if faults:
        return [], faults
    book: Book = {}
    for pair in pairs:
        _read_pair(table, pair, book)
    for pair, parent in _parents(pairs):
        for code, above in _columns(table, pair.code, parent.code):
            # A unitary council is its own upper tier; nothing is its own parent.
            book[pair.geography, code].parents.update({above} - {code})
    for pair, later in _generations(pairs):
        for code, successor in _columns(table, pair.code, later.code):
            book[pair.geography, code].successors.add(successor)
    final = {pair.geography: pair.year for pair in sorted(pairs, key=lambda pair: pair.year)}
    return [_area(kind, code, told, final[kind]) for (kind, code), told in book.items()], []


def _pairs(table: Table) -> list[Pair]:
    pairs: list[Pair] = []
    for place, heading in enumerate(table.headers):
        match = CODE_COLUMN.fullmatch(heading)
        if match and match[1] in GEOGRAPHIES:
            name = heading.replace("_code", "_name")
            name_place = table.headers.index(name) if name in table.headers else None
            pairs.append(Pair(match[1], 2000 + int(match[2]), place, name_place, heading))
    if pairs:
        return pairs
    wrong = say("no column is a code of areas, such as “ltla24_code”, nor is there a “gss-code”")
    right = say("use a lookup with columns such as {names}", names=tuple(f"{name}24_code" for name in GEOGRAPHIES))
    raise BadInput([Fault(table.where, None, None, wrong, right)])


def _code_faults(table: Table, pairs: list[Pair]) -> Iterator[Fault]:
    for pair in pairs:
        for number, cells in table.rows:
            code = cells[pair.code]
            if code and not is_gss(code):
                yield code_fault(table.where, number, pair.heading, code)


def _read_pair(table: Table, pair: Pair, book: Book) -> None:
    named = {cells[pair.code]: "" if pair.name is None else cells[pair.name] for _, cells in table.rows}
    for code, name in named.items():
        if not code:
            continue
        told = book.setdefault((pair.geography, code), Told())
        if pair.year >= told.last_year:
            told.last_year, told.name = pair.year, name or told.name


def _columns(table: Table, first: int, second: int) -> set[tuple[str, str]]:
    """The different pairs of codes in two columns, without blanks."""
    found = {(cells[first], cells[second]) for _, cells in table.rows}
    return {(one, two) for one, two in found if one and two}


def _parents(pairs: list[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Each geography with the next wider one that the file has, in the year nearest to its own."""
    for pair in pairs:
        rank = GEOGRAPHIES.index(pair.geography)
        wider = [each for each in pairs if GEOGRAPHIES.index(each.geography) > rank]
        if wider:
            yield (
                pair,
                min(wider, key=lambda each: (GEOGRAPHIES.index(each.geography), abs(each.year - pair.year))),
            )


def _generations(pairs: list[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Each geography with the same in the next year that the file has."""
    for geography in GEOGRAPHIES:
        yield from pairwise(sorted((p for p in pairs if p.geography == geography), key=lambda pair: pair.year))


def _area(kind: str, code: str, told: Told, final_year: int) -> AreaRow:
    return AreaRow(
        code=code,
        name=told.name,
        nation=nation_of(code),
        kind=kind,
        parent_code=next(iter(told.parents)) if len(told.parents) == 1 else "",
        # An area that the last year still has lives on, whatever it gave up on the way.
        replaced_by=() if told.last_year == final_year else tuple(sorted(told.successors - {code})),
    )
