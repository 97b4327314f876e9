"""Majority judgement: options ranked by their median word, and ties by the words around it.

Of a tie, the median answer is set aside from both and the next median compared, until they differ. Where
unlike numbers answered, each option's answers are repeated to a common number, which keeps its shares.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import lcm

from joinedup.rules.governance.decisions.answers import Grade, Option


def merit(grades: Sequence[Grade], times: int = 1) -> tuple[Grade, ...]:
    """Return the medians in the order in which they are set aside, each answer repeated `times`.

    The lower median goes first, then in turn the best of the worse half and the worst of the better half.
    """
    ordered = sorted((grade for grade in grades for _ in range(times)), reverse=True)
    middle = len(ordered) // 2
    better, worse = ordered[:middle], ordered[middle + 1 :]
    taken = ordered[middle : middle + 1]
    while better or worse:
        # The lower median of an even number lies in the worse half, of an odd number in the longer half.
        taken.append(worse.pop(0) if len(worse) >= len(better) else better.pop())
    return tuple(taken)


def compare(one: Sequence[Grade], other: Sequence[Grade]) -> int:
    """Return 1 where `one` ranks above `other`, -1 where below, 0 where they tie in every median.

    ValueError where nobody has answered one of them: there is nothing to judge it by.
    """
    if not one or not other:
        raise ValueError("an option that nobody has answered cannot be ranked")
    length = lcm(len(one), len(other))
    first, second = merit(one, length // len(one)), merit(other, length // len(other))
    return (first > second) - (first < second)


def merit_order(options: Sequence[Option]) -> tuple[tuple[Option, ...], ...]:
    """Return the options in ranks, best first; those of one rank tie. Options without answers are left out."""
    answered = [option for option in options if option.answers]
    length = lcm(*(len(option.answers) for option in answered))
    keys = {option.ref: merit(list(option.grades.values()), length // len(option.answers)) for option in answered}
    ordered = sorted(answered, key=lambda option: keys[option.ref], reverse=True)
    return tuple(tuple(rank) for _, rank in groupby(ordered, key=lambda option: keys[option.ref]))
