"""The cut-offs of the register's health checks, one small record each, with the default numbers.

All are proposed defaults: a profile may set its own with `joinedup.rules.health.edited`. Shares are exact
fractions from 0 to 1. A number exactly at a cut-off has the better light.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


def _refuse_unless(is_right: bool, why: str) -> None:
    if not is_right:
        raise ValueError(why)


@dataclass(frozen=True, slots=True)
class SeatsFilled:
    """HC01: the share of required places filled; green and amber from these up."""

    green_share: Fraction = Fraction(1)
    amber_share: Fraction = Fraction(9, 10)

    def __post_init__(self) -> None:
        """Refuse cut-offs in the wrong order."""
        _refuse_unless(0 <= self.amber_share <= self.green_share <= 1, "amber_share must not be above green_share")


@dataclass(frozen=True, slots=True)
class SectorBalance:
    """HC02: the smallest sector's share of voting places; green and amber from these up."""

    green_share: Fraction = Fraction(10, 100)
    amber_share: Fraction = Fraction(5, 100)

    def __post_init__(self) -> None:
        """Refuse cut-offs in the wrong order, or that four sectors could never reach together."""
        _refuse_unless(0 <= self.amber_share <= self.green_share, "amber_share must not be above green_share")
        _refuse_unless(self.green_share <= Fraction(1, 4), "green_share must not be above a quarter")


@dataclass(frozen=True, slots=True)
class VotePower:
    """HC03: the largest organisation's and largest sector's share of votes; green and amber up to these."""

    green_organisation: Fraction = Fraction(25, 100)
    amber_organisation: Fraction = Fraction(40, 100)
    green_sector: Fraction = Fraction(50, 100)
    amber_sector: Fraction = Fraction(60, 100)

    def __post_init__(self) -> None:
        """Refuse cut-offs in the wrong order."""
        is_right = self.green_organisation <= self.amber_organisation and self.green_sector <= self.amber_sector
        _refuse_unless(is_right, "each amber share must not be below its green share")


@dataclass(frozen=True, slots=True)
class VacancyDays:
    """HC04: the longest vacancy in days, green and amber up to these; and the rate above which it is red."""

    green_days: int = 60
    amber_days: int = 120
    amber_rate: Fraction = Fraction(15, 100)

    def __post_init__(self) -> None:
        """Refuse cut-offs in the wrong order."""
        _refuse_unless(self.green_days <= self.amber_days, "amber_days must not be below green_days")


@dataclass(frozen=True, slots=True)
class SharedMembers:
    """HC07: a pair counts from `overlap`; more than `amber_pairs` such, or one from `red_overlap`, is red."""

    overlap: Fraction = Fraction(60, 100)
    red_overlap: Fraction = Fraction(80, 100)
    amber_pairs: int = 2

    def __post_init__(self) -> None:
        """Refuse cut-offs in the wrong order."""
        _refuse_unless(0 < self.overlap <= self.red_overlap, "overlap must be above nought and not above red_overlap")


@dataclass(frozen=True, slots=True)
class Recorded:
    """HC40: the share of partnerships with all four things recorded; green and amber from these up."""

    green_share: Fraction = Fraction(95, 100)
    amber_share: Fraction = Fraction(80, 100)

    def __post_init__(self) -> None:
        """Refuse cut-offs in the wrong order."""
        _refuse_unless(0 <= self.amber_share <= self.green_share <= 1, "amber_share must not be above green_share")
