"""Two people at the same moment: exactly one wins, the other is told, the chain of audit holds, nobody waits
for ever.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from joinedup.apps.audit.models import Event
from joinedup.apps.audit.queries import head, verify
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Role
from joinedup.apps.register.actions.endings import end_partnership
from joinedup.apps.register.actions.grants import invite_person
from joinedup.apps.register.actions.links import link_partnerships, move_partnership, stored_forest
from joinedup.apps.register.actions.organisations import merge_organisations
from joinedup.apps.register.actions.partnerships import accept_partnership, add_partnership
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.actions.seats import appoint, end_appointment
from joinedup.apps.register.models import Appointment, Organisation, Partnership, RoleGrant, Seat
from tests.apps.register.making import (
    BY_SYSTEM,
    SINCE,
    TODAY,
    area,
    organisation,
    partnership,
    seat,
    signed_in,
)
from tests.apps.register.setting_up import answered, finished
from tests.conftest import cast_member

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
TOLD = (RefusedByRuleError, StaleError)  # what the second of two hears


def at_once(*acts: Act) -> list[object]:
    """What each gave, or the refusal that it met; any other failure is raised here. The chain must hold."""
    ready = Barrier(len(acts))

    def run(act: Act) -> object:
        try:
            ready.wait(timeout=20)
            return act()
        except TOLD as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        answers = list(pool.map(run, acts))
    assert verify(head()).faults == []
    return answers


def num_told(answers: list[object]) -> int:
    return sum(isinstance(answer, TOLD) for answer in answers)


def test_two_who_appoint_to_the_last_place_fill_it_once() -> None:
    place, one, other = seat(partnership()), organisation("One"), organisation("Other")

    def take(body: Organisation) -> Act:
        return lambda: appoint(Seat.objects.get(), body, life=SINCE, **BY_SYSTEM)

    assert num_told(at_once(take(one), take(other))) == 1
    assert Appointment.objects.filter(seat=place).count() == 1


def test_links_that_together_would_make_a_loop_make_none() -> None:
    rows = [partnership(name) for name in ("One", "Two", "Three")]
    around = zip(rows, [*rows[1:], rows[0]], strict=True)

    def nest(child: Partnership, parent: Partnership) -> Act:
        return lambda: link_partnerships(child, parent, life=SINCE, **BY_SYSTEM)

    assert num_told(at_once(*(nest(child, parent) for child, parent in around))) == 1
    assert max(stored_forest().depth(row.name, TODAY) for row in rows) == 2


def test_two_who_move_partnerships_into_each_other_do_not_wait_for_each_other() -> None:
    one, other, top = (partnership(name) for name in ("One", "Other", "Top"))
    for row in (one, other):
        link_partnerships(row, top, life=SINCE, **BY_SYSTEM)

    def move(child: Partnership, parent: Partnership) -> Act:
        return lambda: move_partnership(child, parent, from_day=TODAY, **BY_SYSTEM)

    assert num_told(at_once(move(one, other), move(other, one))) == 1


def test_two_who_accept_are_one_acceptance() -> None:
    partnership()

    def accept() -> object:
        return accept_partnership(Partnership.objects.get(), **BY_SYSTEM)

    assert num_told(at_once(accept, accept, accept)) == 2
    assert Event.objects.filter(kind="register.partnership_accepted").count() == 1


def test_two_who_end_one_partnership_end_it_once() -> None:
    row = partnership(legal_personality="no")
    appoint(seat(row), organisation(), life=SINCE, **BY_SYSTEM)

    def end(day: date) -> Act:
        return lambda: end_partnership(Partnership.objects.get(), until=day, **BY_SYSTEM)

    assert num_told(at_once(end(TODAY), end(date(2004, 5, 1)))) == 1
    assert Appointment.objects.get().valid_until == Partnership.objects.get().valid_until


def test_two_who_end_one_appointment_end_it_once() -> None:
    held = appoint(seat(partnership()), organisation(), life=SINCE, **BY_SYSTEM)

    def end(day: date) -> Act:
        mine = Appointment.objects.get(pk=held.pk)
        return lambda: end_appointment(mine, until=day, **BY_SYSTEM)

    assert num_told(at_once(end(TODAY), end(date(2003, 1, 1)))) == 1


def test_nobody_is_appointed_to_what_ends_at_that_moment() -> None:
    row = partnership(legal_personality="no")
    place, body = seat(row), organisation()
    at_once(
        lambda: end_partnership(row, until=TODAY, **BY_SYSTEM),
        lambda: appoint(place, body, life=SINCE, **BY_SYSTEM),
        lambda: seat(row),
    )
    assert not Seat.objects.filter(valid_until=None).exists()
    assert not Appointment.objects.filter(valid_until=None).exists()


def test_merges_that_cross_leave_one_record() -> None:
    one, other = organisation("One"), organisation("Other")
    place = seat(partnership(), organisation=one)
    answers = at_once(
        lambda: merge_organisations(one, other, **BY_SYSTEM),
        lambda: merge_organisations(other, one, **BY_SYSTEM),
        lambda: appoint(place, one, life=SINCE, **BY_SYSTEM),
    )
    assert num_told(answers[:2]) == 1
    kept = Organisation.objects.get(merged_into=None)
    assert set(Appointment.objects.values_list("organisation", flat=True)) <= {kept.pk}


def test_two_who_finish_one_setup_make_one_partnership() -> None:
    person = cast_member("Mo", "manager")
    setup = answered(person)

    def finish() -> object:
        return finished(setup, Person.objects.get(pk=person.pk))

    first, second = at_once(finish, finish)
    assert first == second
    assert Partnership.objects.count() == 1


def test_one_name_is_added_once() -> None:
    assert num_told(at_once(lambda: organisation("One"), lambda: organisation("one"))) == 1
    again = at_once(lambda: partnership("Two"), lambda: add_partnership(name="TWO", life=SINCE, **BY_SYSTEM))
    assert num_told(again) == 1


def test_one_address_invited_twice_is_one_account() -> None:
    def invite(role: Role) -> Act:
        return lambda: invite_person("mo@example.org", "Mo", role, None, **BY_SYSTEM)

    answers = at_once(invite(Role.MANAGER), invite(Role.AUDITOR), invite(Role.MANAGER))
    assert num_told(answers) == 1
    assert Person.objects.get().grants.count() == 2


def test_those_who_add_an_organisation_as_they_appoint_it_all_get_a_page() -> None:
    """One appoints a body that is new, the other one that is there: they take their locks in another order."""
    place, body = seat(partnership(), num_places=20), organisation("There")
    area()
    address = reverse("register:appoint", args=[place.ref])

    def post(who: Person, **answers: Any) -> Act:
        browser = signed_in(Client(), who)
        return lambda: browser.post(address, {"valid_from": "1/4/2003", "num_places": "1"} | answers).status_code

    people = [cast_member(f"P{number}") for number in range(6)]
    for person in people:
        RoleGrant.objects.create(person=person, role="manager", partnership=place.partnership, valid_from=TODAY)
    acts = [
        post(person, organisation=f"New {number}", organisation_choice="new")
        if number % 2
        else post(person, organisation=body.name, person_name=f"Person {number}")
        for number, person in enumerate(people)
    ]
    assert at_once(*acts) == [302] * len(people)
    assert Appointment.objects.count() == len(people)
