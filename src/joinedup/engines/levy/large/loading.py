"""A `LIST` read into DuckDB with the same faults as the row-by-row reader."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

from joinedup.formats.columns import find_columns
from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.rating_list import FIRST_LIST, LAST_LIST, LIST_COLUMNS, ROOMS, VALUE
from joinedup.formats.tables.table import Table, same_name
from joinedup.rules.bids.levy.ruleset import RATEABLE_VALUE
from joinedup.rules.working import Sentence, say

if TYPE_CHECKING:
    import duckdb

MAX_FAULTS = 50
HEADING_BYTES = 100_000
DAY = "coalesce(try_strptime({0}, '%Y-%m-%d'), try_strptime({0}, '%d/%m/%Y'))::DATE"
TEXTS = ("hereditament", "payer", "description", "postcode", "billing_authority", "reliefs", "event")
# Spaces are trimmed from both ends of a cell, and so are line ends and the space that does not break: but to look for
# those in every cell takes as long as reading the file, so it is done only where the file has one.
TRIM_ALL = "trim({0}, ' ' || chr(10) || chr(13) || chr(160))"
RARE_BLANKS = (
    "SELECT coalesce(bool_or("
    + " OR ".join(f'contains("{column.name}", chr({code}))' for column in LIST_COLUMNS for code in (10, 160))
    + "), false) FROM listed"
)


def load(database: duckdb.DuckDBPyConnection, path: Path, base: str) -> None:
    """Make the table `listed` from a CSV.

    Columns: number, our columns as text, value in hundredths, year of the list, given_start, given_end. Raises
    `BadInput` naming the first faults.
    """
    names = _headings(path)
    try:
        database.execute(_listed_sql(names, base, "trim({0})"), [str(path)])
        if _one(database, RARE_BLANKS):
            database.execute(_listed_sql(names, base, TRIM_ALL), [str(path)])
        faults = _faults(database, path.name, base)
    except _error() as error:
        wrong = say("the file cannot be read ({reason})", reason=str(error).splitlines()[0])
        raise BadInput([Fault(path.name, None, None, wrong, say("save it as “CSV UTF-8”"))]) from None
    if faults:
        raise BadInput(faults)


def _error() -> type[Exception]:
    import duckdb  # noqa: PLC0415 - a command that bills row by row starts without it

    return duckdb.Error


def _headings(path: Path) -> list[str]:
    """The file's columns by our names, in its order."""
    try:
        with path.open("rb") as file:
            first = file.read(HEADING_BYTES).decode("utf-8-sig", "replace").splitlines()[:1]
    except OSError as error:
        wrong = say("the file cannot be opened ({reason})", reason=error.strerror or error)
        raise BadInput([Fault(path.name, None, None, wrong, say("check its name and that you may read it"))]) from None
    headings = tuple(cell.strip() for cell in next(csv.reader(first), []))
    places, faults = find_columns(Table(path.name, "", headings, []), LIST_COLUMNS, {})
    if faults:
        raise BadInput(faults)
    by_place = {place: name for name, place in places.items()}
    return [by_place[place] for place in range(len(headings))]


def _listed_sql(names: list[str], base: str, trim: str) -> str:
    """The file's rows in their order, trimmed; values, years and days that are not right are null."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    held = {same_name(name): f"coalesce({trim.format(_quoted(name))}, '')" for name in names}
    texts = ", ".join(f'{held.get(column.name, repr(""))} AS "{column.name}"' for column in LIST_COLUMNS)
    pattern = VALUE.pattern if base == RATEABLE_VALUE else ROOMS.pattern
    return f"""
CREATE OR REPLACE TABLE listed AS
SELECT *,
    CASE WHEN regexp_full_match({base}, '{pattern}') THEN ({base}::DECIMAL(18, 2) * 100)::BIGINT END AS own_value,
    CASE WHEN list_year = '' THEN 0 ELSE try_cast(list_year AS INT) END AS year,
    {_day("from")} AS given_start,
    {_day("to")} AS given_end
FROM (
    SELECT (row_number() OVER () + 1)::BIGINT AS number, {texts}
    FROM read_csv(?, header=true, delim=',', quote='"', escape='"', columns={{{columns}}}, auto_detect=false)
)"""


def _faults(database: duckdb.DuckDBPyConnection, name: str, base: str) -> list[Fault]:
    """What is wrong in the rows, the first of each kind, in the order of the file."""
    checks = _checks(base)
    any_bad = ", ".join(f"coalesce(bool_or({bad}), false)" for _, bad, _, _ in checks)
    num_rows, *found = database.execute(f"SELECT count(*), {any_bad} FROM listed").fetchall()[0]
    if not num_rows:
        return [Fault(name, None, None, say("there are no rows"), say("put a row below the headings"))]
    faults: list[Fault] = []
    for (column, bad, wrong, right), is_bad in zip(checks, found, strict=True):
        sql = f"SELECT number FROM listed WHERE {bad} ORDER BY number LIMIT {MAX_FAULTS}"
        numbers = database.execute(sql).fetchall() if is_bad else []
        faults += [Fault(name, number, column, wrong, right) for (number,) in numbers]
    return sorted(faults, key=lambda fault: fault.row or 0)[:MAX_FAULTS]


def _checks(base: str) -> list[tuple[str, str, Sentence, Sentence]]:
    """A column, what is bad in it as SQL, what is wrong and what would be right."""
    number = say("write a number like 12500, with no sign and no comma")
    years = f"year IS NULL OR (year != 0 AND year NOT BETWEEN {FIRST_LIST} AND {LAST_LIST})"
    fill, spell = say("fill it in, or delete the row"), say("write the day as 2003-04-01 or 1/4/2003")
    checks = [
        ("hereditament", "hereditament = ''", say("the cell is blank"), fill),
        ("payer", "payer = ''", say("the cell is blank"), fill),
        (base, "own_value IS NULL", say("there is no such value here"), number),
        ("list_year", years, say("it is not the year of a rating list"), say("write a year like 2023, or nothing")),
        ("from", "\"from\" != '' AND given_start IS NULL", say("it is not a day"), spell),
        ("to", "\"to\" != '' AND given_end IS NULL", say("it is not a day"), spell),
    ]
    later = say("write the first day on which it is no longer so")
    checks.append(("to", "given_end <= given_start", say("it is not after the day in “from”"), later))
    for column in TEXTS:
        bad = f"left({column}, 1) IN ('=', '+', '@', '-')"
        checks.append((column, bad, say("the text starts as a formula does"), say("start with a letter or a number")))
    return checks


def _day(column: str) -> str:
    """The day of a column as SQL; null where it is blank or no day."""
    held = _quoted(column)
    return f"CASE WHEN {held} != '' THEN {DAY.format(held)} END"


def _quoted(column: str) -> str:
    return f'"{column}"'


def _one(database: duckdb.DuckDBPyConnection, sql: str) -> Any:
    return database.execute(sql).fetchall()[0][0]
