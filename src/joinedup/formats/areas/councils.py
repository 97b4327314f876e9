"""The list of UK councils past and present, as mySociety's `uk_local_authorities_current.csv` gives it."""

from collections.abc import Iterator
from datetime import date, timedelta

from joinedup.formats.areas.area import AreaRow, code_fault
from joinedup.formats.faults import Fault
from joinedup.formats.gss import is_gss, nation_of
from joinedup.formats.rows import Row
from joinedup.formats.tables.table import Table

CODE_COLUMN = "gss-code"
USED = frozenset(
    {
        "gss-code",
        "local-authority-code",
        "official-name",
        "nice-name",
        "start-date",
        "end-date",
        "replaced-by",
        "former-gss-codes",
    }
)


def councils(table: Table) -> tuple[list[AreaRow], list[Fault]]:
    """A row for each council that has a code, and for each code a council had before; and every fault.

    Councils without a code (those of Northern Ireland before 2015) are passed over. `kind` is "council".
    """
    places = {name: place for place, name in enumerate(table.headers) if name in USED}
    rows = [Row(table.where, number, cells, places) for number, cells in table.rows]
    codes = {row.text("local-authority-code"): row.text(CODE_COLUMN) for row in rows}
    areas: dict[str, AreaRow] = {}
    faults: list[Fault] = []
    for row in rows:
        faults += _faults(row)
        code = row.text(CODE_COLUMN)
        if is_gss(code):
            areas[code] = _council(row, code, codes)
    faults += [fault for row in rows for fault in row.faults]
    for row in rows:
        for former in _former(row):
            if is_gss(former) and is_gss(row.text(CODE_COLUMN)):
                areas.setdefault(former, _formerly(row, former))
    return list(areas.values()), faults


def _council(row: Row, code: str, codes: dict[str, str]) -> AreaRow:
    successors = (codes.get(each.strip(), "") for each in row.text("replaced-by").split(","))
    return AreaRow(
        code=code,
        name=row.text("nice-name") or row.text("official-name"),
        nation=nation_of(code),
        kind="council",
        valid_from=row.day("start-date"),
        valid_until=_first_day_without(row.day("end-date")),
        replaced_by=tuple(sorted({each for each in successors if is_gss(each)})),
    )


def _formerly(row: Row, code: str) -> AreaRow:
    """A code that the council had before its boundary or name changed; the list does not say until when."""
    current = row.text(CODE_COLUMN)
    return AreaRow(code, row.text("nice-name"), nation_of(code), "council", replaced_by=(current,))


def _former(row: Row) -> list[str]:
    return [code.strip() for code in row.text("former-gss-codes").split(",") if code.strip()]


def _first_day_without(end: date | None) -> date | None:
    """The list gives now the last day (31 March), now the day after (1 April); we keep the day after."""
    if end and (end.month, end.day) == (3, 31):
        return end + timedelta(days=1)
    return end


def _faults(row: Row) -> Iterator[Fault]:
    for code in (row.text(CODE_COLUMN), *_former(row)):
        if code and not is_gss(code):
            yield code_fault(row.where, row.number, CODE_COLUMN, code)
