"""Four lines for each decision: least resisted, best graded, strongest in reach, and what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from joinedup.rules.governance.decisions.answers import Option, Question
from joinedup.rules.governance.decisions.judgement import merit_order
from joinedup.rules.governance.decisions.measures import is_in_reach
from joinedup.rules.governance.decisions.verdict import ambition_ratio, least_resisted, reach_ratio
from joinedup.rules.working import Sentence, say


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it shows, the options it names (several where they tie, none where there is none).

    ambition_ratio and reach_ratio are those of the options, in the same order.
    """

    label: Sentence
    options: tuple[str, ...]
    ambition_ratio: tuple[Fraction | None, ...]
    reach_ratio: tuple[Fraction | None, ...]


def four_lines(question: Question, chosen: str | None = None) -> tuple[Line, Line, Line, Line]:
    """Return the four lines of a decision, side by side and in no order of merit.

    The last is empty until somebody has recorded what was chosen. KeyError where that is not an option.
    """
    ranks = merit_order(question.options)
    return (
        _line(say("least resisted"), question, least_resisted(question)),
        _line(say("best graded"), question, ranks[0] if ranks else ()),
        _line(say("strongest in reach"), question, strongest_in_reach(question)),
        _line(say("chosen"), question, () if chosen is None else (question.option(chosen),)),
    )


def strongest_in_reach(question: Question) -> tuple[Option, ...]:
    """Return the options in reach with the highest known ambition; several where they tie."""
    near = [x for x in question.options if x.ambition is not None and is_in_reach(question, x)]
    most = max((option.ambition for option in near if option.ambition is not None), default=None)
    return tuple(option for option in near if option.ambition == most)


def _line(label: Sentence, question: Question, options: Sequence[Option]) -> Line:
    return Line(
        label,
        tuple(option.ref for option in options),
        tuple(ambition_ratio(question, option) for option in options),
        tuple(reach_ratio(question, option) for option in options),
    )
