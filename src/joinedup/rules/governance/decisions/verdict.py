"""What is to be said of a choice: its ambition, how far it uses what was in reach, and a status with reasons.

The status tells people where to look. It chooses nothing, and it is never an approval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from joinedup.rules.governance.authority import DECISION_METHOD
from joinedup.rules.governance.decisions.answers import Option, Question
from joinedup.rules.governance.decisions.measures import is_in_reach, resistance
from joinedup.rules.governance.decisions.pairs import (
    NEAR,
    dominates,
    is_stronger,
    majority_prefers,
    near_misses,
    preference,
)
from joinedup.rules.working import Sentence, say


class Status(StrEnum):
    """How a choice stands, worst first. NOT_KNOWN stands where only a missing ambition hides the answer."""

    HARD = "hard"
    RED = "red"
    AMBER = "amber"
    NOT_KNOWN = "not known"
    NOTE = "note"
    CLEAR = "clear"


ORDER = tuple(Status)


@dataclass(frozen=True, slots=True)
class Demand:
    """The floors: the least reach ratio and ambition ratio, and the share of partners of a near miss.

    Both floors are three fifths by default, after the 60 per cent floor of local public service agreements.
    """

    reach: Fraction = Fraction(3, 5)
    ambition: Fraction = Fraction(3, 5)
    near: Fraction = NEAR

    def __post_init__(self) -> None:
        """Refuse a share outside 0 to 1."""
        if not all(0 <= share <= 1 for share in (self.reach, self.ambition, self.near)):
            raise ValueError("each floor must be a share from 0 to 1")


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to be said of a choice, and the status that it gives."""

    status: Status
    why: Sentence


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of one choice: the worst status, and every reason, worst first.

    ambition_ratio: of the strongest option. reach_ratio: of the strongest in reach; above 1 where the choice
    is stronger than any of those. None where it is not known or there is nothing to compare with.
    near_misses, preferred: refs of the stronger options that nearly came in reach, or that more prefer.
    """

    chosen: str
    status: Status
    reasons: tuple[Reason, ...]
    ambition_ratio: Fraction | None
    reach_ratio: Fraction | None
    near_misses: tuple[str, ...]
    preferred: tuple[str, ...]
    authority: str = DECISION_METHOD


@dataclass(frozen=True, slots=True)
class _Case:
    """One choice beside the rest, with what several reasons look at."""

    question: Question
    chosen: Option
    demand: Demand
    ambition_ratio: Fraction | None
    reach_ratio: Fraction | None


def verdict(question: Question, chosen: str, demand: Demand | None = None) -> Verdict:
    """Return what is to be said of choosing the option with that ref. KeyError when there is none."""
    option = question.option(chosen)
    asked = demand or Demand()
    case = _Case(question, option, asked, ambition_ratio(question, option), reach_ratio(question, option))
    reasons = [reason for look in _LOOKS for reason in look(case)]
    reasons.sort(key=lambda reason: ORDER.index(reason.status))
    return Verdict(
        chosen=chosen,
        status=reasons[0].status if reasons else Status.CLEAR,
        reasons=tuple(reasons),
        ambition_ratio=case.ambition_ratio,
        reach_ratio=case.reach_ratio,
        near_misses=tuple(near.ref for near in near_misses(question, option, asked.near)),
        preferred=tuple(other.ref for other in question.options if majority_prefers(other, option)),
    )


def ambition_ratio(question: Question, chosen: Option) -> Fraction | None:
    """Return the ambition chosen over the strongest listed; None when not known, or when all are nought."""
    return _ratio(chosen, question.options)


def reach_ratio(question: Question, chosen: Option) -> Fraction | None:
    """Return the ambition chosen over the strongest in reach; None when not known or none in reach has any."""
    return _ratio(chosen, tuple(option for option in question.options if is_in_reach(question, option)))


def least_resisted(question: Question) -> tuple[Option, ...]:
    """Return the options with the least resistance; several where they tie, none where nobody answered."""
    found = {option.ref: resistance(list(option.grades.values())) for option in question.options}
    least = min((share for share in found.values() if share is not None), default=None)
    return tuple(x for x in question.options if found[x.ref] == least) if least is not None else ()


def _ratio(chosen: Option, others: tuple[Option, ...]) -> Fraction | None:
    most = max((option.ambition for option in others if option.ambition is not None), default=Fraction(0))
    return chosen.ambition / most if chosen.ambition is not None and most else None


def _objected(case: _Case) -> list[Reason]:
    return [
        Reason(
            Status.HARD,
            say(
                "It is chosen over the open objection of {who}: {reason}",
                who=answer.partner,
                reason=answer.reason,
            ),
        )
        for answer in case.chosen.open_objections
    ]


def _dominated(case: _Case) -> list[Reason]:
    return [
        Reason(
            Status.RED,
            say("{other} is as strong or stronger, and no partner grades it lower.", other=other.name),
        )
        for other in case.question.options
        if dominates(case.question, other, case.chosen)
    ]


def _out_of_reach(case: _Case) -> list[Reason]:
    if case.reach_ratio is None or case.reach_ratio >= case.demand.reach:
        return []
    why = say(
        "It closes {ratio} of what the strongest option in reach would; at least {floor} is looked for.",
        ratio=case.reach_ratio,
        floor=case.demand.reach,
    )
    return [Reason(Status.RED, why)]


def _missed(case: _Case) -> list[Reason]:
    if case.ambition_ratio is None or case.ambition_ratio >= case.demand.ambition:
        return []
    return [
        Reason(
            Status.AMBER,
            say(
                "It closes {ratio} of what the strongest option would, and {other} is held back by the "
                "objection of {who}, which nobody has worked on.",
                ratio=case.ambition_ratio,
                other=other.name,
                who=[answer.partner for answer in other.open_objections],
            ),
        )
        for other in near_misses(case.question, case.chosen, case.demand.near)
    ]


def _preferred(case: _Case) -> list[Reason]:
    found = []
    for other in case.question.options:
        if majority_prefers(other, case.chosen):
            above, below = preference(other, case.chosen)
            why = say(
                "{other} is stronger, and {above} partners grade it above and {below} below.",
                other=other.name,
                above=above,
                below=below,
            )
            found.append(Reason(Status.AMBER, why))
    return found


def _least(case: _Case) -> list[Reason]:
    ratio, stronger = case.ambition_ratio, (x for x in case.question.options if is_stronger(x, case.chosen))
    if ratio is None or ratio >= case.demand.ambition or case.chosen not in least_resisted(case.question):
        return []
    if any(is_in_reach(case.question, other) for other in stronger):
        return []
    why = say(
        "It is the least resisted and closes {ratio} of what the strongest would, but nothing stronger is in reach.",
        ratio=ratio,
    )
    return [Reason(Status.NOTE, why)]


def _unknown(case: _Case) -> list[Reason]:
    names = [option.name for option in case.question.options if option.ambition is None]
    # The worse reasons stand whatever is found out: more evidence could only lower the two ratios.
    return [Reason(Status.NOT_KNOWN, say("No evidence gives the ambition of {names}.", names=names))] if names else []


_LOOKS: tuple[Callable[[_Case], list[Reason]], ...] = (
    _objected,
    _dominated,
    _out_of_reach,
    _missed,
    _preferred,
    _least,
    _unknown,
)
