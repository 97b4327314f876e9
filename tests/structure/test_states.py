"""Every state machine reaches an end, and its page is the one that it makes."""

from pathlib import Path

import pytest

from joinedup.rules import states

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("machine", states.MACHINES, ids=lambda machine: machine.noun)
def test_every_state_can_reach_an_end(machine: states.Machine) -> None:
    assert machine.stuck() == set()


@pytest.mark.parametrize("machine", states.MACHINES, ids=lambda machine: machine.noun)
def test_every_state_can_be_reached(machine: states.Machine) -> None:
    assert machine.unreachable() == set()


@pytest.mark.parametrize("machine", states.MACHINES, ids=lambda machine: machine.noun)
def test_nothing_leaves_an_end_but_what_the_table_says(machine: states.Machine) -> None:
    for end in machine.ends:
        for after in set(machine.states) - {end} - set(machine.after(end).values()):
            assert machine.may_move(end, after).holds is False


def test_a_machine_with_a_trap_is_found_out() -> None:
    trap = states.Machine("thing", ("open",), ("shut",), {("open", "lose"): "lost"}, "a test")
    assert trap.stuck() == {"open", "lost"}
    assert trap.unreachable() == {"shut"}


def test_a_refused_move_says_what_may_follow() -> None:
    finding = states.PARTNERSHIP.may_move("ended", "active")
    assert finding.holds is False
    assert "nothing else" in finding.would_satisfy


def test_the_page_of_states_is_up_to_date() -> None:
    assert (DOCS / "states.md").read_text("utf-8") == states.page()
