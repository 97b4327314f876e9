"""Asking for a page as at a day, signing in, running the checks."""

from datetime import UTC, date, datetime

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.health.actions import run_checks
from joinedup.apps.register.models import Partnership

ON = date(2003, 1, 1)
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)


def run(on=ON):
    return run_checks(Partnership.objects.on(on), on=on, by=SYSTEM, at=AT)


def sign_in(client, person):
    client.force_login(person, backend="joinedup.apps.people.adapters.SignInBackend")


def text(client, address, on=ON, **asked):
    response = client.get(address, {"on": on.isoformat()} | asked if on else asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
