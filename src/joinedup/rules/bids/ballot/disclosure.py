"""Whether the certified figures, beside a list of who voted, would let anyone work out how somebody voted.

Somebody who knows who voted and the rateable values knows that a certain number of them, whose values add up to a
certain sum, voted yes. A vote is given away where it is the same in every choice of that number with that sum.
The answer, and what is said of it, is no more than that person could work out: nothing here depends on the votes
but through the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import compress
from math import gcd, lcm
from operator import or_

from joinedup.rules.bids.ballot.choices import exchanges, fixed_groups
from joinedup.rules.bids.ballot.tally import NO, YES, Papers
from joinedup.rules.working import Sentence, say

WITHHELD = ("the list of who voted", "every figure beside the four that are certified")


class Guarded(StrEnum):
    """What is known of what the figures give away."""

    NOTHING = "nothing"
    REVEALS = "reveals"
    NOT_PROVED = "not proved"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The answer: how many votes are given away (None: not known), why, its working, and what to withhold."""

    status: Guarded
    num_votes_revealed: int | None
    why: Sentence
    working: tuple[Sentence, ...]
    withhold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The votes that carry one value: nobody can tell them apart by their sum. `value` is in whole units."""

    value: int
    size: int
    num_yes: int

    @property
    def is_mixed(self) -> bool:
        """Whether some voted yes and some did not, so that none of them is given away."""
        return 0 < self.num_yes < self.size


def guard(papers: Papers) -> Disclosure:
    """Prove that no vote is given away, or that some are, or say that neither could be proved."""
    in_favour = list(map(YES.__eq__, papers.votes))
    cast = list(map(or_, in_favour, map(NO.__eq__, papers.votes)))
    num_cast, num_yes = sum(cast), sum(in_favour)
    working = [say("{cast} votes were cast and {yes} of them in favour", cast=num_cast, yes=num_yes)]
    if not num_cast:
        return _answer(Guarded.NOTHING, 0, say("nobody voted, so there is nothing to give away"), working)
    if num_yes in (0, num_cast):
        why = say("the votes were all one way, so everyone who voted is known to have voted that way")
        return _answer(Guarded.REVEALS, num_cast, why, working)
    if not papers.shares and len(set(compress(papers.hereditaments, cast))) < num_cast:
        why = say("some properties have several voters, and what the sums then give away was not worked out")
        return _answer(Guarded.NOT_PROVED, None, why, working)
    groups, unit = _groups(papers, cast, in_favour)
    working.append(say("values were compared in units of {unit}", unit=f"£{float(unit):,.2f}".removesuffix(".00")))
    return _searched(groups, working)


def _searched(groups: list[Group], working: list[Sentence]) -> Disclosure:
    doubtful = [place for place, group in enumerate(groups) if not group.is_mixed]
    hidden = exchanges([(group.value, group.size, group.num_yes) for group in groups], doubtful)
    doubtful = [place for place in doubtful if place not in hidden]
    fixed = fixed_groups([(group.value, group.size, group.num_yes) for group in groups], doubtful)
    if fixed is None:
        why = say(
            "there are too many ways to make up the sum to try them all, so it cannot be proved that no vote shows"
        )
        return _answer(Guarded.NOT_PROVED, None, why, working)
    num = sum(groups[place].size for place in fixed)
    if num:
        why = say("only one way of voting by {num} of them makes up the certified figures", num=num)
        return _answer(Guarded.REVEALS, num, why, working)
    why = say("for every vote there is another way of voting that makes up the same certified figures")
    return _answer(Guarded.NOTHING, 0, why, working)


def _groups(papers: Papers, cast: Sequence[bool], in_favour: Sequence[bool]) -> tuple[list[Group], Fraction]:
    """The votes by value in whole units, and the unit in pounds."""
    carried = papers.values
    if papers.shares:
        carried = [value * share / 100 for value, share in zip(papers.values, papers.shares, strict=True)]
    sizes = Counter(compress(carried, cast))
    yes = Counter(compress(carried, in_favour))
    finest = lcm(*{value.denominator for value in sizes})
    unit = gcd(*(int(value * finest) for value in sizes)) or 1
    made = [Group(int(value * finest) // unit, size, yes[value]) for value, size in sorted(sizes.items())]
    return made, Fraction(unit, finest)


def _answer(status: Guarded, num: int | None, why: Sentence, working: list[Sentence]) -> Disclosure:
    return Disclosure(status, num, why, tuple(working), () if status is Guarded.NOTHING else WITHHELD)
