"""What goes wrong in the peers (reference 1.3 and 1.4) and must not go wrong here."""

import numpy as np
import pytest

from joinedup.engines.gap.estimate import METHODS, flag_names
from joinedup.engines.gap.groups import from_counts
from joinedup.engines.gap.measuring import MEASURES, Asked, measure

DECILES = np.array([[30.0, 28, 25, 0, 22, 20, 18, 15, 14, 12], [30.0, 28, 25, 24, 22, 20, 18, 15, 14, 12]])
PEOPLE = np.full((2, 10), 4000.0)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_a_decile_without_events_has_an_answer_and_leaves_other_sets_alone(kind: str):
    """phe_sii stops for every group: "incorrect number of dimensions"."""
    made = measure(from_counts(DECILES, PEOPLE, kind))  # type: ignore[arg-type]  # one of the kinds
    alone = measure(from_counts(DECILES[1:], PEOPLE[1:], kind))  # type: ignore[arg-type]  # one of the kinds
    assert made["sii"].lower[0] < made["sii"].value[0] < made["sii"].upper[0]
    assert "sparse" in flag_names(int(made["sii"].flags[0]))
    assert METHODS[made["sii"].method[0]] == "convolution"
    assert made["rii"].lower[0] < made["rii"].value[0] < made["rii"].upper[0]
    assert "zero_events" in flag_names(int(made["rii_log"].flags[0]))
    for name in MEASURES:
        np.testing.assert_array_equal(made[name].upper[1], alone[name].upper[0])


def test_everybody_in_a_decile_has_an_answer_too():
    events = PEOPLE[:1] * np.array([1.0, 0.99, 0.97, 0.95, 0.9, 0.9, 0.85, 0.8, 0.8, 0.7])
    made = measure(from_counts(events, PEOPLE[:1], "proportion"))
    assert made["sii"].lower[0] < made["sii"].value[0] < made["sii"].upper[0]


def test_the_relative_index_is_never_below_nought():
    """On a convex indicator phe_sii gives -0.069 without a word."""
    rates = np.array([[0.5, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.01, 0.01, 0.01]])
    made = measure(from_counts(rates * 4000, PEOPLE[:1], "proportion"))
    flags = flag_names(int(made["rii"].flags[0]))
    assert np.isnan(made["rii"].value[0])
    assert "line_leaves_range" in flags
    assert "line_does_not_fit" in flags
    assert "line_leaves_range" in flag_names(int(made["sii"].flags[0]))
    assert 0 < made["rii_log"].lower[0] < made["rii_log"].value[0]
    assert 0 < made["rii_logit"].lower[0] < made["rii_logit"].value[0]


def test_limits_of_a_small_rate_are_in_order_whatever_the_unit():
    """With 0 < multiplier < 1 phe_sii swaps the limits on the log scale."""
    made = measure(from_counts(DECILES[1:], PEOPLE[1:] * 1000, "rate"))["rii_log"]
    assert made.lower[0] < made.value[0] < made.upper[0] < 1


def test_groups_weigh_by_their_people_and_not_by_the_square_of_them():
    """healthequal weighs by n squared: -0.330 for -0.363. Here by the normal equations, worked out apart."""
    people = np.array([[1000.0, 2000, 3000, 4000, 5000]])
    rates = np.array([[0.5, 0.4, 0.38, 0.2, 0.15]])
    made = measure(from_counts(rates * people, people, "proportion"))["sii"].value[0]
    share = people[0] / people.sum()
    at = np.cumsum(share) - share / 2
    design = np.stack((np.ones(5), at), axis=1)
    slope = np.linalg.solve(design.T @ (design * share[:, None]), design.T @ (share * rates[0]))[1]
    assert made == pytest.approx(slope, rel=1e-12)


def test_limits_hear_what_confidence_is_asked():
    """healthequal's are of 95 % whatever is asked."""
    groups = from_counts(DECILES[1:], PEOPLE[1:], "rate")
    wide, narrow = (measure(groups, Asked(confidence=each)) for each in (0.99, 0.8))
    for name in MEASURES:
        if METHODS[wide[name].method[0]] not in ("none", "fieller"):
            assert wide[name].lower[0] <= narrow[name].lower[0] <= narrow[name].upper[0] <= wide[name].upper[0], name


def test_a_set_with_an_empty_decile_is_not_dropped():
    """phe_sii drops the whole area when one decile is missing."""
    events, people = DECILES[1:].copy(), PEOPLE[1:].copy()
    events[0, 4] = people[0, 4] = 0
    made = measure(from_counts(events, people, "rate"))["sii"]
    assert np.isfinite(made.value[0])
    assert "empty_quantile" in flag_names(int(made.flags[0]))


def test_no_rate_of_nought_is_replaced_by_a_small_number():
    """healthequal puts 1e-6 in place of nought: a made-up number."""
    made = measure(from_counts(DECILES[:1], PEOPLE[:1], "rate"))
    assert np.isnan(made["mld"].value[0])
    assert "zero_events" in flag_names(int(made["mld"].flags[0]))
    assert np.isfinite(made["theil"].value[0])
    assert METHODS[made["theil"].method[0]] == "none"
