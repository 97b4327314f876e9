"""Membership: required seats, the four sectors, and who holds how many votes (white paper 2.33, 2.35(a)).

Method: `docs/methods/sector-balance.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.register.records import SECTORS, Appointment, Seat, by_seat
from joinedup.rules.working import Finding, say

AUTHORITY = "white paper 2.33 and 2.35(a)"


@dataclass(frozen=True, slots=True)
class RequiredSeat:
    """A seat that a profile requires: at least `minimum` places of seats with this qualifier.

    kinds: the kinds of organisation that qualify; empty when any does. authority: who requires it.
    """

    qualifier: str
    minimum: int = 1
    kinds: frozenset[str] = frozenset()
    authority: str = ""


@dataclass(frozen=True, slots=True)
class RequiredCount:
    """How much of one required seat is there on a day, in places, never more than the minimum.

    num_filled: held by an organisation that qualifies. num_named: those among them with a named person.
    num_perhaps: held, but the organisation's kind, or whether the appointment has begun, is not known.
    """

    required: RequiredSeat
    num_filled: int
    num_named: int
    num_perhaps: int

    @property
    def num_missing(self) -> int:
        """Places that are certainly not filled."""
        return self.required.minimum - self.num_filled - self.num_perhaps


@dataclass(frozen=True, slots=True)
class Holding:
    """Places that an organisation holds on a day. sector "" and votes None mean not known."""

    organisation: str
    sector: str
    votes: bool | None
    places: int
    seat: str


def required_counts(
    required: Sequence[RequiredSeat], seats: Sequence[Seat], appointments: Sequence[Appointment], on: date
) -> tuple[RequiredCount, ...]:
    """Count each required seat on the day: filled, named, and perhaps."""
    grouped = by_seat(list(appointments))
    return tuple(_count(item, seats, grouped, on) for item in required)


def complete_for_profile(
    required: Sequence[RequiredSeat], seats: Sequence[Seat], appointments: Sequence[Appointment], on: date
) -> Finding:
    """Say whether every seat that the profile requires is held by a qualifying organisation on the day.

    True at once when the profile requires none, since membership is determined locally (2.33).
    """
    if not required:
        return Finding(True, say("The profile requires no fixed seats; membership is local."), "white paper 2.33")
    counts = required_counts(required, seats, appointments, on)
    missing = [count.required.qualifier for count in counts if count.num_missing > 0]
    perhaps = [count.required.qualifier for count in counts if count.num_missing <= 0 < count.num_perhaps]
    counted = tuple(_counted(count) for count in counts)
    authority = "; ".join(dict.fromkeys(item.authority for item in required if item.authority)) or AUTHORITY
    needed = say("required places: {num}", num=sum(item.minimum for item in required))
    if missing:
        why = say("Required seats not filled on {on}: {missing}.", on=on, missing=missing)
        return Finding(False, why, authority, counted, needed, say("fill the seats named, or record why they differ"))
    if perhaps:
        why = say("It is not known on {on} whether these are filled: {perhaps}.", on=on, perhaps=perhaps)
        todo = say("record the kind of each organisation and the day its appointment started")
        return Finding(None, why, authority, counted, needed, todo)
    return Finding(True, say("Every required seat is filled on {on}.", on=on), authority, counted, needed)


def holdings(seats: Sequence[Seat], appointments: Sequence[Appointment], on: date) -> tuple[Holding, ...]:
    """Return who holds places on the day, in the order of the appointments. Vacant places are nobody's."""
    current = {seat.ref: seat for seat in seats if seat.life.covers(on)}
    return tuple(
        Holding(appointment.organisation, seat.sector, seat.votes, appointment.places, seat.ref)
        for appointment in appointments
        if appointment.life.covers(on) and (seat := current.get(appointment.seat)) is not None
    )


def sectors_present(seats: Sequence[Seat], appointments: Sequence[Appointment], on: date) -> frozenset[str]:
    """Return the sectors that certainly hold a voting place on the day."""
    return frozenset(held.sector for held in holdings(seats, appointments, on) if held.votes and held.sector in SECTORS)


def missing_sectors(seats: Sequence[Seat], appointments: Sequence[Appointment], on: date) -> Finding:
    """Say whether all four sectors hold a voting place on the day, and name those that do not.

    None when places whose sector or vote is not known could make up what is missing.
    """
    held = holdings(seats, appointments, on)
    present = sectors_present(seats, appointments, on)
    missing = [sector for sector in SECTORS if sector not in present]
    counted = tuple(f"{sector}: {sum(x.places for x in held if x.votes and x.sector == sector)}" for sector in SECTORS)
    needed = say("a voting place for each of the four sectors")
    if not missing:
        why = say("All four sectors hold voting places on {on}.", on=on)
        return Finding(True, why, AUTHORITY, counted, needed)
    unclear = sorted({x.organisation for x in held if _may_fill(x, missing)})
    if can_cover(held, missing):
        why = say(
            "It is not known whether these sectors hold a voting place on {on}: {missing}. "
            "Not recorded for: {unclear}.",
            on=on,
            missing=missing,
            unclear=unclear,
        )
        todo = say("record the sector and the vote of each organisation named")
        return Finding(None, why, AUTHORITY, counted, needed, todo)
    why = say("No voting place on {on} for: {missing}.", on=on, missing=missing)
    return Finding(False, why, AUTHORITY, counted, needed, say("offer a voting place to each sector named"))


def can_cover(held: Iterable[Holding], missing: Sequence[str]) -> bool:
    """Say whether holdings with something not known could give each missing sector a voting place."""
    perhaps = [x for x in held if _may_fill(x, missing)]
    by_sector = {x.sector for x in perhaps if x.sector}
    num_of_no_sector = sum(1 for x in perhaps if not x.sector)
    return sum(1 for sector in missing if sector not in by_sector) <= num_of_no_sector


def votes_by_organisation(held: Iterable[Holding]) -> Mapping[str, Fraction]:
    """Return each organisation's exact share of the votes recorded; empty when there are none.

    Only places known to vote are counted; `joinedup.rules.register.votes` says what others could change.
    """
    return _shares((x.organisation, x.places) for x in held if x.votes)


def votes_by_sector(held: Iterable[Holding]) -> Mapping[str, Fraction]:
    """Return each sector's exact share of the votes recorded ("" for not known); empty if none."""
    return _shares((x.sector, x.places) for x in held if x.votes)


def _shares(parts: Iterable[tuple[str, int]]) -> Mapping[str, Fraction]:
    sums: dict[str, int] = {}
    for name, places in parts:
        sums[name] = sums.get(name, 0) + places
    total = sum(sums.values())
    return {name: Fraction(places, total) for name, places in sums.items()} if total else {}


def _may_fill(held: Holding, missing: Sequence[str]) -> bool:
    is_unclear = held.votes is None or not held.sector
    return is_unclear and held.votes is not False and (not held.sector or held.sector in missing)


def _count(
    required: RequiredSeat, seats: Sequence[Seat], grouped: Mapping[str, Sequence[Appointment]], on: date
) -> RequiredCount:
    filled = named = perhaps = 0
    for seat in seats:
        if seat.qualifier != required.qualifier or not seat.life.may_cover(on):
            continue
        for appointment in grouped.get(seat.ref, ()):
            is_sure = appointment.life.covers(on) and seat.life.covers(on)
            if not is_sure and not appointment.life.may_cover(on):
                continue
            qualifies = _qualifies(required, appointment)
            filled += appointment.places if is_sure and qualifies else 0
            named += appointment.places if is_sure and qualifies and appointment.person else 0
            perhaps += appointment.places if qualifies is not False and not (is_sure and qualifies) else 0
    filled = min(filled, required.minimum)
    return RequiredCount(required, filled, min(named, filled), min(perhaps, required.minimum - filled))


def _qualifies(required: RequiredSeat, appointment: Appointment) -> bool | None:
    if not required.kinds:
        return True
    return appointment.organisation_kind in required.kinds if appointment.organisation_kind else None


def _counted(count: RequiredCount) -> str:
    required = count.required
    perhaps = f", not known {count.num_perhaps}" if count.num_perhaps else ""
    named = f", with a named person {count.num_named}" if count.num_filled else ""
    return f"{required.qualifier}: {count.num_filled} of {required.minimum} filled{named}{perhaps}"
