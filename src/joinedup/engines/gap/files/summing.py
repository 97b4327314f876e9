"""From files to `Groups`: join the ranks, rank inside each set, cut, sum. All of it DuckDB's work.

The cut by areas is the rule of reference 1.1 in whole numbers: with N areas and Q quantiles, an area of rank r
(ties share the least rank) is in quantile Q + 1 - ceiling((N + 1 - r) Q / N); with N under Q in none. The cut by
people puts an area where the midpoint of its own stretch of the cumulative population falls; areas of equal rank
share one stretch; a midpoint on a boundary belongs to the less deprived side.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from joinedup.engines.gap.distributions import Array
from joinedup.engines.gap.files import checking
from joinedup.engines.gap.files.reading import Source, ask, open_source
from joinedup.engines.gap.groups import Groups, Kind, from_tables
from joinedup.formats.faults import BadInput, Fault
from joinedup.rules.working import Sentence, say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SET = "period, indicator, within"
BY_AREAS = (
    "SELECT *, CASE WHEN num_areas >= {num} THEN {num} + 1 - ((num_areas + 1 - rank) * {num} + num_areas - 1) "
    "// num_areas END AS quantile FROM (SELECT *, rank() OVER (PARTITION BY {keys} ORDER BY place) AS rank, "
    "count(*) OVER (PARTITION BY {keys}) AS num_areas FROM placed_in)"
)
BY_PEOPLE = (
    "SELECT *, CASE WHEN total > 0 THEN least({num}, floor((2 * reached - stretch) * {num} / (2 * total)) + 1) "
    "END AS quantile FROM (SELECT *, sum(population) OVER (PARTITION BY {keys} ORDER BY place "
    "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS reached, sum(population) OVER (PARTITION BY {keys}, "
    "place) AS stretch, sum(population) OVER (PARTITION BY {keys}) AS total FROM placed_in)"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """How sets are made and cut. `ranks`: a file of ranks, or None. `is_current`: ranks may change by period."""

    kind: Kind | None = None
    ranks: Path | None = None
    is_current: bool = False
    whole: str | None = None
    num_quantiles: int = 10
    by: str = "areas"


@dataclass(frozen=True, slots=True)
class Summed:
    """The sets in order, (period, indicator, within) each, their groups, and what to know of the files."""

    sets: list[tuple[str, str, str]]
    groups: Groups
    inputs: dict[str, str]
    notes: list[Sentence]


def summed(values: Path, cut: Cut) -> Summed:
    """Read, check, cut and sum. Raises `BadInput` with every fault found."""
    import duckdb  # noqa: PLC0415 - the arithmetic over arrays needs no database

    with duckdb.connect() as database:
        # Its own bar would go to standard output, among the answer.
        database.execute("SET enable_progress_bar = false")
        source = open_source(database, values, "given")
        ranks = open_source(database, cut.ranks, "ranked") if cut.ranks else None
        kind = _kind(source, cut)
        _check(database, source, ranks, cut, kind)
        _join(database, source, ranks, cut, kind)
        notes = _notes(database, source, ranks, cut)
        sets, groups = _sums(database, cut, kind, "quantile" in source.columns)
        inputs = {each.name: each.digest for each in (source, ranks) if each}
        return Summed(sets, groups, inputs, notes)


def _kind(source: Source, cut: Cut) -> Kind:
    has_values, has_counts = "value" in source.columns, "numerator" in source.columns
    if has_values and has_counts:
        wrong = say("there are both numerators and values")
        raise BadInput([Fault(source.name, 1, "value", wrong, say("keep one of the two columns"))])
    kind: Kind = cut.kind or ("value" if has_values else "proportion")
    if has_values != (kind == "value"):
        column = "value" if kind == "value" else "numerator"
        wrong = say("the column is missing, which --kind {kind} needs", kind=kind)
        raise BadInput([Fault(source.name, 1, column, wrong, say("add the column, or leave --kind out"))])
    return kind


def _check(database: "DuckDBPyConnection", source: Source, ranks: Source | None, cut: Cut, kind: Kind) -> None:
    faults = _column_faults(source, ranks, kind) or checking.empty_faults(database, source)
    if faults:
        raise BadInput(faults)
    rules = checking.key_rules(source.columns) + checking.amount_rules(source.columns, kind)
    if not ranks:
        rules += checking.place_rules(source.columns, cut.num_quantiles)
    faults = checking.faults_of(database, source, rules)
    keys = tuple(key for key in ("period", "indicator", "within", "area") if key in source.columns)
    faults = faults or checking.repeat_faults(database, source, keys)
    if ranks:
        columns = ranks.columns & {"area", "within", "rank"}
        rules = checking.key_rules(columns) + checking.number_rules(columns, "rank") + checking.needed_rules("rank")
        faults += checking.faults_of(database, ranks, rules)
        keys = tuple(key for key in ("within", "area") if key in ranks.columns)
        faults += checking.repeat_faults(database, ranks, keys)
        faults = faults or _stray_faults(database, source, ranks)
    elif "rank" in source.columns and not cut.is_current:
        faults = faults or _moving_faults(database, source)
    if faults:
        raise BadInput(faults)


def _column_faults(source: Source, ranks: Source | None, kind: Kind) -> list[Fault]:
    needed = ["period", "indicator", "area", "population"]
    needed += ["value", "standard_error"] if kind == "value" else ["numerator"]
    places = source.columns & {"rank", "quantile"}
    faults: list[Fault] = []
    if ranks:
        faults = checking.missing_columns(ranks, ("area", "rank"))
        for place in sorted(places):
            wrong = say("the file of ranks gives the places already")
            faults.append(Fault(source.name, 1, place, wrong, say("leave out this column, or leave out --ranks")))
    elif len(places) != 1:
        wrong = say("there is no column “rank” or “quantile”") if not places else say("there are ranks and quantiles")
        right = say("give one of the two, or the ranks in a file of their own with --ranks")
        faults.append(Fault(source.name, 1, None, wrong, right))
    if not ranks or "within" not in ranks.columns:
        needed.append("within")
    return checking.missing_columns(source, tuple(needed)) + faults


def _stray_faults(database: "DuckDBPyConnection", source: Source, ranks: Source) -> list[Fault]:
    """Areas without a rank: a code of another year's boundaries, or a slip."""
    on = "g.area = r.area" + (" AND g.within = r.within" if "within" in source.columns & ranks.columns else "")
    rows = ask(
        database, "SELECT min(g.row), g.area FROM given g ANTI JOIN ranked r ON {on} GROUP BY g.area ORDER BY 1", on=on
    ).fetchall()
    right = say("use codes of the same year as the ranks, or add the area to {file}", file=ranks.name)
    return checking.counted(
        source.name,
        [
            Fault(source.name, row, "area", say("“{area}” has no rank in {file}", area=area, file=ranks.name), right)
            for row, area in rows
        ],
    )


def _moving_faults(database: "DuckDBPyConnection", source: Source) -> list[Fault]:
    rows = database.execute(
        "SELECT row, first FROM (SELECT row, rank, first_value(row) OVER w AS first, first_value(rank) OVER w AS one "
        "FROM given WINDOW w AS (PARTITION BY indicator, within, area ORDER BY row)) WHERE rank <> one ORDER BY row"
    ).fetchall()
    right = say("give one rank for all periods, or say --ranks current")
    return checking.counted(
        source.name,
        [
            Fault(source.name, row, "rank", say("the rank is not that of row {first}", first=first), right)
            for row, first in rows
        ],
    )


def _join(database: "DuckDBPyConnection", source: Source, ranks: Source | None, cut: Cut, kind: Kind) -> None:
    """The table `placed_in`: a row for each area of each set, with its place, and the whole if asked."""
    amount = "value * population" if kind == "value" else "numerator"
    error = "(standard_error * population) ** 2" if kind == "value" else "0.0"
    is_held = "value IS NULL" if kind == "value" else "numerator IS NULL"
    within = "given.within" if "within" in source.columns else "ranked.within"
    place = "quantile" if "quantile" in source.columns else "rank"
    joined = "given"
    if ranks:
        keys = "area, within" if "within" in source.columns & ranks.columns else "area"
        joined = f"given JOIN ranked USING ({keys})"
        within = "within" if "within" in keys else within
    ask(
        database,
        "CREATE VIEW members AS SELECT period, indicator, {within} AS within, area, {place} AS place, population, "
        "{amount} AS weighted, {error} AS variance, {is_held} AS is_suppressed FROM {joined}",
        within=within,
        place=place,
        amount=amount,
        error=error,
        is_held=is_held,
        joined=joined,
    )
    if cut.whole is None:
        database.execute("CREATE VIEW placed_in AS SELECT * FROM members")
        return
    _check_whole(database, source, cut.whole)
    database.execute("SET VARIABLE whole = ?", [cut.whole])
    database.execute(
        "CREATE VIEW placed_in AS SELECT * FROM members UNION ALL SELECT DISTINCT period, indicator, "
        "getvariable('whole'), area, place, population, weighted, variance, is_suppressed FROM members"
    )


def _check_whole(database: "DuckDBPyConnection", source: Source, whole: str) -> None:
    if database.execute("SELECT 1 FROM members WHERE within = ? LIMIT 1", [whole]).fetchall():
        wrong = say("“{whole}” is a set in the file already", whole=whole)
        raise BadInput([Fault(source.name, None, "within", wrong, say("give --whole a name of its own"))])
    rows = database.execute(
        "SELECT area FROM (SELECT DISTINCT period, indicator, area, place, population, weighted FROM members) "
        "GROUP BY period, indicator, area HAVING count(*) > 1 ORDER BY area"
    ).fetchall()
    right = say("give an area that is in several sets the same numbers and rank in each, or leave out --whole")
    if rows:
        template = "“{area}” has different numbers or ranks in two sets"
        faults = [Fault(source.name, None, "area", say(template, area=area), right) for (area,) in rows]
        raise BadInput(checking.counted(source.name, faults))


def _sums(
    database: "DuckDBPyConnection", cut: Cut, kind: Kind, is_given: bool
) -> tuple[list[tuple[str, str, str]], Groups]:
    rows = ask(
        database,
        "WITH cut AS ({cut}), sums AS (SELECT {keys}, coalesce(quantile, 0)::BIGINT AS quantile, "
        "coalesce(fsum(weighted) FILTER (NOT is_suppressed), 0.0) AS weighted, "
        "coalesce(fsum(population) FILTER (NOT is_suppressed), 0.0) AS people, "
        "coalesce(fsum(variance) FILTER (NOT is_suppressed), 0.0) AS variance, "
        "count(*) AS areas, count(*) FILTER (is_suppressed) AS suppressed FROM cut GROUP BY {keys}, quantile) "
        "SELECT *, dense_rank() OVER (ORDER BY {keys}) - 1 AS place FROM sums ORDER BY place, quantile",
        cut=_cut(cut, is_given),
        keys=SET,
    ).fetchnumpy()
    place, quantile = rows["place"].astype(np.intp), rows["quantile"].astype(np.intp)
    _, first = np.unique(place, return_index=True)
    names = (np.asarray(rows[name])[first].tolist() for name in ("period", "indicator", "within"))
    sets = list(zip(*names, strict=True))
    tables: list[Array] = [np.zeros((len(sets), cut.num_quantiles + 1)) for _ in range(3)]
    for table, name in zip(tables, ("weighted", "people", "variance"), strict=True):
        table[place, quantile] = np.asarray(rows[name])
    areas, suppressed = (_totals(place, rows[name], len(sets)) for name in ("areas", "suppressed"))
    return sets, from_tables(kind, tables, areas, suppressed)


def _totals(place: NDArray[np.intp], counts: Array, num_sets: int) -> NDArray[np.int64]:
    return np.bincount(place, weights=np.asarray(counts), minlength=num_sets).astype(np.int64)


def _cut(cut: Cut, is_given: bool) -> str:
    if is_given:
        return "SELECT *, place AS quantile FROM placed_in"
    return (BY_AREAS if cut.by == "areas" else BY_PEOPLE).format(num=cut.num_quantiles, keys=SET)


def _notes(database: "DuckDBPyConnection", source: Source, ranks: Source | None, cut: Cut) -> list[Sentence]:
    notes = []
    for each in (source, ranks):
        if each and each.ignored:
            notes.append(say("{file}: columns not used: {columns}", file=each.name, columns=each.ignored))
    if "quantile" in source.columns:
        most = database.execute("SELECT max(quantile) FROM given").fetchall()[0][0]
        if most is not None and most < cut.num_quantiles:
            told = {"num": cut.num_quantiles, "most": int(most)}
            notes.append(say("no area is in quantile {num}; if there are only {most}, say --quantiles {most}", **told))
    return notes
