"""Sums of few events, beside sums whose distribution is known, and beside draws."""

import math

import numpy as np
import pytest

from joinedup.engines.gap.convolving import Sum, cells_of
from joinedup.engines.gap.distributions import normal_quantile
from joinedup.engines.gap.estimate import METHODS
from joinedup.engines.gap.groups import Kind, from_counts
from joinedup.engines.gap.sampling import Cell, cumulants, model_of
from joinedup.engines.gap.slopes import ranked, rii, sii

TAIL = 0.025


def test_the_sum_of_normals_is_normal():
    cells = [Cell("identity", mean, spread, 1.0, False, False) for mean, spread in ((1, 2), (3, 1), (-2, 0.5))]
    made = Sum(np.array([1.0, -2.0, 3.0]), cells, TAIL)
    spread = math.sqrt(4 + 4 + 2.25)
    for probability in (0.025, 0.5, 0.975):
        assert made.quantile(probability) == pytest.approx(-11 + normal_quantile(probability) * spread, abs=1e-3)
    assert made.below(-11) == pytest.approx(0.5, abs=1e-5)


def test_two_quantiles_without_events_together_are_exponential():
    # Gamma(1/2) / n twice is Gamma(1) / n: P(sum <= t) = 1 - exp(-n t).
    cell = Cell("log", 0.0, 1.0, 500.0, True, False)
    made = Sum(np.array([1.0, 1.0]), [cell, cell], TAIL)
    for probability in (0.1, 0.5, 0.975):
        assert made.quantile(probability) == pytest.approx(-math.log(1 - probability) / 500, rel=3e-3)


def test_the_table_of_a_proportion_without_events_is_that_of_the_beta():
    # Beta(1/2, 3/2) has P(Y <= y) = (angle + sin(2 angle) / 2) 2 / pi with sin(angle)^2 = y.
    cell = Cell("logit", 0.0, 1.0, 1.0, True, False)
    points = np.array([0.01, 0.25, 0.7])
    angle = np.arcsin(np.sqrt(points))
    assert cell.below(points) == pytest.approx((angle + np.sin(2 * angle) / 2) * 2 / np.pi, abs=1e-6)
    full = Cell("logit", 0.0, 1.0, 1.0, False, True)
    assert full.below(1 - points) == pytest.approx(1 - cell.below(points), abs=1e-12)


def test_plentiful_events_have_the_same_limits_by_cumulants_and_by_convolution():
    events = np.array([[60.0, 55, 50, 45, 40, 38, 30, 25, 22, 20]])
    sets = ranked(from_counts(events, np.full((1, 10), 1500.0), "proportion"), 0.95)
    made, weights = sii(sets), sets.line.slope_weights[0]
    total = Sum(weights, cells_of(sets.chance.model, 0), TAIL)
    width = made.upper[0] - made.lower[0]
    # Reference 0.1: within 0.2 % of the width at twenty events.
    assert total.quantile(TAIL) == pytest.approx(made.lower[0], abs=0.002 * width)
    assert total.quantile(1 - TAIL) == pytest.approx(made.upper[0], abs=0.002 * width)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_limits_of_few_events_are_those_of_four_hundred_thousand_draws(kind: Kind):
    events = np.array([[9.0, 8, 7, 6, 5, 5, 4, 3, 0, 2]])
    people = np.array([[500.0, 520, 480, 510, 600, 450, 500, 530, 470, 490]])
    sets = ranked(from_counts(events, people, kind), 0.95)
    absolute, relative = sii(sets), rii(sets)
    model, draw = sets.chance.model, np.random.default_rng(2001)
    rates = model.centre + model.spread * draw.standard_normal((400_000, 10))
    rates = np.exp(rates) if kind == "rate" else 1 / (1 + np.exp(-rates))
    rates[:, 8] = draw.gamma(0.5, 1 / 470, 400_000) if kind == "rate" else draw.beta(0.5, 470.5, 400_000)
    weights, shares = sets.line.slope_weights[0], sets.line.shares[0]
    least, most = rates @ (shares + weights / 2), rates @ (shares - weights / 2)
    low, high = np.quantile(least - most, [TAIL, 1 - TAIL])
    assert METHODS[absolute.method[0]] == "convolution"
    assert (absolute.lower[0], absolute.upper[0]) == pytest.approx((low, high), abs=0.006 * (high - low))
    # The limit r is where P(least - r x most <= 0) is the tail.
    for limit, tail in ((relative.lower[0], TAIL), (relative.upper[0], 1 - TAIL)):
        if limit > 0:
            assert (least - limit * most <= 0).mean() == pytest.approx(tail, abs=0.001)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_the_cumulants_are_those_of_draws(kind: Kind):
    sets = from_counts(np.array([[12.0, 0.0]]), np.array([[90.0, 80.0]]), kind)
    model, draw = model_of(sets), np.random.default_rng(2001)
    normal = model.centre[0, 0] + model.spread[0, 0] * draw.standard_normal(400_000)
    rates = np.exp(normal) if kind == "rate" else 1 / (1 + np.exp(-normal))
    none = draw.gamma(0.5, 1 / 80, 400_000) if kind == "rate" else draw.beta(0.5, 80.5, 400_000)
    for place, drawn in enumerate((rates, none)):
        first, second, third, fourth = (each[0, place] for each in cumulants(model))
        off = drawn - drawn.mean()
        assert first == pytest.approx(drawn.mean(), rel=0.01)
        assert second == pytest.approx((off**2).mean(), rel=0.02)
        assert third / second**1.5 == pytest.approx((off**3).mean() / second**1.5, abs=0.1)
        assert fourth / second**2 == pytest.approx((off**4).mean() / second**2 - 3, abs=1.0)
