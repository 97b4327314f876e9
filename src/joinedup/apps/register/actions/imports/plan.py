"""What an import would do, worked out in memory before anything is written."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import CharField, Model, TextField

from joinedup.apps.register.actions.imports.lives import is_in_order, shown_from
from joinedup.apps.register.models.lives import Living
from joinedup.formats.faults import Fault
from joinedup.formats.members import MemberRow
from joinedup.formats.structure import StructureRow
from joinedup.rules.working import Sentence, say

AnyRow = MemberRow | StructureRow

# The order in which new rows are written: what others point to first.
ORDER = (
    "area",
    "organisation",
    "person",
    "partnership",
    "partnershiptheme",
    "coverage",
    "requirement",
    "link",
    "seat",
    "appointment",
)
REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)  # a ref is part of the address of a page
RESERVED = frozenset(("add", "duplicates"))  # words that stand in a ref's place in addresses
# What our fields are called in a file, where it is not by the name of the field.
COLUMNS = {
    "ref": "id",
    "type_id": "type",
    "profile_id": "profile",
    "valid_from": "from",
    "valid_until": "until",
    "num_places": "seats",
    "role_text": "role",
    "may_vote": "voting",
    "title": "requirement",
    "has_authority": "authority",
}


@dataclass
class Change:
    """A stored row with new values put on it in memory, and what they were."""

    row: Model
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """Something a person should know that stops nothing: `where` it is and what. `names` are two that are alike."""

    where: str
    row: int | None
    text: Sentence
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.where}, row {self.row}" if self.row else self.where
        return f"{place}: {self.text}" if place else str(self.text)


class Plan:
    """New rows by kind, changes to stored rows, faults, notes. With a fault nothing may be applied."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.new: dict[str, list[Any]] = {kind: [] for kind in ORDER}
        self.changes: dict[tuple[str, int], Change] = {}
        self.faults: list[Fault] = []
        self.notes: list[Note] = []
        self.num_rows = 0
        self.role_texts: Counter[str] = Counter()
        self.strange: dict[str, set[str]] = {}  # headings that are not ours, with the tables they stand in
        self._told_in: dict[int, tuple[AnyRow, Mapping[str, str]]] = {}

    def add(self, made: Model, row: AnyRow, columns: Mapping[str, str] | None = None) -> None:
        """A new row, to be written, and the row of the file that tells of it. `columns` are over COLUMNS."""
        self._told_in[id(made)] = row, columns or {}
        self.new[made._meta.model_name or ""].append(made)
        for name, most in longest(type(made)):
            value = getattr(made, name)
            if value and len(value) > most:
                wrong = say("the cell has {num} characters", num=len(value))
                right = say("shorten it to {most} characters or fewer", most=most)
                self.fault(row, self._column(made, name), wrong, right)

    def give_ref(self, made: Any, ref: str, row: AnyRow, column: str) -> None:
        """Keep the mark that the file gives a new row; it is part of the address of a page."""
        if REF.fullmatch(ref) and ref not in RESERVED:
            made.ref = ref
            return
        wrong = say("“{ref}” cannot be the mark of a row", ref=ref[:40])
        self.fault(row, column, wrong, say("use at most 40 letters, figures, hyphens and underscores"))

    def set(self, held: Any, row: AnyRow, **fields: Any) -> dict[str, Any]:
        """New values for a row. A stored one is noted as changed, one that is itself new just takes them.

        Returns those that differed.
        """
        differing = {name: value for name, value in fields.items() if not is_same(getattr(held, name), value)}
        if not differing:
            return {}
        self._told_in.setdefault(id(held), (row, {}))
        if held.pk is not None:
            self._note_change(held, differing)
        for name, value in differing.items():
            setattr(held, name, value)
        kind: type[Model] = type(held)
        for name, most in longest(kind):
            if name in differing and len(differing[name] or "") > most:
                right = say("shorten it to {most} characters or fewer", most=most)
                self.fault(row, self._column(held, name), say("the cell is too long"), right)
        return differing

    def _note_change(self, held: Any, differing: Mapping[str, Any]) -> None:
        key = (held._meta.label_lower, held.pk)
        change = self.changes.setdefault(key, Change(held))
        for name, value in differing.items():
            change.before.setdefault(name, getattr(held, name))
            if change.before[name] == value:  # two rows between them have put it back
                del change.before[name]
                change.after.pop(name, None)
            else:
                change.after[name] = value
        if not change.after:
            del self.changes[key]

    def check_lives(self) -> None:
        """Faults for new and changed rows that would end before they begin."""
        changed = [change.row for change in self.changes.values()]
        for held in [*self.all_new(), *changed]:
            if isinstance(held, Living) and not is_in_order(held):
                row, _columns = self._told_in[id(held)]
                wrong = say(
                    "{until} is not after {start}, the first day on which it is shown",
                    until=held.valid_until,
                    start=shown_from(held),
                )
                right = say(
                    "give the day it began in “from”, or a day on which it was known to be so in “known_on”; "
                    "or correct “until”"
                )
                self.fault(row, self._column(held, "valid_until"), wrong, right)

    def told_in(self, held: Model) -> AnyRow:
        """The row of the file that first told of a row."""
        return self._told_in[id(held)][0]

    def _column(self, held: Model, name: str) -> str:
        _row, columns = self._told_in[id(held)]
        if name in ("name", "name_key"):
            kind = held._meta.model_name
            return kind if kind in ("organisation", "person") else "partnership"
        return columns.get(name, COLUMNS.get(name, name))

    def fault(self, row: AnyRow, column: str | None, wrong: Sentence, right: Sentence) -> None:
        """One thing wrong in the file, against what is stored."""
        self.faults.append(Fault(row.where, row.row, column, wrong, right))

    def note(self, row: AnyRow | None, text: Sentence, names: tuple[str, ...] = ()) -> None:
        """Something to be known."""
        self.notes.append(Note(row.where if row else "", row.row if row else None, text, names))

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind would be added, and how many changed."""
        added = {kind: len(rows) for kind, rows in self.new.items() if rows}
        return added | ({"changed": len(self.changes)} if self.changes else {})

    @property
    def changes_nothing(self) -> bool:
        """Whether the register already says all this."""
        return not self.counts

    def all_new(self) -> Iterator[Any]:
        """Every new row, in the order in which they are written."""
        for kind in ORDER:
            yield from self.new[kind]


def is_same(stored: Any, told: Any) -> bool:
    """Whether a cell says what is stored: spaces around a text, and kinds of line end, say nothing."""
    if isinstance(stored, str) and isinstance(told, str):
        return stored == told or tidy(stored) == tidy(told)
    return bool(stored == told)


def tidy(text: str) -> str:
    """A text as a file gives it back: trimmed, with plain line ends."""
    return text.replace("\r\n", "\n").strip(" \n\u00a0")


@cache
def longest(model: type[Model]) -> tuple[tuple[str, int], ...]:
    """The text fields of a model, each with the most characters it holds."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, CharField | TextField)]
    return tuple((field.attname, field.max_length) for field in fields if field.max_length)
