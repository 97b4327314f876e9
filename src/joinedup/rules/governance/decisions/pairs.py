"""Two options side by side: dominance, majority preference, and near misses."""

from __future__ import annotations

from fractions import Fraction

from joinedup.rules.governance.decisions.answers import Option, Question
from joinedup.rules.governance.decisions.measures import has_majority

NEAR = Fraction(1, 6)  # of the partners: as many open objections may stand between an option and its reach


def is_stronger(one: Option, other: Option) -> bool:
    """Say whether both ambitions are known and the first is higher."""
    return one.ambition is not None and other.ambition is not None and one.ambition > other.ambition


def dominates(question: Question, one: Option, other: Option) -> bool:
    """Say whether `one` is no weaker, no partner grades it lower, and something about it is better.

    Only where both ambitions are known and every partner has answered both: of the silent nothing is known.
    """
    if one.ambition is None or other.ambition is None:
        return False
    if question.silent(one) or question.silent(other):
        return False
    pairs = [(one.grades[partner], other.grades[partner]) for partner in question.partners]
    is_nowhere_worse = one.ambition >= other.ambition and all(first >= second for first, second in pairs)
    return is_nowhere_worse and (one.ambition > other.ambition or any(first > second for first, second in pairs))


def preference(one: Option, other: Option) -> tuple[int, int]:
    """Return how many partners grade `one` above `other`, and how many below, of those who graded both."""
    both = [(grade, other.grades[who]) for who, grade in one.grades.items() if who in other.grades]
    return sum(first > second for first, second in both), sum(first < second for first, second in both)


def majority_prefers(one: Option, other: Option) -> bool:
    """Say whether `one` is stronger, and more partners grade it above `other` than below."""
    above, below = preference(one, other)
    return is_stronger(one, other) and above > below


def near_misses(question: Question, chosen: Option, share: Fraction = NEAR) -> tuple[Option, ...]:
    """Return the stronger options that a few objections keep out of reach and nobody has worked on.

    More than half are content, and there are open objections, but at most one or `share` of the partners if
    that is more, and none of them has anything recorded that was tried to meet it. Strongest first.
    """
    most = max(Fraction(1), share * len(question.partners))
    found = [
        option
        for option in question.options
        if is_stronger(option, chosen)
        and has_majority(question, option)
        and 0 < len(option.open_objections) <= most
        and not any(answer.worked_on.strip() for answer in option.open_objections)
    ]
    return tuple(sorted(found, key=lambda option: option.ambition or 0, reverse=True))
