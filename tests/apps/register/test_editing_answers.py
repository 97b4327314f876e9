"""What the editing pages do with an answer: look up, offer, refuse, say who was first, merge."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from joinedup.apps.audit.models import Event
from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.partnerships import correct_partnership
from joinedup.apps.register.actions.seats import appoint
from joinedup.apps.register.models import (
    Appointment,
    Link,
    NotDuplicates,
    Organisation,
    Partnership,
    Requirement,
    Seat,
)
from tests.apps.register.making import (
    BY_SYSTEM,
    SINCE,
    START,
    area,
    partnership,
    seat,
    signed_in,
)
from tests.apps.register.small_register import page, small_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(db: None) -> dict[str, list[Any]]:
    """A small register, and the address of every page in it."""
    return small_register()


@pytest.fixture
def alices(client: Client, alice: Person) -> Client:
    """Alice's browser."""
    return signed_in(client, alice)


def test_the_refusal_of_a_loop_is_shown_with_its_authority_on_the_other_partnership(
    alices: Client, there: dict[str, list[Any]]
) -> None:
    sent = {"relation": "nested_in", "parent": "Safer Northmoor", "valid_from": "1/4/2003"}
    errors = alices.post(page(there, "link_partnership"), sent).context["form"].errors["parent"]
    assert "would sit under itself" in errors[0]
    assert "white paper 2.37" in errors[0]


def test_a_new_organisation_is_added_and_appointed_in_one_go(alices: Client, there: dict[str, list[Any]]) -> None:
    place = seat(Partnership.objects.get(name="Safer Northmoor"))
    address = reverse("register:appoint", args=[place.ref])
    sent = {"organisation": "Northmoor Fire", "valid_from": "1/4/2003", "person_name": "Sam Lee"}
    offered = alices.post(address, sent).context["form"]
    assert "new" in dict(offered.fields["organisation_choice"].choices)
    alices.post(address, sent | {"organisation_choice": "new", "sector": "public"})
    held = Appointment.objects.get(seat=place)
    assert (held.organisation.name, held.organisation.sector) == ("Northmoor Fire", "public")
    assert held.person is not None
    assert held.person.name == "Sam Lee"


def test_a_refused_appointment_leaves_no_new_organisation_behind(alices: Client, there: dict[str, list[Any]]) -> None:
    sent = {"organisation": "Northmoor Fire", "organisation_choice": "new", "valid_from": "1/4/2003"}
    errors = alices.post(page(there, "appoint"), sent).context["form"].errors
    assert "its places are 1" in str(errors)
    assert not Organisation.objects.filter(name="Northmoor Fire").exists()


def test_one_of_those_offered_is_chosen(alices: Client, there: dict[str, list[Any]]) -> None:
    place = seat(Partnership.objects.get(name="Safer Northmoor"))
    chosen = Organisation.objects.get(name="Moor CVS")
    sent = {"organisation": "moor", "organisation_choice": chosen.ref, "valid_from": "1/4/2003"}
    alices.post(reverse("register:appoint", args=[place.ref]), sent)
    assert Appointment.objects.get(seat=place).organisation == chosen


def test_what_somebody_else_changed_meanwhile_is_said_and_the_answers_are_kept(
    alices: Client, there: dict[str, list[Any]]
) -> None:
    address = page(there, "correct_partnership")
    seen = alices.get(address).context["form"].initial["seen"]
    row = Partnership.objects.get(name="Northmoor Together")
    correct_partnership(row, purpose="Theirs", **BY_SYSTEM)
    sent = {"name": row.name, "status": "active", "valid_from": "1/4/2002", "purpose": "Mine", "seen": seen}
    answer = alices.post(address, sent)
    assert "Somebody else changed this" in answer.content.decode()
    assert answer.context["form"]["purpose"].value() == "Mine"
    row.refresh_from_db()
    assert row.purpose == "Theirs"
    alices.post(address, sent | {"seen": answer.context["form"]["seen"].value()})
    row.refresh_from_db()
    assert row.purpose == "Mine"


def test_accepting_what_somebody_else_has_accepted_says_so(alices: Client, there: dict[str, list[Any]]) -> None:
    alices.post(page(there, "accept_partnership"))
    assert "Somebody else changed this" in alices.post(page(there, "accept_partnership")).content.decode()


def test_looking_a_type_up_fills_what_was_empty_keeps_the_rest_and_stores_nothing(
    alices: Client, there: dict[str, list[Any]]
) -> None:
    before = Event.objects.count()
    sent = {"name": "Safer", "type_id": "cdrp", "themes": ["health"], "valid_from": "soon", "look_up": "1"}
    answer = alices.post(page(there, "add_partnership"), sent)
    form = answer.context["form"]
    assert form["themes"].value() == ["health"]
    assert form["profile_id"].value() == "csp-england"
    assert form["valid_from"].value() == "soon"
    text = answer.content.decode()
    assert "Crime and Disorder Act 1998" in text
    assert "erified" in text
    assert "There is a problem" not in text
    assert Event.objects.count() == before


def test_areas_are_chosen_by_search_after_search_without_script(alices: Client, there: dict[str, list[Any]]) -> None:
    area("E08000007", "Stockport")
    for number in range(30):
        area(f"X{number:02}", f"Ward {number:02}")
    address = page(there, "set_coverage")
    form = alices.post(address, {"q": "stockp", "area_E06000004": "part", "search": "1"}).context["form"]
    assert (form["area_E06000004"].value(), form["area_E08000007"].value()) == ("part", "no")
    answer = alices.post(address, {"q": "ward", "area_E06000004": "part", "area_E08000007": "whole", "search": "1"})
    assert "More than 20 areas match" in answer.content.decode()
    assert answer.context["form"]["area_E08000007"].value() == "whole"
    alices.post(
        address,
        {"from_day": "1/4/2003", "area_E06000004": "part", "area_E08000007": "whole", "area_X01": "no"},
    )
    row = Partnership.objects.get(name="Northmoor Together")
    now = {kept.area.code: kept.is_whole for kept in row.coverage.on(date(2003, 4, 1))}
    assert now == {"E06000004": False, "E08000007": True}
    assert {kept.area.code for kept in row.coverage.on(START)} == {"E06000004"}


def test_a_search_that_finds_nothing_says_so(alices: Client, there: dict[str, list[Any]]) -> None:
    answer = alices.post(page(there, "set_coverage"), {"q": "zzz", "search": "1"})
    assert "No area has this" in answer.content.decode()


def test_a_move_ends_the_old_nesting_and_begins_the_new(alices: Client, there: dict[str, list[Any]]) -> None:
    child, top = Partnership.objects.get(name="Safer Northmoor"), partnership("County Board")
    sent = {"relation": "nested_in", "parent": "County Board", "valid_from": "1/4/2003", "is_move": "on"}
    alices.post(reverse("register:link_partnership", args=[child.ref]), sent)
    assert Link.objects.get(valid_until=None).parent == top
    assert Link.objects.get(valid_until=date(2003, 4, 1)).parent.name == "Northmoor Together"


def test_near_duplicates_are_offered_until_somebody_says_that_they_differ(
    alices: Client, there: dict[str, list[Any]]
) -> None:
    pairs = alices.get(page(there, "duplicates")).context["pairs"]
    assert [{pair.one.name, pair.other.name} for pair in pairs] == [{"Moor CVS", "Moor C.V.S."}]
    answer = alices.post(page(there, "duplicates"), {"one": pairs[0].one.ref, "other": pairs[0].other.ref})
    assert answer.status_code == 302
    assert NotDuplicates.objects.count() == 1
    assert alices.get(page(there, "duplicates")).context["pairs"] == []


def test_a_merger_shows_both_sides_and_keeps_the_one_that_is_chosen(
    alices: Client, there: dict[str, list[Any]]
) -> None:
    one, other = Organisation.objects.get(name="Moor CVS"), Organisation.objects.get(name="Moor C.V.S.")
    place = seat(Partnership.objects.get(name="Safer Northmoor"))
    held = appoint(place, one, life=SINCE, **BY_SYSTEM)
    address = page(there, "merge_organisations")
    text = alices.get(address).content.decode()
    assert "Moor C.V.S." in text
    assert "<li>Safer Northmoor</li>" in text
    alices.post(address, {"keep": other.ref})
    held.refresh_from_db()
    one.refresh_from_db()
    assert (held.organisation, one.merged_into) == (other, other)
    assert alices.get(address).status_code == 404


def test_what_has_ended_has_no_page_for_ending_it(alices: Client, there: dict[str, list[Any]]) -> None:
    for name in ("end_appointment", "end_seat", "end_link", "end_requirement", "end_partnership"):
        address = page(there, name)
        alices.post(address, {"until": "1/4/2004", "authority": "its members"})
        assert alices.get(address).status_code == 404
    assert not Requirement.objects.filter(valid_until=None).exists()
    assert not Seat.objects.filter(valid_until=None).exists()


def test_a_partnership_that_has_ended_can_still_be_corrected(alices: Client, there: dict[str, list[Any]]) -> None:
    alices.post(page(there, "end_partnership"), {"until": "1/4/2004", "authority": "its members"})
    address = page(there, "correct_partnership")
    assert "status" not in alices.get(address).context["form"].fields
    wrong = alices.post(address, {"name": "Northmoor Together", "valid_from": "1/4/2005"})
    assert "valid_from" in wrong.context["form"].errors
    assert alices.post(address, {"name": "Northmoor 2002", "valid_from": "1/4/2002"}).status_code == 302
    row = Partnership.objects.get(name="Northmoor 2002")
    assert (row.status, row.valid_until) == ("ended", date(2004, 4, 1))


def test_the_seats_that_the_profile_lists_are_offered_with_how_far_they_are_needed(
    alices: Client, there: dict[str, list[Any]]
) -> None:
    assert page(there, "add_profile_seats") in alices.get(page(there, "add_seat")).content.decode()
    text = alices.get(page(there, "add_profile_seats")).content.decode()
    assert "Business. Must be invited." in text
    assert "white paper, paragraph 2.33" in text
    alices.post(
        page(there, "add_profile_seats"),
        {"seats": ["public", "private", "voluntary", "community"], "valid_from": "1/4/2002"},
    )
    assert "There is nothing more to add" in alices.get(page(there, "add_profile_seats")).content.decode()
