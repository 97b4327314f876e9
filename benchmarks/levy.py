"""Three million bills beside a bare scan, multiply and write of as many rows, columns and bytes, in the same run.

`python -m benchmarks.levy [--rows 3000000] [--rounds 3]`. Also a count of a million papers, and the timetables of
every working day of ten years in four nations.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb

from joinedup import lawbook
from joinedup.engines.levy import Plan, make_plan, work_out
from joinedup.engines.levy.large import run_large
from joinedup.formats.levy_rules import read_levy_rules
from joinedup.formats.rating_list import read_rating_list
from joinedup.formats.votes import read_votes
from joinedup.rules.bids.ballot.tally import count
from joinedup.rules.bids.days import is_working_day
from joinedup.rules.bids.timetable import timetable

MEMORY = "1500MB"
SAMPLE = 20_000
PERIOD = (date(2024, 4, 1), date(2025, 4, 1))
NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
# Every feature fires on at least one row in a hundred of the list below.
RULES = b"""
name = "Everything"
nation = "England"
list = { mode = "chargeable_day" }
rounding = "half_up"
order = ["rate", "index", "relief", "minimum", "proration", "cap_hereditament", "cap_borough", "cap_payer"]
threshold = { op = ">=", value = 5000 }
cap = { hereditament = 500000, payer = 1400000, borough = 1500000 }
minimum = 20000
proration = { method = "daily", year_days = 365 }
[[rate]]
percent = 1.25
to = 100000
[[rate]]
percent = 1.1
from = 100000
[[rate]]
when = { description = "bank*" }
percent = 1.75
[[relief]]
when = "charity"
percent = 80
[[index]]
from = 2022-04-01
percent = 3
round = "pence"
[[index]]
from = 2023-04-01
percent = 3
"""
# Knuth's multiplier stirs the row number: the same list every time, with no chance in it.
LIST = """
COPY (
    SELECT 'H' || lpad(i::VARCHAR, 8, '0') AS hereditament, 'P' || (i * 2654435761 % {payers}) AS payer,
        1000 + (i * 2654435761 % 4294967296) * 499000 // 4294967296 AS rateable_value,
        ['Shop and premises', 'Bank and premises', 'Office', 'Warehouse'][1 + i % 4] AS description,
        CASE WHEN i % 20 = 0 THEN 'charity' WHEN i % 11 = 0 THEN 'small' ELSE '' END AS reliefs,
        'E0' || (i * 2654435761 % {payers}) % 33 AS billing_authority,
        CASE WHEN i % 25 = 0 THEN '2024-09-01' ELSE '' END AS "from",
        CASE WHEN i % 25 = 1 THEN '2024-09-01' ELSE '' END AS "to"
    FROM range({rows}) AS made(i)
) TO '{path}' (FORMAT CSV, HEADER)"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=3_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure_levy(Path(folder), asked.rows, asked.rounds)
        measure_count(Path(folder))
    measure_timetables()
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def measure_levy(folder: Path, num_rows: int, rounds: int) -> None:
    """Bills against the bare yardstick, best of the rounds, with the engine that goes row by row beside them."""
    source, out = folder / "list.csv", folder / "bills.parquet"
    duckdb.sql(LIST.format(rows=num_rows, payers=max(1, num_rows // 4), path=source))
    plan = make_plan(read_levy_rules(RULES, "rules.toml"), *PERIOD)
    best = min(_timed(lambda: bill(source, out, plan, folder)) for _ in range(rounds))
    bare = min(_timed(lambda: scan_multiply_write(out, folder / "bare.parquet", source)) for _ in range(rounds))
    print(f"{num_rows:,} bills: {best:.1f} s; bare scan-multiply-write: {bare:.1f} s; ratio {best / bare:.2f} (goal 3)")
    print(f"the step that changes fewest bills changes {rarest(out):.1%} of them")
    head = source.read_bytes()[: 200 * SAMPLE].splitlines()[: SAMPLE + 1]
    rows = read_rating_list(b"\n".join(head), "list.csv", "rateable_value")
    by_row = _timed(lambda: work_out(rows, plan))
    print(f"row by row: {by_row / len(rows) * num_rows:.0f} s for as many, from {len(rows):,}")


def bill(source: Path, out: Path, plan: Plan, folder: Path) -> None:
    """One billing run, written to Parquet, every bill's working shown to add up."""
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(folder)}) as database:
        run = run_large(database, source, plan)
        assert run.num_that_do_not_add_up() == 0
        run.write(out)


def rarest(bills: Path) -> float:
    """The share of bills that the rarest step changes."""
    names = [row[0] for row in duckdb.sql(f"DESCRIBE FROM '{bills}'").fetchall() if row[0].startswith("step_")]
    shares = ", ".join(f"avg(({name} != 0)::INT)" for name in names)
    return min(duckdb.sql(f"SELECT {shares} FROM '{bills}'").fetchall()[0])


def scan_multiply_write(bills: Path, out: Path, source: Path) -> None:
    """Read the same list, multiply, and write as many columns of the same kinds."""
    with duckdb.connect(config={"memory_limit": MEMORY}) as database:
        steps = [row[0] for row in database.execute(f"DESCRIBE FROM '{bills}'").fetchall() if "step_" in row[0]]
        made = ", ".join(f"(rateable_value * {at + 2})::BIGINT AS {step}" for at, step in enumerate(steps))
        database.execute(
            "COPY (SELECT hereditament, payer, rateable_value::VARCHAR AS value, description AS rate, "
            "reliefs AS relief, "
            f"rateable_value % 365 AS num_days, billing_authority, rateable_value * 3 AS levy_pence, {made} "
            f"FROM read_csv('{source}')) TO '{out}' (FORMAT PARQUET)"
        )


def measure_count(folder: Path, num_papers: int = 1_000_000) -> None:
    """A ballot of a million papers, from its CSV and from columns."""
    path = folder / "votes.csv"
    rows = (f"h{i},{1000 + i * 7919 % 90000},{('yes', 'no', '', 'yes')[i * 31 % 4]}" for i in range(num_papers))
    path.write_text("hereditament,rateable_value,vote\n" + "\n".join(rows))
    started = time.process_time()
    votes = read_votes(path, "votes.csv")
    read = time.process_time() - started
    counted = _timed(lambda: count(votes.papers))
    print(f"{num_papers:,} papers: {counted:.2f} s from columns (goal 1), {read + counted:.2f} s from CSV (goal 3)")


def measure_timetables() -> None:
    """Every working day of ten years in four nations."""
    for nation in NATIONS:
        lawbook.bank_holidays(nation)

    def ten_years() -> None:
        for nation in NATIONS:
            holidays = lawbook.bank_holidays(nation)
            for ahead in range(3653):
                day = date(2016, 1, 1) + timedelta(ahead)
                if is_working_day(day, holidays):
                    limits = lawbook.ballot_limits(nation, "new", "ratepayer", day)
                    timetable(limits, ballot_on=day, request_on=day, result_on=day, holidays=holidays)

    print(f"timetables of ten years in four nations: {_timed(ten_years):.2f} s (goal 1)")


def _timed(work: Callable[[], object]) -> float:
    """Seconds of this process's own processors: another busy program does not count."""
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
