"""Printing and writing the measures of the gap."""

import json
import math
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import click

from joinedup import cli
from joinedup.cli.tables import write_table
from joinedup.engines.gap.estimate import METHODS, Estimate, flag_names
from joinedup.engines.gap.files.summing import Cut, Summed, summed
from joinedup.engines.gap.groups import Kind
from joinedup.engines.gap.measuring import Asked, in_parts
from joinedup.formats.faults import BadInput
from joinedup.formats.parquet import NUMBER, TEXT

COLUMNS = {
    "period": TEXT,
    "indicator": TEXT,
    "within": TEXT,
    "measure": TEXT,
    "value": NUMBER,
    "lower": NUMBER,
    "upper": NUMBER,
    "confidence": NUMBER,
    "method": TEXT,
    "flags": TEXT,
}
# A bar is shown for work that has lasted this long, in seconds.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Given:
    """The options as they came."""

    values: Path
    ranks: str | None
    whole: str | None
    quantiles: int
    cut_by: str
    target: int
    kind: str | None
    polarity: str
    confidence: float
    bounds: str | None = None
    engine: str = "duckdb"

    @property
    def options(self) -> dict[str, Any]:
        """What provenance tells."""
        told = asdict(self) | {"by": self.cut_by, "ranks": self.ranks and Path(self.ranks).name}
        return {name: value for name, value in told.items() if name not in ("values", "cut_by")}


def sums_of(given: Given) -> tuple[Summed, Asked]:
    """Read and sum the files. Ends with 2 at bad input."""
    if given.engine == "spark":
        cli.refuse("--engine spark: it is not built yet; leave --engine out")
    is_current = given.ranks == "current"
    ranks = None if given.ranks is None or is_current else Path(given.ranks)
    kind = cast("Kind | None", given.kind)
    asked = Asked(given.target, given.confidence, given.polarity, _bounds(given.bounds))
    try:
        asked.check(given.quantiles)
        cut = Cut(kind, ranks, is_current, given.whole, given.quantiles, given.cut_by)
        return summed(given.values, cut), asked
    except BadInput as bad:
        cli.refuse_faults(bad.faults)
    except ValueError as wrong:
        cli.refuse(f"options: {wrong}")


def measured(sums: Summed, asked: Asked) -> dict[str, Estimate]:
    """Every measure, with a bar where it takes long."""
    with Bar() as bar:
        return in_parts(sums.groups, asked, say_progress=bar)


def show_measures(given: Given, out: Path | None, as_json: bool) -> None:
    """Measure, then print or write."""
    sums, asked = sums_of(given)
    rows = gaps(sums, measured(sums, asked), given.confidence)
    provenance = cli.provenance(sums.inputs, **given.options)
    if out is not None:
        table = ([*list(row.values())[:-1], "; ".join(row["flags"])] for row in rows)
        write_table(out, "Gaps", COLUMNS, list(table))
    elif as_json:
        answer = {"gaps": list(rows), "notes": [str(note) for note in sums.notes], "provenance": provenance}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    else:
        for row in rows:
            click.echo(_in_words(row))
    for note in sums.notes:
        click.echo(f"note: {note}", err=True)


def gaps(sums: Summed, measures: dict[str, Estimate], confidence: float) -> Iterator[dict[str, Any]]:
    """A row for each set and measure; what is undefined is None."""
    for place, (period, indicator, within) in enumerate(sums.sets):
        for name, made in measures.items():
            yield {
                "period": period,
                "indicator": indicator,
                "within": within,
                "measure": name,
                "value": number(made.value[place]),
                "lower": number(made.lower[place]),
                "upper": number(made.upper[place]),
                "confidence": confidence,
                "method": METHODS[made.method[place]],
                "flags": list(flag_names(int(made.flags[place]))),
            }


def number(value: float) -> float | None:
    """A number for JSON: None for what is undefined."""
    return float(value) if math.isfinite(value) else None


def _bounds(text: str | None) -> tuple[float, float] | None:
    if text is None:
        return None
    low, _, high = text.partition(":")
    try:
        return float(low), float(high)
    except ValueError:
        cli.refuse(f'--bounds "{text}": write the lowest and the highest as LOW:HIGH, for example 0:100')


def _in_words(row: dict[str, Any]) -> str:
    where = "  ".join(str(row[name]) for name in ("period", "indicator", "within"))
    shown = [row[name] for name in ("value", "lower", "upper")]
    numbers = "  ".join(f"{'none':>12}" if each is None else f"{each:12.6g}" for each in shown)
    return f"{where}  {row['measure']:<18}  {numbers}  {row['method']:<14}  {' '.join(row['flags'])}".rstrip()


class Bar:
    """A bar on standard error, shown to a person at a terminal once the work has lasted a second."""

    def __enter__(self) -> "Bar":
        self._began = time.monotonic()
        self._bar: Any = None
        self._done = 0
        return self

    def __call__(self, done: int, total: int) -> None:
        """So many of so many sets are done."""
        if self._bar is None and sys.stderr.isatty() and time.monotonic() - self._began > PATIENCE:
            self._bar = click.progressbar(length=total, file=sys.stderr, label="measuring")
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(done - self._done)
            self._done = done

    def __exit__(self, *_failure: object) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
