"""The rules of the register asked of what was made: a sample of seats, and every nesting."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from joinedup.apps.register.models import Appointment, Link, Partnership, Seat
from joinedup.apps.register.models.partnerships import Relation
from joinedup.rules.register import records
from joinedup.rules.register.nesting import Forest
from joinedup.rules.register.seats import may_appoint


def broken_nestings(links: Iterable[Link]) -> list[str]:
    """What the rule of nesting refuses, taking the links one after the other."""
    forest, broken = Forest(), []
    for row in links:
        if row.relation != Relation.NESTED_IN:
            continue
        link = records.Link(row.child.ref, row.parent.ref, row.relation, row.life)
        finding = forest.may_link(link)
        if finding.holds is False:
            broken.append(str(finding.why))
        else:
            forest.add(link)
    return broken


def broken_appointments(seats: Sequence[Seat], appointments: Iterable[Appointment]) -> list[str]:
    """What the rule of appointments refuses, seat by seat."""
    held: dict[str, list[records.Appointment]] = defaultdict(list)
    wanted = {seat.ref: seat for seat in seats}
    broken = []
    for row in appointments:
        if row.seat.ref not in wanted:
            continue
        seat, made = _seat(wanted[row.seat.ref]), _appointment(row)
        finding = may_appoint(seat, held[row.seat.ref], made)
        if finding.holds is False:
            broken.append(str(finding.why))
        held[row.seat.ref].append(made)
    return broken


def outliving(rows: Iterable[Seat | Appointment], partnerships: Iterable[Partnership]) -> list[str]:
    """The refs of rows that begin before their partnership is shown, or outlast it."""
    lives = {row.ref: row.life for row in partnerships}
    found = []
    for row in rows:
        life = lives[row.partnership.ref]
        ends_late = life.valid_until and (row.valid_until is None or row.valid_until > life.valid_until)
        if row.life.shown_from < life.shown_from or ends_late:
            found.append(row.ref)
    return found


def _seat(row: Seat) -> records.Seat:
    return records.Seat(
        ref=row.ref,
        partnership=row.partnership.ref,
        name=row.qualifier or row.role_text,
        qualifier=row.qualifier,
        sector=row.sector,
        votes=row.may_vote,
        speaks=row.may_speak,
        papers=row.gets_papers,
        counts_to_quorum=row.counts_to_quorum,
        must_be_invited=bool(row.must_be_invited),
        places=row.num_places,
        life=row.life,
    )


def _appointment(row: Appointment) -> records.Appointment:
    return records.Appointment(
        ref=row.ref,
        seat=row.seat.ref,
        organisation=row.organisation.name,
        organisation_kind=row.organisation.kind,
        person=row.person.name if row.person else "",
        places=row.num_places,
        life=row.life,
    )
