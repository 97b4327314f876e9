"""HC07 and HC40: duplicated membership and what is recorded, at every cut-off of the specification."""

import pytest

from joinedup.rules.health import Light
from joinedup.rules.register.checks import Placement, hc07, hc40

GREEN, AMBER, RED, NO_DATA = Light.GREEN, Light.AMBER, Light.RED, Light.NO_DATA


# HC07


def pair(num, shared, total, start=0):
    """Two partnerships whose organisations, together `total`, share `shared`."""
    everyone = [f"{num}-{n}" for n in range(start, start + total)]
    return {
        f"{num}a": everyone[:shared] + everyone[shared : shared + 1],
        f"{num}b": everyone[:shared] + everyone[shared + 1 :],
    }


def pairs(*shares):
    return {
        name: bodies for num, (shared, total) in enumerate(shares) for name, bodies in pair(num, shared, total).items()
    }


@pytest.mark.parametrize(
    ("members", "light", "number"),
    [
        (pairs((59, 100)), GREEN, 0),
        (pairs((60, 100)), AMBER, 1),  # exactly 0.60
        (pairs((6, 10), (6, 10)), AMBER, 2),
        (pairs((6, 10), (6, 10), (6, 10)), RED, 3),
        (pairs((79, 100)), AMBER, 1),
        (pairs((80, 100)), RED, 1),  # exactly 0.80
    ],
)
def test_hc07_counts_the_pairs_that_overlap(members, light, number):
    result = hc07(members, accepted=True)
    assert (result.light, result.number) == (light, number)


def test_hc07_does_not_call_an_empty_list_green_before_it_is_accepted():
    members = {"a": ["x"], "b": ["y"], "c": []}
    assert hc07(members, accepted=False).light is NO_DATA
    assert hc07(members, accepted=True).light is GREEN
    assert hc07({"a": ["x"]}, accepted=True).light is NO_DATA
    assert hc07({"a": ["x"], "b": []}, accepted=True).light is NO_DATA


def test_hc07_stays_red_whatever_the_missing_lists_may_hold():
    assert hc07({"a": ["x"], "b": ["x"], "c": []}, accepted=False).light is RED


# HC40


def placements(num_whole, num_short, is_reported_only=False):
    whole = [Placement(f"w{n}", f"W{n}", True, True, True, False, False, True) for n in range(num_whole)]
    short = [
        Placement(f"s{n}", f"S{n}", True, True, False, False, True, True, is_reported_only) for n in range(num_short)
    ]
    return whole + short


@pytest.mark.parametrize(("num_whole", "light"), [(100, GREEN), (95, GREEN), (94, AMBER), (80, AMBER), (79, RED)])
def test_hc40_lights_by_the_share_with_all_four_recorded(num_whole, light):
    result = hc40(placements(num_whole, 100 - num_whole), accepted=True)
    assert result.light is light
    assert result.number == num_whole / 100


def test_hc40_says_what_is_missing_and_where():
    result = hc40(placements(1, 1), accepted=True)
    assert result.records == ("s0",)
    assert result.what_to_do == "Record what is missing: S0 (parent or reason)."


def test_hc40_accepts_a_reason_for_a_parent_and_a_review_for_a_legal_basis():
    assert Placement("p", "P", True, True, False, True, False, True).lacks == ()
    assert Placement("p", "P", False, False, False, False, False, False).lacks == (
        "place",
        "purpose",
        "parent or reason",
        "legal basis or review",
    )


def test_hc40_is_at_best_amber_when_a_return_names_a_partnership_not_in_the_register():
    assert hc40(placements(99, 1, is_reported_only=True), accepted=True).light is AMBER
    assert hc40(placements(9, 91, is_reported_only=True), accepted=True).light is RED


def test_hc40_of_an_area_merely_imported_is_no_data_when_something_is_missing():
    assert hc40(placements(94, 6), accepted=False).light is NO_DATA
    assert hc40(placements(100, 0), accepted=False).light is GREEN
    assert hc40([], accepted=True).light is NO_DATA
