"""What holds of every proposal, whatever the register (white paper 2.39)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.engines.restructure import answer, propose
from joinedup.rules.rationalisation.checking import broken_rules, parents_after
from joinedup.rules.rationalisation.homes import duty_sheet, theme_sheet
from joinedup.rules.rationalisation.records import Setting
from tests.engines.restructure.cast import LSP, tiny

QUICK = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
registers = st.builds(tiny, st.integers(2, 9), st.integers(0, 10**9))


def most(given_: Setting, effort: int) -> int:
    option = propose(given_, effort).options[-1]
    assert option.status == "optimal"
    return option.saving_pence


@QUICK
@given(registers)
def test_every_option_keeps_every_rule(register: Setting) -> None:
    proposal = propose(register, num_points=6)
    for option in (*proposal.options, *proposal.curve):
        assert broken_rules(register, option.plan, option.effort) == ()


@QUICK
@given(registers)
def test_what_the_law_or_its_own_status_protects_is_never_merged_away_or_wound_up(register: Setting) -> None:
    without_routes = replace(register, routes={})
    for option in propose(without_routes, num_points=6).options:
        assert not [each for each in option.plan.gone() if register.bodies[each].is_protected]


@QUICK
@given(registers)
def test_separate_legal_status_is_kept_even_where_the_law_has_a_route(register: Setting) -> None:
    for option in propose(register, num_points=6).options:
        assert not [each for each in option.plan.gone() if register.bodies[each].is_separate]


@QUICK
@given(registers)
def test_every_duty_and_theme_keeps_a_home_that_goes_on(register: Setting) -> None:
    for option in propose(register, num_points=6).options:
        for move in (*duty_sheet(register, option.plan), *theme_sheet(register, option.plan)):
            assert move.after in register.bodies.keys() - option.plan.gone()


@QUICK
@given(registers)
def test_nesting_stays_a_tree_within_its_spans(register: Setting) -> None:
    values = register.values
    for option in propose(register, num_points=6).options:
        parents = parents_after(register, option.plan)
        for child in option.plan.nests:
            above = parents[child]
            assert above == LSP or parents[above] == LSP
        for parent in set(option.plan.nests.values()):
            limit = values.most_under_lsp if parent == LSP else values.most_under_partnership
            before = sum(body.parent == parent for body in register.bodies.values())
            assert list(parents.values()).count(parent) <= max(limit, before)


@QUICK
@given(registers, st.integers(0, 12))
def test_more_effort_never_saves_less(register: Setting, effort: int) -> None:
    assert most(register, effort) <= most(register, effort + 1)


@QUICK
@given(registers, st.data())
def test_a_refusal_never_saves_more_and_whoever_refuses_is_left_alone(register: Setting, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(sorted(register.bodies)))
    refused = replace(register.bodies[one], fixed="it has refused")
    after = propose(replace(register, bodies={**register.bodies, one: refused}), num_points=6)
    assert after.options[-1].saving_pence <= propose(register, num_points=6).options[-1].saving_pence
    assert all(one not in option.plan.asked() for option in after.options)


@QUICK
@given(registers, st.randoms(use_true_random=False))
def test_the_order_of_the_register_changes_nothing(register: Setting, chance: object) -> None:
    ids = list(register.bodies)
    chance.shuffle(ids)  # type: ignore[attr-defined]
    other = replace(register, bodies={each: register.bodies[each] for each in ids})
    assert json.dumps(answer(propose(register))) == json.dumps(answer(propose(other)))


@pytest.mark.parametrize("seed", [3, 14])
def test_each_curve_rises_with_effort_and_ends_at_the_fullest_option(seed: int) -> None:
    proposal = propose(tiny(8, seed))
    points = [(point.effort, point.saving_pence) for point in proposal.curve]
    assert points == sorted(set(points))
    full = next(option for option in proposal.options if option.name == "Full")
    assert points[-1] == (full.effort, full.saving_pence)
