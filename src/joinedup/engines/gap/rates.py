"""Limits of counts, proportions and rates (reference 1.1 and 4.1). Arrays of any one shape in, the same out.

Sources: Wilson 1927; Byar in Breslow and Day 1987, volume II, page 69; exact Poisson limits, Garwood 1936;
Dobson and others 1991 for directly standardised rates.
"""

import numpy as np

from joinedup.engines.gap.distributions import Array, gamma_quantile, two_sided

# Below this count Byar's approximation gives way to the exact limits (reference 1.1).
FEW = 10.0


@np.errstate(divide="ignore", invalid="ignore")
def wilson(events: Array, people: Array, confidence: float = 0.95) -> tuple[Array, Array]:
    """Wilson's limits of the proportion events / people; NaN where there are no people."""
    z = two_sided(confidence)
    half = z * np.sqrt(z * z + 4 * events * (1 - events / people))
    low = (2 * events + z * z - half) / (2 * (people + z * z))
    high = (2 * events + z * z + half) / (2 * (people + z * z))
    # At the ends the exact answer is 0 or 1, which rounding misses by a bit.
    return np.where(events == 0, 0.0, low), np.where(events == people, 1.0, high)


def exact(events: Array, confidence: float = 0.95) -> tuple[Array, Array]:
    """Garwood's exact limits of a Poisson count, which may be a fraction; below about 100."""
    tail = (1 - confidence) / 2
    counts, place = np.unique(events, return_inverse=True)
    low = np.where(counts > 0, gamma_quantile(np.maximum(counts, 1e-9), tail), 0.0)
    high = gamma_quantile(counts + 1, 1 - tail)
    return low[place].reshape(events.shape), high[place].reshape(events.shape)


@np.errstate(divide="ignore", invalid="ignore")
def byar(events: Array, confidence: float = 0.95) -> tuple[Array, Array]:
    """Byar's limits of a Poisson count; NaN below at a count of nought."""
    z = two_sided(confidence)
    more = events + 1
    low = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


def poisson(events: Array, confidence: float = 0.95) -> tuple[Array, Array]:
    """Limits of a Poisson count: exact under ten, Byar's from ten on."""
    low, high = byar(events, confidence)
    is_few = events < FEW
    if is_few.any():
        low[is_few], high[is_few] = exact(events[is_few], confidence)
    return low, high


def standardised(events: Array, people: Array, standard: Array, confidence: float = 0.95) -> tuple[float, float, float]:
    """A directly standardised rate (per person) with Dobson's limits, over the age bands of one axis.

    `standard` is the standard population of each band. NaN for all three under ten events, where the
    rate says too little (reference 1.1). Raises ValueError where a band has no people.
    """
    if not np.all(people > 0):
        raise ValueError("every age band needs people: join a band that has none to its neighbour")
    total, weight = events.sum(), standard / people
    if total < FEW:
        return float("nan"), float("nan"), float("nan")
    value = (weight * events).sum() / standard.sum()
    spread = np.sqrt((weight * weight * events).sum() / total) / standard.sum()
    low, high = poisson(np.array([total]), confidence)
    return float(value), float(value + spread * (low[0] - total)), float(value + spread * (high[0] - total))


def indirect(
    events: float, people: Array, standard_events: Array, standard_people: Array, confidence: float = 0.95
) -> tuple[float, float, float]:
    """An indirectly standardised ratio, observed / expected, with the limits of the observed count.

    The bands of one axis: the people of the area, and the events and people of the standard. Times the
    standard's own rate it is the indirectly standardised rate.
    """
    expected = float((standard_events / standard_people * people).sum())
    low, high = poisson(np.array([float(events)]), confidence)
    return events / expected, float(low[0]) / expected, float(high[0]) / expected
