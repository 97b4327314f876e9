"""A year of decisions together: were the hard ones resolved, or the easy ones taken first (white paper 2.35(b))?

A decision of the year is one that was open when it began or tabled in it. Method: `docs/methods/portfolio.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.authority import PORTFOLIO_METHOD
from joinedup.rules.governance.decisions.answers import Grade, Outcome
from joinedup.rules.governance.decisions.measures import polarisation
from joinedup.rules.governance.decisions.verdict import Status
from joinedup.rules.health import Light
from joinedup.rules.life import Stretch
from joinedup.rules.working import Finding, Sentence, say


@dataclass(frozen=True, slots=True)
class Floors:
    """Amber below these; and from what polarisation a first reading is contested."""

    resolved: Fraction = Fraction(3, 5)
    easy_first: Fraction = Fraction(4, 5)
    contested: Fraction = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Raised:
    """One objection: who made it, on which day, what became of it, and on which day (None while open)."""

    objector: str
    raised_on: date
    outcome: Outcome = Outcome.OPEN
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One decision in the life of the portfolio. Days are None while it has not come to that.

    first_grades: the words given to it when it was first tabled. status, reach_ratio and dilution are those
    of what was decided, None where not known. has_lead: a partner said Lead. has_money: money is attached.
    """

    ref: str
    tabled_on: date
    first_grades: tuple[Grade, ...] = ()
    decided_on: date | None = None
    withdrawn_on: date | None = None
    objections: tuple[Raised, ...] = ()
    status: Status | None = None
    reach_ratio: Fraction | None = None
    dilution: Fraction | None = None
    has_lead: bool = False
    has_money: bool = False

    def is_on_the_table(self, year: Stretch) -> bool:
        """Whether it was tabled in the year, or tabled before and still open when the year began."""
        ends = [day for day in (self.decided_on, self.withdrawn_on) if day is not None]
        is_over = bool(ends) and min(ends) < year.start
        return not is_over and (year.end is None or self.tabled_on < year.end)

    def is_decided(self, year: Stretch) -> bool:
        """Whether it was decided in the year."""
        return self.decided_on is not None and year.holds(self.decided_on)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One number of the portfolio: exact, None where there is nothing to divide by, with its light and why."""

    number: Fraction | None
    light: Light
    why: Sentence
    authority: str = PORTFOLIO_METHOD


@dataclass(frozen=True, slots=True)
class Objections:
    """Objections of the portfolio as on a day: how many in each outcome, the oldest open, the overruled.

    oldest_days is None when none is open. overruled_again names who was overruled twice or more, and how often.
    """

    split: dict[Outcome, int]
    oldest_days: int | None
    overruled_again: dict[str, int]


def contested(grades: Sequence[Grade], floor: Fraction | None = None) -> Finding:
    """Say whether a first reading is contested: anybody Against or objecting, or the partners far apart.

    None where nobody has answered.
    """
    cut = Floors().contested if floor is None else floor
    needed = say("an Against or an Objection, or polarisation of at least {cut}", cut=cut)
    apart = polarisation(grades)
    if apart is None:
        why = say("Nobody has answered, so it is not known whether it is contested.")
        return Finding(None, why, PORTFOLIO_METHOD, needed=needed, would_satisfy=say("ask the partners"))
    num_against = sum(grade <= Grade.AGAINST for grade in grades)
    why = say("Against or objecting: {num}; polarisation {apart}.", num=num_against, apart=apart)
    counted = tuple(grade.word for grade in grades)
    return Finding(num_against > 0 or apart >= cut, why, PORTFOLIO_METHOD, counted, needed)


def is_contested(case: Case, floors: Floors) -> bool:
    """Say whether a decision is known to have been contested at its first reading."""
    return contested(case.first_grades, floors.contested).holds is True


def resolved_rate(cases: Iterable[Case], year: Stretch, floors: Floors | None = None) -> Indicator:
    """Return contested decisions decided in the year, of those open when it began and those tabled in it."""
    cut = floors or Floors()
    hard = [case for case in cases if case.is_on_the_table(year) and is_contested(case, cut)]
    num_decided = sum(case.is_decided(year) for case in hard)
    if not hard:
        return Indicator(None, Light.NO_DATA, say("No contested decision was on the table."))
    rate = Fraction(num_decided, len(hard))
    why = say(
        "{decided} of {all} contested decisions were decided ({rate}).", decided=num_decided, all=len(hard), rate=rate
    )
    return Indicator(rate, Light.GREEN if rate >= cut.resolved else Light.AMBER, why)


def easy_first(cases: Iterable[Case], year: Stretch, floors: Floors | None = None) -> Indicator:
    """Return the contested share of what was decided over the contested share of what was on the table.

    1 is even; below it the easy ones went first.
    """
    cut = floors or Floors()
    tabled = [case for case in cases if case.is_on_the_table(year)]
    decided = [case for case in tabled if case.is_decided(year)]
    num_hard = sum(is_contested(case, cut) for case in tabled)
    if not decided or not num_hard:
        why = say("Nothing was decided, or nothing was contested, so the two cannot be compared.")
        return Indicator(None, Light.NO_DATA, why)
    num_hard_decided = sum(is_contested(case, cut) for case in decided)
    index = Fraction(num_hard_decided, len(decided)) / Fraction(num_hard, len(tabled))
    why = say(
        "Contested: {hard_decided} of {decided} decided and {hard} of {tabled} on the table, an index of {index}.",
        hard_decided=num_hard_decided,
        decided=len(decided),
        hard=num_hard,
        tabled=len(tabled),
        index=f"{float(index):.2f}",
    )
    return Indicator(index, Light.GREEN if index >= cut.easy_first else Light.AMBER, why)


def objections_on(cases: Iterable[Case], on: date) -> Objections:
    """Return the objections raised by a day, as they stood at its end."""
    raised = [x for case in cases for x in case.objections if x.raised_on <= on]
    split = dict.fromkeys(Outcome, 0)
    overruled: Counter[str] = Counter()
    oldest: int | None = None
    for objection in raised:
        is_closed = objection.closed_on is not None and objection.closed_on <= on
        outcome = objection.outcome if is_closed else Outcome.OPEN
        split[outcome] += 1
        if outcome is Outcome.OVERRULED:
            overruled[objection.objector] += 1
        if outcome is Outcome.OPEN:
            oldest = max(oldest or 0, (on - objection.raised_on).days)
    again = {who: times for who, times in overruled.most_common() if times > 1}
    return Objections(split, oldest, again)


def median(numbers: Iterable[Fraction | int]) -> Fraction | None:
    """Return the middle number, or halfway between the middle two; None of none."""
    ordered = sorted(Fraction(number) for number in numbers)
    if not ordered:
        return None
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


@dataclass(frozen=True, slots=True)
class Year:
    """The decisions taken in one year. Medians and shares are None where nothing is known to take them of."""

    num_tabled: int
    num_decided: int
    num_contested: int
    resolved: Indicator
    easy_first: Indicator
    median_reach: Fraction | None
    share_red: Fraction | None
    median_dilution: Fraction | None
    share_resourced: Fraction | None


def portfolio(cases: Sequence[Case], year: Stretch, floors: Floors | None = None) -> Year:
    """Return the indicators of one year, which is half-open.

    share_red is of those decided whose status is known, and counts hard ones too; share_resourced is of all
    decided: both a partner that leads and money attached (2.35(c)).
    """
    cut = floors or Floors()
    tabled = [case for case in cases if case.is_on_the_table(year)]
    decided = [case for case in tabled if case.is_decided(year)]
    judged = [case for case in decided if case.status not in (None, Status.NOT_KNOWN)]
    return Year(
        num_tabled=len(tabled),
        num_decided=len(decided),
        num_contested=sum(is_contested(case, cut) for case in tabled),
        resolved=resolved_rate(cases, year, cut),
        easy_first=easy_first(cases, year, cut),
        median_reach=median(x.reach_ratio for x in decided if x.reach_ratio is not None),
        share_red=_share(sum(x.status in (Status.HARD, Status.RED) for x in judged), len(judged)),
        median_dilution=median(x.dilution for x in decided if x.dilution is not None),
        share_resourced=_share(sum(x.has_lead and x.has_money for x in decided), len(decided)),
    )


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
