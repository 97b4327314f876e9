"""Every editing page: who may see it, how it asks the database, where errors land, what it changes."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from joinedup.apps.audit.models import Event
from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.seats import appoint
from joinedup.apps.register.models import (
    Partnership,
    RoleGrant,
)
from tests.apps.register.making import (
    BY_SYSTEM,
    SINCE,
    organisation,
    partnership,
    seat,
    signed_in,
)
from tests.apps.register.small_register import PAGES, page, small_register

pytestmark = pytest.mark.django_db

OVER_EVERYTHING = {"add_partnership", "correct_organisation", "merge_organisations", "duplicates"}


@pytest.fixture
def there(db: None) -> dict[str, list[Any]]:
    """A small register, and the address of every page in it."""
    return small_register()


@pytest.fixture
def alices(client: Client, alice: Person) -> Client:
    """Alice's browser."""
    return signed_in(client, alice)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_for_a_manager_and_for_nobody_else(
    client: Client, there: dict[str, list[Any]], name: str, alice: Person, bob: Person, charlie: Person
) -> None:
    address = page(there, name)
    assert client.get(address).status_code == 404
    assert signed_in(client, charlie).get(address).status_code == 404
    assert signed_in(client, charlie).post(address, {"until": "1/1/2004"}).status_code == 404
    assert signed_in(client, bob).get(address).status_code in {403, 404}
    assert signed_in(client, alice).get(address).status_code == 200


@pytest.mark.parametrize("name", [name for name in PAGES if name not in OVER_EVERYTHING | {"end_link"}])
def test_the_manager_of_one_partnership_edits_that_one(
    client: Client, there: dict[str, list[Any]], name: str, charlie: Person
) -> None:
    row = Partnership.objects.get(name="Northmoor Together")
    RoleGrant.objects.create(person=charlie, role="manager", partnership=row, valid_from=date(2001, 1, 1))
    assert signed_in(client, charlie).get(page(there, name)).status_code == 200


def test_the_manager_of_one_partnership_does_not_edit_another(client: Client, charlie: Person) -> None:
    mine, theirs = partnership("Mine"), partnership("Theirs")
    RoleGrant.objects.create(person=charlie, role="manager", partnership=mine, valid_from=date(2001, 1, 1))
    address = reverse("register:correct_partnership", args=[theirs.ref])
    assert signed_in(client, charlie).get(address).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_no_page_asks_the_database_more_than_twelve_times(
    alices: Client, there: dict[str, list[Any]], name: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        appoint(seat(Partnership.objects.all()[0]), organisation(f"Body {number} Ltd"), life=SINCE, **BY_SYSTEM)
    with django_assert_max_num_queries(12):
        assert alices.get(page(there, name)).status_code == 200


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("add_partnership", {"status": "active", "valid_from": "1/4/2002"}, "name"),
    ("add_partnership", {"name": "New", "status": "active"}, "valid_from"),
    ("add_partnership", {"name": "New", "status": "active", "valid_from": "31/2/2002"}, "valid_from"),
    (
        "add_partnership",
        {"name": "New", "status": "active", "valid_from": "1/4/2002", "valid_until": "1/4/2002"},
        "valid_until",
    ),
    ("add_partnership", {"name": "Northmoor Together", "status": "active", "valid_from": "1/4/2002"}, "name"),
    ("add_partnership", {"name": "=1+1", "status": "active", "valid_from": "1/4/2002"}, "name"),
    (
        "correct_partnership",
        {"name": "Safer Northmoor", "status": "active", "valid_from": "1/4/2002"},
        "name",
    ),
    ("change_partnership", {"name": "N", "status": "active", "from_day": "1/1/2001"}, "from_day"),
    ("end_partnership", {"until": "1/4/2004"}, "authority"),
    ("end_partnership", {"until": "1/4/2002", "authority": "its members"}, "until"),
    ("add_requirement", {"title": "NRF", "valid_from": "1/4/2002"}, "kind"),
    ("end_requirement", {"until": "1/4/2002"}, "until"),
    ("set_coverage", {"from_day": "1/4/2003"}, "q"),
    ("set_coverage", {"from_day": "1/4/2001", "area_E06000004": "part"}, "from_day"),
    ("link_partnership", {"relation": "nested_in", "parent": "Nobody", "valid_from": "1/4/2003"}, "parent"),
    (
        "link_partnership",
        {"relation": "nested_in", "parent": "Safer Northmoor", "valid_from": "1/4/2003"},
        "parent",
    ),
    (
        "link_partnership",
        {"relation": "nested_in", "parent": "Safer", "valid_from": "1/4/2003"},
        "parent_choice",
    ),
    ("end_link", {"until": "1/4/2001"}, "until"),
    ("add_seat", {"num_places": "1", "valid_from": "1/4/2002"}, "kind"),
    ("add_profile_seats", {"valid_from": "1/4/2002"}, "seats"),
    ("correct_seat", {"num_places": "0"}, "num_places"),
    ("end_seat", {"until": "1/4/2002"}, "until"),
    ("appoint", {"organisation": "Moor CVS", "valid_from": "1/4/2003"}, "organisation"),
    ("appoint", {"organisation": "Northmoor", "valid_from": "1/4/2003"}, "organisation_choice"),
    ("end_appointment", {"until": "yesterday"}, "until"),
    ("add_organisation", {"name": "Moor CVS"}, "name"),
    ("add_organisation", {"name": "New", "identifiers": "1234567"}, "identifiers"),
    ("correct_organisation", {"name": ""}, "name"),
    ("merge_organisations", {"keep": "neither"}, "keep"),
]


@pytest.mark.parametrize(("name", "sent", "field"), WRONG)
def test_an_error_is_listed_lands_on_its_field_keeps_what_was_typed_and_stores_nothing(
    alices: Client, there: dict[str, list[Any]], name: str, sent: dict[str, Any], field: str
) -> None:
    before = Event.objects.count()
    answer = alices.post(page(there, name), sent)
    form = answer.context["form"]
    text = answer.content.decode()
    assert field in form.errors, form.errors
    assert f'<a href="#{form[field].link_target}">' in text
    assert f'id="{form[field].link_target}"' in text
    assert all(form[box].value() == value for box, value in sent.items())
    assert Event.objects.count() == before


RIGHT: list[tuple[str, dict[str, Any], str]] = [
    ("add_partnership", {"name": "New", "status": "active", "known_on": "1/4/2002"}, "partnership_added"),
    (
        "correct_partnership",
        {"name": "Northmoor Together", "status": "active", "valid_from": "1/5/2002"},
        "partnership_corrected",
    ),
    (
        "change_partnership",
        {"name": "Northmoor Acts", "status": "active", "from_day": "1/4/2003", "legal_personality": "no"},
        "partnership_changed",
    ),
    ("accept_partnership", {}, "partnership_accepted"),
    ("end_partnership", {"until": "1/4/2004", "authority": "its members"}, "partnership_ended"),
    (
        "add_requirement",
        {"kind": "statute", "title": "An Act", "valid_from": "1/4/2002"},
        "requirement_added",
    ),
    ("end_requirement", {"until": "1/4/2004"}, "requirement_ended"),
    ("set_coverage", {"from_day": "1/4/2003", "area_E06000004": "part"}, "coverage_set"),
    (
        "link_partnership",
        {"relation": "reports_to", "parent": "safer northmoor", "valid_from": "1/4/2003"},
        "partnerships_linked",
    ),
    ("end_link", {"until": "1/4/2004"}, "link_ended"),
    ("add_seat", {"kind": "local-authority", "num_places": "2", "valid_from": "1/4/2002"}, "seat_added"),
    ("add_profile_seats", {"seats": ["private"], "valid_from": "1/4/2002"}, "seat_added"),
    ("correct_seat", {"qualifier": "Council", "num_places": "3", "may_vote": "yes"}, "seat_changed"),
    ("end_seat", {"until": "1/4/2004"}, "seat_ended"),
    ("end_appointment", {"until": "1/4/2004"}, "appointment_ended"),
    ("add_organisation", {"name": "New", "sector": "private"}, "organisation_added"),
    ("correct_organisation", {"name": "Moor CVS", "identifiers": "GB-CHC 1"}, "organisation_changed"),
]


@pytest.mark.parametrize(("name", "sent", "kind"), RIGHT)
def test_a_right_answer_is_stored_once_and_leads_back_with_a_message(
    alices: Client, alice: Person, there: dict[str, list[Any]], name: str, sent: dict[str, Any], kind: str
) -> None:
    before = Event.objects.count()
    answer = alices.post(page(there, name), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    assert [(event.kind, event.actor_id) for event in Event.objects.order_by("sequence")[before:]] == [
        (f"register.{kind}", alice.pk)
    ]
    assert 'class="notice good"' in alices.get(answer.url).content.decode()
