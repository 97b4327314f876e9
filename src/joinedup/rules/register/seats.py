"""Seats: whether one is filled, which are vacant since when, who may be appointed (white paper 2.33, 2.35).

Method: `docs/methods/seats-and-vacancies.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from joinedup.rules.life import Stretch, totals
from joinedup.rules.register.nesting import spell_days
from joinedup.rules.register.records import REGISTER_RULE, Appointment, Seat, by_seat
from joinedup.rules.working import Finding, Sentence, listed, say

AUTHORITY = "white paper 2.33 and 2.35(a)"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Places of one seat that have been vacant since the same day.

    days: whole days from `since` to the day asked about, so 0 on the first. is_since_known is False when they
    may have been vacant for longer, because the seat's start is not recorded or an appointment's is not.
    """

    seat: Seat
    num_places: int
    since: date
    days: int
    is_since_known: bool


@dataclass(frozen=True, slots=True)
class Vacancies:
    """The vacancies of some seats on a day, longest first.

    num_not_known counts places for which an appointment with no recorded start may or may not have begun;
    they are not among the vacant.
    """

    vacancies: tuple[Vacancy, ...]
    num_places: int
    num_vacant: int
    num_not_known: int

    @property
    def longest_days(self) -> int:
        """The longest vacancy in days; 0 when nothing is vacant."""
        return max((vacancy.days for vacancy in self.vacancies), default=0)

    @property
    def rate(self) -> Fraction | None:
        """Vacant places as a share of all places; None when there are no places."""
        return Fraction(self.num_vacant, self.num_places) if self.num_places else None


def validly_filled(seat: Seat, appointments: Sequence[Appointment], on: date) -> Finding:
    """Say whether every place of the seat is held by a current appointment on the day.

    An organisation may hold a place before it names a person; the working says so. None when the seat is not
    shown on the day, or when an appointment with no recorded start may already have begun.
    """
    own = [appointment for appointment in appointments if appointment.seat == seat.ref]
    needed = say("places held by current appointments: {places}", places=seat.places)
    if not seat.life.covers(on):
        why = say("{seat} is not shown on {on}: it runs {days}.", seat=seat.name, on=on, days=spell_days(seat.life))
        return Finding(None, why, AUTHORITY, needed=needed, would_satisfy=say("ask about a day within the seat's life"))
    current = [appointment for appointment in own if appointment.life.covers(on)]
    held = sum(appointment.places for appointment in current)
    perhaps = sum(appointment.places for appointment in own if appointment.life.may_cover(on))
    counted = tuple(_described(appointment) for appointment in current)
    if held >= seat.places:
        return Finding(True, _filled(seat, current, on), AUTHORITY, counted, needed)
    why = say("{seat}: {held} of {places} held on {on}.", seat=seat.name, held=held, places=seat.places, on=on)
    if perhaps >= seat.places:
        return Finding(None, why, AUTHORITY, counted, needed, say("record the day on which each appointment started"))
    missing = seat.places - held
    return Finding(
        False,
        why,
        AUTHORITY,
        counted,
        needed,
        say("appoint to the places not held: {missing}", missing=missing),
    )


def vacancies(seats: Sequence[Seat], appointments: Sequence[Appointment], on: date) -> Vacancies:
    """Return the vacant places of the seats shown on the day, exact to the day from the rows themselves.

    The places of one seat are alike: the k-th place is vacant for as long as fewer than k have been held.
    """
    grouped = by_seat(list(appointments))
    current = [seat for seat in seats if seat.life.covers(on)]
    found: list[Vacancy] = []
    num_not_known = 0
    for seat in current:
        own = grouped.get(seat.ref, [])
        shown = _vacant(seat, own, on, lambda appointment: appointment.life.stretch)
        certain = _vacant(seat, own, on, _longest_stretch)
        num_not_known += sum(map(len, shown.values())) - sum(map(len, certain.values()))
        found += [_vacancy(seat, places, since, on, shown.get(since)) for since, places in certain.items()]
    return Vacancies(
        vacancies=tuple(sorted(found, key=lambda vacancy: (-vacancy.days, vacancy.seat.name, vacancy.seat.ref))),
        num_places=sum(seat.places for seat in current),
        num_vacant=sum(vacancy.num_places for vacancy in found),
        num_not_known=num_not_known,
    )


def may_appoint(seat: Seat, existing: Iterable[Appointment], new: Appointment) -> Finding:
    """Say whether the appointment fits the seat on every day of its term.

    Refuses a place count below one, a term outside the seat's life, the same person twice at once (or the
    same organisation twice at once with nobody named), and more places than the seat has on any day.
    """
    own = [appointment for appointment in existing if appointment.seat == seat.ref and appointment.ref != new.ref]
    needed = say("places held on no day more than {places}", places=seat.places)
    refusal = _unfit(seat, new) or _twice(own, new) or _too_many(seat, own, new)
    if refusal is not None:
        why, would_satisfy = refusal
        return Finding(False, why, REGISTER_RULE, needed=needed, would_satisfy=would_satisfy)
    why = say("{who} may hold {seat} {days}.", who=_who(new), seat=seat.name, days=spell_days(new.life))
    return Finding(True, why, REGISTER_RULE, (_described(new),), needed)


def _vacant(
    seat: Seat, own: Sequence[Appointment], on: date, stretch_of: Callable[[Appointment], Stretch]
) -> dict[date, range]:
    """Return the places not held on the day, as numbers counted from 0, by the day they fell vacant."""
    parts = [
        (days, appointment.places)
        for appointment in own
        if (days := stretch_of(appointment).meet(seat.life.stretch)) is not None
    ]
    runs = [(days, held) for days, held in totals(parts) if days.start <= on]
    held_now = next((held for days, held in runs if days.holds(on)), 0)
    # Places between two levels that were never held apart have been vacant since the same day.
    levels = sorted({held_now, seat.places, *(held for _, held in runs if held_now < held < seat.places)})
    found: dict[date, range] = {}
    for low, high in pairwise(level for level in levels if level <= seat.places):
        since = _last_held(runs, high) or seat.life.shown_from
        found[since] = range(found[since].start if since in found else low, high)
    return found


def _last_held(runs: Sequence[tuple[Stretch, int]], level: int) -> date | None:
    return max((days.end for days, held in runs if held >= level and days.end is not None), default=None)


def _longest_stretch(appointment: Appointment) -> Stretch:
    """Take an appointment with no recorded start as one that may always have been there."""
    start = appointment.life.valid_from or date.min
    return Stretch(start, appointment.life.valid_until)


def _vacancy(seat: Seat, places: range, since: date, on: date, shown: range | None) -> Vacancy:
    is_from_the_start = since == seat.life.shown_from and not seat.life.is_start_known
    is_same_as_shown = shown is not None and shown.start <= places.start and places.stop <= shown.stop
    days = (on - since).days
    return Vacancy(seat, len(places), since, days, is_same_as_shown and not is_from_the_start)


def _unfit(seat: Seat, new: Appointment) -> tuple[Sentence, Sentence] | None:
    if new.places < 1:
        return say("An appointment holds at least one place, not {places}.", places=new.places), say("give 1 or more")
    starts_early = seat.life.is_start_known and new.life.shown_from < seat.life.shown_from
    end = seat.life.valid_until
    ends_late = end is not None and (new.life.valid_until is None or new.life.valid_until > end)
    if new.seat == seat.ref and not starts_early and not ends_late:
        return None
    why = say(
        "{who} would hold {seat} {days}, outside the seat's own life, {life}.",
        who=_who(new),
        seat=seat.name,
        days=spell_days(new.life),
        life=spell_days(seat.life),
    )
    return why, say("give a term within the seat's life, {life}", life=spell_days(seat.life))


def _twice(own: Sequence[Appointment], new: Appointment) -> tuple[Sentence, Sentence] | None:
    for appointment in own:
        days = appointment.life.stretch.meet(new.life.stretch)
        if days is None or not _is_same_holder(appointment, new):
            continue
        why = say("{who} already holds this seat from {start}.", who=_who(new), start=days.start)
        return why, say("change the places or the term of the appointment that is already there")
    return None


def _is_same_holder(one: Appointment, other: Appointment) -> bool:
    if one.person or other.person:
        return one.person == other.person
    return one.organisation == other.organisation


def _too_many(seat: Seat, own: Sequence[Appointment], new: Appointment) -> tuple[Sentence, Sentence] | None:
    parts = [(appointment.life.stretch, appointment.places) for appointment in [*own, new]]
    for days, held in totals(parts):
        shared = days.meet(new.life.stretch)
        if shared is None or held <= seat.places:
            continue
        why = say(
            "{seat} would have {held} held from {start}, and its places are {places}.",
            seat=seat.name,
            held=held,
            start=shared.start,
            places=seat.places,
        )
        return why, say("end another appointment first, or add places to the seat by a recorded decision")
    return None


def _filled(seat: Seat, current: Sequence[Appointment], on: date) -> Sentence:
    unnamed = [appointment.organisation for appointment in current if not appointment.person]
    if unnamed:
        return say(
            "{seat} is filled on {on}, with no person named by {unnamed}.",
            seat=seat.name,
            on=on,
            unnamed=listed(unnamed),
        )
    return say("{seat} is filled on {on} by named people.", seat=seat.name, on=on)


def _who(appointment: Appointment) -> str:
    if appointment.person:
        return f"{appointment.person} for {appointment.organisation}"
    return appointment.organisation


def _described(appointment: Appointment) -> str:
    places = f", {appointment.places} places" if appointment.places != 1 else ""
    nobody = "" if appointment.person else ", no person named"
    substitute = f", substitute {appointment.substitute}" if appointment.substitute else ", no substitute named"
    return f"{_who(appointment)}{places}{nobody}{substitute}"
