"""Seats and who holds them, term after term, until a partnership's share of appointments is used up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.country.draws import LAST_DAY, Draw
from benchmarks.country.organisations import Body, Society
from joinedup import lawbook
from joinedup.apps.register.models import Appointment, Partnership, Seat

ROLES = ("member",) * 4 + ("chair", "vice chair", "observer", "adviser", "co-opted member")
HOW = ("", "", "named by the organisation", "elected by its members", "invited by the partnership")


@dataclass
class Table:
    """The seats of some partnerships and the appointments to them."""

    seats: list[Seat] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)


def make_table(draw: Draw, row: Partnership, society: Society, num: int) -> Table:
    """Seats for a partnership, with exactly `num` appointments; some seats have never been filled."""
    table = Table()
    bodies = draw.sample(society.bodies, len(society.bodies))
    while len(table.appointments) < num:
        if not bodies:
            bodies = draw.sample(society.bodies, len(society.bodies))
        seat = _own_seat(draw, row, bodies.pop()) if draw.chance(0.6) else _open_seat(draw, row)
        table.seats.append(seat)
        if seat.organisation is None and draw.chance(0.06):
            continue  # nobody has been found for it yet
        left = num - len(table.appointments)
        table.appointments += _holders(draw, seat, society)[:left]
    return table


def _own_seat(draw: Draw, row: Partnership, body: Body) -> Seat:
    """A seat that is one organisation's own, perhaps from a later day than the partnership itself."""
    start, until = row.life.shown_from, row.valid_until
    last = until or LAST_DAY
    if draw.chance(0.25):
        start = draw.day(start, last - timedelta(days=100))
    if draw.chance(0.15) and (last - start).days > 400:
        until = draw.day(start + timedelta(days=300), last)
    places = 1 if draw.chance(0.85) else draw.randint(2, 4)
    seat = _seat(draw, row, body.organisation.sector, places, start, until)
    seat.organisation = body.organisation
    return seat


def _open_seat(draw: Draw, row: Partnership) -> Seat:
    """A seat of the constitution, for any organisation of its kind or sector."""
    kinds = [kind for kind in lawbook.kinds().values() if kind.what in ("body", "interest") and kind.sector]
    kind = draw.choice(kinds)
    places = 1 if draw.chance(0.8) else draw.randint(2, 4)
    seat = _seat(draw, row, kind.sector, places, row.life.shown_from, row.valid_until)
    seat.qualifier = kind.label
    return seat


def _seat(draw: Draw, row: Partnership, sector: str, places: int, start: date, until: date | None) -> Seat:
    role = draw.choice(ROLES)
    is_told = draw.chance(0.8)  # of the others nobody has written down their rights
    votes = role not in ("observer", "adviser")
    return Seat(
        ref=draw.ref(),
        partnership=row,
        role_text=role,
        sector=sector,
        num_places=places,
        may_vote=votes if is_told else None,
        may_speak=True if is_told else None,
        gets_papers=True if is_told else None,
        counts_to_quorum=votes if is_told else None,
        must_be_invited=False if is_told else None,
        term_months=36 if draw.chance(0.3) else None,
        substitute_rule="one named substitute" if draw.chance(0.2) else "",
        **draw.life(start, until),
    )


def _holders(draw: Draw, seat: Seat, society: Society) -> list[Appointment]:
    """One line of holders for each place, or one for all the places of an organisation's own seat."""
    if seat.organisation:
        body = next(one for one in society.bodies if one.organisation is seat.organisation)
        return list(_terms(draw, seat, [body], society, seat.num_places))
    fitting = [one for one in society.bodies if one.organisation.sector == seat.sector]
    chosen = draw.sample(fitting, min(len(fitting), 2 * seat.num_places))
    lines = [chosen[place :: seat.num_places] for place in range(seat.num_places)]
    return [term for line in lines if line for term in _terms(draw, seat, line, society, 1)]


def _terms(draw: Draw, seat: Seat, bodies: list[Body], society: Society, places: int) -> Iterator[Appointment]:
    """Terms of one to four years, one after the other, with a vacancy now and then."""
    last = seat.valid_until or LAST_DAY
    start = seat.life.shown_from
    if draw.chance(0.15):
        start += timedelta(days=draw.randint(30, 250))
    while start < last:
        until: date | None = start + timedelta(days=draw.randint(365, 4 * 365))
        assert until is not None
        next_start = until
        if draw.chance(0.12):
            next_start += timedelta(days=draw.randint(20, 300))
        if until >= last and (seat.valid_until or draw.chance(0.7)):
            until = seat.valid_until
        yield _appointment(draw, seat, draw.choice(bodies), society, places, start, until)
        start = next_start


def _appointment(
    draw: Draw, seat: Seat, body: Body, society: Society, places: int, start: date, until: date | None
) -> Appointment:
    return Appointment(
        ref=draw.ref(),
        seat=seat,
        partnership=seat.partnership,
        organisation=body.organisation,
        person=society.someone(draw, body) if places == 1 and draw.chance(0.65) else None,
        num_places=places,
        how_chosen=draw.choice(HOW),
        has_authority=draw.choice([True, True, False, None]),
        substitute=draw.choice(["", "", "", "a deputy"]),
        **draw.life(start, until),
    )
