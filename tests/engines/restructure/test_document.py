"""Reading the register's JSON: one line for each fault, and nothing made up for what is not known."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from joinedup.engines.restructure import Register, read_register
from joinedup.formats.faults import BadInput
from joinedup.formats.register_json import RegisterArea, RegisterPartnership, register_json


def one(own: str, **more: Any) -> dict[str, Any]:
    facts = {"members": ["o1", "o2"], "themes": ["crime"], "area": "A", "meetings_a_year": 4, "cost_pence": 100}
    return {"id": own, "name": own, "origin": "voluntary", "legal_status": "none", **facts, **more}


GOOD: dict[str, Any] = {
    "partnerships": [one("top"), one("a", parent="top"), one("b", parent="top"), one("c")],
    "areas": [{"code": "A", "parent": None}],
    "unit_values": {},
    "provenance": {"version": "1"},
}


def read(document: Any, **more: Any) -> Register:
    return read_register(json.dumps(document), "register.json", **more)


def faults(document: Any, **more: Any) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read(document, **more)
    return [str(fault) for fault in refused.value.faults]


def changed(**fields: Any) -> dict[str, Any]:
    """The good register with these facts of partnership c."""
    document = copy.deepcopy(GOOD)
    document["partnerships"][3] |= fields
    return document


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"colour": "red"}, 'the key "colour" is not known'),
        ({"id": "a"}, '"a" is already that of partnerships[1].id'),
        ({"id": None}, "there is none; give the partnership an id"),
        ({"parent": "nobody"}, '"nobody" is no partnership here'),
        ({"parent": "c"}, '"c" in "c" is a loop'),
        ({"area": "Z"}, '"Z" is no area here'),
        ({"cost_pence": -1}, "-1 cannot be; write pence as a whole number from 0"),
        ({"cost_pence": 1.5}, "1.5 cannot be"),
        ({"cost_pence": True}, "true cannot be"),
        ({"meetings_a_year": "four"}, '"four" cannot be'),
        ({"origin": "charter"}, '"charter" is not one of them; write statute, funding, planning, voluntary'),
        ({"legal_status": "perhaps"}, '"perhaps" is not one of them'),
        ({"answer": "maybe"}, '"maybe" is not one of them'),
        ({"may_close": "yes"}, '"yes" is neither true nor false'),
        ({"members": "o1"}, '"o1" is no list of texts'),
        ({"members": ["o1", "o1"]}, '"o1" is listed twice'),
        ({"duties": [{"required_members": []}]}, "there is none; name the duty"),
        ({"duties": ["plan"]}, '"plan" is no object'),
    ],
)
def test_each_fault_is_one_line_that_says_where_and_what(fields: dict[str, Any], said: str) -> None:
    lines = faults(changed(**fields))
    assert len(lines) == 1
    assert lines[0].startswith('register.json, column "partnerships')
    assert said in lines[0]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"colour": "red"}, 'the key "colour" is not known'),
        ({"areas": [{"code": "A", "parent": "B"}]}, '"B" of "A" is no area here'),
        ({"areas": [{"code": "A", "parent": "B"}, {"code": "B", "parent": "A"}]}, '"A" in "B" in "A" is a loop'),
        ({"areas": [{"code": "A"}, {"code": "A"}]}, '"A" is already that of areas[0].code'),
        ({"unit_values": {"u": -5}}, "-5 cannot be"),
        ({"unit_values": {"price": 5}}, 'the key "price" is not known'),
        ({"apex": "nobody"}, '"nobody" is no partnership here'),
        ({"legal_routes": [{"partnerships": ["a"], "cite": "an Act"}]}, "a route needs two partnerships"),
    ],
)
def test_each_fault_outside_the_partnerships_is_one_line(part: dict[str, Any], said: str) -> None:
    lines = faults(GOOD | part)
    assert len(lines) == 1
    assert said in lines[0]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"partnerships": 3}', '{"partnerships": [], "partnerships": []}', "NaN"]
)
def test_what_is_no_register_at_all_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_register(text, "register.json")
    assert len(refused.value.faults) == 1


def test_a_loop_of_parents_is_named_once() -> None:
    document = changed(parent="a")
    document["partnerships"][1]["parent"] = "c"
    assert [line for line in faults(document) if "loop" in line] == [
        'register.json, column "partnerships.parent": "a" in "c" in "a" is a loop; leave one parent out'
    ]


def test_somebody_who_refused_but_is_not_in_the_register_is_a_fault() -> None:
    assert '"nobody" is no partnership here' in faults(GOOD, refused=["nobody"])[0]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("origin", "why it exists"),
        ("meetings_a_year", "how often it meets"),
        ("cost_pence", "what it costs"),
        ("area", "its area"),
        ("members", "who sits on it"),
    ],
)
def test_what_is_not_known_leaves_the_partnership_as_it_is_and_is_said(field: str, said: str) -> None:
    register = read(changed(**{field: None}))
    assert said in register.setting.bodies["c"].fixed
    assert any(note == f"c is left as it is: it is not known {said}." for note in register.notes)


def test_a_legal_status_that_is_not_known_is_taken_as_separate_and_is_said() -> None:
    register = read(changed(legal_status=None))
    assert register.setting.bodies["c"].is_separate
    assert any("taken to have" in note for note in register.notes)


def test_the_lsp_is_the_one_with_most_beneath_it() -> None:
    register = read(GOOD)
    assert (register.setting.lsp, register.setting.lsp_area, register.setting.lsp_meetings) == ("top", "A", 4)
    assert "top" not in register.setting.bodies


def test_the_lsp_may_be_told_and_may_stand_outside_the_file() -> None:
    assert read(GOOD, apex="c").setting.lsp == "c"
    alone = read(GOOD | {"partnerships": [one("a"), one("b")]}).setting
    assert (alone.lsp, alone.lsp_meetings, len(alone.bodies)) == ("LSP", 6, 2)


def test_the_lsp_is_told_by_its_name_when_nothing_is_nested() -> None:
    document = GOOD | {"partnerships": [one("a"), one("b", name="Northmoor Local Strategic Partnership")]}
    assert read(document).setting.lsp == "b"


def test_the_files_own_unit_values_go_before_the_proposed_ones() -> None:
    values = read(GOOD | {"unit_values": {"u": 20_000, "largest_board": 12}}).setting.values
    assert (values.seat_meeting_pence, values.largest_board, values.shared_cost_percent) == (20_000, 12, 35)


def test_an_answer_counts() -> None:
    assert read(changed(answer="refused")).setting.bodies["c"].fixed == "it has refused"
    assert read(changed(answer="agreed")).setting.bodies["c"].is_agreed


def test_what_the_register_exports_can_be_read() -> None:
    document = register_json(
        [RegisterPartnership("p1", "One", area="A", legal_status="separate", may_close=True)],
        [RegisterArea("A")],
        unit_values={},
        provenance={"version": "1"},
    )
    assert read(document).setting.bodies["p1"].fixed
