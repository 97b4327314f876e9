"""What every action leaves in the audit: it or nothing, and no person's name where it could not be erased."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from joinedup.apps.audit import actions as audit
from joinedup.apps.audit.actions import SYSTEM, erase_personal
from joinedup.apps.audit.models import Event, Personal
from joinedup.apps.audit.queries import head, verify
from joinedup.apps.people.actions import correct_person
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Role
from joinedup.apps.register.actions.grants import end_role, grant_role, invite_person
from joinedup.apps.register.actions.organisations import correct_organisation
from joinedup.apps.register.actions.partnerships import change_partnership, correct_partnership
from joinedup.apps.register.actions.seats import appoint, correct_seat, end_appointment, end_seat
from joinedup.apps.register.models import Partnership
from tests.apps.register.files import MEMBERS, take
from tests.apps.register.making import BY_SYSTEM, SINCE, TODAY, area, organisation, partnership, seat, signed_in
from tests.apps.register.setting_up import ANSWERS, answered, finished
from tests.apps.register.small_register import page, small_register
from tests.apps.register.test_editing_pages import RIGHT
from tests.conftest import cast_member
from tests.everything import everything_kept

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Zebedee Quux", "zebedee@quux.example"
PERSONAL = ("zebedee", "quux", "magnus")


@pytest.mark.parametrize(("name", "sent", "_kind"), RIGHT)
def test_a_change_that_the_audit_cannot_keep_is_not_made(
    name: str, sent: dict[str, Any], _kind: str, client: Client, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = small_register()
    browser = signed_in(client, alice)
    browser.raise_request_exception = False
    before = everything_kept()

    def broken(*_row: object) -> str:
        raise RuntimeError("the chain is not to be had")

    monkeypatch.setattr(audit, "row_hash", broken)
    assert browser.post(page(there, name), sent).status_code == 500
    assert everything_kept() == before


def do_everything_with(person: Person) -> None:
    """Every action in which somebody's name has a part."""
    row, council = partnership("Zone"), organisation("Zone Council")
    place = seat(row, num_places=5)
    held = appoint(place, council, life=SINCE, person=person, substitute="Magnus", note="Magnus stands in", **BY_SYSTEM)
    appoint(place, organisation("Other"), life=SINCE, person_name=f"{NAME} the younger", **BY_SYSTEM)
    correct_seat(place, role_text="Chair", **BY_SYSTEM)
    end_appointment(held, until=TODAY, **BY_SYSTEM)
    end_seat(place, until=TODAY, **BY_SYSTEM)
    grant = grant_role(person, Role.MANAGER, None, **BY_SYSTEM)
    grant_role(person, Role.AUDITOR, row, **BY_SYSTEM)
    correct_person(person, by=person, name=f"{NAME} the elder")
    finished(answered(person, chair=ANSWERS["chair"] | {"person": NAME}), person)
    change_partnership(row, from_day=TODAY, by=person, on=TODAY, purpose="To work together")
    correct_partnership(row, by=person, on=TODAY, source="a letter")
    correct_organisation(council, by=person, on=TODAY, sector="public")
    end_role(grant, **BY_SYSTEM)
    take(f"{MEMBERS},person,substitute", f"Zone Two,Zone Body,{NAME},Magnus")


def test_no_row_of_the_chain_names_a_person_outside_the_part_that_can_be_erased() -> None:
    area()
    grant = invite_person(ADDRESS, NAME, Role.COUNCIL_LEAD, None, **BY_SYSTEM)
    do_everything_with(grant.person)
    rows = {
        event.kind: json.dumps([event.facts, event.subject_id, event.kind]).lower() for event in Event.objects.all()
    }
    assert len(rows) > 12
    assert [kind for kind, text in rows.items() if any(word in text for word in PERSONAL)] == []


def test_what_named_a_person_is_erased_and_the_chain_still_holds() -> None:
    area()
    do_everything_with(invite_person(ADDRESS, NAME, Role.COUNCIL_LEAD, None, **BY_SYSTEM).person)
    named = [
        part.event
        for part in Personal.objects.select_related("event")
        if any(word in json.dumps(part.content).lower() for word in PERSONAL)
    ]
    assert named
    erase_personal(named, by=SYSTEM, why="asked for")
    assert verify(head()).faults == []
    assert not any(word in str(list(Event.objects.values_list("facts"))).lower() for word in PERSONAL)


def test_no_page_or_export_that_is_open_to_all_tells_an_address() -> None:
    area()
    person = invite_person(ADDRESS, NAME, Role.COUNCIL_LEAD, None, **BY_SYSTEM).person
    row, council = partnership("Zone", areas=[(area(), True)]), organisation("Zone Council")
    appoint(seat(row), council, life=SINCE, person=person, **BY_SYSTEM)
    browser = Client()
    pages = [
        *(
            reverse(f"register:{name}")
            for name in ("home", "partnerships", "organisations", "diaries", "problem_board")
        ),
        *(
            reverse(f"register:{name}", args=[row.ref])
            for name in ("partnership", "seats", "history", "family_structure")
        ),
        reverse("register:organisation", args=[council.ref]),
        reverse("register:area", args=["E06000004"]),
        *(reverse("register:export", args=[kind]) for kind in ("csv", "json", "popolo")),
        reverse("health:partnership", args=[row.ref]),
    ]
    for address in pages:
        answer = browser.get(address, {"all": "1"})
        assert answer.status_code == 200, address
        told = b"".join(answer) if answer.streaming else answer.content
        assert b"quux.example" not in told, address
    assert browser.get(reverse("register:person", args=[person.pk])).status_code == 404
    assert (
        signed_in(Client(), cast_member("Charlie")).get(reverse("register:person", args=[person.pk])).status_code == 404
    )


def test_a_correction_keeps_the_old_value_in_the_audit() -> None:
    row = partnership("Old", purpose="Before")
    correct_partnership(Partnership.objects.get(), name="New", purpose="After", legal_form="A company", **BY_SYSTEM)
    (event,) = Event.objects.filter(kind="register.partnership_corrected", subject_id=str(row.pk))
    assert event.facts["values"] == {
        "name": ["Old", "New"],
        "name_key": ["old", "new"],
        "purpose": ["Before", "After"],
        "legal_form": ["", "A company"],
    }
