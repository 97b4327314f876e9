"""Adding to the chain. Every action in every room ends here, inside the transaction of its change."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone

from joinedup.apps.audit.events import ERASED, kind_of
from joinedup.apps.audit.models import Event, Head, Personal
from joinedup.rules.chain import GENESIS, canonical, digest, personal_digest, row_hash


class Actor(Protocol):
    """Whoever acts: a person, or the system operator at a prompt."""

    @property
    def actor_id(self) -> int | None:
        """The person's id, or None for the system."""

    @property
    def actor_label(self) -> str:
        """A name that people know them by."""


@dataclass(frozen=True)
class System:
    """The operator at the command line, or the clock. Whoever can run commands here can do anything."""

    actor_label: str = "system operator"
    actor_id: None = None


SYSTEM = System()


class NotInTransactionError(Exception):
    """An event was recorded outside the transaction of its change."""


def record(
    kind: str,
    *,
    by: Actor,
    subject: Any,
    facts: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> Event:
    """Add one row to the chain.

    `facts` must hold nothing personal; `personal` is kept apart under a salted digest.
    Raises UnknownEventError, NotInTransactionError.
    """
    kind_of(kind)
    if not connection.in_atomic_block:
        raise NotInTransactionError(kind)
    head = _locked_head()
    salt = secrets.token_hex(16)
    content = {"actor": by.actor_label} | plain(personal or {})
    event = Event(
        sequence=head.sequence + 1,
        at=timezone.now().astimezone(UTC),
        kind=kind,
        actor_id=by.actor_id,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts=plain(facts or {}),
        personal_digest=personal_digest(salt, content),
        previous_hash=head.hash or GENESIS,
    )
    event.hash = row_hash(event.previous_hash, chained(event))
    event.save()
    Personal.objects.create(event=event, salt=salt, content=content)
    Head.objects.filter(pk=head.pk).update(sequence=event.sequence, hash=event.hash)
    return event


def stand_in_line() -> None:
    """Wait until whoever is changing anything has done, for what two at once must not do: take one name, say.

    Everybody meets at the end of the chain; the first to come keeps it until its transaction ends. Call it
    before any other lock, lest two wait for each other. Raises NotInTransactionError.
    """
    if not connection.in_atomic_block:
        raise NotInTransactionError("stand_in_line")
    _locked_head()


def _locked_head() -> Head:
    """The end of the chain, locked until this transaction ends (SQLite locks the whole file instead)."""
    head = Head.objects.select_for_update().first()
    if head is None:
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get()
    return head


def chained(event: Event) -> dict[str, Any]:
    """What the hash of a row covers, in plain JSON values."""
    return {
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": event.kind,
        "actor_id": event.actor_id,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "facts": event.facts,
        "personal_digest": event.personal_digest,
    }


def plain(value: Any) -> Any:
    """A value in JSON's own types, days and amounts as text. Raises TypeError for anything else.

    A float is kept as text: PostgreSQL gives back 1e22 as a whole number, and the row would seem altered.
    """
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal | Fraction):
        return str(value)
    raise TypeError(f"the audit cannot hold a {type(value).__name__}")


def in_bulk(rows: Iterable[Any]) -> dict[str, Any]:
    """What the one row of a bulk action says of all that it did: how many, and a digest of them in order."""
    parts = [canonical(plain(row)) for row in rows]
    return {"count": len(parts), "digest": digest(*parts)}


@transaction.atomic
def erase_personal(events: Iterable[Event], *, by: Actor, why: str) -> Event:
    """Erase the personal part of rows; the chain keeps its digests and says that it was done."""
    erased = list(Personal.objects.filter(event__in=list(events)))
    rows = sorted(part.event_id for part in erased)
    row = record(
        ERASED,
        by=by,
        subject=Head.objects.get(),
        facts={"count": len(rows), "rows": rows, "why": why},
    )
    Personal.objects.filter(pk__in=rows).delete()
    return row
