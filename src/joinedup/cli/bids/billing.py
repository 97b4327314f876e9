"""Working out a levy at the prompt."""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click

from joinedup import cli
from joinedup.cli.tables import write_table
from joinedup.engines.levy import Bill, CannotBill, Plan, make_plan, work_out
from joinedup.engines.levy.large import LargeRun, run_large
from joinedup.formats.faults import BadInput
from joinedup.formats.levy_rules import read_levy_rules
from joinedup.formats.parquet import NUMBER, TEXT
from joinedup.formats.rating_list import read_rating_list
from joinedup.rules.bids.levy.ruleset import PAYER_STEPS, RuleSet
from joinedup.rules.dates import read_day

HASHED_AT_ONCE = 1 << 20
SHOWN = 20


def show_levy(rules_path: Path, list_path: Path, period: str, engine: str, out: Path | None, as_json: bool) -> None:
    """Work out, then write or print; ends with 2 for a fault, and then nothing is written."""
    if engine == "spark":
        cli.refuse('--engine "spark" is not built; use --engine duckdb, which bills three million properties')
    starts, ends = _period(period)
    with _refusing(list_path.name):
        rules = read_levy_rules(rules_path, rules_path.name)
        plan = make_plan(rules, starts, ends)
        told = {
            "period": f"{starts}:{ends}",
            "rules": _rules(rules, plan),
            "interpretation": [
                {"place": each.place, "doubt": each.doubt, "taken": each.taken} for each in rules.interpretation
            ],
            "provenance": cli.provenance(
                {path.name: _hash(path) for path in (rules_path, list_path)}, period=period, engine=engine
            ),
        }
        if engine == "duckdb":
            _large(list_path, plan, told, out, as_json)
        else:
            rows = read_rating_list(list_path, list_path.name, rules.base)
            _tell(work_out(rows, plan, _watched), told, out, as_json)


@contextmanager
def _refusing(list_name: str) -> Iterator[None]:
    """Bad input of any kind as a line a fault."""
    try:
        yield
    except BadInput as bad:
        cli.refuse_faults(bad.faults)
    except CannotBill as fault:
        where = f"{list_name}, row {fault.row}" if fault.row else "--period"
        cli.refuse(f"{where}: {fault.wrong}; {fault.right}")


def _period(text: str) -> tuple[date, date]:
    first, colon, last = text.partition(":")
    if not colon:
        cli.refuse(f'--period "{text}": write START:END, like 2024-04-01:2025-04-01')
    return _day(text, first), _day(text, last)


def _day(period: str, text: str) -> date:
    try:
        day = read_day(text)
    except ValueError as wrong:
        cli.refuse(f'--period "{period}": {wrong}')
    return day


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(HASHED_AT_ONCE):
                digest.update(block)
    except OSError as failure:
        cli.refuse(f"{path.name}: it cannot be opened ({failure.strerror}); check its name and that you may read it")
    return digest.hexdigest()


def _rules(rules: RuleSet, plan: Plan) -> dict[str, Any]:
    return {
        "name": rules.name,
        "nation": rules.nation,
        "source": rules.source or None,
        "order": [*plan.early, *plan.late, *(step for step in PAYER_STEPS if step in rules.uses)],
        "rounding": rules.rounding,
        "days_in_year": plan.year_days,
        "rates": [str(rate) for rate in plan.rates],
    }


def _watched(bills: list[list[Any]]) -> Iterable[list[Any]]:
    """A bar on standard error where somebody looks on."""
    if not sys.stderr.isatty():
        return bills
    return _bar(bills)


def _bar(bills: list[list[Any]]) -> Iterator[list[Any]]:
    with click.progressbar(bills, label="bills", file=sys.stderr) as shown:
        yield from shown


def _large(path: Path, plan: Plan, told: dict[str, Any], out: Path | None, as_json: bool) -> None:
    import duckdb

    if out is not None and out.suffix.lower() not in (".csv", ".parquet"):
        cli.refuse(f'--out "{out}": with --engine duckdb end the name with .csv or .parquet')
    if sys.stderr.isatty():
        click.echo(f"billing {path.name} …", err=True)
    with duckdb.connect() as database:
        run = run_large(database, path, plan)
        if out is None:
            _tell(list(run.bills()), told, None, as_json)
        else:
            _write_large(run, out)


def _write_large(run: LargeRun, out: Path) -> None:
    import duckdb

    try:
        run.write(out)
    except duckdb.IOException:
        cli.refuse(f'--out "{out}": it cannot be written; name a file in a folder that you may write to')
    click.echo(str(out), err=True)
    click.echo(f"{run.num_bills():,} bills, {_pounds(run.total_pence())}", err=True)


def _tell(bills: list[Bill], told: dict[str, Any], out: Path | None, as_json: bool) -> None:
    total = sum(bill.levy_pence for bill in bills)
    if out is not None:
        _write(bills, out)
    elif as_json:
        answer = {"bills": [_bill(bill) for bill in bills], "total_pence": total, "num_bills": len(bills), **told}
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        _print(bills, total, told)


def _bill(bill: Bill) -> dict[str, Any]:
    return {
        "hereditament": bill.hereditament,
        "payer": bill.payer,
        "levy_pence": bill.levy_pence,
        "working": [{"step": step.step, "amount": step.amount} for step in bill.working],
        "value": bill.value,
        "rate": bill.rate,
        "relief": bill.relief or None,
        "days": bill.num_days,
    }


def _write(bills: list[Bill], out: Path) -> None:
    steps = [step.step for step in bills[0].working] if bills else []
    texts = {"hereditament": TEXT, "payer": TEXT}
    columns = texts | {"levy_pence": NUMBER} | {f"step_{step}": NUMBER for step in steps}
    columns |= {"value": TEXT, "rate": TEXT, "relief": TEXT, "num_days": NUMBER}
    rows = [
        [
            *(bill.hereditament, bill.payer, bill.levy_pence),
            *(step.amount for step in bill.working),
            *(bill.value, bill.rate, bill.relief, bill.num_days),
        ]
        for bill in bills
    ]
    write_table(out, "Bills", columns, rows)


def _print(bills: list[Bill], total: int, told: dict[str, Any]) -> None:
    for bill in bills[:SHOWN]:
        click.echo(f"{bill.hereditament}  {bill.payer}  {_pounds(bill.levy_pence)}")
        for step in bill.working:
            if step.amount or step.step == "rate":
                click.echo(f"    {step.step:<18}{_pounds(step.amount):>16}")
    if len(bills) > SHOWN:
        click.echo(f"… and {len(bills) - SHOWN:,} more; --json or --out gives them all")
    click.echo(f"{len(bills):,} bills, {_pounds(total)}")
    for each in told["interpretation"]:
        click.echo(f"in doubt at {each['place']}: {each['doubt']}; {each['taken']}")


def _pounds(pence: int) -> str:
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"
