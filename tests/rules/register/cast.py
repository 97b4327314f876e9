"""A small cast for the register's tests: short ways to make seats, appointments and days."""

from datetime import date

from joinedup.rules.life import Life
from joinedup.rules.register.records import Appointment, Seat

START = date(2002, 4, 1)
ALWAYS = Life(START)


def seat(ref="s1", sector="public", votes=True, places=1, *, life=ALWAYS, qualifier="", name=""):
    return Seat(
        ref,
        "Northmoor Together",
        name or ref,
        qualifier,
        sector,
        votes,
        True,
        True,
        True,
        False,
        places,
        life,
    )


def held(seat_ref="s1", organisation="Council", person="", *, places=1, life=ALWAYS, kind="", ref="", substitute=""):
    made = ref or f"{seat_ref}-{organisation}-{person}-{life.shown_from}"
    return Appointment(made, seat_ref, organisation, kind, person, places, life, substitute=substitute)


def board(*rows):
    """Seats and appointments from (organisation, sector, places, votes) rows: one seat and holder each."""
    seats = [
        seat(f"s{n}", sector, votes, places, name=organisation)
        for n, (organisation, sector, places, votes) in enumerate(rows)
    ]
    holders = [held(f"s{n}", organisation, places=places) for n, (organisation, _, places, _) in enumerate(rows)]
    return seats, holders
