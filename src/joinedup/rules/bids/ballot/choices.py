"""Which votes are the same in every choice of so many votes with such a sum: an exact search, with a bound.

A group is (value, size, yes): `size` votes of one value, `yes` of them in favour. Reachable sums are the bits of
Python's whole numbers, one number for each count of votes, so that the search is exact and quick.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

Group = tuple[int, int, int]
Reach = list[int]
# Bits moved before the search gives up: about two seconds of one processor.
MOST_WORK = 20_000_000_000
# Values of a side that are tried in twos and in threes when looking for an exchange: about a million sums.
MOST_IN_TWOS, MOST_IN_THREES = 1_400, 180


def exchanges(groups: Sequence[Group], doubtful: Iterable[int]) -> set[int]:
    """The doubtful groups that have a vote which can change places with votes the other way.

    Two yes votes for two no votes of the same sum are tried, then three for three. What is found is certain; a
    group that is not found may have some other exchange.
    """
    sides = ([(value, yes) for value, _, yes in groups], [(value, size - yes) for value, size, yes in groups])
    left = list(doubtful)
    found: set[int] = set()
    for num in (2, 3):
        if not left:
            break
        sums = [_sums(side, num) for side in sides]
        partners = [_sums(side, num - 1) for side in sides]
        for place in left:
            value, _, yes = groups[place]
            own, others = (0, sums[1]) if yes else (1, sums[0])
            if any(value + sum_of in others for sum_of in _without(partners[own], value)):
                found.add(place)
        left = [place for place in left if place not in found]
    return found


def _sums(side: Sequence[tuple[int, int]], num: int) -> dict[int, tuple[int, ...]]:
    """Sums of `num` votes of one side, of different values, each with one way to make it up."""
    most = MOST_IN_THREES if num == 3 else MOST_IN_TWOS
    values = [value for value, votes in side if votes][:most]
    return {sum(chosen): chosen for chosen in combinations(values, num)}


def _without(sums: Mapping[int, tuple[int, ...]], value: int) -> Iterable[int]:
    """The sums whose way to make them up does not use the value itself."""
    return (total for total, chosen in sums.items() if value not in chosen)


def fixed_groups(groups: Sequence[Group], doubtful: Sequence[int]) -> list[int] | None:
    """The doubtful groups whose votes are the same in every choice; None where that is too much to try.

    A doubtful group is one that voted all one way.
    """
    if not doubtful:
        return []
    turned = _fewer_side(groups)
    target = _Target(sum(yes for _, _, yes in turned), sum(value * yes for value, _, yes in turned))
    if _work(turned, doubtful, target) > MOST_WORK:
        return None
    rest = set(range(len(turned))) - set(doubtful)
    start = target.with_groups(target.empty(), [turned[place] for place in rest])
    return sorted(_fixed_among(turned, list(doubtful), start, target))


def _fewer_side(groups: Sequence[Group]) -> list[Group]:
    """The same groups seen from the side with fewer votes: the search is as long as its count."""
    if 2 * sum(yes for _, _, yes in groups) <= sum(size for _, size, _ in groups):
        return list(groups)
    return [(value, size, size - yes) for value, size, yes in groups]


class _Target:
    """A number of votes and their sum, and which sums up to it can be reached."""

    def __init__(self, num: int, total: int) -> None:
        self.num, self.total = num, total
        self._mask = (1 << (total + 1)) - 1

    def empty(self) -> Reach:
        return [1] + [0] * self.num

    def with_groups(self, reach: Reach, groups: Iterable[Group]) -> Reach:
        """What can be reached when the votes of these groups may be chosen too."""
        made = list(reach)
        for value, size, _ in groups:
            for _ in range(min(size, self.num)):
                for num in range(self.num, 0, -1):
                    made[num] |= (made[num - 1] << value) & self._mask
        return made

    def is_reached(self, reach: Reach, num: int, total: int) -> bool:
        """Whether so many votes of that sum complete the target."""
        left, rest = self.num - num, self.total - total
        return left >= 0 and rest >= 0 and bool(reach[left] >> rest & 1)


def _fixed_among(groups: Sequence[Group], places: list[int], others: Reach, target: _Target) -> Collection[int]:
    """Halve the doubtful groups, so that each is reached with all the others added and itself left out."""
    if len(places) == 1:
        value, size, yes = groups[places[0]]
        choices = (num for num in range(size + 1) if num != yes)
        is_free = any(target.is_reached(others, num, num * value) for num in choices)
        return [] if is_free else places
    half = len(places) // 2
    fixed: list[int] = []
    for part, left_out in ((places[:half], places[half:]), (places[half:], places[:half])):
        reach = target.with_groups(others, [groups[place] for place in left_out])
        fixed += _fixed_among(groups, part, reach, target)
    return fixed


def _work(groups: Sequence[Group], doubtful: Sequence[int], target: _Target) -> int:
    """How many bits the search moves at most."""
    votes = sum(size for _, size, _ in groups)
    again = sum(groups[place][1] for place in doubtful) * len(doubtful).bit_length()
    return (votes + again) * target.num * (target.total + 64)
