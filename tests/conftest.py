"""The cast, and how Hypothesis behaves: the same examples in every run, and no deadline on a busy machine.

The database is that of JOINEDUP_DATABASE_URL, else SQLite in a folder that is thrown away (`tests.settings`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from joinedup.apps.people.models import Person
    from joinedup.apps.register.models import Organisation

hypothesis.settings.register_profile("joinedup", derandomize=True, deadline=None)
hypothesis.settings.load_profile("joinedup")

LONG_AGO = date(2001, 4, 1)


def cast_member(name: str, role: str = "", **over: object) -> Person:
    """A person with an account, who has held a role since long ago."""
    from joinedup.apps.people.models import Person  # noqa: PLC0415 - rules are tested without Django
    from joinedup.apps.register.models import RoleGrant  # noqa: PLC0415 - as above

    person = Person.objects.create_person(name, f"{name.lower()}@example.org")
    if role:
        RoleGrant.objects.create(person=person, role=role, valid_from=LONG_AGO, **over)
    return person


@pytest.fixture
def alice(db: None) -> Person:
    """Manager of everything."""
    return cast_member("Alice", "manager")


@pytest.fixture
def bobs_organisation(db: None) -> Organisation:
    """What Bob represents."""
    from joinedup.apps.register.models import Organisation  # noqa: PLC0415 - as above

    return Organisation.objects.create(name="Moor Volunteers", name_key="moor volunteers")


@pytest.fixture
def bob(bobs_organisation: Organisation) -> Person:
    """A colleague: representative of one organisation."""
    return cast_member("Bob", "representative", organisation=bobs_organisation)


@pytest.fixture
def charlie(db: None) -> Person:
    """A stranger: has an account and no role."""
    return cast_member("Charlie")


@pytest.fixture
def dana(db: None) -> Person:
    """Administrator of everything."""
    return cast_member("Dana", "administrator")


@pytest.fixture(autouse=True)
def _forget_rate_limits() -> None:
    """Each test starts with nobody having asked for anything."""
    from django.conf import settings  # noqa: PLC0415 - as above

    if settings.configured:
        from django.core.cache import cache  # noqa: PLC0415 - as above

        cache.clear()
