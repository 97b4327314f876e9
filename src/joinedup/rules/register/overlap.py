"""How far partnerships under one apex have the same organisations round the table (white paper 2.37).

Method: `docs/methods/overlap.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two partnerships and the share of their organisations, taken together, that sit on both."""

    one: str
    other: str
    share: Fraction
    num_shared: int
    num_together: int


def jaccard(one: Set[str], other: Set[str]) -> Fraction | None:
    """Return the organisations on both as a share of those on either; None when neither has any."""
    together = one | other
    return Fraction(len(one & other), len(together)) if together else None


def overlaps(members: Mapping[str, Collection[str]], at_least: Fraction = Fraction(0)) -> tuple[Overlap, ...]:
    """Return the pairs of partnerships that share organisations, the largest share first.

    members: the organisations of each partnership of one family. Pairs that share nobody, and pairs below
    `at_least`, are left out. Only partnerships that meet in some organisation are compared.
    """
    sits_on: dict[str, list[str]] = {}
    sizes = {}
    for partnership in sorted(members):
        organisations = set(members[partnership])
        sizes[partnership] = len(organisations)
        for organisation in organisations:
            sits_on.setdefault(organisation, []).append(partnership)
    shared = Counter(pair for partnerships in sits_on.values() for pair in combinations(partnerships, 2))
    found = [_overlap(one, other, num, sizes[one] + sizes[other] - num) for (one, other), num in shared.items()]
    kept = [overlap for overlap in found if overlap.share >= at_least]
    return tuple(sorted(kept, key=lambda overlap: (-overlap.share, overlap.one, overlap.other)))


def _overlap(one: str, other: str, num_shared: int, num_together: int) -> Overlap:
    return Overlap(one, other, Fraction(num_shared, num_together), num_shared, num_together)
