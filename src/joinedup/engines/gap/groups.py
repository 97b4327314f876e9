"""Sets cut into quantiles: what every measure starts from, whoever did the summing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from joinedup.engines.gap.distributions import Array, two_sided
from joinedup.engines.gap.estimate import CODES, Codes, Marks
from joinedup.engines.gap.rates import FEW, poisson, wilson

Kind = Literal["proportion", "rate", "value"]


def divided(top: Array, bottom: Array) -> Array:
    """top / bottom, NaN where the bottom is not above nought."""
    made: Array = np.divide(top, bottom, out=np.full(bottom.shape, np.nan), where=bottom > 0)
    return made


@dataclass(frozen=True, slots=True)
class Part:
    """Some quantiles of every set taken together; every array has shape (S,).

    `weighted` is the number of events, or for values the sum of people x value; `variance` is nought for
    counts, or for values the sum of (people x standard error) squared.
    """

    kind: Kind
    weighted: Array
    people: Array
    variance: Array

    @property
    def is_empty(self) -> Marks:
        """Where there are no people in it."""
        return ~(self.people > 0)

    @property
    def is_sparse(self) -> Marks:
        """Where there are under ten events, or for a proportion under ten people without one."""
        if self.kind == "value":
            return np.zeros(self.people.shape, np.bool_)
        is_few: Marks = self.weighted < FEW
        if self.kind == "proportion":
            is_few = is_few | (self.people - self.weighted < FEW)
        return is_few & ~self.is_empty

    @property
    def rate(self) -> Array:
        """Events a person, or the mean value; NaN where there are no people."""
        return divided(self.weighted, self.people)

    @property
    def squared_error(self) -> Array:
        """The variance of `rate` for values; nought for counts, whose limits are not built on it."""
        people = np.where(self.people > 0, self.people, np.nan)
        made: Array = self.variance / people**2
        return made

    def limits(self, confidence: float) -> tuple[Array, Array, Codes]:
        """Lower and upper limit of the rate and the method of each: Wilson, exact or Byar, or normal."""
        if self.kind == "proportion":
            return *wilson(self.weighted, self.people, confidence), np.full(self.people.shape, CODES["wilson"])
        people = np.where(self.people > 0, self.people, np.nan)
        if self.kind == "rate":
            low, high = poisson(self.weighted, confidence)
            return low / people, high / people, np.where(self.weighted < FEW, CODES["exact"], CODES["byar"])
        half = two_sided(confidence) * np.sqrt(self.squared_error)
        return self.rate - half, self.rate + half, np.full(self.people.shape, CODES["normal"])


@dataclass(frozen=True, slots=True)
class Groups:
    """S sets, each cut into Q quantiles, the first of them the most deprived.

    `weighted`, `people` and `variance` have shape (S, Q) and mean what they mean in `Part`; people whose
    numerator is suppressed are in none of them. `num_areas` and `num_suppressed` have shape (S,) and count
    all areas of the set and those suppressed. `unplaced` is the part of each set that no quantile holds: the
    whole of a set with fewer areas than quantiles (reference 1.1), else nobody.
    """

    kind: Kind
    weighted: Array
    people: Array
    variance: Array
    num_areas: NDArray[np.int64]
    num_suppressed: NDArray[np.int64]
    unplaced: Part

    def part(self, first: int, last: int) -> Part:
        """Quantiles `first` to `last`, counted from 1, both within."""
        cut = slice(first - 1, last)
        return Part(
            self.kind,
            self.weighted[:, cut].sum(axis=1),
            self.people[:, cut].sum(axis=1),
            self.variance[:, cut].sum(axis=1),
        )

    def chosen(self, places: slice) -> "Groups":
        """Some of the sets."""
        loose = self.unplaced
        return Groups(
            self.kind,
            self.weighted[places],
            self.people[places],
            self.variance[places],
            self.num_areas[places],
            self.num_suppressed[places],
            Part(self.kind, loose.weighted[places], loose.people[places], loose.variance[places]),
        )

    @property
    def num_quantiles(self) -> int:
        """Q."""
        return int(self.people.shape[1])

    @property
    def whole(self) -> Part:
        """All of each set, placed or not."""
        placed, loose = self.part(1, self.num_quantiles), self.unplaced
        return Part(
            self.kind,
            placed.weighted + loose.weighted,
            placed.people + loose.people,
            placed.variance + loose.variance,
        )

    @property
    def rates(self) -> Array:
        """Events a person or mean value in each quantile, (S, Q); NaN where nobody is."""
        return divided(self.weighted, self.people)

    @property
    def shares(self) -> Array:
        """Each quantile's share of the set's people, (S, Q); rows of NaN where the set has nobody."""
        return divided(self.people, np.repeat(self.people.sum(axis=1, keepdims=True), self.num_quantiles, axis=1))

    @property
    def positions(self) -> Array:
        """The midpoint of each quantile on the line from most (0) to least (1) deprived, less a half, (S, Q)."""
        shares = self.shares
        made: Array = np.cumsum(shares, axis=1) - shares / 2 - 0.5
        return made


def from_counts(weighted: Array, people: Array, kind: Kind, variance: Array | None = None) -> Groups:
    """Groups from sums at hand, one area a quantile. Arrays of shape (S, Q).

    For values `weighted` is people x value and `variance` (people x standard error) squared. Raises ValueError
    for counts that cannot be: below nought, or more events than people in a proportion.
    """
    if np.any(people < 0) or (kind != "value" and np.any(weighted < 0)):
        raise ValueError("counts of events and people are nought or more")
    if kind == "proportion" and np.any(weighted > people):
        raise ValueError("a proportion has no more events than people; for a rate say so")
    num = people.shape[0]
    nothing = np.zeros(num)
    return Groups(
        kind,
        weighted.astype(np.float64),
        people.astype(np.float64),
        np.zeros(people.shape) if variance is None else variance,
        (people > 0).sum(axis=1),
        np.zeros(num, np.int64),
        Part(kind, nothing, nothing, nothing),
    )


def from_values(values: Array, errors: Array, people: Array) -> Groups:
    """Groups from a value and its standard error in each quantile, (S, Q), with the people it stands for."""
    return from_counts(values * people, people, "value", (errors * people) ** 2)


def from_tables(
    kind: Kind, tables: Sequence[Array], num_areas: NDArray[np.int64], num_suppressed: NDArray[np.int64]
) -> Groups:
    """Groups from the sums of events, people and variance, (S, 1 + Q) each, the first column in no quantile."""
    weighted, people, variance = tables
    loose = Part(kind, weighted[:, 0].copy(), people[:, 0].copy(), variance[:, 0].copy())
    return Groups(
        kind,
        weighted[:, 1:].copy(),
        people[:, 1:].copy(),
        variance[:, 1:].copy(),
        num_areas,
        num_suppressed,
        loose,
    )
