"""Showing a ballot's timetable at the prompt."""

import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from joinedup import cli, lawbook
from joinedup.cli.tables import write_table
from joinedup.formats.parquet import DAY, TEXT
from joinedup.rules.bids.timetable import StepDay, ballot_day_may_be, timetable
from joinedup.rules.dates import read_day
from joinedup.rules.working import Finding

COLUMNS = {
    "step": TEXT,
    "date": DAY,
    "rule": TEXT,
    "not_before": DAY,
    "words": TEXT,
    "authority": TEXT,
    "mark": TEXT,
    "doubt": TEXT,
    "needs": TEXT,
}


@dataclass(frozen=True)
class Asked:
    """What was asked for at the prompt."""

    nation: str
    kind: str
    regime: str
    ballot_on: date
    request_on: date | None
    result_on: date | None


def show_timetable(asked: Asked, done: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Print or write the timetable; end with 1 where a day is not allowed, with 2 where nothing is in force."""
    limits = lawbook.ballot_limits(asked.nation, asked.kind, asked.regime, asked.ballot_on)
    if not limits:
        _refuse_none(asked)
    holidays = lawbook.bank_holidays(asked.nation)
    steps = timetable(
        limits,
        ballot_on=asked.ballot_on,
        request_on=asked.request_on,
        result_on=asked.result_on,
        holidays=holidays,
    )
    kept = _done_days(done, steps)
    rows = [_row(step, kept.get(step.limit.step)) for step in steps]
    authority = next(step.limit.authority for step in steps if step.limit.step == "ballot_day")
    finding = ballot_day_may_be(asked.ballot_on, holidays, authority)
    if out is not None:
        write_table(out, "Timetable", COLUMNS, [[row[name] for name in COLUMNS] for row in rows])
    elif as_json:
        click.echo(json.dumps(_answer(asked, rows, finding, done), indent=2, ensure_ascii=False, default=str))
    else:
        _print(rows, finding, asked.nation)
    sys.exit(0 if finding.holds and all(row["in_time"] is not False for row in rows) else 1)


def _refuse_none(asked: Asked) -> None:
    starts = lawbook.ballot_law_began(asked.nation, asked.regime)
    if starts is None:
        cli.refuse(f"--regime: there are no {asked.regime} ballots in {asked.nation}; leave --regime out")
    cli.refuse(f"--ballot-day: {asked.nation} has had such ballots since {starts}; give a day on or after that")


def _done_days(done: tuple[str, ...], steps: list[StepDay]) -> dict[str, date]:
    """The days that steps were done on; ends with 2 for a step or a day that is not one."""
    names = [step.limit.step for step in steps]
    kept: dict[str, date] = {}
    for each in done:
        name, _, text = each.partition("=")
        if name not in names:
            cli.refuse(f'--done "{each}": write STEP=DAY with one of {", ".join(names)}')
        try:
            kept[name] = read_day(text)
        except ValueError as wrong:
            cli.refuse(f'--done "{each}": {wrong}')
    return kept


def _row(step: StepDay, done_on: date | None) -> dict[str, Any]:
    limit = step.limit
    return {
        "step": limit.step,
        "date": step.on,
        "rule": limit.rule,
        "not_before": step.not_before_on,
        "words": limit.words,
        "authority": limit.authority,
        "mark": limit.mark,
        "doubt": limit.doubt or None,
        "needs": step.needs or None,
        "done": done_on,
        "in_time": None if done_on is None else step.is_in_time(done_on),
    }


def _answer(asked: Asked, rows: list[dict[str, Any]], finding: Finding, done: tuple[str, ...]) -> dict[str, Any]:
    return {
        "nation": asked.nation,
        "kind": asked.kind,
        "regime": asked.regime,
        "ballot_day": asked.ballot_on,
        "ballot_day_is_allowed": finding.holds,
        "ballot_day_why": finding.why,
        "ballot_day_instead": finding.would_satisfy or None,
        "dates": rows,
        "marks": lawbook.MARKS,
        "assumptions": [_working_day(asked.nation)],
        "provenance": cli.provenance(
            {},
            nation=asked.nation,
            kind=asked.kind,
            regime=asked.regime,
            ballot_day=asked.ballot_on,
            request_day=asked.request_on,
            result_day=asked.result_on,
            done=list(done),
            lawbook=lawbook.version(),
        ),
    }


def _working_day(nation: str) -> str:
    row = lawbook.working_day_of(nation)
    return f"A working day is {row.words}. {row.doubt}"


def _print(rows: list[dict[str, Any]], finding: Finding, nation: str) -> None:
    for row in rows:
        day = row["date"] or f"needs --{row['needs'].replace('_', '-')}"
        doubt = " (not law: not verified)" if row["mark"] == "U" else ""
        told = {True: "  in time", False: "  NOT IN TIME", None: ""}[row["in_time"]]
        click.echo(f"{row['rule']:<9} {day!s:<19} {row['step']:<26} {row['authority']}{doubt}{told}")
        for words in filter(None, (row["words"], row["doubt"])):
            click.echo(f"{'':30}{words}")
    click.echo(_working_day(nation))
    click.echo(f"{finding.why}. {finding.would_satisfy}".strip())
