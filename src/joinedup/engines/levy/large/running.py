"""A billing run in DuckDB: the statements one after another, and the bills that come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from joinedup.engines.levy.bills import Bill, Step
from joinedup.engines.levy.large import amounts, statements
from joinedup.engines.levy.large.amounts import quoted
from joinedup.engines.levy.large.loading import load
from joinedup.engines.levy.plan import CannotBill, Plan
from joinedup.rules.bids.levy import ruleset
from joinedup.rules.working import say

if TYPE_CHECKING:
    import duckdb

AT_ONCE = 10_000


@dataclass
class LargeRun:
    """Bills as the view `bills`: hereditament, payer, levy_pence, a column step_… for each step, value, rate,
    relief, num_days, billing_authority."""

    database: duckdb.DuckDBPyConnection
    steps: tuple[str, ...]

    def num_bills(self) -> int:
        """How many bills there are."""
        return int(self._one("SELECT count(*) FROM bills"))

    def total_pence(self) -> int:
        """What they add up to."""
        return int(self._one("SELECT coalesce(sum(levy_pence), 0) FROM bills"))

    def num_that_do_not_add_up(self) -> int:
        """How many bills are not the sum of their steps: none, unless something is broken."""
        steps = " + ".join(f"step_{step}" for step in self.steps)
        return int(self._one(f"SELECT count(*) FROM bills WHERE levy_pence != {steps}"))

    def bills(self) -> Iterator[Bill]:
        """Every bill, in the order of the list."""
        columns = ", ".join(f"step_{step}" for step in self.steps)
        found = self.database.execute(
            "SELECT hereditament, payer, levy_pence, value, rate, relief, num_days, billing_authority, "
            f"{columns} FROM bills ORDER BY number"
        )
        while rows := found.fetchmany(AT_ONCE):
            for name, payer, levy, value, rate, relief, num_days, borough, *each in rows:
                working = tuple(Step(step, amount) for step, amount in zip(self.steps, each, strict=True))
                yield Bill(name, payer, levy, working, value, rate, relief, num_days, borough)

    def write(self, out: Path) -> None:
        """Write the table to a CSV or Parquet file, by its ending, in the order of the list."""
        kind = "PARQUET" if out.suffix.lower() == ".parquet" else "CSV, HEADER"
        bills = "SELECT * EXCLUDE (number) FROM bills ORDER BY number"
        self.database.execute(f"COPY ({bills}) TO {quoted(str(out))} (FORMAT {kind})")

    def _one(self, sql: str) -> Any:
        return self.database.execute(sql).fetchall()[0][0]


def run_large(database: duckdb.DuckDBPyConnection, path: Path, plan: Plan) -> LargeRun:
    """Work out every bill of a list in a file. Raises as `work_out` does, and `BadInput` for the file."""
    load(database, path, plan.rules.base)
    for statement in (statements.REPEATED, statements.FOLLOWED, statements.LIVES):
        database.execute(statement)
    for first, then, day in database.execute(statements.CLASH).fetchall():
        raise CannotBill.two_at_once(first, then, day)
    database.execute(statements.parts_sql(plan))
    _refuse_unbanded(database, plan)
    most_value = database.execute("SELECT max(own_value) FROM listed").fetchall()[0][0]
    database.execute(statements.bills_sql(plan, most_value))
    steps, source = [*plan.early, *plan.late], "charged"
    for step in plan.rules.order:
        cap = {ruleset.CAP_BOROUGH: plan.rules.cap_borough, ruleset.CAP_PAYER: plan.rules.cap_payer}.get(step)
        if cap is not None:
            database.execute(statements.taken_sql(step, cap, source))
            database.execute(statements.capped_sql(step, source))
            source = f"after_{step}"
            steps.append(step)
    database.execute(f"CREATE VIEW bills AS FROM {source}")
    return LargeRun(database, tuple(steps))


def _refuse_unbanded(database: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    if amounts.over_every_band(plan) == "false":
        return
    for number, value in database.execute(statements.unbanded_sql(plan)).fetchall():
        wrong = say("the value {value} is over every band", value=f"{value / 100:.2f}".removesuffix(".00"))
        raise CannotBill(wrong, say("give a band for it"), number)
