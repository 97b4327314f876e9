"""The seats of many partnerships and who holds them, as the rules read them: one query for any number."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from joinedup.apps.register import models
from joinedup.apps.register.checks.required import seat_label, seat_words
from joinedup.rules.life import Life
from joinedup.rules.register.records import Appointment, Seat

NAMED = "named"  # HC01 asks only whether somebody is named; who it is never reaches a check's answer

SEAT = (
    "pk",
    "partnership_id",
    "ref",
    "qualifier",
    "role_text",
    "organisation__name",
    "sector",
    "may_vote",
    "num_places",
    "valid_from",
    "known_on",
    "valid_until",
)
HELD = (
    "held__ref",
    "held__organisation__name",
    "held__organisation__kind",
    "held__person_id",
    "held__num_places",
    "held__valid_from",
    "held__known_on",
    "held__valid_until",
)


@dataclass
class Board:
    """The seats of one partnership and the appointments to them."""

    seats: list[Seat] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)


def boards(partnership_ids: Collection[int], on: date) -> dict[int, Board]:
    """Each partnership's seats of the day with every appointment to them that had, or may have, begun."""
    found: dict[int, Board] = {pk: Board() for pk in partnership_ids}
    last = None
    for row in _rows(partnership_ids, on).values_list(*SEAT, *HELD).iterator(chunk_size=2000):
        seat, held = row[: len(SEAT)], row[len(SEAT) :]
        board = found[seat[1]]
        if seat[0] != last:
            board.seats.append(_seat(seat))
            last = seat[0]
        if held[0] is not None:
            board.appointments.append(_appointment(held, seat[2]))
    return found


def _rows(partnership_ids: Collection[int], on: date) -> QuerySet[models.Seat]:
    # A start that is not known may lie before the day: the rules decide what that leaves open.
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    held = FilteredRelation(
        "appointments",
        condition=Q(appointments__valid_from__isnull=True) | Q(appointments__valid_from__lte=on),
    )
    rows: QuerySet[models.Seat] = models.Seat.objects.filter(begun, lasting, partnership__in=partnership_ids).annotate(
        held=held
    )
    return rows.order_by("pk", "held__pk")  # type: ignore[misc] # the plugin does not know a FilteredRelation


def _seat(row: tuple[Any, ...]) -> Seat:
    _pk, partnership, ref, qualifier, role, whose, sector, votes, places, start, known, until = row
    words = seat_words(qualifier)
    return Seat(
        ref=ref,
        partnership=str(partnership),
        name=seat_label(words or whose or "", role),
        qualifier=words,
        sector=sector,
        votes=votes,
        speaks=None,
        papers=None,
        counts_to_quorum=None,
        must_be_invited=False,
        places=places,
        life=Life(start, known, until),
    )


def _appointment(row: tuple[Any, ...], seat_ref: str) -> Appointment:
    ref, organisation, kind, person, places, start, known, until = row
    named = NAMED if person else ""
    return Appointment(ref, seat_ref, organisation, kind, named, places, Life(start, known, until))
