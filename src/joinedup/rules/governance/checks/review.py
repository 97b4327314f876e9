"""HC32, HC36, HC37 and HC38: scrutiny answered, an agreement, reviews on time, and a live risk register."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.checks.reading import (
    Bands,
    Ends,
    between,
    known,
    light_of,
    missing_is,
    read_share,
)
from joinedup.rules.governance.days import first_of_last, months_later, year_before
from joinedup.rules.health import CheckResult, Light, worst
from joinedup.rules.working import say

ANSWER_MONTHS = 2  # HC32's own wording
RISK_MONTHS = 3  # HC38's own wording


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation of scrutiny: the day it was made, and the day it was answered."""

    ref: str
    made_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """Terms of reference or a plan: when the next review is due, None where no day is recorded."""

    what: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk on the register: whether its score is red, its owner ("" for nobody), and the last review."""

    ref: str
    is_red: bool
    owner: str = ""
    reviewed_on: date | None = None


def hc32(
    scrutinised: Iterable[date], recommendations: Iterable[Recommendation], on: date, *, accepted: bool, bands: Bands
) -> CheckResult:
    """Months since scrutiny last looked, and recommendations answered in two months.

    Months are counted up: a year and a day is 13. Recommendations count whose answer fell due in the last
    twelve months. Once accepted, never is red.
    """
    last = max((day for day in scrutinised if day <= on), default=None)
    if last is None:
        why = say("Scrutiny is not recorded as having looked at the partnership.")
        return missing_is(Light.RED, "HC32", why, say("Ask a scrutiny committee to look."), accepted=accepted)
    months = next(num for num in range(12 * (on.year - last.year + 2)) if on <= months_later(last, num))
    due = [
        x
        for x in recommendations
        if year_before(on) <= months_later(x.made_on, ANSWER_MONTHS) < on or _is_in_time(x, on)
    ]
    good = [x for x in due if _is_in_time(x, on)]
    share = Fraction(len(good), len(due)) if due else Fraction(1)
    light = worst([light_of(months, bands["months_since_scrutiny"]), light_of(share, bands["answered_share"])])
    short = tuple(x.ref for x in due if x not in good)
    why = say(
        "Scrutiny last looked on {last}, {months} months ago; {good} of {due} recommendations were answered in time.",
        last=last,
        months=months,
        good=len(good),
        due=len(due),
    )
    todo = [say("Ask a scrutiny committee to look again.")] if months > bands["months_since_scrutiny"].green else []
    todo += [say("Answer these recommendations: {short}.", short=short)] if short else []
    return CheckResult("HC32", light, float(months), why, short, " ".join(todo))


def hc36(clauses: Collection[str] | None, wanted: Sequence[str], *, accepted: bool, bands: Bands) -> CheckResult:
    """Clauses of the written agreement that are there, of those wanted. None: no agreement is recorded.

    Once accepted, no agreement is red; so is one with fewer clauses than the amber cut-off.
    """
    if clauses is None:
        why = say("No written agreement is recorded.")
        todo = say("Agree one in writing; a short one with every clause does more than a long one without.")
        return missing_is(Light.RED, "HC36", why, todo, accepted=accepted)
    absent = tuple(clause for clause in wanted if clause not in clauses)
    num, band = len(wanted) - len(absent), bands["num_clauses"]
    light = light_of(num, band)
    facts = say("{num} of {all} clauses are recorded as there", num=num, all=len(wanted))
    add = say("Add to the agreement: {absent}.", absent=absent) if absent else ""
    if not accepted and between(light, light_of(len(wanted), band)) is Light.NO_DATA:
        why = say("{facts}, but a manager has not yet accepted this record.", facts=facts)
        return CheckResult("HC36", Light.NO_DATA, None, why, absent, add)
    return CheckResult("HC36", light, float(num), say("{facts}.", facts=facts), absent, add)


def hc37(reviews: Sequence[Review], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Days by which the review most overdue is late. Once accepted, one with no day, or none at all, is amber."""
    dated = {row.what: max(0, (on - row.due_on).days) for row in reviews if row.due_on is not None}
    undated = tuple(row.what for row in reviews if row.due_on is None)
    if not dated:
        why = say("No day is recorded for reviewing the terms of reference or the plan.")
        return missing_is(Light.AMBER, "HC37", why, say("Agree the day of the next review."), accepted=accepted)
    longest = max(dated.values())
    light = light_of(longest, bands["longest_overdue_days"])
    late = tuple(what for what, days in dated.items() if days)
    why = say("Review most overdue: {days} days. Without a day for review: {undated}.", days=longest, undated=undated)
    todo = say("Review these, or agree a day: {what}.", what=[*late, *undated]) if late or undated else ""
    if undated and light is not Light.RED:
        light = worst([light, Light.AMBER]) if accepted else Light.NO_DATA
    number = None if light is Light.NO_DATA else float(longest)
    return CheckResult("HC37", light, number, why, (*late, *undated), todo)


def hc38(risks: Sequence[Risk], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Red risks with an owner and a review in the last three months. Once accepted, no register is red.

    A register with no risk in it is none; one with risks but no red ones is green.
    """
    if not risks:
        why = say("No risk is recorded.")
        todo = say("Begin a risk register: what could stop the partnership, and who watches it.")
        return missing_is(Light.RED, "HC38", why, todo, accepted=accepted)
    red = [risk for risk in risks if risk.is_red]
    if not red:
        return CheckResult(
            "HC38", Light.GREEN, None, say("{num} risks are recorded, none of them red.", num=len(risks))
        )
    good = [risk for risk in red if risk.owner.strip() and _is_fresh(risk, on)]
    silent = 0 if accepted else sum(risk.reviewed_on is None or not risk.owner.strip() for risk in red)
    ends = Ends(known(len(good), len(red)).least, known(len(good) + silent, len(red)).least)
    short = tuple(risk.ref for risk in red if risk not in good)
    facts = say(
        "{good} of {all} red risks have an owner and were reviewed in the last three months",
        good=len(good),
        all=len(red),
    )
    todo = say("Give each an owner, and review it: {short}.", short=short)
    return read_share("HC38", ends, bands["owned_share"], facts, records=short, todo=todo)


def _is_in_time(row: Recommendation, on: date) -> bool:
    due = months_later(row.made_on, ANSWER_MONTHS)
    is_recent = year_before(on) <= due
    return is_recent and row.answered_on is not None and row.answered_on <= min(due, on)


def _is_fresh(risk: Risk, on: date) -> bool:
    return risk.reviewed_on is not None and first_of_last(RISK_MONTHS, on) <= risk.reviewed_on <= on
