"""Reading the chain: whether it holds, and what happened to one thing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from joinedup.apps.audit.actions import chained
from joinedup.apps.audit.events import ERASED, KINDS, kind_of
from joinedup.apps.audit.models import Event, Head, Personal
from joinedup.rules.chain import GENESIS, Break, Link, breaks, personal_digest


@dataclass(frozen=True)
class PublishedHead:
    """The length of the chain and its last hash, as once published outside the database."""

    sequence: int
    hash: str

    @classmethod
    def read(cls, path: Path) -> "PublishedHead":
        """Read a published head. Raises ValueError where the file is not one."""
        try:
            content = json.loads(path.read_text("utf-8"))
            return cls(int(content["sequence"]), str(content["hash"]))
        except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f'not a published head: {wrong}; expected {{"sequence": n, "hash": "..."}}') from None


@dataclass(frozen=True)
class Verification:
    """What the verifier found. `holds` is False where any row was altered, removed or put out of order."""

    num_rows: int
    head_hash: str
    faults: list[Break] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


def verify(published: PublishedHead | None = None) -> Verification:
    """Check every row, every personal part, the stored head, and a published head where one is given."""
    faults: list[Break] = []
    last = Link(0, {}, "", GENESIS)

    def watched() -> Iterator[Link]:
        nonlocal last
        for event in Event.objects.order_by("sequence").iterator(chunk_size=2000):
            last = Link(event.sequence, chained(event), event.previous_hash, event.hash)
            yield last

    faults += breaks(watched())
    faults += _head_faults(last, published)
    faults += _personal_faults()
    warnings = []
    if published is None:
        warnings.append(
            "No published head was given: removal of rows at the end of the chain cannot be excluded. "
            "Give the file that was published outside the database with --head."
        )
    return Verification(last.sequence, last.hash, sorted(set(faults), key=lambda b: b.sequence), warnings)


def _head_faults(last: Link, published: PublishedHead | None) -> Iterator[Break]:
    stored = head()
    if stored.sequence > last.sequence:
        yield Break(last.sequence + 1, f"rows after row {last.sequence} are missing: the head is further on")
    elif (stored.sequence, stored.hash) != (last.sequence, last.hash):
        yield Break(last.sequence, f"the head of the chain is not row {last.sequence}, its last: it was altered")
    if published is None or published.sequence == 0:
        return
    row = Event.objects.filter(sequence=published.sequence).first()
    if row is None:
        yield Break(published.sequence, f"row {published.sequence} was published and is no longer there")
    elif row.hash != published.hash:
        yield Break(published.sequence, f"row {published.sequence} is not the row that was published")


def _personal_faults() -> Iterator[Break]:
    """A personal part that does not match its digest, or is gone without a row that says it was erased."""
    erased: set[int] = set()
    for facts in Event.objects.filter(kind=ERASED).values_list("facts", flat=True):
        erased.update(facts.get("rows", []))
    for part in Personal.objects.select_related("event").iterator(chunk_size=2000):
        if personal_digest(part.salt, part.content) != part.event.personal_digest:
            yield Break(part.event_id, f"the personal part of row {part.event_id} has been altered")
    gone = Event.objects.filter(personal__isnull=True).exclude(personal_digest="")
    for sequence in gone.values_list("sequence", flat=True):
        if sequence not in erased:
            yield Break(sequence, f"the personal part of row {sequence} is missing and was never erased")


def head() -> PublishedHead:
    """The head as it stands, for publishing."""
    row = Head.objects.first()
    return PublishedHead(row.sequence, row.hash if row.sequence else GENESIS) if row else PublishedHead(0, GENESIS)


def history_of(subject: Any) -> QuerySet[Event]:
    """The rows about one thing, newest first, with their personal parts."""
    return (
        Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
        .select_related("personal")
        .order_by("-sequence")
    )


def sentence(event: Event, subject: str = "") -> str:
    """The row in words. An erased actor is called "someone"."""
    personal = getattr(event, "personal", None)
    words: dict[str, Any] = dict(event.facts)
    words |= personal.content if personal else {}
    words |= {"actor": words.get("actor", "someone"), "subject": subject or event.facts.get("name", "it")}
    return str(kind_of(event.kind).sentence).format_map(_Forgiving(words))


class _Forgiving(dict[str, Any]):
    """A fact that an older version did not record reads as three dots, never as an error."""

    def __missing__(self, key: str) -> str:
        return "…"


def events_like(*, kind: str = "", subject_kind: str = "", subject_id: str = "") -> QuerySet[Event]:
    """Rows of a kind, about a kind of thing, or about one thing; newest first, with their personal parts."""
    wanted = {"kind": kind, "subject_kind": subject_kind, "subject_id": subject_id}
    rows = Event.objects.filter(**{name: value for name, value in wanted.items() if value})
    return rows.select_related("personal").order_by("-sequence")


def kinds_in_words() -> list[tuple[str, str]]:
    """Every declared kind with its sentence, for choosing: ("people.signed_in", "… signed in")."""
    words = [(name, str(kind.sentence).format_map(_Forgiving())) for name, kind in KINDS.items()]
    return sorted(words, key=lambda pair: pair[1].lstrip("… "))


def subjects_in_words() -> list[tuple[str, str]]:
    """Every kind of thing that the audit has spoken of: ("people.person", "person")."""
    found = Event.objects.order_by("subject_kind").values_list("subject_kind", flat=True).distinct()
    return [(label, str(model._meta.verbose_name) if (model := model_of(label)) else label) for label in found]


def model_of(label: str) -> type[Model] | None:
    """The model of this label, or None where there is none any more (or a row was tampered with)."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


@dataclass(frozen=True)
class Told:
    """A row of the audit as a page shows it."""

    event: Event
    words: str


def told(events: list[Event]) -> list[Told]:
    """Rows in words, with the names that their subjects bear today: one query per kind of subject."""
    wanted: dict[str, set[str]] = {}
    for event in events:
        wanted.setdefault(event.subject_kind, set()).add(event.subject_id)
    names: dict[tuple[str, str], str] = {}
    for label, ids in wanted.items():
        model = model_of(label)
        for subject in model._default_manager.filter(pk__in=ids) if model else ():
            names[label, str(subject.pk)] = str(subject)
    return [Told(event, sentence(event, names.get((event.subject_kind, event.subject_id), ""))) for event in events]
