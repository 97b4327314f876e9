"""Places: the nations, and the 470 local authorities of the United Kingdom, current and past.

The authorities are a CSV, not TOML: they are one long table of short cells that people check in a
spreadsheet, and reading it takes a few milliseconds where the same rows as TOML take ten times that.
Its first lines, which begin with `#`, carry the source and mark that hold for every row.
"""

import csv
import datetime
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.shelf import ROOT, by_id, find, folded, is_in_force, rows, texts

AREAS_FILE = "register/areas.csv"


@dataclass(frozen=True)
class Nation:
    """A nation whose law may differ. `aliases` include its codes."""

    id: str
    label: str
    label_cy: str
    aliases: tuple[str, ...]
    cite: str
    mark: str


@dataclass(frozen=True)
class Area:
    """A local authority's area.

    `code` is the GSS code (`scheme` is `gss`), or the local authority registry's code where there is none
    (`scheme` is `registry`). Life is half-open: `valid_until` is the first day it was no longer there; a
    `valid_from` of None is not known. `tier` is the source's word for its powers.
    """

    code: str
    scheme: str
    registry_code: str
    name: str
    nice_name: str
    nation: str
    region: str
    type: str
    type_name: str
    tier: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    replaced_by: tuple[str, ...]
    former_codes: tuple[str, ...]
    county: str
    combined_authority: str

    @property
    def id(self) -> str:
        """The code, so that areas are found as every other row is."""
        return self.code

    def existed(self, on: datetime.date) -> bool:
        """Whether the authority existed on the day; an unknown start counts as long ago."""
        return is_in_force(self.valid_from, self.valid_until, on)


@cache
def nations() -> MappingProxyType[str, Nation]:
    """England, Wales, Scotland and Northern Ireland, by id."""
    made = (
        Nation(row["id"], row["label"], row["label_cy"], texts(row, "aliases"), row["cite"], row["mark"])
        for row in rows("register/nations.toml", "nation")
    )
    return MappingProxyType(by_id("nation", made))


def nation_of(nation_id: str) -> Nation:
    """One nation, or `UnknownRow`."""
    return find("nation", nations(), nation_id)


@cache
def _nation_words() -> dict[str, Nation]:
    return {folded(word): row for row in nations().values() for word in (row.id, row.label, *row.aliases)}


def nation_for(text: str) -> Nation | None:
    """The nation that a wording names ("England", "cymru", "northern-ireland"), or None."""
    return _nation_words().get(folded(text))


def _day(cell: str) -> datetime.date | None:
    return datetime.date.fromisoformat(cell) if cell else None


def _codes(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _area(row: dict[str, str]) -> Area:
    return Area(
        code=row["code"],
        scheme=row["scheme"],
        registry_code=row["registry_code"],
        name=row["name"],
        nice_name=row["nice_name"],
        nation=row["nation"],
        region=row["region"],
        type=row["type"],
        type_name=row["type_name"],
        tier=row["tier"],
        valid_from=_day(row["from"]),
        valid_until=_day(row["until"]),
        replaced_by=_codes(row["replaced_by"]),
        former_codes=_codes(row["former_codes"]),
        county=row["county"],
        combined_authority=row["combined_authority"],
    )


@cache
def areas() -> MappingProxyType[str, Area]:
    """Every authority by its code."""
    with (ROOT / AREAS_FILE).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return MappingProxyType(by_id("area", map(_area, csv.DictReader(lines))))


@cache
def area_notes() -> MappingProxyType[str, str]:
    """What the head of the list says of every row: `cite`, `mark`, `dates`, `codes`."""
    with (ROOT / AREAS_FILE).open(encoding="utf-8") as file:
        heads = (line[1:].split(":", 1) for line in file if line.startswith("#"))
        return MappingProxyType({key.strip(): value.strip() for key, value in heads})


@cache
def _former() -> dict[str, Area]:
    return {code: area for area in areas().values() for code in area.former_codes}


def area_of(code: str) -> Area:
    """The authority with that code, or with that code in the past; else `UnknownRow`."""
    return _former().get(code) or find("area", areas(), code)
