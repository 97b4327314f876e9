"""Where the lawbook's files stand, how one is read, and how a row is found.

Nothing is parsed on import: each list is read when it is first asked for, and kept.
"""

import datetime
import difflib
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

ROOT = Path(__file__).parent
MARKS = {
    "V": "verified: read in its source",
    "P": "partly: the core is sourced, details are not",
    "U": "unverified: a setting whose doubt is shown, never law",
}
Row = Mapping[str, Any]


class UnknownRow(KeyError):
    """No row of the list has that id. The message names the list and the nearest ids."""

    def __init__(self, noun: str, wanted: str, known: Iterable[str]) -> None:
        self.noun, self.wanted = noun, wanted
        self.near = tuple(difflib.get_close_matches(wanted, list(known), n=3, cutoff=0.5))
        hint = f"; near matches: {', '.join(self.near)}" if self.near else ""
        self.message = f'no {noun} "{wanted}" in the lawbook{hint}'
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


class Named(Protocol):
    """Any row that has an id."""

    @property
    def id(self) -> str: ...


NamedRow = TypeVar("NamedRow", bound=Named)


@cache
def read(name: str) -> Row:
    """One TOML file by its path inside the lawbook (`register/themes.toml`). Fractions stay exact text."""
    return tomllib.loads((ROOT / name).read_text(encoding="utf-8"), parse_float=str)


def rows(name: str, table: str) -> tuple[Row, ...]:
    """The rows of one array of tables in a file."""
    return tuple(read(name)[table])


def files() -> tuple[str, ...]:
    """The path of every file of facts, in order, relative to the lawbook."""
    found = (path for ending in ("*.toml", "*.csv") for path in ROOT.rglob(ending))
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in found))


@cache
def version() -> str:
    """A digest of every file: 12 hexadecimal digits, stored with each result as its version."""
    digest = hashlib.sha256()
    for name in files():
        content = (ROOT / name).read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:12]


def find(noun: str, listed: Mapping[str, NamedRow], wanted: str) -> NamedRow:
    """The row with that id, or `UnknownRow`."""
    try:
        return listed[wanted]
    except KeyError:
        raise UnknownRow(noun, wanted, listed) from None


def by_id(noun: str, listed: Iterable[NamedRow]) -> dict[str, NamedRow]:
    """Rows by id, in the order of the file. Two rows with one id raise ValueError."""
    table: dict[str, NamedRow] = {}
    for row in listed:
        if row.id in table:
            raise ValueError(f'the lawbook has two rows for {noun} "{row.id}"')
        table[row.id] = row
    return table


def folded(text: str) -> str:
    """A wording made comparable: case, hyphens, underscores and runs of spaces do not matter."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def texts(row: Row, key: str) -> tuple[str, ...]:
    """A list of texts, empty where the row has none."""
    return tuple(row.get(key, ()))


def wordings(cls: type[Any], row: Row) -> dict[str, str]:
    """The plain text fields of a dataclass as the row has them, "" where it leaves one out."""
    return {field.name: row.get(field.name, "") for field in fields(cls) if field.type is str}


def is_in_force(starts: datetime.date | None, ends: datetime.date | None, on: datetime.date) -> bool:
    """Whether a half-open interval [starts, ends) covers the day; an unknown end is open."""
    return (starts is None or starts <= on) and (ends is None or on < ends)
