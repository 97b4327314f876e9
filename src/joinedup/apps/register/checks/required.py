"""Which seats a profile requires on a day, in the shape that the rules count (HC01)."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from joinedup import lawbook
from joinedup.rules.register.membership import RequiredSeat
from joinedup.rules.register.records import Appointment, Seat, by_seat


@cache
def kinds_satisfying(wanted: str) -> frozenset[str]:
    """The kinds that may fill a seat of this kind; empty where the lawbook has no such kind."""
    if wanted not in lawbook.kinds():
        return frozenset()
    return frozenset(kind for kind in lawbook.kinds() if lawbook.satisfies(kind, wanted))


@cache
def qualifying(wanted: str) -> frozenset[str]:
    """The kinds of organisation that qualify; empty, so any, where a post-holder or an interest is asked for.

    A director comes from a council and a victims' voice from anywhere: there the seat itself says who it is.
    """
    kind = lawbook.kinds().get(wanted)
    return kinds_satisfying(wanted) if kind and kind.what == "body" else frozenset()


@cache
def seat_words(qualifier: str) -> str:
    """A qualifier in the lawbook's words, however written: "pcc" is "Police and crime commissioner"."""
    kind = lawbook.kind_for(qualifier) if qualifier else None
    return kind.label if kind else qualifier


def seat_label(whose: str, role: str) -> str:
    """What people call a seat: who may hold it, else whose it is, with its role."""
    return ", ".join(part for part in (seat_words(whose), role) if part) or "seat"


def required_seats(profile: lawbook.Profile, on: date, qualifiers: Collection[str]) -> tuple[RequiredSeat, ...]:
    """The seats that must be filled. One that applies only somewhere is advice until such a seat is recorded.

    `qualifiers` are those of the seats recorded, in `seat_words`. Rules for one kind of member are added up.
    """
    found: dict[str, RequiredSeat] = {}
    for rule in profile.required_seats_on(on):
        words = seat_words(rule.qualifier) or rule.label
        if rule.is_conditional and words not in qualifiers:
            continue
        if words in found:
            found[words] = replace(found[words], minimum=found[words].minimum + rule.minimum)
        else:
            found[words] = RequiredSeat(words, rule.minimum, qualifying(rule.qualifier), rule.cite)
    return tuple(found.values())


def with_qualifiers(
    seats: Iterable[Seat], appointments: list[Appointment], required: Collection[RequiredSeat]
) -> list[Seat]:
    """Seats that say nobody in particular may hold them, taken for what their holder is.

    A spreadsheet of members seldom says "local health board": the organisation's own kind does.
    """
    held = by_seat(appointments)
    return [
        seat if seat.qualifier else replace(seat, qualifier=_of_holder(held.get(seat.ref, []), required))
        for seat in seats
    ]


def _of_holder(held: list[Appointment], required: Collection[RequiredSeat]) -> str:
    kinds = {appointment.organisation_kind for appointment in held}
    return next((seat.qualifier for seat in required if kinds & _fitting(seat.qualifier)), "")


def _fitting(words: str) -> frozenset[str]:
    kind = lawbook.kind_for(words)
    return kinds_satisfying(kind.id) if kind else frozenset()
