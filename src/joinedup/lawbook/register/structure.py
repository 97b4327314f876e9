"""How partnerships stand to one another, and the steps that set a new one up."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.shelf import by_id, find, folded, rows, texts


@dataclass(frozen=True)
class Relation:
    """A dated relation between two partnerships. Only one that `is_parent` makes the forest."""

    id: str
    label: str
    inverse: str
    words: str
    is_parent: bool
    aliases: tuple[str, ...]
    cite: str
    mark: str


@dataclass(frozen=True)
class SetupStep:
    """A step from nothing to the first meeting called (2.32, 2.35). `after` are steps to be done before."""

    id: str
    number: int
    title: str
    words: str
    done_when: str
    after: tuple[str, ...]
    cite: str
    mark: str


@cache
def relations() -> MappingProxyType[str, Relation]:
    """Relations between partnerships, by id."""
    made = (
        Relation(
            id=row["id"],
            label=row["label"],
            inverse=row["inverse"],
            words=row["words"],
            is_parent=row.get("is_parent", False),
            aliases=texts(row, "aliases"),
            cite=row["cite"],
            mark=row["mark"],
        )
        for row in rows("register/relations.toml", "relation")
    )
    return MappingProxyType(by_id("relation", made))


def relation_of(relation_id: str) -> Relation:
    """One relation, or `UnknownRow`."""
    return find("relation", relations(), relation_id)


@cache
def _relation_words() -> dict[str, Relation]:
    return {folded(word): row for row in relations().values() for word in (row.id, row.label, *row.aliases)}


def relation_for(text: str) -> Relation | None:
    """The relation that a wording names, or None."""
    return _relation_words().get(folded(text))


@cache
def setup_steps() -> tuple[SetupStep, ...]:
    """The steps of the guided set-up, in order."""
    made = (
        SetupStep(
            id=row["id"],
            number=row["number"],
            title=row["title"],
            words=row["words"],
            done_when=row["done_when"],
            after=texts(row, "after"),
            cite=row["cite"],
            mark=row["mark"],
        )
        for row in rows("register/setup.toml", "step")
    )
    return tuple(by_id("set-up step", made).values())
