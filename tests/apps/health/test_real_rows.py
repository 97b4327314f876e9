"""The worked example and nine real partnerships, through the real import."""

from datetime import date
from pathlib import Path

import pytest

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.health.queries import answers
from joinedup.apps.register.actions.imports import Source, import_rows
from joinedup.apps.register.models import Partnership

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.is_dir(), reason="the research data is not beside this checkout"),
]
TODAY = date(2026, 11, 22)


def taken(name):
    import_rows(Source.at(DATA / name), by=SYSTEM, on=TODAY)


def by_id(name, on):
    return {check["id"]: check for check in answers(name, on).checks}


def test_northmoor_is_amber_for_balance_and_green_for_power_and_vacancies():
    """northmoor_memberships.csv, by hand: 25 votes, private 2 (8%), largest 4 (16%), public 12 (48%)."""
    taken("northmoor_memberships.csv")
    found = by_id("Northmoor Together", date(2003, 1, 1))
    assert (found["HC02"]["light"], found["HC02"]["number"], found["HC02"]["records"]) == (
        "amber",
        0.08,
        ["private"],
    )
    assert (found["HC03"]["light"], found["HC03"]["number"]) == ("green", 0.16)
    assert "largest sector public: 48%" in found["HC03"]["why"]
    assert found["HC04"]["light"] == "green"
    assert (found["HC01"]["light"], "2.33" in found["HC01"]["why"]) == ("no data", True)
    assert (found["HC20"]["light"], found["HC20"]["why"]) == ("no data", "no data: room not built (strategy)")


def test_nine_real_partnerships_merely_imported_have_no_red_for_what_is_only_missing():
    """real_memberships.csv gives no persons and, for some, no votes: what is missing is not known."""
    taken("real_memberships.csv")
    found = answers(None, TODAY)
    assert len(found.checks) == 9 * 43
    lights = {(check["partnership"], check["id"]): check["light"] for check in found.checks}
    assert {light for (_name, check_id), light in lights.items() if check_id in {"HC01", "HC40"}} == {"no data"}
    west = "West Lothian Community Planning Partnership"  # no row of it says who votes
    assert {lights[west, check_id] for check_id in ("HC02", "HC03")} == {"no data"}
    assert found.has_red is True


def test_a_real_board_whose_known_votes_are_all_public_is_red_whatever_is_missing():
    """Gwent Public Services Board, real_memberships.csv: eight voting seats, all public."""
    taken("real_memberships.csv")
    found = by_id("Gwent Public Services Board", TODAY)
    assert (found["HC02"]["light"], found["HC03"]["light"]) == ("red", "red")
    assert "largest sector public: 100%" in found["HC03"]["why"]


def test_accepting_a_real_board_turns_what_is_missing_to_red():
    """The same board: its required seats have no named person on the page that lists them."""
    taken("real_memberships.csv")
    Partnership.objects.filter(name="Gwent Public Services Board").update(accepted_on=TODAY)
    assert by_id("Gwent Public Services Board", TODAY)["HC01"]["light"] == "red"
