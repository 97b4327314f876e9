"""How far partnerships share their organisations (white paper 2.37)."""

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from joinedup.rules.register.overlap import jaccard, overlaps


def test_two_groups_that_share_seven_of_ten_are_found_with_the_exact_share():
    one, other = set("abcdefgh"), set("bcdefghij") - {"j"} | {"x"}
    assert jaccard(one, other) == Fraction(7, 10)
    found = overlaps({"one": one, "other": other}, at_least=Fraction(7, 10))
    assert [(pair.one, pair.other, pair.num_shared, pair.num_together) for pair in found] == [("one", "other", 7, 10)]


def test_the_overlap_of_two_groups_with_nobody_recorded_is_undefined():
    assert jaccard(set(), set()) is None
    assert overlaps({"one": [], "other": []}) == ()


def test_an_organisation_listed_twice_counts_once():
    assert overlaps({"one": ["a", "a", "b"], "other": ["a"]})[0].share == Fraction(1, 2)


@given(st.dictionaries(st.sampled_from("uvwxyz"), st.sets(st.sampled_from("abcde"))))
def test_the_quick_way_agrees_with_comparing_every_pair(members):
    expected = {
        (one, other): share
        for one, other in combinations(sorted(members), 2)
        if (share := jaccard(members[one], members[other]))
    }
    found = overlaps(members)
    assert {(pair.one, pair.other): pair.share for pair in found} == expected
    assert [pair.share for pair in found] == sorted(expected.values(), reverse=True)
