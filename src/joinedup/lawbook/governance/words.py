"""The words of governance, each a list by id. All but the accountabilities and the columns are proposals."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.shelf import Row, by_id, find, folded, rows, texts

FILE = "governance/words.toml"


@dataclass(frozen=True)
class Wording:
    """A row that has a name and says something: an accountability, a clause, an exit item, a column."""

    id: str
    label: str
    words: str
    cite: str
    mark: str


@dataclass(frozen=True)
class GradeWord:
    """One of the six answers. `score` is what the measures count with, 5 best; an objection needs a reason."""

    id: str
    label: str
    score: int
    words: str
    needs_reason: bool
    cite: str
    mark: str


@dataclass(frozen=True)
class VotingMethod:
    """A way of voting. `aliases` are the words that profiles use for it."""

    id: str
    label: str
    words: str
    aliases: tuple[str, ...]
    cite: str
    mark: str


def _wording(row: Row) -> Wording:
    return Wording(row["id"], row["label"], row.get("words", ""), row["cite"], row["mark"])


@cache
def _wordings(table: str) -> Mapping[str, Wording]:
    return MappingProxyType(by_id(table.replace("_", " "), map(_wording, rows(FILE, table))))


def accountabilities() -> Mapping[str, Wording]:
    """The three accountabilities of 2.35, by letter, in the white paper's own words."""
    return _wordings("accountability")


def agreement_clauses() -> Mapping[str, Wording]:
    """The twelve clauses that a written agreement should have (HC36), by id."""
    return _wordings("agreement_clause")


def exit_items() -> Mapping[str, Wording]:
    """The six things that an exit plan arranges, by id."""
    return _wordings("exit_item")


def minute_columns() -> Mapping[str, Wording]:
    """The columns of the minutes, in order."""
    return _wordings("minute_column")


@cache
def grades() -> Mapping[str, GradeWord]:
    """The six words of the graded answer, best first."""
    made = (
        GradeWord(
            id=row["id"],
            label=row["label"],
            score=row["score"],
            words=row["words"],
            needs_reason=row.get("needs_reason", False),
            cite=row["cite"],
            mark=row["mark"],
        )
        for row in rows(FILE, "grade")
    )
    return MappingProxyType(by_id("grade", made))


@cache
def voting_methods() -> Mapping[str, VotingMethod]:
    """The ways of voting, by id."""
    made = (
        VotingMethod(
            id=row["id"],
            label=row["label"],
            words=row["words"],
            aliases=texts(row, "aliases"),
            cite=row["cite"],
            mark=row["mark"],
        )
        for row in rows(FILE, "voting_method")
    )
    return MappingProxyType(by_id("voting method", made))


def voting_method_of(method_id: str) -> VotingMethod:
    """One way of voting, or `UnknownRow`."""
    return find("voting method", voting_methods(), method_id)


def voting_method_for(text: str) -> VotingMethod | None:
    """The way of voting that a profile's wording names; None for consensus and for its own procedure."""
    wanted = folded(text)
    for method in voting_methods().values():
        if wanted in {folded(word) for word in (method.id, method.label, *method.aliases)}:
            return method
    return None
