"""Printing and writing the trend of the gap."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import numpy as np

from joinedup import cli
from joinedup.cli.gap.measuring import Given, measured, sums_of
from joinedup.cli.tables import write_table
from joinedup.engines.gap.estimate import Estimate
from joinedup.engines.gap.files.summing import Summed
from joinedup.engines.gap.trends.judging import Question, Series, adjusted, trends
from joinedup.engines.gap.trends.periods import Period, period_of, periods_of
from joinedup.engines.gap.trends.targets import target_of
from joinedup.formats.parquet import NUMBER, TEXT

TEXTS = ("indicator", "within", "measure", "how", "has_closed", "trend", "on_track", "flags")


def question(
    measure: str, baseline: str, target: str, by: str, polarity: str, confidence: float, shocks: tuple[int, ...]
) -> Question:
    """What is asked. Ends with 2 where an option cannot be understood."""
    told: list[str] = []
    found: dict[str, Any] = {}
    for name, text, read in (("baseline", baseline, period_of), ("target", target, target_of), ("by", by, period_of)):
        try:
            found[name] = read(text)
        except ValueError as wrong:
            told.append(f"--{name}: {wrong}")
    if told:
        cli.refuse(*told)
    return Question(measure, found["baseline"], found["target"], found["by"], polarity, confidence, shocks)


def show_trends(given: Given, asked: Question, options: dict[str, Any], out: Path | None, as_json: bool) -> None:
    """Measure each period, judge each series, then print or write."""
    sums, what = sums_of(given)
    rows = list(_rows(sums, measured(sums, what), asked))
    for row, found in zip(rows, adjusted(row["p_value"] for row in rows), strict=True):
        row["q_value"] = found
    provenance = cli.provenance(sums.inputs, **given.options | options)
    if out is not None:
        columns = {name: TEXT if name in TEXTS else NUMBER for name in rows[0]}
        write_table(out, "Trends", columns, [[_cell(value) for value in row.values()] for row in rows])
    elif as_json:
        answer = {"trends": rows, "notes": [str(note) for note in sums.notes], "provenance": provenance}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    else:
        for row in rows:
            click.echo(_in_words(row))
    for note in sums.notes:
        click.echo(f"note: {note}", err=True)


def _rows(sums: Summed, measures: dict[str, Estimate], asked: Question) -> Iterator[dict[str, Any]]:
    for indicator in dict.fromkeys(name for _, name, _ in sums.sets):
        names = list(dict.fromkeys(within for _, each, within in sums.sets if each == indicator))
        series = _series(sums, measures, asked, indicator, names)
        try:
            found = trends(series, asked)
        except ValueError as wrong:
            cli.refuse(f"{indicator}: {wrong}")
        for within, trend in zip(names, found, strict=True):
            told = asdict(trend) | {"flags": list(trend.flags)}
            yield {"indicator": indicator, "within": within, "measure": asked.measure} | told


def _series(sums: Summed, measures: dict[str, Estimate], asked: Question, indicator: str, names: list[str]) -> Series:
    places = {key: place for place, key in enumerate(sums.sets)}
    periods = _periods(sums, indicator)
    wanted = {asked.measure, "rate_target", "rate_rest", "ratio_rest"}
    return Series(
        periods,
        {
            name: [
                _picked(measures[name], [places.get((period.name, indicator, within)) for within in names])
                for period in periods
            ]
            for name in wanted
        },
    )


def _periods(sums: Summed, indicator: str) -> list[Period]:
    try:
        return periods_of({period for period, each, _ in sums.sets if each == indicator})
    except ValueError as wrong:
        cli.refuse(f'column "period": {wrong}')


def _picked(made: Estimate, places: list[int | None]) -> Estimate:
    """The estimates at the places; nothing where a set has no row in a period."""
    is_there = np.array([place is not None for place in places])
    at = np.array([place or 0 for place in places], np.intp)
    chosen = Estimate(made.value[at], made.lower[at], made.upper[at], made.method[at], made.flags[at])
    return chosen.without(~is_there)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else value


def _in_words(row: dict[str, Any]) -> str:
    change = "change not known" if row["change"] is None else f"change {row['change']:.4g}"
    if row["lower"] is not None:
        change += f" ({row['lower']:.4g} to {row['upper']:.4g})"
    how = (row["how"] or "-").replace("_", " ")
    chance = "" if row["probability"] is None else f" ({row['probability']:.0%})"
    told = f"{row['indicator']}  {row['within']}  {row['measure']}: {change}; {how}; "
    return f"{told}on track: {row['on_track'].replace('_', ' ')}{chance}  {' '.join(row['flags'])}".rstrip()
