"""Popolo: held against the published JSON schemas, http://www.popoloproject.com/schemas/<class>.json."""

import json
import re
from datetime import date
from typing import Any

import pytest

from joinedup.formats.popolo import (
    PopoloArea,
    PopoloMembership,
    PopoloOrganization,
    PopoloPerson,
    PopoloPost,
    popolo,
)

# The properties of each published schema (popoloproject.com/schemas, draft-03), those we have a use for.
# They demand `identifier` of an identifier, `url` of a link and `name` of another name, and nothing else.
SCHEMAS = {
    "persons": {"id", "name"},
    "organizations": {
        *("id", "name", "other_names", "identifiers", "classification", "parent_id", "area_id"),
        *("founding_date", "dissolution_date", "links", "sources"),
    },
    "posts": {"id", "label", "role", "organization_id", "area_id", "start_date", "end_date"},
    "memberships": {
        *("id", "label", "role", "member", "person_id", "organization_id", "post_id", "on_behalf_of_id"),
        *("area_id", "start_date", "end_date", "links", "sources"),
    },
    "areas": {"id", "name", "identifier", "classification", "parent_id"},
}
# The specification (section 2.3) lets in further terms where its own are not enough.
OURS = {"memberships": {"member_id"}}
# What a record of ours is of no use without, where it is not its name.
NEEDED = {"posts": ["label", "organization_id"], "memberships": ["organization_id"]}
ITEMS = {
    "identifiers": {"identifier", "scheme"},
    "links": {"url", "note"},
    "sources": {"url", "note"},
    "other_names": {"name"},
}
DAY = re.compile(r"^[0-9]{4}(-[0-9]{2}){0,2}$")
TARGETS = {
    "person_id": "persons",
    "organization_id": "organizations",
    "on_behalf_of_id": "organizations",
    "member_id": "organizations",
    "post_id": "posts",
    "area_id": "areas",
}

COUNCIL = PopoloOrganization("o1", "Council", identifiers=[("GB-LAE", "MDB")], extra={"x_sector": "public"})
BOARD = PopoloOrganization(
    "p1",
    "Northmoor Together",
    classification="lsp",
    other_names=["NT"],
    area_id="E06000002",
    founding_date=date(2001, 6, 1),
    links=[("https://example.org/", "")],
    sources=[("https://example.org/minutes", "minute")],
    extra={"x_nested_in": [], "x_legal_basis": "guidance"},
)
SAFE = PopoloOrganization("p2", "Northmoor Safe", parent_id="p1")
JO = PopoloPerson("jo", "Jo Bloggs")
SEAT = PopoloPost("s1", "Council seat 1", "p1", role="member", start_date=date(2002, 4, 1))
FOR_COUNCIL = PopoloMembership(
    "m1", "p1", person_id="jo", on_behalf_of_id="o1", post_id="s1", role="member", start_date=date(2002, 4, 1)
)
NESTED = PopoloMembership("m2", "p1", member_id="p2", end_date=date(2004, 4, 1), extra={"x_rights": ["vote"]})
AREA = PopoloArea("E06000002", "Middlesbrough", identifier="E06000002", classification="ltla")


def document(**changes: Any) -> dict[str, Any]:
    """The small world above, with lists changed by name."""
    lists: dict[str, Any] = {
        "persons": [JO],
        "organizations": [SAFE, BOARD, COUNCIL],
        "posts": [SEAT],
        "memberships": [NESTED, FOR_COUNCIL],
        "areas": [AREA],
    }
    return popolo(**(lists | changes), provenance={"version": "0.1.0"})


def check(document: dict[str, Any]) -> None:
    """Hold a document against the schemas: keys, kinds of value, days, references that lead somewhere."""
    ids = {name: [record["id"] for record in document[name]] for name in SCHEMAS}
    for name, keys in SCHEMAS.items():
        assert len(set(ids[name])) == len(ids[name])
        for record in document[name]:
            assert {"id", *NEEDED.get(name, ["name"])} <= set(record)
            extra = set(record) - keys - OURS.get(name, set())
            assert all(key.startswith("x_") for key in extra), extra
            check_record(name, record, ids)


def check_record(name: str, record: dict[str, Any], ids: dict[str, list[str]]) -> None:
    for key, value in record.items():
        if key.endswith("_date"):
            assert DAY.match(value)
        elif key in ITEMS:
            required = {"identifiers": "identifier", "other_names": "name"}.get(key, "url")
            assert all(required in item and set(item) <= ITEMS[key] for item in value)
        elif key == "parent_id" or key in TARGETS:
            assert value in ids[TARGETS.get(key, name)]
        elif key == "member":
            assert value["id"] in ids["organizations"]
        elif not key.startswith("x_"):
            assert isinstance(value, str)
            assert value


def test_a_document_keeps_to_the_published_schemas() -> None:
    check(document())


def test_the_document_says_what_it_was_told() -> None:
    said = document()
    assert [record["id"] for record in said["organizations"]] == ["o1", "p1", "p2"]
    assert said["organizations"][1] == {
        "id": "p1",
        "name": "Northmoor Together",
        "classification": "lsp",
        "other_names": [{"name": "NT"}],
        "area_id": "E06000002",
        "founding_date": "2001-06-01",
        "links": [{"url": "https://example.org/"}],
        "sources": [{"url": "https://example.org/minutes", "note": "minute"}],
        "x_legal_basis": "guidance",
        "x_nested_in": [],
    }
    assert said["organizations"][0]["identifiers"] == [{"scheme": "GB-LAE", "identifier": "MDB"}]
    assert said["memberships"][0]["on_behalf_of_id"] == "o1"
    assert said["memberships"][1]["member"] == {"@type": "Organization", "id": "p2", "name": "Northmoor Safe"}
    assert said["x_provenance"] == {"version": "0.1.0"}


def test_the_order_in_which_it_was_told_does_not_matter() -> None:
    again = document(organizations=[COUNCIL, SAFE, BOARD], memberships=[FOR_COUNCIL, NESTED])
    assert json.dumps(again) == json.dumps(document())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"persons": []}, "person_id 'jo' of 'm1' leads nowhere"),
        ({"posts": []}, "post_id 's1' of 'm1' leads nowhere"),
        ({"areas": []}, "area_id 'E06000002' of 'p1' leads nowhere"),
        ({"organizations": [BOARD, SAFE]}, "on_behalf_of_id 'o1' of 'm1' leads nowhere"),
        ({"organizations": [COUNCIL, BOARD]}, "member_id 'p2' of 'm2' leads nowhere"),
        ({"organizations": [COUNCIL, SAFE]}, "parent_id 'p1' of 'p2' leads nowhere"),
        ({"areas": [AREA, AREA]}, "an id is used twice among the areas"),
        ({"memberships": [PopoloMembership("m", "p1")]}, "the membership 'm' is of nobody"),
        ({"persons": [PopoloPerson("jo", "Jo", extra={"sector": "public"})]}, "does not start with x_"),
    ],
)
def test_a_document_that_would_mislead_is_not_made(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        document(**changes)
