"""Seats on a day: who holds each, what is vacant since when, how the sectors share them, what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from joinedup import lawbook
from joinedup.apps.register.models import Appointment, Seat
from joinedup.apps.register.queries.partnerships import Sheet
from joinedup.apps.register.queries.records import appointment_record, seat_name, seat_record
from joinedup.rules.register import records
from joinedup.rules.register.membership import (
    RequiredSeat,
    complete_for_profile,
    holdings,
    missing_sectors,
    votes_by_sector,
)
from joinedup.rules.register.records import SECTORS
from joinedup.rules.register.seats import Vacancies, Vacancy, vacancies
from joinedup.rules.working import Finding


@dataclass(frozen=True)
class SeatLine:
    """A seat on a day, who holds it, and the vacancies of its places."""

    seat: Seat
    name: str
    sector: str
    holders: tuple[Appointment, ...]
    vacancies: tuple[Vacancy, ...]

    @property
    def num_vacant(self) -> int:
        """Places vacant."""
        return sum(vacancy.num_places for vacancy in self.vacancies)

    @property
    def rights(self) -> dict[bool | None, list[str]]:
        """The names of the seat's rights, by answer: yes, no, not known; answers none has are left out."""
        answers = (
            (_("vote"), self.seat.may_vote),
            (_("speak"), self.seat.may_speak),
            (_("papers"), self.seat.gets_papers),
            (_("quorum"), self.seat.counts_to_quorum),
            (_("must be invited"), self.seat.must_be_invited or False),
        )
        told = answers if self.seat.must_be_invited else answers[:-1]
        found = {answer: [words for words, given in told if given is answer] for answer in (True, False, None)}
        return {answer: names for answer, names in found.items() if names}

    @property
    def is_chair(self) -> bool:
        """Whether the role's words say that this seat chairs."""
        role = lawbook.role_for(self.seat.role_text) if self.seat.role_text else None
        return bool(role and role.is_chair)


@dataclass(frozen=True)
class SectorLine:
    """One sector of the membership: its organisations, places, and share of the votes recorded."""

    sector: str
    organisations: tuple[tuple[str, str], ...]
    num_places: int
    num_votes: int
    share: Fraction | None


@dataclass(frozen=True)
class Membership:
    """Who sits on a partnership on a day, with the findings of 2.33 and 2.35(a).

    `is_kind_known` says that every place is of a kind the lawbook knows: without it, a required seat that
    nobody is seen to fill may be filled all the same.
    """

    seats: tuple[SeatLine, ...]
    sectors: tuple[SectorLine, ...]
    vacancies: Vacancies
    sectors_finding: Finding
    profile_finding: Finding | None
    is_kind_known: bool

    @property
    def unsure_of(self) -> tuple[str, ...]:
        """The required seats of which it cannot be said whether a member of no recorded kind fills them."""
        if self.is_kind_known or self.profile_finding is None or self.profile_finding.holds:
            return ()
        told = self.profile_finding.why.params
        names = told.get("missing", told.get("perhaps"))
        return tuple(names) if isinstance(names, list | tuple) else ()

    @property
    def chairs(self) -> list[SeatLine]:
        """The seats that chair."""
        return [line for line in self.seats if line.is_chair]

    @property
    def vacant(self) -> list[SeatLine]:
        """The seats with places vacant, the longest vacancy first."""
        found = [line for line in self.seats if line.num_vacant]
        return sorted(found, key=lambda line: (min(v.since for v in line.vacancies), line.name))


def membership(sheet: Sheet) -> Membership:
    """Work out the membership of a partnership on its day. No queries: the sheet has the rows."""
    refs = {row.pk: row.ref for row in sheet.seats}
    seats = [_record(row, sheet.appointments) for row in sheet.seats]
    appointments = [appointment_record(row, refs[row.seat_id]) for row in sheet.appointments]
    found = vacancies(seats, appointments, sheet.day)
    required = required_seats(sheet.profile, sheet.day)
    return Membership(
        seats=tuple(_lines(sheet, found)),
        sectors=tuple(_sectors(sheet, seats, appointments)),
        vacancies=found,
        sectors_finding=missing_sectors(seats, appointments, sheet.day),
        profile_finding=complete_for_profile(required, seats, appointments, sheet.day) if required else None,
        is_kind_known=all(_has_kind(seat) for seat in seats if seat.life.covers(sheet.day)),
    )


def required_seats(profile: lawbook.Profile | None, day: date) -> list[RequiredSeat]:
    """The seats that a profile requires of everybody on a day, by kind. Those with a condition are left out:
    somebody must first say whether they apply here."""
    rules = profile.required_seats_on(day) if profile else ()
    return [
        RequiredSeat(words(rule.qualifier) or rule.label, max(rule.minimum, 1), authority=rule.cite)
        for rule in rules
        if not rule.is_conditional
    ]


def words(text: str) -> str:
    """A kind of member in the lawbook's words, where it knows them; else the text as it is."""
    kind = lawbook.kind_for(text) if text else None
    return kind.label if kind else text


def _has_kind(seat: records.Seat) -> bool:
    return bool(seat.qualifier) and lawbook.kind_for(seat.qualifier) is not None


def _record(row: Seat, appointments: Sequence[Appointment]) -> records.Seat:
    """The seat, with its sector and qualifier filled from its holder's where the seat itself says nothing."""
    record = seat_record(row)
    holders = [a.organisation for a in appointments if a.seat_id == row.pk]
    owner = row.organisation or (holders[-1] if holders else None)
    role = lawbook.role_for(row.role_text) if row.role_text else None
    qualifier = row.qualifier or (role.qualifier if role else "") or (owner.kind if owner else "")
    return replace(record, qualifier=words(qualifier), sector=record.sector or (owner.sector if owner else ""))


def _lines(sheet: Sheet, found: Vacancies) -> Iterable[SeatLine]:
    held: dict[int, list[Appointment]] = {}
    for row in sheet.appointments:
        if row.life.covers(sheet.day):
            held.setdefault(row.seat_id, []).append(row)
    by_ref: dict[str, list[Vacancy]] = {}
    for vacancy in found.vacancies:
        by_ref.setdefault(vacancy.seat.ref, []).append(vacancy)
    lines = [
        SeatLine(
            seat=row,
            name=seat_name(row),
            sector=row.sector or (row.organisation.sector if row.organisation else ""),
            holders=tuple(held.get(row.pk, ())),
            vacancies=tuple(by_ref.get(row.ref, ())),
        )
        for row in sheet.seats
        if row.life.covers(sheet.day)
    ]
    return sorted(lines, key=lambda line: (not line.is_chair, _rank(line.sector), line.name.casefold()))


def _rank(sector: str) -> int:
    return SECTORS.index(sector) if sector in SECTORS else len(SECTORS)


def _sectors(
    sheet: Sheet, seats: Sequence[records.Seat], appointments: Sequence[records.Appointment]
) -> Iterable[SectorLine]:
    held = holdings(seats, appointments, sheet.day)
    shares = votes_by_sector(held)
    refs = {row.organisation.name: row.organisation.ref for row in sheet.appointments}
    for sector in (*SECTORS, ""):
        own = [one for one in held if one.sector == sector]
        if not own and not sector:
            continue
        names = sorted({one.organisation for one in own}, key=str.casefold)
        yield SectorLine(
            sector=sector,
            organisations=tuple((name, refs[name]) for name in names),
            num_places=sum(one.places for one in own),
            num_votes=sum(one.places for one in own if one.votes),
            share=shares.get(sector, Fraction(0)) if shares else None,
        )
