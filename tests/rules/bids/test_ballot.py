"""Counts and approval. Real ballots: counts as published, their papers spread over made-up hereditaments."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup import lawbook
from joinedup.rules.bids.ballot import approval
from joinedup.rules.bids.ballot.tally import Papers, Tally, count

VOTE = st.sampled_from(["yes", "no", "rejected", ""])
ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4), VOTE), min_size=1, max_size=30)
NATION = st.sampled_from(["England", "Wales", "Scotland", "Northern Ireland"])
WORTH = (0, 500, 1_000, 7_250, 10_000, 40_000, 999_999)


def _papers(rows: list[tuple[int, int, str]]) -> Papers:
    """Several persons may share a hereditament, which always has one value."""
    return Papers(
        [str(place) for place, _, _ in rows], [WORTH[place] for place, _, _ in rows], [vote for *_, vote in rows]
    )


def _spread(num: int, total: int) -> list[int]:
    """So many values that add up to the total."""
    return [total // num + (place < total % num) for place in range(num)]


def _ballot(yes: int, no: int, value_yes: int, value_no: int, electorate: int = 0, rejected: int = 0) -> Papers:
    votes = ["yes"] * yes + ["no"] * no + ["rejected"] * rejected
    votes += [""] * max(0, electorate - len(votes))
    values = _spread(yes, value_yes) + _spread(no, value_no) + [1000] * (len(votes) - yes - no)
    return Papers([f"h{place}" for place in range(len(votes))], values, votes)


def _met(papers: Papers, nation: str) -> dict[str, bool]:
    tests = approval.judge(count(papers), lawbook.ballot_conditions(nation, "ratepayer"))
    return {test.name: test.met for test in tests}


def _approved(papers: Papers, nation: str) -> bool:
    return all(_met(papers, nation).values())


REAL = [
    ("Wellingborough renewal 2019", "England", (75, 52, 1_296_850, 3_068_250), True, False),
    ("Penrith third term 2022", "England", (89, 26, 1_084_850, 1_557_800), True, False),
    ("Carlisle 2012", "England", (55, 69, 5_284_900, 2_502_150, 332), False, True),
    ("Penarth 2015", "Wales", (48, 86, 752_250, 1_292_750, 227), False, False),
    ("Bishop's Stortford 2018", "England", (98, 16, 4_361_000, 582_750, 329), True, True),
    ("Manor Royal renewal 2023", "England", (158, 20, 33_124_750, 2_347_250, 534), True, True),
]


@pytest.mark.parametrize(("case", "nation", "figures", "by_number", "by_value"), REAL, ids=[case[0] for case in REAL])
def test_a_real_ballot_comes_out_as_declared(
    case: str, nation: str, figures: tuple[int, ...], by_number: bool, by_value: bool
) -> None:
    papers = _ballot(*figures)
    assert _met(papers, nation) == {"majority_by_number": by_number, "majority_by_value": by_value}
    tally = count(papers)
    assert (tally.votes_in_favour, tally.votes_against, tally.value_in_favour, tally.value_against) == figures[:4]


def test_the_costs_of_penarth_could_not_be_recovered_and_of_carlisle_could() -> None:
    for nation, figures, expected in (("Wales", REAL[3][2], False), ("England", REAL[2][2], True)):
        tally, rule = count(_ballot(*figures)), lawbook.ballot_cost_rule(nation, "ratepayer")
        assert rule is not None
        assert approval.costs_recoverable(tally, False, rule) is expected


def test_a_fifth_exactly_in_favour_frees_the_proposer_of_the_costs() -> None:
    rule = lawbook.ballot_cost_rule("England", "ratepayer")
    assert rule is not None
    assert not approval.costs_recoverable(count(_ballot(20, 30, 1, 1, 100)), False, rule)
    assert approval.costs_recoverable(count(_ballot(19, 30, 1, 1, 100)), False, rule)
    assert not approval.costs_recoverable(count(_ballot(19, 3, 9, 1, 100)), True, rule)


def test_what_was_not_verified_of_costs_is_not_said() -> None:
    assert lawbook.ballot_cost_rule("Scotland", "ratepayer") is None


def test_manor_royal_turned_out_a_third() -> None:
    tally = count(_ballot(*REAL[5][2]))
    assert Fraction(tally.votes_cast, tally.electorate) == Fraction(178, 534) == Fraction(1, 3)


@pytest.mark.parametrize("nation", ["England", "Wales", "Scotland", "Northern Ireland"])
def test_ties_fail_in_every_nation(nation: str) -> None:
    assert not _met(_ballot(5, 5, 900, 100), nation)["majority_by_number"]
    assert not _met(_ballot(6, 4, 500, 500), nation)["majority_by_value"]
    assert not _approved(_ballot(6, 4, 0, 0), nation)


def test_scotland_and_northern_ireland_want_a_quarter_by_number_to_the_paper() -> None:
    for nation in ("Scotland", "Northern Ireland"):
        assert _met(_ballot(20, 5, 900_000, 100, 100), nation)["turnout_by_number"]
        assert not _met(_ballot(20, 5, 900_000, 100, 101), nation)["turnout_by_number"]


def test_scotland_and_northern_ireland_want_a_quarter_by_value_to_the_pound() -> None:
    for nation in ("Scotland", "Northern Ireland"):
        for beside, met in ((3_000, True), (3_001, False)):
            papers = Papers(["a", "b", "c"], [900, 100, beside], ["yes", "no", ""])
            assert _met(papers, nation)["turnout_by_value"] is met


def test_england_asks_for_no_turnout() -> None:
    assert _approved(Papers(["a", "b"], [1, 99_999], ["yes", ""]), "England")


def test_a_rejected_paper_is_no_vote_but_was_returned() -> None:
    tally = count(_ballot(3, 2, 30, 20, 10, rejected=1))
    assert (tally.papers_returned, tally.papers_rejected, tally.votes_cast, tally.electorate) == (6, 1, 5, 10)
    assert tally.value_cast == 50


def test_a_property_of_two_voters_counts_its_value_once_a_side() -> None:
    papers = Papers(["a", "a", "b"], [100, 100, 70], ["yes", "yes", "no"])
    tally = count(papers)
    assert (tally.value_in_favour, tally.value_cast, tally.value_entitled, tally.votes_in_favour) == (100, 170, 170, 2)
    split = count(Papers(["a", "a"], [100, 100], ["yes", "no"]))
    assert (split.value_in_favour, split.value_against, split.value_cast) == (100, 100, 100)


def test_owner_and_ratepayer_share_a_value_in_scotland() -> None:
    # SSI 2007/261, regulation 3: P% with the ratepayer's vote, Q% with the owner's.
    shares = [Fraction(60), Fraction(40), Fraction(100)]
    tally = count(Papers(["a", "a", "b"], [1_000, 1_000, 333], ["yes", "no", "no"], shares))
    assert (tally.value_in_favour, tally.value_against, tally.value_entitled) == (600, 733, 1_333)


def test_a_share_that_does_not_come_out_whole_stays_exact() -> None:
    tally = count(Papers(["a", "a"], [1, 1], ["yes", "no"], [Fraction("33.3"), Fraction("66.7")]))
    assert tally.value_in_favour == Fraction(333, 1000)


def test_a_greater_majority_is_met_at_its_percentage() -> None:
    asked = approval.local_conditions(Fraction(60), Fraction("66.7"), "section 41", "V")
    tests = approval.judge(count(_ballot(6, 4, 667, 333)), asked)
    assert [test.met for test in tests] == [True, True]
    assert [test.met for test in approval.judge(count(_ballot(59, 41, 666, 334)), asked)] == [False, False]


@given(ROWS, st.data(), NATION)
def test_another_yes_never_loses_a_ballot(rows: list[tuple[int, int, str]], data: st.DataObject, nation: str) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    with_it = [*rows]
    with_it[place] = (rows[place][0], rows[place][1], "yes")
    assert _approved(_papers(with_it), nation) >= _approved(_papers(rows), nation)


@given(ROWS)
def test_the_figures_hang_together(rows: list[tuple[int, int, str]]) -> None:
    tally: Tally = count(_papers(rows))
    assert tally.votes_cast + tally.papers_rejected == tally.papers_returned <= tally.electorate
    assert tally.value_in_favour <= tally.value_cast <= tally.value_entitled
    assert tally.value_cast <= tally.value_in_favour + tally.value_against


def test_the_law_names_its_provision_in_every_test() -> None:
    tests = approval.judge(count(_ballot(2, 1, 2, 1)), lawbook.ballot_conditions("England", "ratepayer"))
    assert [test.authority for test in tests] == [
        "Local Government Act 2003, section 50(2)",
        "Local Government Act 2003, section 50(3) to (6)",
    ]
    assert lawbook.ballot_law_began("Northern Ireland", "ratepayer") == date(2014, 7, 1)
