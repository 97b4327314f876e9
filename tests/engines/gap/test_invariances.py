"""Laws that every measure keeps, whatever the numbers (reference 6)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.engines.gap.cutting import summed
from joinedup.engines.gap.distributions import Array
from joinedup.engines.gap.estimate import Estimate
from joinedup.engines.gap.groups import Groups, Kind, from_counts, from_values
from joinedup.engines.gap.measuring import MEASURES, Asked, measure
from joinedup.engines.gap.slopes import line_of

KINDS = st.sampled_from(["proportion", "rate"])
FEW = settings(max_examples=40, deadline=None)


@st.composite
def counts(draw: st.DrawFn, least: int = 0, num: int = 5) -> tuple[Array, Array]:
    """Events and people of one set of five quantiles."""
    people = [draw(st.integers(50, 5000)) for _ in range(num)]
    events = [draw(st.integers(min(least, n // 2), n - min(least, n // 2))) for n in people]
    return np.array([events], np.float64), np.array([people], np.float64)


def close(one: Estimate, value: Array, lower: Array, upper: Array, rel: float = 1e-9) -> None:
    for made, told in ((one.value, value), (one.lower, lower), (one.upper, upper)):
        np.testing.assert_allclose(made, told, rtol=rel, atol=1e-10)


@FEW
@given(counts(), KINDS, st.sampled_from([0.8, 0.95, 0.998]))
def test_limits_are_in_order_and_a_method_is_named_wherever_there_are_limits(
    given_counts: tuple[Array, Array], kind: Kind, confidence: float
):
    for name, made in measure(from_counts(*given_counts, kind), Asked(confidence=confidence)).items():
        value, low, high = made.value[0], made.lower[0], made.upper[0]
        assert not np.isinf([value, low, high]).any(), name
        assert (made.method[0] == 0) <= bool(np.isnan([low, high]).all()), name
        if np.isfinite([low, high]).all():
            assert low <= high, name


@FEW
@given(counts(least=10), KINDS)
def test_limits_contain_the_value_where_events_are_not_few(given_counts: tuple[Array, Array], kind: Kind):
    for name, made in measure(from_counts(*given_counts, kind)).items():
        if np.isfinite([made.lower[0], made.upper[0], made.value[0]]).all():
            assert made.lower[0] <= made.value[0] <= made.upper[0], name


@FEW
@given(st.lists(st.integers(100, 9000), min_size=5, max_size=5), st.integers(1, 9), KINDS)
def test_equal_rates_mean_no_gap_and_ratios_of_one(people: list[int], tenths: int, kind: Kind):
    n = np.array([people], np.float64)
    made = measure(from_counts(n * tenths / 10, n, kind))
    for name in ("gap_rest", "gap_whole", "relative_gap_whole", "top_bottom_gap", "sii", "sii_log", "aci", "ci", "par"):
        assert made[name].value[0] == pytest.approx(0, abs=1e-12), name
    for name in ("paf", "theil", "mld", "excess"):
        assert made[name].value[0] == pytest.approx(0, abs=1e-8), name
    for name in ("ratio_rest", "top_bottom_ratio", "rii", "rii_log"):
        assert made[name].value[0] == pytest.approx(1, rel=1e-10), name


@FEW
@given(counts(least=1))
def test_a_proportion_and_its_complement_have_opposite_gaps(given_counts: tuple[Array, Array]):
    events, people = given_counts
    made = measure(from_counts(events, people, "proportion"))
    other = measure(from_counts(people - events, people, "proportion"))
    for name in ("gap_rest", "gap_whole", "top_bottom_gap", "sii", "sii_logit", "aci", "wagstaff", "erreygers"):
        wide = max(abs(other[name].upper[0] - other[name].lower[0]), 1e-12)
        assert made[name].value[0] == pytest.approx(-other[name].value[0], abs=1e-11), name
        # By convolution the two are laid out on grids that begin elsewhere.
        assert made[name].lower[0] == pytest.approx(-other[name].upper[0], abs=2e-3 * wide), name


@FEW
@given(counts(least=12), KINDS)
def test_turning_the_order_round_negates_the_slope_and_inverts_the_ratio(given_counts: tuple[Array, Array], kind: Kind):
    events, people = given_counts
    made = measure(from_counts(events, people, kind))
    turned = measure(from_counts(events[:, ::-1], people[:, ::-1], kind))
    for name in ("sii", "sii_log", "aci", "ci"):
        close(made[name], -turned[name].value, -turned[name].upper, -turned[name].lower, rel=1e-7)
    close(made["rii_log"], 1 / turned["rii_log"].value, 1 / turned["rii_log"].upper, 1 / turned["rii_log"].lower)
    close(made["top_bottom_gap"], -turned["top_bottom_gap"].value, *_turned(turned["top_bottom_gap"]))


def _turned(made: Estimate) -> tuple[Array, Array]:
    return -made.upper, -made.lower


@FEW
@given(counts(least=12), st.floats(0.001, 1000))
def test_another_unit_scales_the_gaps_and_leaves_the_ratios(given_counts: tuple[Array, Array], unit: float):
    values, people = given_counts[0] + 50, given_counts[1]
    one, other = (measure(from_values(values * each, values * each / 40, people)) for each in (1.0, unit))
    for name in ("gap_rest", "sii", "aci", "sii_log", "par"):
        close(other[name], one[name].value * unit, one[name].lower * unit, one[name].upper * unit, rel=1e-7)
    for name in ("ratio_rest", "relative_gap_whole", "rii", "rii_log", "ci", "theil", "mld", "paf"):
        close(other[name], one[name].value, one[name].lower, one[name].upper, rel=1e-7)


@FEW
@given(counts(least=1), KINDS)
def test_the_indices_hang_together(given_counts: tuple[Array, Array], kind: Kind):
    groups = from_counts(*given_counts, kind)
    made, line = measure(groups, Asked(bounds=(0.0, 1.0))), line_of(groups)
    spread = line.position_variance
    assert (line.shares * (line.positions + 0.5)).sum() == pytest.approx(0.5, rel=1e-12)
    np.testing.assert_allclose(made["aci"].value, 2 * spread * made["sii"].value, atol=1e-13)
    np.testing.assert_allclose(made["erreygers"].value, 8 * spread * made["sii"].value, atol=1e-12)
    np.testing.assert_allclose(made["ci"].value, 2 * spread * made["sii"].value / line.mean, atol=1e-12)
    close(
        made["gap_whole"],
        *(getattr(made["gap_rest"], n) * (1 - line.shares[:, 0]) for n in ("value", "lower", "upper")),
    )
    np.testing.assert_allclose(made["excess"].value, made["par"].value * groups.people.sum(), rtol=1e-12)


@FEW
@given(counts(least=1, num=12), st.integers(0, 11), st.integers(0, 10**6), KINDS)
def test_splitting_an_area_within_its_quantile_changes_nothing(
    given_counts: tuple[Array, Array], place: int, seed: int, kind: Kind
):
    events, people = given_counts[0][0], given_counts[1][0]
    quantile = np.arange(12) % 4 + 1
    share = 0.5
    more_events = np.append(events, events[place] * share)
    more_people = np.append(people, people[place] * share)
    more_events[place] *= 1 - share
    more_people[place] *= 1 - share
    order = np.random.default_rng(seed).permutation(13)  # and relabelling: the rows in another order
    one = summed(np.zeros(12, np.int64), quantile, events, people, kind, 4)
    other = summed(
        np.zeros(13, np.int64),
        np.append(quantile, quantile[place])[order],
        more_events[order],
        more_people[order],
        kind,
        4,
    )
    made, split = measure(_plain(one)), measure(_plain(other))
    for name in MEASURES:
        close(split[name], made[name].value, made[name].lower, made[name].upper, rel=1e-6)


def _plain(groups: Groups) -> Groups:
    return from_counts(groups.weighted, groups.people, groups.kind)
