"""Lists and rules for the tests of the levy, made of text as a person would write them."""

from datetime import date
from pathlib import Path

import duckdb

from joinedup.engines.levy import Bill, make_plan, work_out
from joinedup.engines.levy.large import run_large
from joinedup.formats.levy_rules import read_levy_rules
from joinedup.formats.rating_list import read_rating_list
from joinedup.rules.bids.levy.ruleset import RuleSet

REAL = Path(__file__).resolve().parents[3] / "src" / "joinedup" / "engines" / "levy" / "real"
YEAR = (date(2024, 4, 1), date(2025, 4, 1))
HEAD = """
name = "A test"
nation = "England"
list = { mode = "chargeable_day" }
rounding = "half_up"
"""


def rules_of(text: str, head: str = HEAD) -> RuleSet:
    """Rules from the lines that matter."""
    return read_levy_rules((head + text).encode(), "rules.toml")


def real_rules(name: str) -> RuleSet:
    """One of the real rule sets that are shipped."""
    return read_levy_rules(REAL / f"{name}.toml", f"{name}.toml")


def listed(rows: list[str], heads: str = "hereditament,payer,rateable_value") -> bytes:
    """A list as a CSV."""
    return "\n".join([heads, *rows]).encode()


def charge(rules: RuleSet, content: bytes, period: tuple[date, date] = YEAR) -> list[Bill]:
    """The bills, row by row."""
    rows = read_rating_list(content, "list.csv", rules.base)
    return work_out(rows, make_plan(rules, *period))


def charge_large(rules: RuleSet, content: bytes, folder: Path, period: tuple[date, date] = YEAR) -> list[Bill]:
    """The bills by DuckDB."""
    path = folder / "list.csv"
    path.write_bytes(content)
    with duckdb.connect() as database:
        run = run_large(database, path, make_plan(rules, *period))
        assert run.num_that_do_not_add_up() == 0
        bills = list(run.bills())
        assert (run.num_bills(), run.total_pence()) == (len(bills), sum(bill.levy_pence for bill in bills))
        return bills


def pence(bills: list[Bill]) -> dict[str, int]:
    """What each property pays in all."""
    paid: dict[str, int] = {}
    for bill in bills:
        paid[bill.hereditament] = paid.get(bill.hereditament, 0) + bill.levy_pence
    return paid
