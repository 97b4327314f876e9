"""Roll-ups show the worst light and the count of each; a red is never averaged away."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from joinedup import lawbook
from joinedup.apps.health.queries.rolling import (
    ORDER,
    by_criterion,
    by_dimension,
    over_all,
    with_not_built,
)
from joinedup.rules.health import Light

IDS = sorted(lawbook.checks())
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(IDS), st.sampled_from([str(light) for light in Light])), st.integers(1, 9)
)


def test_one_red_among_many_greens_is_red():
    counts = {(check_id, "green"): 100 for check_id in IDS} | {("HC02", "red"): 1}
    heap = over_all(counts)
    assert (heap.worst, heap.num_red, heap.num_green) == (Light.RED, 1, 4300)


def test_no_data_is_a_state_of_its_own_neither_green_nor_red():
    heap = over_all({("HC01", "green"): 3, ("HC02", "no data"): 1})
    assert (heap.worst, heap.num_no_data, heap.num_green) == (Light.NO_DATA, 1, 3)
    assert over_all({("HC01", "amber"): 1, ("HC02", "no data"): 9}).worst is Light.AMBER


def test_the_six_accreditation_criteria_are_those_of_the_white_paper():
    assert {heap.name for heap in by_criterion({})} == {
        "strategic",
        "inclusive",
        "action-focused",
        "performance managed",
        "efficient",
        "learning and development",
    }


def test_checks_whose_room_is_not_built_count_as_no_data_of_every_partnership():
    counts = with_not_built({("HC01", "red"): 7}, 7)
    assert counts["HC01", "red"] == 7
    assert counts["HC20", "no data"] == 7
    assert ("HC01", "no data") not in counts


@given(COUNTS)
def test_every_way_of_heaping_keeps_every_light_and_hides_no_red(counts):
    for heaps in (by_dimension(counts), by_criterion(counts), [over_all(counts)]):
        sums = Counter()
        for heap in heaps:
            sums.update(red=heap.num_red, amber=heap.num_amber, green=heap.num_green)
            sums["no data"] += heap.num_no_data
            assert (heap.worst is Light.RED) == (heap.num_red > 0)
        wanted = Counter()
        for (_check_id, light), num in counts.items():
            wanted[light] += num
        assert {light: sums[light] for light in ORDER} == {light: wanted[light] for light in ORDER}
        assert sorted(check_id for heap in heaps for check_id in heap.check_ids) == IDS
