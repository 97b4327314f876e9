"""The pages that are measured, as JSON on standard output. Each is asked here, to count queries and bytes.

Started by benchmarks/web.py, with the register of national size already written.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve
from django.utils import timezone

import benchmarks.ready  # noqa: F401 - loads Django, so it comes before all that needs it
from benchmarks.country.writing import analyse
from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.health.actions import run_checks
from joinedup.apps.health.models import Run
from joinedup.apps.people.models import Person
from joinedup.apps.register.models import Appointment, Area, Organisation, Partnership, RoleGrant

DAY = date(2008, 4, 1)  # a busy day of the ten years
MANAGER = "manager@example.org"
SIGN_IN = "joinedup.apps.people.adapters.SignInBackend"


@dataclass(frozen=True)
class Page:
    """A page asked for by somebody: what it answered, with how many queries and bytes."""

    name: str
    address: str
    who: str
    status: int
    num_queries: int
    num_bytes: int


def addresses() -> Iterator[tuple[str, str]]:
    """Name and address of each page, on the largest things of their kind."""
    covered = Area.objects.filter(kind="unitary").annotate(num=Count("coverage")).order_by("-num", "code")
    area = covered[0].code
    seated = Partnership.objects.on(DAY).filter(type_id="lsp").annotate(num=Count("appointments"))
    partnership = seated.order_by("-num", "pk")[0].ref
    sitting = Organisation.objects.filter(appointments__in=Appointment.objects.on(DAY))
    organisation = sitting.annotate(num=Count("appointments")).order_by("-num", "pk")[0].ref
    yield "home", "/"
    yield "area", f"/areas/{area}/"
    yield "structure of an area", f"/areas/{area}/structure/"
    yield "register, first page", "/partnerships/"
    yield "register, page 40", "/partnerships/?page=40"
    yield "register, search", "/partnerships/?q=police"
    yield "register, filtered", "/partnerships/?status=active&theme=crime&vacant=on"
    yield "partnership", f"/partnerships/{partnership}/"
    yield "seats", f"/partnerships/{partnership}/seats/"
    yield "history", f"/partnerships/{partnership}/history/"
    yield "organisations", "/organisations/"
    yield "organisation", f"/organisations/{organisation}/"
    yield "diaries", "/diaries/"
    yield "problem board of an area", f"/areas/{area}/problem-board/"
    yield "problem board", "/problem-board/"
    yield "health", "/health/"
    yield "health of a partnership", f"/health/{partnership}/"


def manager() -> Person:
    """Somebody who manages the largest area."""
    person = Person.objects.with_email(MANAGER)
    if person is None:
        person = Person.objects.create_person("Pat Example", MANAGER)
        area = Area.objects.filter(kind="unitary").annotate(num=Count("coverage")).order_by("-num", "code")[0]
        RoleGrant.objects.create(person=person, role="manager", area=area, valid_from=date(2001, 4, 1))
    return person


def asked(client: Client, name: str, address: str, who: str) -> Page:
    """Ask once, warm, and count."""
    client.get(address, HTTP_HOST="127.0.0.1")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, HTTP_HOST="127.0.0.1")
    assert answer.wsgi_request.user.is_authenticated == (who == "manager")
    return Page(name, address, who, answer.status_code, len(queries), len(answer.content))


def all_pages() -> dict[str, object]:
    """The yardstick, the pages for a stranger and for a manager, and the manager's cookie."""
    if not Run.objects.filter(on=DAY).exists():
        run_checks(Partnership.objects.on(DAY), on=DAY, by=SYSTEM, at=timezone.now())
        analyse()
    stranger, known = Client(), Client()
    known.force_login(manager(), backend=SIGN_IN)
    pages = [asked(stranger, "bare view", f"/bare/?on={DAY}", "anyone")]
    for name, address in addresses():
        dated = f"{address}{'&' if '?' in address else '?'}on={DAY}"
        try:
            resolve(address.partition("?")[0])
        except Resolver404:
            continue  # that room is not built
        pages += [asked(stranger, name, dated, "anyone"), asked(known, name, dated, "manager")]
    cookie = f"{settings.SESSION_COOKIE_NAME}={known.cookies[settings.SESSION_COOKIE_NAME].value}"
    return {"pages": [asdict(page) for page in pages], "cookie": cookie}


if __name__ == "__main__":
    json.dump(all_pages(), sys.stdout)
