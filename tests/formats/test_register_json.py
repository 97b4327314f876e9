"""The JSON that `restructure propose` reads has every field of the contract."""

from typing import Any

import pytest

from joinedup.formats.register_json import Duty, RegisterArea, RegisterPartnership, register_json

# contract.md, Register: "JSON is what `restructure propose` reads".
FIELDS = [
    *("id", "name", "members", "themes", "duties", "area", "meetings_a_year", "cost_pence", "origin"),
    *("legal_status", "parent", "may_close", "answer"),
]
LSP = RegisterPartnership("p1", "Northmoor Together", members=("o1", "o2"), area="E07000084")
SAFE = RegisterPartnership(
    "p0",
    "Northmoor Safe",
    members=("o1",),
    themes=("crime",),
    duties=(Duty("crime and disorder strategy", ("o1",)),),
    area="E07000084",
    meetings_a_year=6,
    cost_pence=1_250_000,
    origin="statute",
    legal_status="no",
    parent="p1",
    may_close=False,
    answer="agreed",
)
AREAS = (RegisterArea("E07000084", "E10000014"), RegisterArea("E10000014"))


def document(partnerships: Any = (LSP, SAFE), areas: Any = AREAS) -> dict[str, Any]:
    return register_json(partnerships, areas, unit_values={"meeting": 100, "hour": 20}, provenance={"version": "1"})


def test_every_field_of_the_contract_is_there_in_its_order() -> None:
    said = document()
    assert [each["id"] for each in said["partnerships"]] == ["p0", "p1"]
    assert all(list(each) == FIELDS for each in said["partnerships"])
    assert said["partnerships"][0]["duties"] == [{"name": "crime and disorder strategy", "required_members": ["o1"]}]
    assert said["partnerships"][0]["cost_pence"] == 1_250_000
    assert said["areas"] == [
        {"code": "E07000084", "parent": "E10000014"},
        {"code": "E10000014", "parent": None},
    ]
    assert said["unit_values"] == {"hour": 20, "meeting": 100}
    assert said["provenance"] == {"version": "1"}


def test_what_is_not_known_is_null() -> None:
    lsp = document()["partnerships"][1]
    assert [lsp[field] for field in ("cost_pence", "meetings_a_year", "may_close", "answer", "parent")] == [None] * 5


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"partnerships": (LSP, LSP)}, "used more than once: p1"),
        ({"partnerships": (SAFE,)}, "not in the document: p1"),
        ({"areas": ()}, "not in the document: E07000084"),
        ({"areas": AREAS[:1]}, "not in the document: E10000014"),
    ],
)
def test_a_reference_that_leads_nowhere_is_not_written(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        document(**changes)
