"""Showing the count of a ballot at the prompt. Nothing of a row is printed, stored or logged."""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from joinedup import cli, lawbook
from joinedup.formats.faults import BadInput
from joinedup.formats.tables.reading import file_bytes
from joinedup.formats.votes import MAX_BYTES, Votes, read_votes
from joinedup.rules.bids.ballot import approval
from joinedup.rules.bids.ballot.disclosure import Disclosure, Guarded, guard
from joinedup.rules.bids.ballot.tally import Tally, Value, count

PERCENT = re.compile(r"\d{1,3}(?:\.\d{1,6})?", re.ASCII)
WORDS = {Guarded.NOTHING: False, Guarded.REVEALS: True, Guarded.NOT_PROVED: None}


@dataclass(frozen=True)
class Asked:
    """What was asked for at the prompt."""

    nation: str
    kind: str
    regime: str
    ballot_on: date
    threshold_number: str | None
    threshold_value: str | None


def show_count(path: Path, asked: Asked, as_json: bool) -> None:
    """Count and print; end with 1 where the ballot is lost, with 2 for a fault."""
    conditions = _conditions(asked)
    try:
        data = file_bytes(path, path.name, MAX_BYTES)
        votes = read_votes(data, path.name)
    except BadInput as bad:
        cli.refuse_faults(bad.faults)
    _refuse_what_law_has_not(votes, asked, path.name)
    tally = count(votes.papers)
    tests = approval.judge(tally, conditions)
    is_approved = approval.is_approved(tests)
    answer = {
        **_figures(tally),
        "tests": [_test(test) for test in tests],
        "approved": is_approved,
        "costs_recoverable": _costs(tally, is_approved, asked),
        "assumptions": list(_assumptions(asked, votes)),
        "disclosure": _disclosure(guard(votes.papers)),
        "provenance": cli.provenance(
            {path.name: hashlib.sha256(data).hexdigest()},
            nation=asked.nation,
            on=asked.ballot_on.isoformat(),
            kind=asked.kind,
            regime=asked.regime,
            threshold_number=asked.threshold_number,
            threshold_value=asked.threshold_value,
            lawbook=lawbook.version(),
        ),
    }
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False)) if as_json else _print(answer)
    sys.exit(0 if is_approved else 1)


def _conditions(asked: Asked) -> list[approval.Condition]:
    law = lawbook.ballot_conditions(asked.nation, asked.regime)
    starts = lawbook.ballot_law_began(asked.nation, asked.regime)
    if not law:
        cli.refuse(f"--regime: there are no {asked.regime} ballots in {asked.nation}; leave --regime out")
    if starts is not None and asked.ballot_on < starts:
        cli.refuse(f"--on: {asked.nation} has had such ballots since {starts}; give a day on or after that")
    higher = lawbook.higher_thresholds(asked.nation, asked.regime)
    authority = higher.authority if higher else "the proposals alone: the Act has no provision for a greater majority"
    number = _threshold("--threshold-number", asked.threshold_number)
    value = _threshold("--threshold-value", asked.threshold_value)
    return [*law, *approval.local_conditions(number, value, authority, higher.mark if higher else "U")]


def _threshold(option: str, text: str | None) -> Fraction | None:
    if text is None:
        return None
    if not PERCENT.fullmatch(text) or not 0 < Fraction(text) <= 100:
        cli.refuse(f'{option} "{text}": give a percentage over 0 and up to 100, like 60 or 66.7')
    return Fraction(text)


def _refuse_what_law_has_not(votes: Votes, asked: Asked, name: str) -> None:
    if votes.has_relief and not lawbook.improvement_relief(asked.nation, asked.regime, asked.ballot_on):
        cli.refuse(
            f'{name}, column "improvement_relief": no law takes improvement relief off the rateable values of a '
            f"ballot in {asked.nation} on {asked.ballot_on}; leave the column out"
        )
    if votes.has_shares and not lawbook.value_shares(asked.nation, asked.regime):
        cli.refuse(
            f'{name}, column "share_percent": in {asked.nation} a rateable value is not shared between voters; '
            "leave the column out"
        )


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "electorate": tally.electorate,
        "papers_returned": tally.papers_returned,
        "papers_rejected": tally.papers_rejected,
        "votes_cast": tally.votes_cast,
        "votes_in_favour": tally.votes_in_favour,
        "rateable_value_entitled": _number(tally.value_entitled),
        "rateable_value_cast": _number(tally.value_cast),
        "rateable_value_in_favour": _number(tally.value_in_favour),
        "turnout": {
            "votes_cast_of_electorate": _share(tally.votes_cast, tally.electorate),
            "papers_returned_of_electorate": _share(tally.papers_returned, tally.electorate),
            "rateable_value_cast_of_entitled": _share(tally.value_cast, tally.value_entitled),
        },
    }


def _share(part: Value, of: Value) -> dict[str, Any]:
    """A share as its two figures and a percentage to two places; null where there is nothing to share."""
    percent = float(round(Fraction(part) * 100 / Fraction(of), 2)) if of else None
    return {"part": _number(part), "of": _number(of), "percent": percent}


def _number(value: Value) -> int | float:
    return value if isinstance(value, int) else float(value)


def _test(test: approval.Judged) -> dict[str, Any]:
    return {
        "name": test.name,
        "compared": test.compared,
        "needed": _number(test.needed),
        "found": _number(test.found),
        "met": test.met,
        "why": test.why,
        "authority": test.authority,
        "mark": test.mark,
    }


def _costs(tally: Tally, is_approved: bool, asked: Asked) -> bool | None:
    rule = lawbook.ballot_cost_rule(asked.nation, asked.regime)
    return None if rule is None else approval.costs_recoverable(tally, is_approved, rule)


def _assumptions(asked: Asked, votes: Votes) -> Iterator[str]:
    yield "Rateable values are those of the rating list for the day of the ballot, less any improvement relief."
    yield "Every row is a person entitled on the day of the notice of ballot; a rejected paper is no vote cast."
    yield "A property's value counts once on each side, however many of its voters are on that side."
    if asked.kind != "new":
        yield f"The tests of a ballot on new arrangements apply to {asked.kind} too; the electorate differs."
    if votes.has_shares:
        yield f"Shared values: {lawbook.value_shares(asked.nation, asked.regime).authority}."  # type: ignore[union-attr]  # refused above without one
    if asked.threshold_number or asked.threshold_value:
        yield "A greater majority is met at the percentage itself, of the votes or rateable value cast."
    for condition in lawbook.ballot_conditions(asked.nation, asked.regime):
        if condition.doubt:
            yield f"{condition.words.capitalize()}: {condition.doubt}"
    rule = lawbook.ballot_cost_rule(asked.nation, asked.regime)
    if rule is None:
        yield f"Whether the costs may be recovered was not verified for {asked.nation}, so it is not said."
    else:
        yield "Costs are judged without the Secretary of State's notice that a ballot was void."


def _disclosure(found: Disclosure) -> dict[str, Any]:
    return {
        "reveals": WORDS[found.status],
        "status": str(found.status),
        "votes_revealed": found.num_votes_revealed,
        "why": found.why,
        "working": list(found.working),
        "withhold": list(found.withhold),
    }


def _print(answer: dict[str, Any]) -> None:
    for name, figure in answer.items():
        if isinstance(figure, int | float) and not isinstance(figure, bool):
            click.echo(f"{name.replace('_', ' '):<28}{figure:>16,}")
    for name, turnout in answer["turnout"].items():
        click.echo(f"{name.replace('_', ' '):<36}{turnout['percent']} %")
    for test in answer["tests"]:
        click.echo(f"{'met' if test['met'] else 'NOT met':<8} {test['name']}: {test['why']} ({test['authority']})")
    click.echo("APPROVED" if answer["approved"] else "NOT APPROVED")
    told = {True: "may be recovered", False: "may not be recovered", None: "not known"}
    click.echo(f"costs of the ballot: {told[answer['costs_recoverable']]}")
    guarded = answer["disclosure"]
    click.echo(f"secrecy: {guarded['why']}")
    if guarded["withhold"]:
        click.echo(f"withhold {' and '.join(guarded['withhold'])}")
    for line in answer["assumptions"]:
        click.echo(f"assumed: {line}")
