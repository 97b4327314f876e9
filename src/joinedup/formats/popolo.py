"""Popolo JSON (http://www.popoloproject.com/specs/): people, organisations, posts, memberships. Export only.

The keys are those of http://www.popoloproject.com/schemas/ (person, organization, post, membership, area);
what the standard lacks (sector, rights, substitutes, legal basis, dated nesting) has keys that start `x_`.
`member_id` is ours too, beside the standard's `member`: an organisation that is itself a member.
Days are ISO; `end_date` and `dissolution_date` are the first day on which it was no longer so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

Json = Any  # what json.dumps takes


@dataclass(frozen=True, slots=True)
class PopoloPerson:
    """A person who holds a seat."""

    id: str
    name: str
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PopoloOrganization:
    """An organisation or partnership. Identifiers are (scheme, identifier), links and sources (url, note)."""

    id: str
    name: str
    classification: str = ""
    identifiers: Sequence[tuple[str, str]] = ()
    other_names: Sequence[str] = ()
    parent_id: str = ""
    area_id: str = ""
    founding_date: date | None = None
    dissolution_date: date | None = None
    links: Sequence[tuple[str, str]] = ()
    sources: Sequence[tuple[str, str]] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PopoloPost:
    """A seat."""

    id: str
    label: str
    organization_id: str
    role: str = ""
    area_id: str = ""
    start_date: date | None = None
    end_date: date | None = None
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PopoloMembership:
    """Who sits in an organisation: another (`member_id`), or a person for one (`on_behalf_of_id`)."""

    id: str
    organization_id: str
    member_id: str = ""
    person_id: str = ""
    on_behalf_of_id: str = ""
    post_id: str = ""
    role: str = ""
    label: str = ""
    area_id: str = ""
    start_date: date | None = None
    end_date: date | None = None
    sources: Sequence[tuple[str, str]] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PopoloArea:
    """An area; `identifier` is its GSS code."""

    id: str
    name: str
    identifier: str = ""
    classification: str = ""
    parent_id: str = ""
    extra: Mapping[str, Json] = field(default_factory=dict)


PopoloItem = PopoloPerson | PopoloOrganization | PopoloPost | PopoloMembership | PopoloArea

# Where each key that ends in `_id` leads.
REFERENCES = {
    "person_id": "persons",
    "organization_id": "organizations",
    "on_behalf_of_id": "organizations",
    "member_id": "organizations",
    "post_id": "posts",
    "area_id": "areas",
}


def popolo(
    persons: Iterable[PopoloPerson],
    organizations: Iterable[PopoloOrganization],
    posts: Iterable[PopoloPost],
    memberships: Iterable[PopoloMembership],
    areas: Iterable[PopoloArea],
    *,
    provenance: Mapping[str, Json],
) -> dict[str, Json]:
    """The document, each list in the order of its ids; `provenance` (version, options) as `x_provenance`.

    Raises ValueError for an id used twice, an id that leads nowhere, a membership of nobody, and an `extra`
    key that does not start with `x_`.
    """
    document = {
        "persons": _records(persons),
        "organizations": _records(organizations),
        "posts": _records(posts),
        "memberships": _records(memberships),
        "areas": _records(areas),
        "x_provenance": dict(provenance),
    }
    _add_members(document)
    _check_references(document)
    return document


def _records(items: Iterable[PopoloItem]) -> list[dict[str, Json]]:
    return [_record(item) for item in sorted(items, key=lambda item: item.id)]


def _record(item: PopoloItem) -> dict[str, Json]:
    """The fields that hold something, in their order, then the extra keys in theirs."""
    record: dict[str, Json] = {}
    for each in fields(item):
        value = getattr(item, each.name)
        if each.name != "extra" and value not in ("", None, ()):
            record[each.name] = _value(each.name, value)
    for key in sorted(item.extra):
        if not key.startswith("x_"):
            raise ValueError(f"the extra key {key!r} of {item.id!r} does not start with x_")
        record[key] = item.extra[key]
    return record


def _value(name: str, value: Json) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    if name == "identifiers":
        return [{"scheme": scheme, "identifier": identifier} for scheme, identifier in value]
    if name in ("links", "sources"):
        return [{"url": url, "note": note} if note else {"url": url} for url, note in value]
    if name == "other_names":
        return [{"name": other} for other in value]
    return value


def _add_members(document: dict[str, Json]) -> None:
    """Give the standard's `member` object beside `member_id`, so that other programs find it."""
    names = {record["id"]: record["name"] for record in document["organizations"]}
    for record in document["memberships"]:
        if member_id := record.get("member_id"):
            record["member"] = {"@type": "Organization", "id": member_id, "name": names.get(member_id, "")}
        elif "person_id" not in record:
            raise ValueError(f"the membership {record['id']!r} is of nobody")


def _check_references(document: dict[str, Json]) -> None:
    lists = [name for name in document if name != "x_provenance"]
    ids = {name: {record["id"] for record in document[name]} for name in lists}
    for name in lists:
        if len(ids[name]) != len(document[name]):
            raise ValueError(f"an id is used twice among the {name}")
        for record in document[name]:
            for key, target in (REFERENCES | {"parent_id": name}).items():
                if key in record and record[key] not in ids[target]:
                    raise ValueError(f"{key} {record[key]!r} of {record['id']!r} leads nowhere")
