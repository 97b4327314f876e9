"""Small things that the tests of the register's actions and editing pages are made from."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.audit.models import Event
from joinedup.apps.people.permissions import Refused
from joinedup.apps.register.actions.organisations import add_organisation
from joinedup.apps.register.actions.partnerships import add_partnership
from joinedup.apps.register.actions.seats import add_seat
from joinedup.apps.register.models import Area, Organisation, Partnership, Seat
from joinedup.rules.life import Life

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from joinedup.apps.people.models import Person

TODAY = date(2004, 6, 1)
START = date(2002, 4, 1)
SINCE = Life(START)
BY_SYSTEM: dict[str, Any] = {"by": SYSTEM, "on": TODAY}


def area(code: str = "E06000004", name: str = "Stockton-on-Tees") -> Area:
    """A real area."""
    return Area.objects.get_or_create(code=code, defaults={"name": name, "nation": "england"})[0]


def partnership(name: str = "Northmoor Together", **fields: Any) -> Partnership:
    """A partnership since 1 April 2002."""
    return add_partnership(**{"name": name, "life": SINCE} | fields, **BY_SYSTEM)


def organisation(name: str = "Northmoor Council", sector: str = "public") -> Organisation:
    """An organisation."""
    return add_organisation(name=name, sector=sector, **BY_SYSTEM)


def seat(of: Partnership, **fields: Any) -> Seat:
    """A seat since 1 April 2002."""
    return add_seat(of, **{"life": SINCE, "qualifier": "Local authority"} | fields, **BY_SYSTEM)


@contextmanager
def events_made() -> Iterator[list[Event]]:
    """The rows of audit that are written inside."""
    before = Event.objects.count()
    made: list[Event] = []
    yield made
    made += list(Event.objects.order_by("sequence")[before:])


def leaves_nothing_when_rolled_back(act: Callable[[], object]) -> None:
    """Assert that the row of audit belongs to the transaction of the change."""

    class UndoneError(Exception):
        """Stands for whatever fails later in the transaction."""

    before = Event.objects.count()

    def fail_after() -> None:
        with transaction.atomic():
            act()
            assert Event.objects.count() > before
            raise UndoneError

    with pytest.raises(UndoneError):
        fail_after()
    assert Event.objects.count() == before


def refused_to(*people: Any, act: Callable[[Any], object]) -> None:
    """Assert that none of these may do it, and that it leaves no row of audit."""
    before = Event.objects.count()
    for person in people:
        with pytest.raises(Refused):
            act(person)
    assert Event.objects.count() == before


def signed_in(client: Client, person: Person) -> Client:
    """As this person."""
    client.force_login(person, backend="joinedup.apps.people.adapters.SignInBackend")
    return client
