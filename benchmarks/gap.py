"""How fast and how near the gap engine is, each figure beside a yardstick measured in the same run.

`python benchmarks/gap.py [--groups 1000] [--drawn 20] [--indicators 100] [--years 10] [--rounds 3] [--skip-duckdb]`

The country is invented: 32,844 areas in 309 districts, ranks and counts from one seed. Times are of the processor.
The peer `phe_sii` is an R package that is not run here; a simulation of its definition stands beside ours.
"""

import argparse
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from joinedup.engines.gap.cutting import by_areas  # noqa: E402 - the path above comes first
from joinedup.engines.gap.groups import Groups, from_counts  # noqa: E402
from joinedup.engines.gap.matrices import from_matrices  # noqa: E402
from joinedup.engines.gap.measuring import MEASURES, in_parts  # noqa: E402
from joinedup.engines.gap.slopes import Ranked, ranked, rii, sii  # noqa: E402

NUM_AREAS, NUM_DISTRICTS, SEED = 32_844, 309, 2001
DRAWS = 100_000
# The noise of the 2.5 % point of so many draws, in standard errors of the estimate: sqrt(p q / n) / density.
NOISE = math.sqrt(0.025 * 0.975 / DRAWS) / 0.05844507
# What a machine of two cores took for phe_sii at 1,000 x 10 and 100,000 draws (recorded, not run here).
PEER_SECONDS = 456.0
ASKED = ("gap_rest", "sii", "rii")


def timed(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Least seconds of the processor and of the clock over some rounds."""
    best = (math.inf, math.inf)
    for _ in range(rounds):
        clock, processor = time.perf_counter(), time.process_time()
        work()
        best = min(best, (time.process_time() - processor, time.perf_counter() - clock))
    return best


def deciles(num: int) -> Groups:
    """Sets of ten deciles of about ten thousand people, their rates falling."""
    draw = np.random.default_rng(SEED)
    people = draw.integers(4_000, 20_000, (num, 10)).astype(float)
    rates = np.linspace(0.28, 0.14, 10) * draw.uniform(0.8, 1.2, (num, 10))
    return from_counts(draw.binomial(people.astype(int), rates).astype(float), people, "proportion")


def simulated(sets: Ranked, places: range) -> list[tuple[float, float]]:
    """Limits of the SII as phe_sii draws them."""
    draw, model, found = np.random.default_rng(SEED), sets.chance.model, []
    for place in places:
        logits = model.centre[place] + model.spread[place] * draw.standard_normal((DRAWS, 10))
        slopes = np.sort((1 / (1 + np.exp(-logits))) @ sets.line.slope_weights[place])
        found.append((slopes[round(DRAWS * 0.025) - 1], slopes[round(DRAWS * 0.975) - 1]))
    return found


def small(num: int, num_drawn: int, rounds: int) -> None:
    """The peer's own benchmark: many sets of ten deciles."""
    groups = deciles(num)

    def ours() -> tuple[object, object]:
        sets = ranked(groups, 0.95)
        return sii(sets), rii(sets)

    processor, clock = timed(ours, rounds)
    began = time.process_time()
    sets = ranked(groups, 0.95)
    drawn = simulated(sets, range(num_drawn))
    beside = (time.process_time() - began) / num_drawn * num
    made = sii(sets)
    error = (made.upper - made.lower) / 3.92
    z = [
        (ours_at[place] - told[side]) / error[place] / NOISE
        for place, told in enumerate(drawn)
        for side, ours_at in enumerate((made.lower, made.upper))
    ]
    print(f"{num} sets of ten deciles, SII and RII with limits")
    print(f"  ours              {processor * 1000:10.1f} ms processor {clock * 1000:10.1f} ms clock (aim 50)")
    ratios = (beside / processor, PEER_SECONDS * num / 1000 / processor)
    print(f"  simulation, NumPy {beside * 1000:10.0f} ms processor, from {num_drawn} sets; ratio {ratios[0]:,.0f}")
    print(f"  phe_sii, recorded {PEER_SECONDS * num:10.0f} ms processor; ratio {ratios[1]:,.0f}")
    print(f"  difference over the draws' noise: mean {np.mean(z):.2f} sd {np.std(z):.2f} max {np.abs(z).max():.1f}")


class Country:
    """Two matrices of 16 bits, areas in the order of districts and deciles."""

    def __init__(self, num_columns: int) -> None:
        draw = np.random.default_rng(SEED)
        self.num_columns = num_columns
        sets = np.sort(np.r_[np.arange(NUM_DISTRICTS).repeat(10), draw.integers(0, NUM_DISTRICTS, NUM_AREAS - 3090)])
        deciles_of = by_areas(sets, draw.permutation(NUM_AREAS).astype(float), 10)
        order = np.lexsort((deciles_of, sets))
        self.sets, self.deciles = sets[order], deciles_of[order]
        self.people = draw.integers(500, 1_500, (NUM_AREAS, num_columns), dtype=np.uint16)
        share = (0.35 - 0.03 * self.deciles)[:, None] * draw.uniform(0.7, 1.3, (NUM_AREAS, 1))
        self.events = (self.people * share).astype(np.uint16)

    def sums(self) -> Groups:
        """To districts by deciles."""
        return from_matrices(self.events, self.people, self.sets, self.deciles, 10)

    def reduceat(self) -> tuple[np.ndarray, np.ndarray]:
        """The same sums by NumPy's own reduceat."""
        starts = np.flatnonzero(np.r_[True, np.diff(self.sets * 11 + self.deciles) != 0])
        return tuple(np.add.reduceat(each, starts, axis=0, dtype=np.uint32) for each in (self.events, self.people))


def country(num_columns: int, rounds: int, with_duckdb: bool) -> None:
    """All England from area level."""
    england = Country(num_columns)
    num_sets = NUM_DISTRICTS * num_columns
    print(f"\n{NUM_AREAS:,} areas x {num_columns:,} columns into {num_sets:,} sets of ten deciles")
    scan, _ = timed(england.sums, rounds)
    beside, _ = timed(england.reduceat, rounds)
    groups = england.sums()
    finish, clock = timed(lambda: in_parts(groups, only=ASKED), rounds)
    print(f"  sums              {scan:8.3f} s processor; NumPy reduceat {beside:.3f} s; ratio {beside / scan:.1f}")
    print(f"  gap, SII, RII with logit-normal limits {finish:.2f} s processor, {clock:.2f} s clock (aim 2)")
    share = groups.chosen(slice(0, max(num_sets // 10, 1)))
    every, _ = timed(lambda: in_parts(share), 1)
    print(f"  all {len(MEASURES)} measures, a tenth of the sets: {every:.2f} s processor")
    if with_duckdb:
        duckdb_beside(england, groups, finish + scan)


def duckdb_beside(england: Country, groups: Groups, ours: float) -> None:
    """The gap and the SII of every set by window SQL over a long table, compared with ours set by set."""
    long = {
        "set_id": np.repeat(england.sets, england.num_columns).astype(np.int32),
        "decile": np.repeat(england.deciles, england.num_columns).astype(np.int8),
        "col": np.tile(np.arange(england.num_columns, dtype=np.int32), NUM_AREAS),
        "x": england.events.ravel(),
        "n": england.people.ravel(),
    }
    with duckdb.connect() as database:
        database.execute("SET enable_progress_bar = false")
        database.register("long", long)
        database.execute("CREATE TABLE area AS SELECT * FROM long")
        long.clear()
        began, clock = time.process_time(), time.perf_counter()
        rows = database.execute(
            "WITH cell AS (SELECT set_id, col, decile, sum(x) x, sum(n) n FROM area GROUP BY ALL), "
            "share AS (SELECT *, n / sum(n) OVER w a, x / n y FROM cell WINDOW w AS (PARTITION BY set_id, col)), "
            "place AS (SELECT *, sum(a) OVER (PARTITION BY set_id, col ORDER BY decile) - a / 2 - 0.5 r FROM share) "
            "SELECT set_id, col, sum(x) FILTER (decile = 1) / sum(n) FILTER (decile = 1) "
            "- sum(x) FILTER (decile > 1) / sum(n) FILTER (decile > 1) gap, sum(a * r * y) / sum(a * r * r) sii "
            "FROM place GROUP BY ALL ORDER BY ALL"
        ).fetchnumpy()
        spent, waited = time.process_time() - began, time.perf_counter() - clock
    made = in_parts(groups, only=("gap_rest", "sii"))
    off = max(
        float(np.abs(made[ours_name].value - rows[name]).max())
        for ours_name, name in (("gap_rest", "gap"), ("sii", "sii"))
    )
    told = f"{spent:8.2f} s processor, {waited:.2f} s clock; ratio to ours with limits {spent / ours:.1f}"
    print(f"  DuckDB, no limits {told}")
    print(f"  furthest of {len(rows['gap']):,} sets from DuckDB's answer: {off:.1e}")


def from_parquet(num_indicators: int, num_years: int) -> None:
    """`joinedup gap measure` in a new process beside a bare scan and sum of the same file in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "values.parquet", Path(folder) / "gaps.parquet"
        duckdb.sql(
            f"SELECT (2000 + y)::VARCHAR AS period, 'i' || i AS indicator, 'd' || (a % {NUM_DISTRICTS}) AS within, "
            "'a' || a AS area, 500 + (a * 7919 + y) % 1000 AS population, "
            "20 + (a * 31 + i * 7 + y) % 200 AS numerator, "
            f"1 + (a * 104729) % 1000003 AS rank FROM range({NUM_AREAS}) t(a), range({num_indicators}) u(i), "
            f"range({num_years}) v(y) ORDER BY ALL"
        ).write_parquet(str(path))
        rows = NUM_AREAS * num_indicators * num_years
        command = ["-c", "from joinedup.cli import main; main()", "gap", "measure", str(path), "--out", str(out)]
        asked = f"SELECT period, indicator, within, sum(numerator), sum(population) FROM '{path}' GROUP BY ALL"
        bare = f"import duckdb; duckdb.sql({asked!r}).fetchall()"
        environ = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        spent = []
        for arguments in (command, ["-c", bare]):
            clock = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, env=environ, capture_output=True)
            spent.append(time.perf_counter() - clock)
        print(f"\n{rows:,} rows of Parquet in a new process, all measures and a table written")
        print(f"  ours {spent[0]:.2f} s clock; bare scan and sum {spent[1]:.2f} s; ratio {spent[0] / spent[1]:.1f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--groups", type=int, default=1_000)
    parser.add_argument("--drawn", type=int, default=20, help="sets that are simulated")
    parser.add_argument("--indicators", type=int, default=100)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip-duckdb", action="store_true", help="it takes 1 GB")
    asked = parser.parse_args()
    small(asked.groups, min(asked.drawn, asked.groups), asked.rounds)
    country(asked.indicators * asked.years, asked.rounds, not asked.skip_duckdb)
    from_parquet(max(asked.indicators // 50, 1), asked.years)


if __name__ == "__main__":
    main()
