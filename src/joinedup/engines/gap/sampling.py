"""What chance makes of each quantile's rate: the model, its cumulants, and how likely it is below a point.

Proportions are normal in their logits and rates in their logarithms, about the rate seen, with the standard
error that the 95 % limits give (Wilson, or exact and Byar): the definition of `phe_sii` (reference 1.1), whose
100,000 draws a set are here replaced by exact arithmetic. Values are normal.

A quantile with no events (or nobody without one) has no logarithm. There the half-way posterior stands in:
Gamma(1/2) / people for a rate, Beta(1/2, people + 1/2) for a proportion (Jeffreys; Brown, Cai and DasGupta 2001).
"""

import functools
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from joinedup.engines.gap.distributions import Array, normal_below, normal_quantile, two_sided
from joinedup.engines.gap.estimate import Marks
from joinedup.engines.gap.groups import Groups, Kind
from joinedup.engines.gap.rates import FEW, poisson

Link = Literal["identity", "log", "logit"]
LINKS: dict[Kind, Link] = {"value": "identity", "rate": "log", "proportion": "logit"}
# Twelve nodes give the cumulants of a logit-normal to 1e-9 for spreads up to 0.34, which ten events have; more
# for the wider ones of fewer events (checked against sixty nodes).
NUM_NODES, NUM_WIDE_NODES = 12, 40
# Points at which the distribution of a quantile without events is tabulated.
NUM_POINTS = 2001


@dataclass(frozen=True, slots=True)
class Model:
    """How each quantile's rate varies by chance; every array has shape (S, Q).

    `centre` and `spread` are the mean and standard deviation on the link's scale. `is_zero` and `is_full` mark
    quantiles where every person is on one side; `people` is nought where a quantile is empty, and there every
    array holds something harmless. `is_sparse` (S,) marks sets in which some quantile has under ten events.
    """

    link: Link
    rates: Array
    centre: Array
    spread: Array
    people: Array
    is_zero: Marks
    is_full: Marks
    is_sparse: Marks

    def chosen(self, places: NDArray[np.intp] | Marks) -> "Model":
        """The model of some of the sets."""
        return Model(
            self.link,
            self.rates[places],
            self.centre[places],
            self.spread[places],
            self.people[places],
            self.is_zero[places],
            self.is_full[places],
            self.is_sparse[places],
        )


def model_of(groups: Groups) -> Model:
    """The sampling model of every quantile of every set."""
    rates, people = np.where(groups.people > 0, groups.rates, 0.5), groups.people
    none: Marks = np.zeros(people.shape, np.bool_)
    if groups.kind == "value":
        errors = np.sqrt(groups.variance) / np.where(people > 0, people, 1)
        return Model("identity", rates, rates, errors, people, none, none, none[:, 0])
    is_zero = (groups.weighted <= 0) & (people > 0)
    is_full = (groups.weighted >= people) & (people > 0) if groups.kind == "proportion" else none
    few = groups.weighted < FEW
    if groups.kind == "proportion":
        few = few | (people - groups.weighted < FEW)
    is_sparse: Marks = np.asarray((few & (people > 0)).any(axis=1))
    is_bare = is_zero | is_full | ~(people > 0)
    safe = np.where(is_bare, 0.5, rates)
    events = np.where(is_bare, 50.0, groups.weighted)
    if groups.kind == "proportion":
        centre, spread = np.log(safe / (1 - safe)), _logit_error(safe, np.where(is_bare, 100.0, people))
    else:
        centre, spread = np.log(safe), _log_error(events)
    return Model(LINKS[groups.kind], rates, centre, spread, people, is_zero, is_full, is_sparse)


def model_from_errors(rates: Array, errors: Array, people: Array, link: Link) -> Model:
    """The model where each rate comes with its standard error on the link's scale, (S, Q), and no counts."""
    none = np.zeros(rates.shape, np.bool_)
    centre = rates if link == "identity" else np.log(rates / (1 - rates) if link == "logit" else rates)
    return Model(link, rates, centre, errors, people, none, none, none[:, 0])


def _logit_error(rates: Array, people: Array) -> Array:
    """Half the width of Wilson's 95 % limits in logits, over z: they are symmetrical there (Newcombe 1998)."""
    z = two_sided(0.95)
    made: Array = 2 * np.arcsinh(z / (2 * np.sqrt(people * rates * (1 - rates)))) / z
    return made


def _log_error(events: Array) -> Array:
    low, high = poisson(events, 0.95)
    made: Array = np.log(high / low) / (2 * two_sided(0.95))
    return made


def cumulants(model: Model) -> tuple[Array, Array, Array, Array]:
    """The first four cumulants of each quantile's rate, each (S, Q)."""
    if model.link == "identity":
        none = np.zeros(model.rates.shape)
        return model.rates, model.spread**2, none, none
    first, second, third, fourth = _log_normal(model) if model.link == "log" else _logit_normal(model)
    is_bare = model.is_zero | model.is_full
    if is_bare.any():
        sign = np.where(model.is_full, -1.0, 1.0)
        bare = _bare(model, is_bare)
        first = np.where(is_bare, np.where(model.is_full, 1 - bare[0], bare[0]), first)
        second = np.where(is_bare, bare[1], second)
        third = np.where(is_bare, sign * bare[2], third)
        fourth = np.where(is_bare, bare[3], fourth)
    return first, second, third, fourth


def _log_normal(model: Model) -> tuple[Array, Array, Array, Array]:
    """Johnson, Kotz and Balakrishnan 1994, chapter 14."""
    omega = np.exp(model.spread**2)
    more = np.expm1(model.spread**2)
    mean = np.exp(model.centre) * np.sqrt(omega)
    second = mean**2 * more
    third = second * mean * more * (omega + 2)
    square = omega * omega
    return mean, second, third, second * second * (square * square + 2 * omega * square + 3 * square - 6)


@functools.cache
def _nodes(number: int) -> list[tuple[float, float]]:
    """Gauss-Hermite nodes and weights for the standard normal."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(number)
    return list(zip(nodes.tolist(), (weights / math.sqrt(2 * math.pi)).tolist(), strict=True))


def _logit_normal(model: Model) -> tuple[Array, Array, Array, Array]:
    made = _logit_normal_by(model, NUM_NODES)
    if model.is_sparse.any():
        wide = _logit_normal_by(model.chosen(model.is_sparse), NUM_WIDE_NODES)
        for each, better in zip(made, wide, strict=True):
            each[model.is_sparse] = better
    return made


def _logit_normal_by(model: Model, number: int) -> tuple[Array, Array, Array, Array]:
    """By quadrature, from the moments about the rate seen; a node at a time, so that all stays in the cache."""
    odds, about = np.exp(-model.centre), 1 / (1 + np.exp(-model.centre))
    sums = [np.zeros(odds.shape) for _ in range(4)]
    for node, weight in _nodes(number):
        off = 1 / (1 + odds * np.exp(-node * model.spread)) - about
        power = weight * off
        for each in sums:
            np.add(each, power, out=each)
            power *= off
    first, second, third, fourth = sums
    square = first * first
    variance = second - square
    return (
        about + first,
        variance,
        third - 3 * first * second + 2 * first * square,
        fourth - 4 * first * third + 6 * square * second - 3 * square * square - 3 * variance**2,
    )


def _bare(model: Model, is_bare: Marks) -> tuple[Array, Array, Array, Array]:
    """Cumulants of Gamma(1/2) / n, or of Beta(1/2, n + 1/2), seen from the end at which all people are."""
    people = np.where(is_bare, model.people, 1.0)
    if model.link == "log":
        return 0.5 / people, 0.5 / people**2, 1 / people**3, 3 / people**4
    raw = [np.ones(people.shape)]
    for number in range(4):
        raw.append(raw[-1] * (0.5 + number) / (people + 1 + number))
    mean, second = raw[1], raw[2] - raw[1] ** 2
    third = raw[3] - 3 * mean * raw[2] + 2 * mean**3
    fourth = raw[4] - 4 * mean * raw[3] + 6 * mean**2 * raw[2] - 3 * mean**4 - 3 * second**2
    return mean, second, third, fourth


@dataclass(frozen=True, slots=True)
class Cell:
    """One quantile of one set: its rate as a random variable."""

    link: Link
    centre: float
    spread: float
    people: float
    is_zero: bool
    is_full: bool

    def reach(self, tail: float) -> tuple[float, float]:
        """Two points with at most about `tail` of probability beyond each."""
        if self.is_zero or self.is_full:
            far = min(normal_quantile(1 - tail / 2) ** 2 / (2 * self.people), 1.0 if self.link == "logit" else math.inf)
            return (0.0, far) if self.is_zero else (1 - far, 1.0)
        z = normal_quantile(1 - tail)
        return self._back(self.centre - z * self.spread), self._back(self.centre + z * self.spread)

    def below(self, points: Array) -> Array:
        """P(rate <= point) at each of the points (any shape)."""
        if self.is_full:
            made: Array = 1 - self._bare_below(1 - points)
            return made
        if self.is_zero:
            return self._bare_below(points)
        if self.link == "logit":
            inner = np.clip(points, 1e-300, 1 - 1e-16)
            where = np.log(inner / (1 - inner))
        else:
            where = np.log(np.maximum(points, 1e-300)) if self.link == "log" else points
        return normal_below((where - self.centre) / self.spread)

    def _back(self, point: float) -> float:
        if self.link == "logit":
            return 1 / (1 + math.exp(-point))
        return math.exp(point) if self.link == "log" else point

    def _bare_below(self, points: Array) -> Array:
        if self.link == "log":
            made: Array = 2 * normal_below(np.sqrt(2 * self.people * np.maximum(points, 0))) - 1
            return made
        # Beta(1/2, n + 1/2) is the square of a sine whose angle has density cos(angle) ** 2n.
        angles = np.linspace(0, min(math.pi / 2, 8 / math.sqrt(2 * self.people)), NUM_POINTS)
        density = np.cos(angles) ** (2 * self.people)
        total = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2)))
        below: Array = np.interp(np.arcsin(np.sqrt(np.clip(points, 0, 1))), angles, total / total[-1])
        return below
