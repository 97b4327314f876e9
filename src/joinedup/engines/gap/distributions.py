"""The few distributions that limits need, in closed form or to machine precision, with NumPy alone."""

import functools
import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Bisection halves a range of 750 (in logarithms) below the last bit of a double in this many steps.
NUM_HALVINGS = 64
# The series of the incomplete gamma function ends below 1e-17 for the arguments met here (at most 200).
NUM_TERMS = 500


def normal_quantile(probability: float) -> float:
    """The standard normal quantile; `probability` in (0, 1)."""
    return NormalDist().inv_cdf(probability)


def two_sided(confidence: float) -> float:
    """z for two-sided limits: 1.959964 at 0.95."""
    return normal_quantile(confidence + (1 - confidence) / 2)


@functools.cache
def _normal_table() -> tuple[float, Array, Array]:
    """Step, cumulative probabilities and their slopes a step, from -9 to 9."""
    step = 1 / 256
    nodes = np.arange(-9, 9 + step, step)
    below = np.array([0.5 * math.erfc(-node / math.sqrt(2)) for node in nodes])
    return step, below, np.exp(-nodes * nodes / 2) / math.sqrt(2 * math.pi) * step


def normal_below(points: Array) -> Array:
    """P(Z <= point), any shape, to 1e-12: cubic Hermite between exact values a 256th apart."""
    step, below, slope = _normal_table()
    place = np.clip((points + 9) / step, 0, len(below) - 1 - 1e-9)
    left = place.astype(np.intp)
    t = place - left
    rise = below[left + 1] - below[left]
    bend = (1 - t) * (slope[left] - rise) - t * (slope[left + 1] - rise)
    made: Array = below[left] + t * rise + t * (1 - t) * bend
    return made


def gamma_below(shape: Array, points: Array) -> Array:
    """P(G <= point) for gamma variables of the given shapes and scale 1 (Abramowitz and Stegun 6.5.29).

    All terms of the series are positive, so nothing cancels. Meant for points up to about 200.
    """
    log_first = np.array([-math.lgamma(each + 1) for each in shape.ravel()]).reshape(shape.shape)
    term = np.ones_like(points)
    total = np.ones_like(points)
    for number in range(1, NUM_TERMS):
        term = term * points / (shape + number)
        total += term
        if np.all(term <= total * 1e-17):
            break
    with np.errstate(divide="ignore"):
        made: Array = np.exp(np.log(points) * shape - points + log_first) * total
    return made


def gamma_quantile(shape: Array, probability: float) -> Array:
    """The point with `probability` below it, for gamma variables of the given shapes (one axis) and scale 1."""
    low, high = np.full(shape.shape, -700.0), np.full(shape.shape, math.log(200))
    for _ in range(NUM_HALVINGS):
        middle = (low + high) / 2
        is_below = gamma_below(shape, np.exp(middle)) < probability
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    made: Array = np.exp((low + high) / 2)
    return made


@functools.cache
def chi_square_quantile(probability: float, freedom: int) -> float:
    """The chi-square quantile with `freedom` degrees of freedom, up to about 100."""
    return 2 * float(gamma_quantile(np.array([freedom / 2]), probability)[0])


def student_below(points: Array, freedom: int) -> Array:
    """P(T <= point) for Student's t with whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    angle = np.arctan(points / math.sqrt(freedom))
    sine, cosine = np.sin(angle), np.cos(angle)
    is_odd = freedom % 2 == 1
    term = cosine if is_odd else np.ones_like(points)
    total = term if freedom > 1 else np.zeros_like(points)
    for number in range(3 if is_odd else 2, freedom, 2):
        term = term * cosine * cosine * (number - 1) / number
        total = total + term
    inside = (angle + sine * total) * 2 / math.pi if is_odd else sine * total
    made: Array = 0.5 + inside / 2
    return made


@functools.cache
def student_quantile(probability: float, freedom: int) -> float:
    """The quantile of Student's t with whole degrees of freedom."""
    low, high = -1e9, 1e9
    for _ in range(2 * NUM_HALVINGS):
        middle = (low + high) / 2
        if student_below(np.array([middle]), freedom)[0] < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2
