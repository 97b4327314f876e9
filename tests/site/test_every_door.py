"""Every address there is, knocked at by everybody who may not come in, in every way that a browser can knock."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from joinedup.apps.audit.models import Event
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import PUBLIC, SIGNED_IN, Role
from joinedup.apps.register.actions.setups import begin_setup
from joinedup.apps.register.models import Appointment, Link, Organisation, Partnership, Requirement, RoleGrant, Seat
from tests.apps.register.making import signed_in
from tests.apps.register.small_register import small_register
from tests.conftest import LONG_AGO, cast_member
from tests.everything import everything_kept

pytestmark = pytest.mark.django_db

WAYS = ("get", "head", "post", "put", "patch", "delete", "options")


def doors(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[tuple[str, str]]:
    """Every address pattern, with the permission that its page names."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from doors(entry.url_patterns, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), getattr(entry.callback, "permission", "")


DOORS = list(doors(get_resolver().url_patterns))
GUARDED = [address for address, permission in DOORS if permission not in {PUBLIC, SIGNED_IN}]


@pytest.fixture
def there(db: None) -> dict[str, Any]:
    """Something real for every part of an address."""
    small_register()
    dana = cast_member("Dana", "administrator")
    place = Seat.objects.first()
    row = Partnership.objects.get(name="Northmoor Together")
    assert place is not None
    return {
        "partnerships": row.ref,
        "requirement": Requirement.objects.filter(partnership=row)[0].ref,
        "link": Link.objects.all()[0].pk,
        "seats": place.ref,
        "appointments": Appointment.objects.all()[0].ref,
        "organisations": Organisation.objects.all()[0].ref,
        "other": Organisation.objects.all()[1].ref,
        "areas": "E06000004",
        "health": row.ref,
        "check_id": "HC01",
        "access": RoleGrant.objects.get(person=dana).pk,
        "set-up": begin_setup(by=dana, at=timezone.now()).pk,
        "step": "area",
        "people-diaries": dana.pk,
        "kind": "csv",
    }


def address_of(pattern: str, there: dict[str, Any]) -> str:
    """The pattern with real references in it."""
    room = pattern.split("/")[1]

    def real(part: re.Match[str]) -> str:
        name = part[0].strip("<>").split(":")[-1]
        return str(there.get(name) or there.get(room) or 1)

    return re.sub(r"<[^>]+>", real, pattern)


FORGED = {"until": "1/1/2010", "name": "Taken", "status": "active", "valid_from": "1/4/2003", "seen": "", "keep": "x"}


def knock(browser: Client, address: str) -> dict[str, int]:
    return {way: getattr(browser, way)(address, FORGED if way == "post" else {}).status_code for way in WAYS}


def test_there_are_doors_to_knock_at() -> None:
    assert {"/access/give/", "/partnerships/<str:ref>/end/", "/audit/"} <= set(GUARDED)


@pytest.mark.parametrize("who", ["nobody", "a stranger", "somebody whose account is closed"])
def test_no_guarded_page_is_there_for_a_stranger_however_they_knock(who: str, there: dict[str, Any]) -> None:
    browser = Client()
    if who != "nobody":
        signed_in(browser, cast_member("Charlie", "" if who == "a stranger" else "administrator"))
    if who == "somebody whose account is closed":
        Person.objects.filter(name="Charlie").update(is_active=False)
    before = everything_kept()
    answers = {pattern: knock(browser, address_of(pattern, there)) for pattern in GUARDED}
    wrong = {pattern: told for pattern, told in answers.items() if not set(told.values()) <= {404, 405}}
    assert wrong == {}
    assert everything_kept() == before


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.ADMINISTRATOR, Role.COUNCIL_LEAD}))
def test_only_those_who_run_it_change_anything(role: Role, there: dict[str, Any]) -> None:
    """White paper 2.40: no state of any case can be changed by a sponsor; nor by any other who only looks on."""
    browser = signed_in(Client(), cast_member("Sam", str(role)))
    before = everything_kept()
    for pattern, permission in DOORS:
        if permission in {SIGNED_IN, PUBLIC} or pattern.startswith("/organisations/<str:ref>/correct"):
            continue  # one's own page; a representative keeps their own organisation's record
        told = knock(browser, address_of(pattern, there))
        assert max(told.values()) < 500, (pattern, told)
    assert everything_kept() == before


def test_the_manager_of_another_area_is_a_stranger_here(there: dict[str, Any]) -> None:
    elsewhere = apps.get_model("register", "Area").objects.create(code="E06000099", name="Elsewhere")
    browser = signed_in(Client(), cast_member("Mo", "manager", area=elsewhere))
    before = everything_kept()
    for pattern, permission in DOORS:
        if permission in {SIGNED_IN, PUBLIC} or pattern in {"/set-up/", "/organisations/add/"}:
            continue  # what anybody may do who runs something somewhere
        knock(browser, address_of(pattern, there))
    assert everything_kept() == before


def test_nothing_is_taken_without_the_token_of_our_own_form(there: dict[str, Any]) -> None:
    browser = signed_in(Client(enforce_csrf_checks=True), Person.objects.get(name="Dana"))
    before = everything_kept()
    answers = {pattern: browser.post(address_of(pattern, there), FORGED).status_code for pattern, _name in DOORS}
    assert {pattern: code for pattern, code in answers.items() if code not in {403, 404, 405}} == {}
    assert everything_kept() == before


def test_a_seat_is_not_reached_by_way_of_a_partnership_that_is_not_its_own(there: dict[str, Any]) -> None:
    """Whoever runs one partnership may not end another's link or reason by putting their own ref before it."""
    mine = Partnership.objects.create(name="Mine", name_key="mine", valid_from=LONG_AGO)
    browser = signed_in(Client(), cast_member("Mo", "manager", partnership=mine))
    before = everything_kept()
    for name, part in (("end_requirement", "requirement"), ("end_link", "link")):
        address = reverse(f"register:{name}", args=[mine.ref, there[part]])
        assert browser.post(address, FORGED | {"authority": "An Act"}).status_code == 404
    for name, part in (
        ("end_seat", "seats"),
        ("correct_seat", "seats"),
        ("appoint", "seats"),
        ("end_appointment", "appointments"),
    ):
        assert browser.post(reverse(f"register:{name}", args=[there[part]]), FORGED).status_code == 404
    assert everything_kept() == before


def test_an_administrator_of_one_area_gives_no_role_over_another_or_over_everything(there: dict[str, Any]) -> None:
    area = apps.get_model("register", "Area").objects.get(code="E06000004")
    browser = signed_in(Client(), cast_member("Mo", "administrator", area=area))
    for over in ("", there["organisations"], "E06000004"):
        answer = {"email": "mo@example.org", "role": "administrator", "over": over}
        assert browser.post(reverse("register:give_role"), answer).status_code in {403, 404}
    assert RoleGrant.objects.filter(person__name="Mo").count() == 1
    assert Event.objects.filter(kind="register.role_granted").count() == 0
