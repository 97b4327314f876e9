"""The engine agrees with trying every plan there is, at every limit of effort."""

import pytest

from joinedup.engines.restructure import propose
from joinedup.rules.rationalisation.records import Setting
from tests.engines.restructure.cast import CDRP, DAT, PANEL, setting, tiny
from tests.engines.restructure.enumeration import exact_front

# operations-research A3: the hand-checkable vector, effort and pounds saved.
BY_HAND = {0: 0, 3: 4_200, 5: 7_900, 7: 15_800, 11: 23_700, 14: 27_900}


def front(given: Setting) -> list[tuple[int, int]]:
    proposal = propose(given, num_points=1000)
    assert proposal.is_whole_curve
    assert all(point.status == "optimal" for point in proposal.curve)
    return [(point.effort, point.saving_pence) for point in proposal.curve]


def test_each_point_worked_by_hand_is_on_the_front() -> None:
    found = dict(front(setting(CDRP, DAT, PANEL)))
    assert {effort: found[effort] // 100 for effort in BY_HAND} == BY_HAND


def test_the_formulas_give_five_more_points_between_those_worked_by_hand() -> None:
    more = {effort: pence // 100 for effort, pence in front(setting(CDRP, DAT, PANEL)) if effort not in BY_HAND}
    assert more == {1: 1_080, 2: 2_040, 4: 5_280, 8: 16_880, 10: 20_000}


@pytest.mark.parametrize("effort", BY_HAND)
def test_each_point_worked_by_hand_is_the_best_within_its_effort(effort: int) -> None:
    best = propose(setting(CDRP, DAT, PANEL), effort).options[-1]
    assert (best.saving_pence, best.effort, best.status) == (100 * BY_HAND[effort], effort, "optimal")


@pytest.mark.parametrize("block", range(8))
def test_the_front_of_five_is_what_trying_everything_finds(block: int) -> None:
    for seed in range(25 * block, 25 * block + 25):
        given = tiny(5, seed)
        assert front(given) == exact_front(given), seed


@pytest.mark.parametrize("seed", [*range(500, 509), 510, 511])  # 509 has a million plans
def test_the_front_of_six_or_seven_is_what_trying_everything_finds(seed: int) -> None:
    given = tiny(6 + seed % 2, seed)
    assert front(given) == exact_front(given)


def test_the_small_registers_try_both_ways_of_pricing_and_every_kind_of_change() -> None:
    kinds: set[tuple[str, bool]] = set()
    for seed in range(60):
        given = tiny(5, seed)
        plan = propose(given).options[-1].plan
        named = {"merge": plan.merges, "nest": plan.nests, "close": plan.closes}
        kinds |= {(kind, given.values.is_busiest) for kind, part in named.items() if part}
    assert len(kinds) == 6
