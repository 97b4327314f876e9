"""Cutting into quantiles: the rule of PHEindicatormethods, by hand, and beside the peer's own tests."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.engines.gap.cutting import by_areas, by_people, summed
from joinedup.engines.gap.matrices import from_matrices
from tests.engines.gap.real import needs_real, number, rows

SIZES = {"Decile": 10, "Septile": 7, "Quartile": 4}


def test_twelve_areas_in_deciles_are_cut_as_the_peer_cuts_them():
    # q = 11 - ceiling((13 - r) x 10 / 12): two areas fall in quantiles 1 and 6.
    made = by_areas(np.zeros(12, np.int64), np.arange(1.0, 13.0), 10)
    assert made.tolist() == [1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10]


def test_a_set_with_fewer_areas_than_quantiles_is_not_cut():
    assert by_areas(np.zeros(6, np.int64), np.arange(6.0), 10).tolist() == [0] * 6


def test_equal_ranks_share_the_least_place():
    made = by_areas(np.zeros(10, np.int64), np.array([1.0, 2, 2, 2, 5, 6, 7, 8, 9, 10]), 10)
    assert made.tolist() == [1, 2, 2, 2, 5, 6, 7, 8, 9, 10]


def test_by_people_an_area_falls_where_the_middle_of_its_stretch_is():
    # Stretches 0-60, 60-80, 80-100 of 100: middles 30, 70, 90; in fifths 2, 4 and 5.
    made = by_people(np.zeros(3, np.int64), np.array([1.0, 2, 3]), np.array([60.0, 20, 20]), 5)
    assert made.tolist() == [2, 4, 5]


def test_by_people_a_middle_on_a_boundary_belongs_to_the_less_deprived_side():
    assert by_people(np.zeros(2, np.int64), np.array([1.0, 2]), np.array([50.0, 50]), 4).tolist() == [2, 4]


def test_by_people_equal_ranks_share_one_stretch_whatever_their_order():
    ranks, people = np.array([1.0, 1, 2, 2]), np.array([10.0, 30, 50, 10])
    made = by_people(np.zeros(4, np.int64), ranks, people, 10)
    assert made.tolist() == [3, 3, 8, 8]


def test_a_set_without_people_has_no_quantiles():
    assert by_people(np.array([0, 0]), np.array([1.0, 2]), np.zeros(2), 4).tolist() == [0, 0]


def test_suppressed_areas_are_in_neither_sum_but_are_counted():
    groups = summed(
        np.array([0, 0, 0]), np.array([1, 2, 2]), np.array([5.0, np.nan, 7]), np.array([50.0, 60, 70]), "rate", 3
    )
    assert groups.weighted.tolist() == [[5, 7, 0]]
    assert groups.people.tolist() == [[50, 70, 0]]
    assert (groups.num_areas[0], groups.num_suppressed[0]) == (3, 1)


@given(st.lists(st.integers(1, 60), min_size=10, max_size=60, unique=True), st.integers(3, 10), st.randoms())
def test_the_cut_does_not_hang_on_the_order_of_the_rows(ranks: list[int], num: int, random: object) -> None:
    order = np.argsort(np.array(ranks) * 7919 % 61)
    values = np.array(ranks, np.float64)
    one = by_areas(np.zeros(len(ranks), np.int64), values, num)
    other = by_areas(np.zeros(len(ranks), np.int64), values[order], num)
    assert one[order].tolist() == other.tolist()


@given(st.integers(10, 200), st.integers(3, 10))
def test_quantiles_hold_nearly_equal_numbers_of_areas(num_areas: int, num: int) -> None:
    counts = np.bincount(by_areas(np.zeros(num_areas, np.int64), np.arange(float(num_areas)), num))[1:]
    assert len(counts) == num
    assert counts.max() - counts.min() <= 1


@needs_real
def test_the_cut_agrees_with_every_row_of_the_peers_own_test():
    """982 rows in 4, 7 and 10 quantiles, with tied ranks; the 35 that test a message are left out."""
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows("pheim/testdata_Quantiles__testdata_Quantiles.csv"):
        if not row["Test"].startswith("Gooddata"):
            continue
        parent = row["ParentCode"] if row["GroupSet"] == "IndSexReg" else ""
        own = row["IndSexRef"] if row["GroupSet"] != "None" else ""
        groups.setdefault((row["QuantileNm"], row["GroupSet"], own, parent), []).append(row)
    tested = 0
    for (size, *_), group in groups.items():
        ranks = np.array([number(row["RankinGrp"]) for row in group])
        told = [number(row["QuantileInGrp"]) for row in group]
        held = ~np.isnan(ranks)
        assert held.sum() == number(group[0]["RowsInGrp"])
        made = np.full(len(group), np.nan)
        cut = by_areas(np.zeros(held.sum(), np.int64), ranks[held], SIZES[size]).astype(float)
        made[held] = np.where(cut == 0, np.nan, cut)
        assert made.tolist() == pytest.approx(told, nan_ok=True)
        tested += len(group)
    assert tested == 982


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int32, np.uint64, np.float64])
def test_matrices_of_any_kind_of_number_are_summed_without_loss(kind: type):
    draw = np.random.default_rng(7)
    sets, people = draw.integers(0, 3, 60), draw.integers(100, 250, (60, 4)).astype(kind)
    events = (people * draw.random((60, 4))).astype(kind)
    quantiles = by_areas(sets, draw.permutation(60).astype(float), 5)
    made = from_matrices(events, people, sets, quantiles, 5)
    for column in range(4):
        told = summed(
            sets, quantiles, events[:, column].astype(float), people[:, column].astype(float), "proportion", 5
        )
        np.testing.assert_array_equal(made.weighted[column::4], told.weighted)
        np.testing.assert_array_equal(made.people[column::4], told.people)
        np.testing.assert_array_equal(made.num_areas[column::4], told.num_areas)


def test_sums_that_pass_sixteen_and_thirty_two_bits_are_whole():
    num = 70_000
    most = np.full((num, 1), 2**16 - 1, np.uint16)
    made = from_matrices(most, most, np.zeros(num, np.int64), np.ones(num, np.int64), 3)
    assert made.people[0, 0] == num * (2**16 - 1) > 2**32


def test_numbers_whose_sums_a_double_cannot_hold_are_refused():
    most = np.full((8, 1), 2**51, np.int64)
    with pytest.raises(ValueError, match="too large to be summed exactly"):
        from_matrices(most, most, np.zeros(8, np.int64), np.ones(8, np.int64), 3)
