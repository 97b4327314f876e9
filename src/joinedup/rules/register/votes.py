"""Shares of the vote when some votes or sectors are not known: the least and the most that they can be.

A bound is safe: no way of filling in what is not known goes beyond it.
Method: `docs/methods/sector-balance.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from joinedup.rules.register.membership import Holding, can_cover
from joinedup.rules.register.records import SECTORS

NOUGHT = Fraction(0)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that one share of the vote can be, and whose it is."""

    name: str
    least: Fraction
    most: Fraction

    @property
    def is_exact(self) -> bool:
        """Whether nothing that is not known could change the share."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class Largest:
    """The bounds of the largest share, and the name that holds it as far as is known."""

    name: str
    least: Fraction
    most: Fraction


def has_votes(held: Sequence[Holding]) -> bool:
    """Say whether any place is known to vote."""
    return any(x.votes for x in held)


def not_known(held: Sequence[Holding], *, is_sector_needed: bool) -> tuple[str, ...]:
    """Return the organisations whose vote, or where it matters sector, is not recorded, by name."""
    return tuple(
        sorted(
            {
                x.organisation
                for x in held
                if x.votes is None or (is_sector_needed and not x.sector and x.votes is not False)
            }
        )
    )


def organisation_bounds(held: Sequence[Holding]) -> tuple[Bounds, ...]:
    """Return the bounds of each organisation's share of the vote, the largest first."""
    names = dict.fromkeys(x.organisation for x in held if x.votes is not False)
    return _ordered([_bounds(name, held, _organisation_is(name)) for name in names])


def sector_bounds(held: Sequence[Holding]) -> tuple[Bounds, ...]:
    """Return the bounds of each of the four sectors' share of the vote, the largest first."""
    return _ordered([_bounds(sector, held, _sector_is(sector)) for sector in SECTORS])


def largest(bounds: Sequence[Bounds]) -> Largest:
    """Return the bounds of the largest of several shares."""
    first = max(bounds, key=lambda one: (one.least, one.most), default=Bounds("", NOUGHT, NOUGHT))
    return Largest(first.name, first.least, max((one.most for one in bounds), default=NOUGHT))


def smallest_sector_least(held: Sequence[Holding]) -> Fraction:
    """Return the least that the smallest sector's share can be."""
    return min(bounds.least for bounds in sector_bounds(held))


def can_reach(held: Sequence[Holding], share: Fraction) -> bool:
    """Say whether the four sectors might all have at least this share of the vote, and a voting place each.

    False is certain. True is cautious: it may be said where no single way of filling in would do it.
    """
    sure = [x for x in held if x.votes and x.sector]
    missing = [sector for sector in SECTORS if not any(x.sector == sector for x in sure)]
    if not can_cover(held, missing):
        return False
    if any(bounds.most < share for bounds in sector_bounds(held)):
        return False
    num_cast = sum(x.places for x in held if x.votes)
    wanted = ceil(share * num_cast)
    free = sum(x.places for x in held if x.votes is not False and not x.sector)
    lacking = sum(max(0, wanted - _most_known(held, sector)) for sector in SECTORS)
    return lacking <= free


def _most_known(held: Sequence[Holding], sector: str) -> int:
    return sum(x.places for x in held if x.sector == sector and x.votes is not False)


def _bounds(name: str, held: Sequence[Holding], is_own: Callable[[Holding], bool | None]) -> Bounds:
    """Give each place that is not known first to the others and then to the one asked about."""
    sure = sum(x.places for x in held if x.votes and is_own(x))
    perhaps_own = sum(x.places for x in held if x.votes and is_own(x) is None)
    cast = sum(x.places for x in held if x.votes)
    others = sum(x.places for x in held if x.votes is None and is_own(x) is not True)
    own = sum(x.places for x in held if x.votes is None and is_own(x) is not False)
    least = _share(sure, cast + others)
    most = _share(sure + perhaps_own + own, cast + own)
    return Bounds(name, least, most)


def _share(part: int, whole: int) -> Fraction:
    return Fraction(part, whole) if whole else NOUGHT


def _organisation_is(name: str) -> Callable[[Holding], bool | None]:
    return lambda held: held.organisation == name


def _sector_is(sector: str) -> Callable[[Holding], bool | None]:
    return lambda held: held.sector == sector if held.sector else None


def _ordered(bounds: list[Bounds]) -> tuple[Bounds, ...]:
    return tuple(sorted(bounds, key=lambda one: (-one.most, one.name)))
