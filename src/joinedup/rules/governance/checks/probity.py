"""HC30 and HC31: everybody's interests are declared lately, and conflicts before anyone votes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.checks.reading import Bands, Ends, light_of, no_data, read_share
from joinedup.rules.governance.days import year_before
from joinedup.rules.health import CheckResult
from joinedup.rules.working import say


@dataclass(frozen=True, slots=True)
class Declaration:
    """A member of the board, and the day they last made or confirmed their declaration; None when not recorded."""

    member: str
    made_on: date | None


@dataclass(frozen=True, slots=True)
class Undeclared:
    """A decision, and the seats that voted on it with an interest nobody had declared; empty for none."""

    decision: str
    decided_on: date
    seats: tuple[str, ...]


def hc30(members: Sequence[Declaration], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Members whose declaration was made or confirmed in the last twelve months."""
    if not members:
        return no_data("HC30", say("No member of the board is recorded."), say("Record who sits."))
    good = [x for x in members if x.made_on is not None and year_before(on) <= x.made_on <= on]
    silent = 0 if accepted else sum(x.made_on is None for x in members)
    ends = Ends(Fraction(len(good), len(members)), Fraction(len(good) + silent, len(members)))
    short = tuple(x.member for x in members if x not in good)
    facts = say(
        "{good} of {all} members declared or confirmed in the last twelve months", good=len(good), all=len(members)
    )
    todo = say("Ask for a declaration, or that nothing has changed, from: {short}.", short=short)
    return read_share("HC30", ends, bands["declared_share"], facts, records=short, todo=todo)


def hc31(decisions: Iterable[Undeclared], on: date, *, bands: Bands) -> CheckResult:
    """Decisions of the last twelve months on which somebody voted with an interest that was not declared."""
    taken = [x for x in decisions if year_before(on) <= x.decided_on <= on]
    if not taken:
        return no_data(
            "HC31", say("No decision that benefits a named organisation is recorded in the last twelve months.")
        )
    wrong = [x for x in taken if x.seats]
    light = light_of(len(wrong), bands["num_undeclared"])
    named = [say("{decision} ({seats})", decision=x.decision, seats=x.seats) for x in wrong]
    why = say("Decisions with a vote and an interest not declared: {num} of {all}.", num=len(wrong), all=len(taken))
    todo = say("Record the interest, and consider taking these again: {named}.", named=named) if wrong else ""
    return CheckResult("HC31", light, float(len(wrong)), why, tuple(x.decision for x in wrong), todo)
