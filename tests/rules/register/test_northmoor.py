"""Northmoor Together, the invented partnership of the worked example, through the rules."""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from joinedup.rules.health import Light
from joinedup.rules.life import Life
from joinedup.rules.register.checks import hc01, hc02, hc03, hc04
from joinedup.rules.register.membership import (
    holdings,
    missing_sectors,
    votes_by_organisation,
    votes_by_sector,
)
from joinedup.rules.register.records import Appointment, Seat

FILE = Path(__file__).parents[4] / "shared" / "data" / "northmoor_memberships.csv"
ON = date(2003, 1, 1)

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="Northmoor's file is not beside this checkout")


@pytest.fixture(scope="module")
def northmoor():
    seats, holders = [], []
    with FILE.open(newline="", encoding="utf-8") as file:
        for n, row in enumerate(csv.DictReader(file)):
            life = Life(date.fromisoformat(row["from"]), date.fromisoformat(row["known_on"]))
            votes, places, name = row["voting"] == "yes", int(row["seats"] or 1), row["organisation"]
            seats.append(
                Seat(
                    str(n),
                    row["partnership"],
                    name,
                    "",
                    row["sector"],
                    votes,
                    True,
                    True,
                    votes,
                    False,
                    places,
                    life,
                )
            )
            holders.append(Appointment(str(n), str(n), name, "", "", places, life))
    return seats, holders


def test_northmoor_has_twenty_five_voting_places_in_the_sectors_counted_by_hand(northmoor):
    held = holdings(*northmoor, ON)
    assert sum(place.places for place in held if place.votes) == 25
    assert votes_by_sector(held) == {
        "public": Fraction(12, 25),
        "private": Fraction(2, 25),
        "voluntary": Fraction(3, 25),
        "community": Fraction(8, 25),
    }
    assert votes_by_organisation(held)["Community Empowerment Network"] == Fraction(4, 25)
    assert missing_sectors(*northmoor, ON).holds is True


def test_northmoors_private_sector_at_eight_per_cent_is_amber(northmoor):
    result = hc02(*northmoor, ON, accepted=False)
    assert (result.light, result.number, result.records) == (Light.AMBER, 0.08, ("private",))


def test_nobody_can_carry_a_vote_alone_in_northmoor(northmoor):
    result = hc03(*northmoor, ON, accepted=False)
    assert (result.light, result.number) == (Light.GREEN, 0.16)
    assert result.why == (
        "Largest organisation Community Empowerment Network: 16% of votes; largest sector public: 48%."
    )


def test_northmoor_has_no_vacancy_and_no_fixed_seats(northmoor):
    assert hc04(*northmoor, ON, accepted=False).light is Light.GREEN
    assert hc01([], *northmoor, ON, accepted=True).light is Light.NO_DATA


def test_northmoor_before_it_began_has_nobody_to_count(northmoor):
    before = date(2002, 3, 31)
    lights = [check(*northmoor, before, accepted=False).light for check in (hc02, hc03, hc04)]
    assert lights == [Light.NO_DATA] * 3
