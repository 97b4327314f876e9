"""The state machines of governance: what they let happen, and what they never do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules import states
from joinedup.rules.governance.states import ACTION, DECISION, FLAG, GOVERNANCE, ITEM, MEETING, OBJECTION, RATIFICATION


def walk(machine, *verbs):
    """The state after some verbs from the first start; KeyError for a verb that is not there."""
    state = machine.starts[0]
    for verb in verbs:
        state = machine.after(state)[verb]
    return state


@pytest.mark.parametrize(
    ("machine", "verbs", "state"),
    [
        (
            MEETING,
            ["move the day", "begin", "adjourn", "resume", "close", "write the minutes", "correct", "approve"],
            "approved",
        ),
        (MEETING, ["find inquorate"], "inquorate"),
        (
            ITEM,
            ["put on the agenda", "defer", "bring back", "open", "defer", "escalate", "bring back", "open", "decide"],
            "decided",
        ),
        (DECISION, ["close the answers", "record the outcome", "ask the partners", "put into effect"], "in effect"),
        (DECISION, ["close the answers", "record the outcome", "ask the partners", "take back"], "answering"),
        (OBJECTION, ["overrule", "open again at the review", "meet by a change"], "met by change"),
        (RATIFICATION, ["refuse", "ask again", "ratify"], "ratified"),
        (ACTION, ["start", "finish", "find not done", "finish"], "done"),
        (FLAG, ["answer", "refer", "say not yet", "step in", "hand back"], "handed back"),
        (FLAG, ["refer", "step in", "hand back"], "handed back"),
    ],
)
def test_the_walks_of_the_brief_are_in_the_tables(machine, verbs, state):
    assert walk(machine, *verbs) == state
    assert state in machine.ends or machine is DECISION


def test_an_urgent_decision_is_in_effect_only_through_a_meeting():
    assert set(DECISION.after("taken urgently").values()) == {"recorded", "dropped"}


def test_no_meeting_decides_before_it_begins_and_none_is_approved_before_its_minutes():
    assert MEETING.may_move("called", "held").holds is False
    assert MEETING.may_move("held", "approved").holds is False
    assert MEETING.may_move("inquorate", "held").holds is False


def test_a_step_in_ends_only_by_handing_back():
    assert FLAG.after("stepped in") == {"hand back": "handed back"}


def test_nothing_is_ever_called_agreed():
    assert not any("agree" in word for machine in GOVERNANCE for word in (*machine.states, *sum(machine.moves, ())))


def test_the_house_draws_every_machine_of_governance_once():
    nouns = [machine.noun for machine in states.MACHINES]
    assert len(nouns) == len(set(nouns))
    assert all(machine in states.MACHINES for machine in GOVERNANCE)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(GOVERNANCE), st.data())
def test_any_sequence_of_moves_stays_where_an_end_can_be_reached(machine, data):
    state = data.draw(st.sampled_from(machine.starts))
    for _ in range(8):
        verbs = machine.after(state)
        if not verbs:
            assert state in machine.ends
            break
        state = verbs[data.draw(st.sampled_from(sorted(verbs)))]
        assert state in machine.states
        assert state not in machine.stuck()
