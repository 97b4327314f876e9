"""How far a role over an area reaches: into its parts, before a partnership begins, and after it has ended."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.endings import end_partnership
from joinedup.apps.register.models import Area, Partnership
from joinedup.apps.register.permissions import EDIT_PARTNERSHIP
from joinedup.rules.life import Life
from tests.apps.register.making import BY_SYSTEM, START, area, partnership, seat, signed_in
from tests.apps.register.small_register import small_register
from tests.conftest import cast_member

pytestmark = pytest.mark.django_db


def manager(of: Area) -> Person:
    return cast_member("Mo", "manager", area=of)


def test_the_manager_of_a_county_runs_what_covers_one_of_its_districts() -> None:
    """They may add it there, so they must be able to go on with it."""
    county = area("E10000099", "Northmoorshire")
    district = area()
    Area.objects.filter(pk=district.pk).update(parent=county)
    row = partnership(areas=[(Area.objects.get(pk=district.pk), True)])
    assert manager(county).has_perm(EDIT_PARTNERSHIP, row)


def test_a_partnership_that_is_still_to_begin_can_be_put_right() -> None:
    later = timezone.localdate() + timedelta(days=30)
    row = partnership(areas=[(area(), True)], life=Life(later))
    assert manager(area()).has_perm(EDIT_PARTNERSHIP, row)


def test_a_partnership_that_has_ended_can_be_put_right_by_its_page() -> None:
    row = partnership(areas=[(area(), True)], legal_personality="no")
    end_partnership(row, until=date(2004, 6, 1), **BY_SYSTEM)
    browser = signed_in(Client(), manager(area()))
    page = browser.get(reverse("register:partnership", args=[row.ref])).content.decode()
    address = reverse("register:correct_partnership", args=[row.ref])
    assert address in page
    assert browser.get(address).status_code == 200


def test_an_area_that_it_no_longer_covers_has_no_say() -> None:
    row = partnership(areas=[(area(), True)])
    row.coverage.update(valid_until=START + timedelta(days=1))
    assert not manager(area()).has_perm(EDIT_PARTNERSHIP, row)


@pytest.mark.parametrize(
    ("shown_on", "found"),
    [
        ("partnership", {"end_requirement", "add_requirement", "set_coverage", "link_partnership", "end_partnership"}),
        ("child", {"end_link"}),
        ("seats", {"end_seat", "correct_seat", "end_appointment", "add_seat"}),
        ("organisations", {"add_organisation", "duplicates"}),
        ("partnerships", {"add_partnership", "begin_setup"}),
    ],
)
def test_whatever_can_be_done_is_a_link_where_one_would_look(
    shown_on: str, found: set[str], client: Client, alice: Person
) -> None:
    there = small_register()
    row = Partnership.objects.get(name="Northmoor Together")
    child = Partnership.objects.get(name="Safer Northmoor")
    seat(row)
    named: dict[str, Callable[[], str]] = {
        "partnership": lambda: reverse("register:partnership", args=[row.ref]),
        "child": lambda: reverse("register:partnership", args=[child.ref]),
        "seats": lambda: reverse("register:seats", args=[row.ref]),
    }
    address = named[shown_on]() if shown_on in named else reverse(f"register:{shown_on}")
    told = signed_in(client, alice).get(address).content.decode()
    links = {name: reverse(f"register:{name}", args=there.get(name, [])) for name in found}
    assert {name for name, link in links.items() if f'href="{link}"' not in told} == set()
