"""Limits of rates beside those that PHEindicatormethods publishes with its tests, and by hand."""

import numpy as np
import pytest

from joinedup.engines.gap.distributions import (
    chi_square_quantile,
    gamma_below,
    normal_below,
    student_below,
    student_quantile,
)
from joinedup.engines.gap.rates import byar, exact, indirect, poisson, standardised, wilson
from tests.engines.gap.real import needs_real, number, rows


def one(value: float) -> np.ndarray:
    return np.array([value])


def test_wilson_by_hand_is_a_half_for_one_of_two_at_z_of_one():
    # z = 1: (2 x 1 + 1 -/+ sqrt(1 + 4 x 1/2)) / (2 x 3) = (3 -/+ sqrt 3) / 6.
    low, high = wilson(one(1), one(2), 0.6826894921370859)
    assert (low[0], high[0]) == pytest.approx(((3 - 3**0.5) / 6, (3 + 3**0.5) / 6), rel=1e-12)


def test_nobody_and_everybody_have_limits_that_reach_the_end_exactly():
    low, high = wilson(np.array([0.0, 30.0]), np.array([30.0, 30.0]))
    assert low[0] == 0
    assert high[1] == 1
    assert 0 < high[0] < 0.2
    assert 0.8 < low[1] < 1


def test_exact_limits_of_no_events_are_nought_and_minus_the_log_of_the_tail():
    low, high = exact(one(0), 0.95)
    assert low[0] == 0
    assert high[0] == pytest.approx(-np.log(0.025), rel=1e-13)


def test_exact_limits_of_a_count_are_the_gamma_quantiles_that_define_them():
    low, high = exact(np.array([1.0, 4.5, 9.0]), 0.9)
    assert gamma_below(np.array([1.0, 4.5, 9.0]), low) == pytest.approx([0.05] * 3, rel=1e-10)
    assert gamma_below(np.array([2.0, 5.5, 10.0]), high) == pytest.approx([0.95] * 3, rel=1e-10)


def test_the_known_points_of_the_distributions():
    # Textbook tables: Student's t, chi-square, the normal.
    assert student_quantile(0.975, 1) == pytest.approx(12.7062, abs=1e-4)
    assert student_quantile(0.975, 8) == pytest.approx(2.306004, abs=1e-6)
    assert student_quantile(0.975, 3) == pytest.approx(3.182446, abs=1e-6)
    assert student_below(one(0.0), 4)[0] == 0.5
    assert chi_square_quantile(0.95, 8) == pytest.approx(15.507313, abs=1e-6)
    assert normal_below(one(1.959963984540054))[0] == pytest.approx(0.975, abs=1e-12)
    assert normal_below(np.array([-50.0, 50.0])) == pytest.approx([0, 1], abs=1e-12)


def test_a_standardised_rate_with_under_ten_events_is_not_given():
    told = standardised(np.array([4.0, 5.0]), np.array([100.0, 100.0]), np.array([1.0, 1.0]))
    assert all(np.isnan(each) for each in told)


def test_a_standardised_rate_of_equal_weights_is_the_crude_rate():
    value, low, high = standardised(np.array([20.0, 30.0]), np.array([500.0, 500.0]), np.array([7.0, 7.0]))
    crude = poisson(one(50.0))
    assert value == pytest.approx(0.05, rel=1e-14)
    assert (low, high) == pytest.approx((crude[0][0] / 1000, crude[1][0] / 1000), rel=1e-12)


def test_an_age_band_with_no_people_is_refused():
    with pytest.raises(ValueError, match="every age band needs people"):
        standardised(np.array([20.0, 0.0]), np.array([500.0, 0.0]), np.array([7.0, 7.0]))


@needs_real
def test_byar_and_wilson_agree_with_the_peer_to_the_twelfth_figure():
    tested = 0
    for row in rows("pheim/testdata_Byars_Wilson__testdata_B_W.csv"):
        confidence, x = float(row["confidence"].rstrip("%")) / 100, one(number(row["x"]))
        low, high = byar(x, confidence) if row["method"] == "Byars" else wilson(x, one(number(row["n"])), confidence)
        assert high[0] == pytest.approx(number(row["uppercl"]), rel=1e-12)
        if row["lowercl"] not in ("", "NA"):  # the peer leaves out Byar's lower limit where it is below nought
            assert low[0] == pytest.approx(number(row["lowercl"]), rel=1e-12)
        tested += 1
    assert tested == 13


@needs_real
@pytest.mark.parametrize(("name", "num"), [("Prop", 8), ("Rate", 9)])
def test_proportions_and_rates_agree_with_the_peer(name: str, num: int):
    tested = 0
    for row in rows(f"pheim/sysdata__test_{name}_g_results.csv"):
        if row["value"] in ("", "NA"):  # no numerator or no denominator
            continue
        x, n = one(number(row["Numerator"])), number(row["Denominator"])
        low, high = wilson(x, one(n)) if name == "Prop" else tuple(each / n for each in poisson(x))
        scale = number(row["multiplier"])
        assert x[0] / n * scale == pytest.approx(number(row["value"]), rel=1e-12)
        # The peer's own limits of very large counts keep nine figures.
        assert (low[0] * scale, high[0] * scale) == pytest.approx(
            (number(row["lowercl"]), number(row["uppercl"])), rel=1e-9
        )
        tested += 1
    assert tested == num


@needs_real
def test_standardised_rates_agree_with_the_peer():
    """Twelve rows: four are of non-independent events, out of scope; two are under ten events; six are compared."""
    standard = np.array([number(row["value"]) for row in rows("pheim/esp2013.csv")])
    areas: dict[str, list[tuple[float, float, float]]] = {}
    for row in rows("pheim/testdata_DSR_ISR__testdata_multiarea.csv"):
        areas.setdefault(row["area"], []).append((number(row["count"]), number(row["pop"]), 0))
    for row in rows("pheim/testdata_DSR_ISR__testdata_1976.csv"):
        areas.setdefault("testdata_1976", []).append((number(row["count"]), number(row["pop"]), number(row["esp1976"])))
    tested = 0
    for row in rows("pheim/testdata_DSR_ISR__testresults_DSR.csv"):
        if row["area"] not in areas or row["value"] in ("", "NA"):
            continue
        events, people, own = (np.array(each) for each in zip(*areas[row["area"]], strict=True))
        scale = float(row["statistic"].removeprefix("dsr per "))
        told = standardised(events, people, own if own.any() else standard)
        expected = [number(row[name]) for name in ("value", "lower95_0cl", "upper95_0cl")]
        assert [each * scale for each in told] == pytest.approx(expected, rel=1e-10)
        tested += 1
    assert tested == 6


@needs_real
def test_indirectly_standardised_ratios_agree_with_the_peer():
    """The six rows of ratios, both levels; the rows of rates are these times the standard's rate."""
    reference = rows("pheim/testdata_DSR_ISR__refdata.csv")
    standard = [np.array([number(row[name]) for row in reference]) for name in ("refcount", "refpop")]
    people: dict[str, list[float]] = {}
    for row in rows("pheim/testdata_DSR_ISR__testdata_multiarea.csv"):
        people.setdefault(row["area"], []).append(number(row["pop"]))
    tested = 0
    for row in rows("pheim/testdata_DSR_ISR__testresults_ISR.csv"):
        if "ratio" not in row["statistic"] or row["area"] not in people:
            continue
        scale = float(row["statistic"].split(" x ")[1])
        for level, name in ((0.95, "95_0"), (0.998, "99_8")):
            told = indirect(number(row["observed"]), np.array(people[row["area"]]), *standard, level)
            expected = [number(row[key]) for key in ("value", f"lower{name}cl", f"upper{name}cl")]
            assert [each * scale for each in told] == pytest.approx(expected, rel=1e-10)
        tested += 1
    assert tested == 6
