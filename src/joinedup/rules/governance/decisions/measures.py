"""The measures of one option: objections, resistance, median word, polarisation, and whether it is in reach.

Resistance, median and polarisation are of the answers given; "more than half" is of all who are asked, so that
silence never helps an option. All shares are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from joinedup.rules.governance.authority import DECISION_METHOD
from joinedup.rules.governance.decisions.answers import Grade, Option, Question
from joinedup.rules.working import Finding, say


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures of one option. The three that are of the answers given are None when nobody answered."""

    ref: str
    ambition: Fraction | None
    num_asked: int
    num_answered: int
    num_content: int
    num_open_objections: int
    resistance: Fraction | None
    median: Grade | None
    polarisation: Fraction | None
    is_viable: bool
    is_in_reach: bool


def measured(question: Question, option: Option) -> Measures:
    """Return the measures of one option of a question."""
    grades = list(option.grades.values())
    return Measures(
        ref=option.ref,
        ambition=option.ambition,
        num_asked=len(question.partners),
        num_answered=len(grades),
        num_content=num_content(option),
        num_open_objections=len(option.open_objections),
        resistance=resistance(grades),
        median=median(grades),
        polarisation=polarisation(grades),
        is_viable=is_viable(option),
        is_in_reach=is_in_reach(question, option),
    )


def resistance(grades: Sequence[Grade]) -> Fraction | None:
    """Return sum(5 - g) / 5n: 0 when all would lead, 1 when all object; None of no grades."""
    if not grades:
        return None
    return Fraction(sum(Grade.LEAD - grade for grade in grades), Grade.LEAD * len(grades))


def median(grades: Sequence[Grade]) -> Grade | None:
    """Return the word that at least half are at or above; of an even number, the lower of the middle two."""
    return sorted(grades)[(len(grades) - 1) // 2] if grades else None


def polarisation(grades: Sequence[Grade]) -> Fraction | None:
    """Return how far apart the partners are: 0 all the same, 1 half Lead and half Objection; None of none.

    The sum of |g - h| over all pairs, over the largest it could be, 5 floor(n/2) ceil(n/2).
    """
    if not grades:
        return None
    most = Grade.LEAD * (len(grades) // 2) * ((len(grades) + 1) // 2)
    apart = sum(abs(one - other) for one, other in combinations(grades, 2))
    return Fraction(apart, most) if most else Fraction(0)


def num_content(option: Option) -> int:
    """Return how many partners are at least Content."""
    return sum(grade >= Grade.CONTENT for grade in option.grades.values())


def is_viable(option: Option) -> bool:
    """Say whether no objection to the option is open."""
    return not option.open_objections


def has_majority(question: Question, option: Option) -> bool:
    """Say whether more than half of those asked are at least Content."""
    return 2 * num_content(option) > len(question.partners)


def is_in_reach(question: Question, option: Option) -> bool:
    """Say whether the option is viable and more than half of those asked are at least Content."""
    return is_viable(option) and has_majority(question, option)


def in_reach(question: Question, option: Option) -> Finding:
    """Say whether an option is in reach, with who is content, who objects and who is silent.

    In reach is not agreed: it says what the partners could live with, not what they decided.
    """
    content, asked = num_content(option), len(question.partners)
    objectors = [answer.partner for answer in option.open_objections]
    holds = is_in_reach(question, option)
    why = say(
        "{name} is {answer}: {content} of {asked} are at least Content, and open objections number {open}.",
        name=option.name,
        answer=say("in reach") if holds else say("not in reach"),
        content=content,
        asked=asked,
        open=len(objectors),
    )
    counted = [say("{partner}: {word}", partner=answer.partner, word=answer.grade.word) for answer in option.answers]
    counted += [say("{partner}: has not answered", partner=partner) for partner in question.silent(option)]
    wants = []
    if objectors:
        wants.append(say("meet the objection of {objectors}", objectors=objectors))
    if not has_majority(question, option):
        wants.append(say("at least {num} content", num=asked // 2 + 1))
    needed = say("no open objection, and more than half of {asked} at least Content", asked=asked)
    return Finding(holds, why, DECISION_METHOD, tuple(counted), needed, "; ".join(wants))
