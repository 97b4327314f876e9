"""HC01 and HC04: required seats filled, and no seat left vacant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from joinedup.rules.health import CheckResult, Light, when_at_least, when_at_most
from joinedup.rules.register.checks.doubt import NOT_ACCEPTED, unsure
from joinedup.rules.register.membership import RequiredSeat, required_counts
from joinedup.rules.register.records import Appointment, Seat
from joinedup.rules.register.seats import Vacancies, vacancies
from joinedup.rules.register.thresholds import SeatsFilled, VacancyDays
from joinedup.rules.working import say


def hc01(
    required: Sequence[RequiredSeat],
    seats: Sequence[Seat],
    appointments: Sequence[Appointment],
    on: date,
    *,
    accepted: bool,
    thresholds: SeatsFilled | None = None,
) -> CheckResult:
    """Required seats filled by a current, named representative of a qualifying organisation."""
    cut = thresholds or SeatsFilled()
    if not required:
        why = say("The profile requires no fixed seats: membership is determined locally (2.33).")
        return CheckResult("HC01", Light.NO_DATA, None, why)
    counts = required_counts(required, seats, appointments, on)
    num_required = sum(count.required.minimum for count in counts)
    if not num_required:
        return CheckResult("HC01", Light.NO_DATA, None, say("The profile requires no places on this day."))
    filled = sum(count.num_named for count in counts)
    share = Fraction(filled, num_required)
    short = tuple(count.required.qualifier for count in counts if count.num_named < count.required.minimum)
    facts = say(
        "{filled} of {needed} required places have a named person from a qualifying organisation ({share})",
        filled=filled,
        needed=num_required,
        share=share,
    )
    light = when_at_least(share, cut.green_share, cut.amber_share)
    best = when_at_least(Fraction(1), cut.green_share, cut.amber_share)
    if not accepted and light is not best:
        return unsure("HC01", facts, NOT_ACCEPTED, short, say("Check these seats: {short}.", short=short))
    todo = say("Fill, or name a person for: {short}.", short=short) if short else ""
    return CheckResult("HC01", light, float(share), say("{facts}.", facts=facts), short, todo)


def hc04(
    seats: Sequence[Seat],
    appointments: Sequence[Appointment],
    on: date,
    *,
    accepted: bool,
    thresholds: VacancyDays | None = None,
) -> CheckResult:
    """Seats are not left vacant. Days are exact.

    Once accepted, a vacancy whose start is not known runs from the first day it is shown.
    """
    cut = thresholds or VacancyDays()
    found = vacancies(seats, appointments, on)
    if found.rate is None:
        return CheckResult("HC04", Light.NO_DATA, None, say("No seats are recorded on {on}.", on=on))
    facts = say(
        "Longest vacancy: {days} days; vacant places: {vacant} of {places} ({rate})",
        days=found.longest_days,
        vacant=found.num_vacant,
        places=found.num_places,
        rate=found.rate,
    )
    records = tuple(vacancy.seat.ref for vacancy in found.vacancies)
    light = _vacancy_light(found, cut)
    is_sure = not found.num_not_known and (accepted or all(x.is_since_known for x in found.vacancies))
    # What is not known can only lengthen or add vacancies, so a red stays red.
    if not is_sure and light is not Light.RED:
        missing = say("the start of some seats or appointments is not recorded")
        return unsure(
            "HC04", facts, missing, records, say("Record the day on which each seat and appointment started.")
        )
    todo = "" if not records else say("Fill: {seats}.", seats=[vacancy.seat.name for vacancy in found.vacancies])
    return CheckResult("HC04", light, float(found.longest_days), say("{facts}.", facts=facts), records, todo)


def _vacancy_light(found: Vacancies, cut: VacancyDays) -> Light:
    if found.rate is not None and found.rate > cut.amber_rate:
        return Light.RED
    return when_at_most(found.longest_days, cut.green_days, cut.amber_days)
