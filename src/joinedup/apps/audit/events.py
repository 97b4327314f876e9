"""The kinds of event: each has a sentence for people and a rule for erasing what is personal in it.

Decide the rule when you invent the event. Sentences take {actor}, {subject} and the names of facts.
"""

from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Erasure(Enum):
    """What happens to the personal part of a row when a person asks to be forgotten."""

    NOTHING_PERSONAL = "the row holds nothing personal but who acted; that is kept while the law needs it"
    ON_REQUEST = "the personal part is erased when the person asks"
    WITH_THE_RECORD = "the personal part is erased when the record it speaks of is erased"


@dataclass(frozen=True)
class Kind:
    """One kind of event."""

    name: str
    sentence: str | Promise
    erase: Erasure


KINDS: dict[str, Kind] = {}


class UnknownEventError(KeyError):
    """An action tried to record an event that no room has declared."""


def declare(name: str, sentence: str | Promise, *, erase: Erasure) -> str:
    """Declare a kind of event, once. Returns its name, for use as a constant."""
    if name in KINDS:
        raise ValueError(f"{name} is declared twice")
    KINDS[name] = Kind(name, sentence, erase)
    return name


def kind_of(name: str) -> Kind:
    """The declared kind; raises UnknownEventError."""
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownEventError(name) from None


ERASED = declare(
    "audit.erased",
    _("{actor} erased the personal part of {count} audit rows"),
    erase=Erasure.NOTHING_PERSONAL,
)
