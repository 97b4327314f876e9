"""A file of values or ranks as a DuckDB table: headings found, numbers read, suppressed cells told from noughts."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.tables.table import same_name
from joinedup.rules.working import say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEYS = ("period", "indicator", "within", "area")
NUMBERS = ("numerator", "population", "value", "standard_error", "rank", "quantile")
# How publishers write a number that they hold back (reference 2; ONS, DWP and NHS tables).
SUPPRESSED = ("", "*", "**", "c", "[c]", "[low]", "low", ":", "..", "...", "-", "x", "[x]", "s", "[s]", "z", "[z]", "u")
# These may be held back; every other number must be there.
MAY_BE_SUPPRESSED = ("numerator", "value", "standard_error")
BYTES_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """A file that has become the table `table`, a row each, with `row` as the spreadsheet numbers it.

    `columns` are those of ours that it has. Keys are trimmed texts, numbers doubles; a number that could not
    be read is null and its text stays in the column `NAME_text`.
    """

    name: str
    table: str
    columns: frozenset[str]
    ignored: tuple[str, ...]
    digest: str


def ask(database: "DuckDBPyConnection", template: str, **parts: object) -> "DuckDBPyConnection":
    """Run a statement with its parts filled in: names and numbers of ours, never a text from a file."""
    return database.execute(template.format(**parts))


def open_source(database: "DuckDBPyConnection", path: Path, table: str) -> Source:
    """Take in a CSV (also packed with gzip) or Parquet file. Raises `BadInput` where it cannot be read."""
    name = path.name
    if not path.is_file():
        wrong, right = say("there is no such file"), say("check its name and folder")
        raise BadInput([Fault(str(path), None, None, wrong, right)])
    digest = _digest(path)
    raw = f"{table}_raw"
    _take_in(database, path, raw)
    kinds = {each[0]: each[1] for each in database.execute(f"DESCRIBE {raw}").fetchall()}
    headings = list(kinds)[1:]
    places = _places(headings, _as_written(database, path) or headings, name)
    picked = ["row"]
    for column, heading in places.items():
        quoted = _quoted(heading)
        if column in KEYS:
            picked.append(f"nullif(trim(CAST({quoted} AS VARCHAR)), '') AS {column}")
        else:
            picked += _number(column, quoted, kinds[heading])
    ask(database, "CREATE VIEW {table} AS SELECT {picked} FROM {raw}", table=table, picked=", ".join(picked), raw=raw)
    ignored = tuple(heading for heading in headings if heading not in places.values())
    return Source(name, table, frozenset(places), ignored, digest)


def _take_in(database: "DuckDBPyConnection", path: Path, raw: str) -> None:
    import duckdb  # noqa: PLC0415 - the arithmetic over arrays needs no database

    try:
        if path.suffix.lower() == ".parquet":
            database.read_parquet(str(path)).create_view(f"{raw}_file")
            ask(database, "CREATE VIEW {raw} AS SELECT row_number() OVER () AS row, * FROM {raw}_file", raw=raw)
        else:
            database.read_csv(str(path), header=True, all_varchar=True).create_view(f"{raw}_file")
            ask(database, "CREATE TABLE {raw} AS SELECT row_number() OVER () + 1 AS row, * FROM {raw}_file", raw=raw)
    except duckdb.Error as failure:
        said = str(failure).strip().splitlines()[0]
        wrong = say("the file cannot be read ({said})", said=said)
        right = say("save it as CSV in UTF-8 with one row of headings, or as Parquet")
        raise BadInput([Fault(path.name, None, None, wrong, right)]) from failure


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(BYTES_AT_ONCE):
            found.update(part)
    return found.hexdigest()


def _as_written(database: "DuckDBPyConnection", path: Path) -> list[str]:
    """The headings of a CSV as they stand: DuckDB gives the second of two equal ones another name."""
    if path.suffix.lower() == ".parquet":
        return []
    rows = database.read_csv(str(path), header=False, all_varchar=True).limit(1).fetchall()
    return [heading or "" for row in rows for heading in row]


def _places(headings: list[str], written: list[str], name: str) -> dict[str, str]:
    """Column of ours: DuckDB's name of it. Raises `BadInput` where two headings mean one column."""
    places: dict[str, str] = {}
    seen: dict[str, str] = {}
    for heading, told in zip(headings, written, strict=False):
        column = same_name(told)
        if column not in (*KEYS, *NUMBERS):
            continue
        if column in places:
            wrong = say("the headings “{one}” and “{other}” mean the same", one=seen[column], other=told)
            raise BadInput([Fault(name, 1, column, wrong, say("keep one of the two columns"))])
        places[column], seen[column] = heading, told
    return places


def _number(column: str, quoted: str, kind: str) -> list[str]:
    """The number, its text where it could not be read, and for what may be held back, nothing where it is."""
    text = f"trim(CAST({quoted} AS VARCHAR))"
    if column == "quantile":
        # "Q10", "D10" and "Decile 10" are 10: sorted as texts they would come before 2 (reference 1.3).
        text = f"regexp_replace({text}, '^(q|d|quantile|decile|quintile|quartile)[ _]?([0-9])', '\\2', 'i')"
        kind = "VARCHAR"
    read = f"TRY_CAST({text} AS DOUBLE)" if kind == "VARCHAR" else f"TRY_CAST({quoted} AS DOUBLE)"
    is_number = f"({read} IS NOT NULL AND isfinite({read}))"
    blank = f"({text} IS NULL OR lower({text}) IN ('', 'nan'))"
    if column in MAY_BE_SUPPRESSED:
        signs = ", ".join(f"'{sign}'" for sign in SUPPRESSED)
        blank = f"({blank} OR lower({text}) IN ({signs}))"
    return [
        f"CASE WHEN {is_number} THEN {read} END AS {column}",
        f"CASE WHEN NOT {is_number} AND NOT {blank} THEN {text} END AS {column}_text",
    ]


def _quoted(heading: str) -> str:
    doubled = heading.replace('"', '""')
    return f'"{doubled}"'
