"""Each measure by hand, beside published examples, and where it has no answer."""

import numpy as np
import pytest

from joinedup.engines.gap.differences import Pair, fieller, gap, ratio
from joinedup.engines.gap.estimate import METHODS, Estimate, flag_names
from joinedup.engines.gap.groups import Groups, Kind, Part, from_counts, from_values
from joinedup.engines.gap.measuring import MEASURES, Asked, in_parts, measure
from joinedup.engines.gap.sampling import cumulants, model_of

FALLING = np.array([[50.0, 40, 30, 20, 10]]) * 20
THOUSANDS = np.full((1, 5), 2000.0)


def part(events: float, people: float, kind: Kind = "proportion") -> Part:
    return Part(kind, np.array([float(events)]), np.array([float(people)]), np.zeros(1))


def told(made: Estimate) -> tuple[float, float, float, str, list[str]]:
    """Of the one set: value, limits, method, flags."""
    method = METHODS[made.method[0]]
    return made.value[0], made.lower[0], made.upper[0], method, list(flag_names(int(made.flags[0])))


def falling(kind: Kind = "proportion", **asked: object) -> dict[str, Estimate]:
    return measure(from_counts(FALLING, THOUSANDS, kind), Asked(**asked))  # type: ignore[arg-type]  # names vary


# Newcombe 1998, Statistics in Medicine 17, Table II, method 10.
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_gap_has_newcombes_published_limits(one: tuple[int, int], other: tuple[int, int], low: float, high: float):
    made = gap(Pair(part(*one), part(*other), 0.95))
    assert (made.lower[0], made.upper[0]) == pytest.approx((low, high), abs=5e-5)


def test_the_rates_are_those_of_the_target_the_rest_and_all():
    made = falling()
    assert [made[name].value[0] for name in ("rate_target", "rate_rest", "rate_whole")] == [0.5, 0.25, 0.3]
    assert METHODS[made["rate_target"].method[0]] == "wilson"


def test_the_gap_from_the_whole_is_the_gap_from_the_rest_times_the_share_of_the_rest():
    made = falling()
    for name in ("value", "lower", "upper"):
        assert getattr(made["gap_whole"], name)[0] == pytest.approx(getattr(made["gap_rest"], name)[0] * 0.8, rel=1e-13)
    assert made["gap_whole"].value[0] == pytest.approx(0.2, rel=1e-13)


def test_ratios_and_relative_gaps_are_of_the_target_to_the_comparator():
    made = falling()
    assert made["ratio_rest"].value[0] == 2
    assert made["relative_gap_whole"].value[0] == pytest.approx(2 / 3, rel=1e-13)
    assert made["top_bottom_gap"].value[0] == pytest.approx(0.4, rel=1e-13)
    assert made["top_bottom_ratio"].value[0] == 5


def test_the_log_normal_limits_of_a_ratio_by_hand():
    # Katz: se^2 = 1/1000 - 1/2000 + 1/2000 - 1/8000.
    low, high = falling()["ratio_rest"].lower[0], falling()["ratio_rest"].upper[0]
    factor = np.exp(1.959963984540054 * np.sqrt(1 / 1000 - 1 / 8000))
    assert (low, high) == pytest.approx((2 / factor, 2 * factor), rel=1e-12)


def test_the_ranked_measures_by_hand():
    made = falling()
    # Midpoints 0.1 to 0.9, rates 0.5 to 0.1: a line from 0.55 to 0.05.
    expected = {
        "sii": -0.5,
        "rii": 0.05 / 0.55,
        "aci": -0.08,
        "ci": -0.08 / 0.3,
        "wagstaff": -0.08 / 0.3 / 0.7,
        "erreygers": -0.32,
        "par": 0.2,
        "paf": 2 / 3,
        "excess": 2000,
    }
    assert {name: made[name].value[0] for name in expected} == pytest.approx(expected, rel=1e-12)


def test_theil_and_the_mean_log_deviation_by_hand():
    made, r = falling(), np.array([5, 4, 3, 2, 1]) / 3
    assert made["theil"].value[0] == pytest.approx((r * np.log(r)).mean(), rel=1e-12)
    assert made["mld"].value[0] == pytest.approx(-np.log(r).mean(), rel=1e-12)


def test_the_limits_of_theil_match_a_numerical_derivative():
    sets = from_counts(FALLING, THOUSANDS, "rate")
    made, steps = measure(sets)["theil"], []
    for place in range(5):
        moved = FALLING.copy()
        moved[0, place] += 1e-3
        steps.append((measure(from_counts(moved, THOUSANDS, "rate"))["theil"].value[0] - made.value[0]) / 1e-3 * 2000)
    error = np.sqrt((np.array(steps) ** 2 * cumulants(model_of(sets))[1][0]).sum())
    assert made.upper[0] - made.value[0] == pytest.approx(1.959964 * error, rel=1e-4)


def test_values_have_exact_normal_limits_by_hand():
    values = np.array([[10.0, 9, 8, 7, 6]])
    made = measure(from_values(values, np.full((1, 5), 0.5), np.ones((1, 5))))
    # Slope weights 0.2 x (-0.4, -0.2, 0, 0.2, 0.4) / 0.08 = -1, -0.5, 0, 0.5, 1.
    error = 0.5 * np.sqrt(1 + 0.25 + 0.25 + 1)
    value, low, high, method, _ = told(made["sii"])
    assert (value, low, high) == pytest.approx((-5, -5 - 1.959964 * error, -5 + 1.959964 * error), rel=1e-6)
    assert method == "normal"
    assert METHODS[made["rii"].method[0]] == "fieller"


def test_fieller_by_hand_and_unbounded_where_the_denominator_may_be_nought():
    one = np.ones(1)
    low, high, is_open = fieller(10 * one, 5 * one, one, one, 0 * one, 0.6826894921370859)
    # z = 1: (25 - 1) r^2 - 100 r + (100 - 1) = 0.
    roots = np.roots([24, -100, 99])
    assert (low[0], high[0]) == pytest.approx((roots.min(), roots.max()), rel=1e-10)
    assert not is_open[0]
    low, high, is_open = fieller(10 * one, one, one, one, 0 * one, 0.95)
    assert is_open[0]
    assert np.isnan(low[0])
    assert np.isnan(high[0])


def test_a_relative_index_whose_fieller_set_is_unbounded_has_no_limits_and_says_so():
    made = measure(from_values(np.array([[1.0, 2, 3, 4, 5]]), np.full((1, 5), 2.0), np.ones((1, 5))))
    _, low, high, method, flags = told(made["rii"])
    assert np.isnan(low)
    assert np.isnan(high)
    assert method == "fieller"
    assert "unbounded" in flags


def test_without_events_in_the_comparator_there_is_a_lower_limit_and_no_ratio():
    value, low, high, method, flags = told(ratio(Pair(part(20, 200), part(0, 300), 0.95)))
    assert np.isnan(value)
    assert low > 1
    assert np.isnan(high)
    assert method == "mover_r"
    assert {"zero_events", "unbounded", "sparse"} <= set(flags)


def test_without_events_on_either_side_there_is_no_ratio_at_all():
    value, low, high, method, _ = told(ratio(Pair(part(0, 200), part(0, 300), 0.95)))
    assert np.isnan([value, low, high]).all()
    assert method == "none"


def test_few_events_take_the_ratio_by_mover():
    assert told(ratio(Pair(part(9, 200), part(30, 300), 0.95)))[3] == "mover_r"
    assert told(ratio(Pair(part(10, 200), part(30, 300), 0.95)))[3] == "log_normal"


def test_a_quantile_without_people_leaves_the_gaps_that_need_it_without_an_answer():
    events, people = FALLING.copy(), THOUSANDS.copy()
    events[0, 0] = people[0, 0] = 0
    made = measure(from_counts(events, people, "proportion"))
    assert np.isnan(made["gap_rest"].value[0])
    assert "no_target" in told(made["gap_rest"])[4]
    assert "empty_quantile" in told(made["sii"])[4]
    assert made["sii"].value[0] == pytest.approx(-0.4, rel=1e-12)  # four groups, rates 0.4 to 0.1
    assert "few_groups" in told(made["sii"])[4]


def test_two_groups_are_too_few_for_a_line():
    people = np.array([[100.0, 0, 0, 0, 100]])
    made = measure(from_counts(people / 4, people, "proportion"))
    assert np.isnan(made["sii"].value[0])
    assert "too_few_groups" in told(made["sii"])[4]


def test_measures_that_a_kind_does_not_have_say_why():
    rates, values = falling("rate"), measure(from_values(FALLING, FALLING / 10, THOUSANDS))
    assert told(rates["sii_logit"])[3:] == ("none", ["not_a_proportion"])
    assert told(rates["wagstaff"])[3:] == ("none", ["not_a_proportion"])
    assert told(rates["erreygers"])[3:] == ("none", ["no_bounds"])
    assert told(values["excess"])[3:] == ("none", ["not_a_count"])
    assert falling("rate", bounds=(0.0, 2.0))["erreygers"].value[0] == pytest.approx(-0.16, rel=1e-12)


def test_nothing_is_attributable_where_the_least_deprived_are_worse_off():
    made = measure(from_counts(FALLING[:, ::-1], THOUSANDS, "proportion"))
    assert told(made["par"])[:3] == (0, 0, 0)
    assert "capped" in told(made["par"])[4]
    high = measure(from_counts(FALLING[:, ::-1], THOUSANDS, "proportion"), Asked(polarity="high"))
    assert high["par"].value[0] == pytest.approx(-0.2, rel=1e-12)
    assert high["excess"].value[0] == pytest.approx(-2000, rel=1e-12)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_where_nobody_has_an_event_there_are_differences_of_nought_and_no_ratios(kind: Kind):
    made = measure(from_counts(FALLING * 0, THOUSANDS, kind))
    for name in ("gap_rest", "top_bottom_gap", "sii", "aci", "par"):
        assert made[name].value[0] == 0, name
        assert made[name].lower[0] <= 0 <= made[name].upper[0], name
    for name in ("ratio_rest", "relative_gap_whole", "rii", "rii_log", "ci", "paf", "theil", "mld"):
        assert told(made[name])[3] == "none", name
        assert np.isnan([made[name].value[0], made[name].lower[0], made[name].upper[0]]).all(), name


def test_values_below_nought_have_a_slope_and_no_relative_index():
    made = measure(from_values(np.array([[-2.0, -1, 0, 1, 2]]), np.full((1, 5), 0.1), np.ones((1, 5))))
    assert made["sii"].value[0] == pytest.approx(5)
    for name in ("rii", "rii_log", "ci", "theil", "mld"):
        assert np.isnan(made[name].value[0]), name
        assert "not_positive" in told(made[name])[4], name


def test_a_difference_that_chance_may_make_is_marked_in_the_entropies():
    events = np.array([[101.0, 99, 100, 102, 98]])
    assert "mostly_noise" in told(measure(from_counts(events, THOUSANDS, "rate"))["theil"])[4]
    assert "mostly_noise" not in told(falling()["theil"])[4]


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        (Asked(confidence=1.0), "confidence is from 0.5"),
        (Asked(target=5), "target is from 1 to 4"),
        (Asked(polarity="up"), "polarity is low or high"),
        (Asked(bounds=(1.0, 0.0)), "lowest and then the highest"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(asked: Asked, right: str):
    with pytest.raises(ValueError, match=right):
        measure(from_counts(FALLING, THOUSANDS, "proportion"), asked)


def test_more_events_than_people_are_refused():
    with pytest.raises(ValueError, match="no more events than people"):
        from_counts(THOUSANDS + 1, THOUSANDS, "proportion")


def test_many_sets_in_parts_are_the_same_as_all_at_once():
    events = np.tile(FALLING, (2001, 1)) + np.arange(2001)[:, None] % 7
    groups: Groups = from_counts(events, np.tile(THOUSANDS, (2001, 1)), "rate")
    seen: list[tuple[int, int]] = []
    parts, whole = in_parts(groups, say_progress=lambda *done: seen.append(done)), measure(groups)
    for name in MEASURES:
        np.testing.assert_array_equal(parts[name].upper, whole[name].upper)
    assert seen == [(2000, 2001), (2001, 2001)]
