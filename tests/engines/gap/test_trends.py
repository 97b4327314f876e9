"""The gap over time: by hand, and what is said where little can be said."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.engines.gap.distributions import Array
from joinedup.engines.gap.estimate import Estimate, estimate
from joinedup.engines.gap.trends.fitting import bends, robust, weighted
from joinedup.engines.gap.trends.judging import Question, Series, Trend, adjusted, how_closed, on_track, trends
from joinedup.engines.gap.trends.periods import fitted_places, period_of, periods_of
from joinedup.engines.gap.trends.targets import aim_of, target_of

Z = 1.959963984540054


def with_error(values: list[float], error: float) -> list[Estimate]:
    """One set's estimates, one a period."""
    return [estimate(np.array([v]), np.array([v - Z * error]), np.array([v + Z * error]), "normal") for v in values]


def judged(gaps: list[float], error: float = 0.5, target: str = "-10%", by: str = "2025", **more: object) -> Trend:
    """One series of gaps in the years from 2010; the rest stays at 20, so the target group has all the change."""
    shocks = more.pop("shocks", (2020,))
    periods = [period_of(str(2010 + year)) for year in range(len(gaps))]
    measures = {
        "gap_rest": with_error(gaps, error),
        "rate_target": with_error([20 + gap for gap in gaps], error),
        "rate_rest": with_error([20.0] * len(gaps), error),
        "ratio_rest": with_error([1 + gap / 20 for gap in gaps], error),
    }
    asked = Question("gap_rest", periods[0], target_of(target), period_of(by), shocks=shocks, **more)  # type: ignore[arg-type]  # a test's own options
    (trend,) = trends(Series(periods, measures), asked)
    return trend


@pytest.mark.parametrize(
    ("name", "middle", "years"),
    [
        ("2013", 2013.5, 1),
        ("2013/14", 2013.75, 1),
        ("2013/2014", 2013.75, 1),
        ("2021/22p", 2021.75, 1),
        ("2015-17", 2016.5, 3),
        ("2015–2017", 2016.5, 3),
        ("2019-01", 2019 + 1 / 24, 1 / 12),
        ("2001-03", 2002.5, 3),
        ("2012-13", 2013, 2),
        ("1998/01", 2000, 4),
        ("2019 Q2", 2019.375, 0.25),
        ("2019-12-31", 2019 + 364.5 / 365.25, 1 / 365.25),
    ],
)
def test_a_period_is_placed_in_time_by_its_name(name: str, middle: float, years: float):
    period = period_of(name)
    assert (period.middle, period.years) == pytest.approx((middle, years), abs=1e-9)


def test_a_period_that_says_no_year_is_refused():
    with pytest.raises(ValueError, match='"spring" is not a period'):
        period_of("spring")


def test_two_names_of_one_year_and_a_number_up_to_twelve_are_months():
    middles = [period.middle for period in periods_of(["2001-03", "2001-02"])]
    assert middles == pytest.approx([2001 + 1.5 / 12, 2001 + 2.5 / 12])


def test_the_calendar_years_of_a_period_are_those_it_lies_in():
    assert list(period_of("2019/20").calendar_years) == [2019, 2020]
    assert list(period_of("2019").calendar_years) == [2019]
    assert list(period_of("2018-20").calendar_years) == [2018, 2019, 2020]


def test_of_rolling_periods_only_those_that_do_not_overlap_are_fitted():
    periods = [period_of(f"{year}-{(year + 2) % 100:02}") for year in range(2001, 2010)]
    assert fitted_places(periods) == [2, 5, 8]
    assert fitted_places([period_of(str(year)) for year in range(2001, 2005)]) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("target", "rest", "how"),
    [
        (-2, -1, "both_better"),
        (-1, -2, "both_better"),
        (2, 1, "both_worse"),
        (-2, 0, "levelled_up"),
        (-2, 1, "levelled_up"),
        (-1, 2, "rest_got_worse"),
        (0, 2, "rest_got_worse"),
        (1, -1, "fell_behind"),
        (0, 0, "fell_behind"),
        (math.nan, 1, None),
    ],
)
def test_how_a_gap_moved_where_a_low_rate_is_good(target: float, rest: float, how: str | None):
    assert how_closed(target, rest, "low") == how
    assert how_closed(-target, -rest, "high") == how


def test_the_chance_in_a_word():
    assert [on_track(each) for each in (0.75, 0.74, 0.4, 0.39, math.nan)] == [
        "yes",
        "slightly_off",
        "slightly_off",
        "no",
        "unknown",
    ]


def test_a_cut_is_of_the_distance_from_where_all_are_equal():
    gap = aim_of(target_of("-10%"), "gap_rest", np.array([10.0, -10.0]))
    assert gap.shown.tolist() == [9, -9]
    assert gap.side.tolist() == [1, -1]  # a gap below nought has to come up
    ratio = aim_of(target_of("-10%"), "ratio_rest", np.array([2.0]))
    assert ratio.shown[0] == pytest.approx(1.9)
    assert ratio.where[0] == pytest.approx(math.log(1.9))
    rate = aim_of(target_of("+10%"), "rate_target", np.array([50.0]))
    assert (rate.shown[0], rate.side[0]) == (pytest.approx(55), -1)
    value = aim_of(target_of("0.5"), "gap_rest", np.array([0.7, 0.2]))
    assert value.side.tolist() == [1, -1]


def test_the_share_of_a_ratios_target_is_its_derivative():
    step = 1e-6
    one, other = (aim_of(target_of("-10%"), "rii", np.array([2.0 * math.exp(each)])) for each in (0, step))
    assert (other.where[0] - one.where[0]) / step == pytest.approx(one.share[0], rel=1e-5)


@pytest.mark.parametrize("text", ["soon", "ten%", "nan", ""])
def test_a_target_that_is_no_number_is_refused(text: str):
    with pytest.raises(ValueError, match="is not a target"):
        target_of(text)


def line(values: list[list[float]], at: float, error: float = 1.0, share: float = 0.0) -> tuple[Array, ...]:
    held = np.array(values)
    times, base = np.arange(float(held.shape[1])), np.zeros(held.shape)
    base[:, 0] = 1
    made = weighted(held, np.full(held.shape, error), times, at, base, np.full(len(held), share))
    return made.value, made.spread, made.slope


def test_the_weighted_line_and_its_spread_by_hand():
    # Five equal weights on an exact line 10 - t: variance at 6 is 1/5 + (6 - 2)^2 / 10, and 1 for the new value.
    value, spread, slope = line([[10, 9, 8, 7, 6]], 6.0)
    assert (value[0], slope[0]) == pytest.approx((4, -1), rel=1e-12)
    assert spread[0] == pytest.approx(math.sqrt(0.2 + 1.6 + 1), rel=1e-12)


def test_a_target_set_from_the_baseline_goes_with_the_line_that_the_baseline_helps_to_fit():
    # The baseline's part in the projection is 1/5 + (-2)(4)/10 = -0.6; with a target of 0.9 of it, -1.5.
    _, spread, _ = line([[10, 9, 8, 7, 6]], 6.0, share=0.9)
    parts = np.array([-0.6, -0.2, 0.2, 0.6, 1.0]) - np.array([0.9, 0, 0, 0, 0])
    assert spread[0] == pytest.approx(math.sqrt((parts**2).sum() + 1), rel=1e-12)


def test_scatter_beyond_the_errors_widens_the_spread():
    values = [[10.0, 5, 12, 3, 11]]
    _, narrow, _ = line(values, 6.0, error=1.0)
    _, wide, _ = line(values, 6.0, error=0.1)
    assert wide[0] == pytest.approx(narrow[0], rel=1e-9)  # phi takes over


def test_a_missing_period_is_left_out_of_the_line():
    value, _, slope = line([[10, math.nan, 8, 7, 6]], 6.0)
    assert (value[0], slope[0]) == pytest.approx((4, -1), rel=1e-12)


def test_the_robust_line_is_not_moved_by_one_wild_year():
    values = np.array([[10.0, 9, 8, 30, 6, 5, 4]])
    made = robust(values, np.full(values.shape, 0.1), np.arange(7.0), 8.0, np.zeros(1))
    assert (made.value[0], made.slope[0]) == pytest.approx((2, -1), rel=1e-12)


def test_a_curve_is_found_and_a_line_is_not():
    times = np.arange(9.0)
    draw = np.random.default_rng(5).normal(0, 0.1, 9)
    values = np.stack((times + draw, (times - 4) ** 2 + draw))
    assert bends(values, np.full(values.shape, 0.1), times).tolist() == [False, True]


def test_change_has_limits_of_both_ends_and_the_group_that_moved_is_named():
    made = judged([10, 9.5, 9, 8.5, 8])
    assert made.change == pytest.approx(-2)
    assert (made.lower, made.upper) == pytest.approx((-2 - Z * 0.5 * 2**0.5, -2 + Z * 0.5 * 2**0.5), rel=1e-9)
    assert made.how == "levelled_up"
    assert made.has_closed
    assert made.target == pytest.approx(9)


def test_far_beyond_the_target_is_almost_certain_and_far_short_almost_hopeless():
    assert judged([10, 9, 8, 7, 6, 5], error=0.05).probability == pytest.approx(1, abs=1e-3)
    short = judged([10, 11, 12, 13, 14, 15], error=0.05)
    assert short.probability == pytest.approx(0, abs=1e-3)
    assert (short.on_track, short.how, short.has_closed) == ("no", "fell_behind" if short.how else None, False)
    assert "fell_behind" in short.flags


def test_a_gap_below_nought_is_met_by_coming_up():
    assert judged([-10, -9, -8, -7, -6, -5], error=0.05).probability == pytest.approx(1, abs=1e-3)


def test_a_projection_that_is_the_target_is_an_even_chance():
    # The line is 10 - t / 16 exactly; sixteen years on it is 9, the target.
    made = judged([10 - year / 16 for year in range(6)], by="2026")
    assert made.probability == pytest.approx(0.5, abs=1e-9)
    assert made.on_track == "slightly_off"
    assert made.required_a_year == pytest.approx(-1 / 16, rel=1e-9)
    assert made.achieved_a_year == pytest.approx(-1 / 16, rel=1e-9)


def test_four_periods_are_too_few_to_say():
    made = judged([10, 9, 8, 7])
    assert (made.on_track, made.probability, made.trend) == ("unknown", None, "none")
    assert "too_few_periods" in made.flags
    assert made.change == pytest.approx(-3)


def test_a_shock_year_makes_the_robust_line_the_one_that_is_believed():
    made = judged([10.0, 9.8, 9.6, 9.4, 9.2, 9.0, 8.8, 8.6, 8.4, 8.2, 20, 7.8], error=0.1)
    assert "shock_year" in made.flags
    assert (made.trend, made.on_track) == ("robust", "yes")
    assert made.achieved_a_year == pytest.approx(-0.2, rel=1e-6)
    calm = judged([10.0, 9.8, 9.6, 9.4, 9.2, 9.0, 8.8, 8.6, 8.4, 8.2, 8.0, 7.8], error=0.1, shocks=())
    assert calm.trend == "weighted"
    assert "shock_year" not in calm.flags


def test_where_no_straight_line_fits_it_is_not_known():
    made = judged([10.0, 7, 5, 4, 4, 5, 7, 10], error=0.05)
    assert {"lack_of_fit", "curved"} <= set(made.flags)
    assert (made.on_track, made.probability, made.trend) == ("unknown", None, "none")


def test_a_poor_fit_of_five_points_is_not_known():
    made = judged([10.0, 7, 9.5, 6, 9], error=0.05)
    assert "lack_of_fit" in made.flags
    assert made.on_track == "unknown"


def test_a_look_further_ahead_than_half_the_series_is_marked():
    assert "far_projection" in judged([10, 9, 8, 7, 6, 5], by="2025").flags
    assert "far_projection" not in judged([10, 9, 8, 7, 6, 5], by="2017").flags


def test_a_baseline_that_is_not_there_and_a_day_gone_by_are_refused():
    with pytest.raises(ValueError, match="is before the latest period"):
        judged([10, 9, 8, 7, 6], by="2012")
    series = Series([period_of("2010")], {})
    with pytest.raises(ValueError, match='the baseline "2001" is not a period of the file'):
        trends(series, Question("gap_rest", period_of("2001"), target_of("1"), period_of("2020")))


def test_many_changes_at_once_are_adjusted_as_benjamini_and_hochberg_do():
    assert adjusted([0.01, 0.04, None, 0.03, 0.005]) == pytest.approx([0.02, 0.04, None, 0.04, 0.02])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_values_are_no_smaller_and_keep_the_order(values: list[float]) -> None:
    found = adjusted(values)
    assert all(new is not None and old - 1e-12 <= new <= 1 for old, new in zip(values, found, strict=True))
    order = np.argsort(values, kind="stable")
    assert all(np.diff(np.array(found, np.float64)[order]) >= -1e-12)
