"""What may be done with a partnership: every row of the table of white paper 2.39."""

import pytest

from joinedup.rules.register.operations import OPERATIONS, what_may_be_done
from joinedup.rules.working import Sentence

ROUTE = "Crime and Disorder Act 1998 s.5(1A)"
ACT = "special resolution of 1 May 2003"


def answers(*facts):
    return dict(zip(OPERATIONS, (finding.holds for finding in what_may_be_done(*facts)), strict=True))


@pytest.mark.parametrize(
    ("facts", "merge", "close"),
    [
        (("statute", False), False, False),
        (("statute", False, ROUTE), True, False),
        (("statute", True), False, False),
        (("statute", True, ROUTE), True, False),
        (("funding", False), True, True),
        (("planning", False), True, True),
        (("voluntary", False), True, True),
        (("funding", True), False, False),
        (("planning", True), False, False),
        (("voluntary", True), False, False),
        (("voluntary", True, "", ACT), True, True),
        (("voluntary", True, ROUTE), False, False),
    ],
)
def test_each_row_of_the_table_answers_as_the_white_paper_does(facts, merge, close):
    assert answers(*facts) == {"slot": True, "nest": True, "merge": merge, "close": close}


@pytest.mark.parametrize("origin", ["funding", "planning", "voluntary"])
def test_an_unknown_legal_status_leaves_merging_and_closing_open_and_says_what_to_find_out(origin):
    slot, nest, merge, close = what_may_be_done(origin, None)
    assert (slot.holds, nest.holds, merge.holds, close.holds) == (True, True, None, None)
    assert "find out whether" in merge.would_satisfy
    assert "if it has separate legal status" in slot.needed


def test_an_unknown_legal_status_does_not_open_what_statute_closes_either_way():
    assert answers("statute", None) == {"slot": True, "nest": True, "merge": False, "close": False}


def test_an_unknown_origin_leaves_merging_and_closing_open():
    assert answers("", False) == {"slot": True, "nest": True, "merge": None, "close": None}


def test_an_education_action_forum_may_not_be_merged_and_nesting_is_offered_instead():
    # Education action forums are bodies corporate (School Standards and Framework Act 1998 s.11).
    merge = what_may_be_done("statute", True)[2]
    assert merge.holds is False
    assert "separate legal status" in merge.why
    assert "distinct identity" in merge.authority
    assert "nested instead" in merge.why


def test_closing_while_a_fund_still_runs_is_allowed_and_shows_the_money_at_risk():
    close = what_may_be_done("funding", False)[3]
    assert close.holds is True
    assert "money at risk" in close.why
    assert "the fund" in close.why


@pytest.mark.parametrize("origin", ["statute", "funding", "planning", "voluntary", ""])
@pytest.mark.parametrize("separate", [True, False, None])
def test_every_answer_cites_2_39_and_every_refusal_says_what_would_satisfy_it(origin, separate):
    for finding in what_may_be_done(origin, separate):
        assert finding.authority.startswith("white paper 2.39")
        assert finding.holds is True or finding.would_satisfy
        assert "developed, discussed and agreed" in finding.needed


def test_an_origin_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="origin must be one of"):
        what_may_be_done("local", False)


def test_what_would_satisfy_a_refusal_can_be_said_in_another_language():
    for finding in what_may_be_done("statute", True):
        assert isinstance(finding.needed, Sentence)
        assert not finding.would_satisfy or isinstance(finding.would_satisfy, Sentence)
