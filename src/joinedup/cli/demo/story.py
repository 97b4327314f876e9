"""The worked example: what is imported, who may sign in, and what a manager has accepted.

Northmoor is invented and runs from 2001 to the end of 2004; the nine real partnerships are shown from the day they
were known.
"""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.health.actions import run_checks
from joinedup.apps.people.actions import sign_in_address
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Role
from joinedup.apps.register.actions.areas import load_areas, load_lawbook_areas, load_outlines
from joinedup.apps.register.actions.grants import invite_person
from joinedup.apps.register.actions.imports import Source, import_rows, map_role_text
from joinedup.apps.register.actions.partnerships import accept_partnership
from joinedup.apps.register.models import Area, Organisation, Partnership
from joinedup.cli.demo import HERE
from joinedup.formats.areas import AreaRow
from joinedup.formats.boundaries import read_boundaries

NORTHMOOR = "X07000001"
DISTRICTS = (
    AreaRow(NORTHMOOR, "Northmoor", "England", "district (invented)"),
    AreaRow("X07000002", "Fellgate", "England", "district (invented)"),
    AreaRow("X07000003", "Harrowdale", "England", "district (invented)"),
)
# The structure first, so that members find their partnerships; then the real ones the same way.
FILES = ("northmoor-structure.csv", "northmoor-members.csv", "real-structure.csv", "real-members.csv")
ACCEPTED_ON = date(2002, 4, 9)
# The days on which the checks are run, so that their trends can be seen.
CHECKED_ON = (date(2002, 7, 1), date(2003, 1, 1), date(2003, 4, 1), date(2003, 10, 1), date(2004, 4, 1))
# name, e-mail address, role, what it is held over: an area's code, an organisation's name, or everything
CAST = (
    ("Dana Whitlock", "dana@northmoor.example", Role.ADMINISTRATOR, ""),
    ("Alice Fenwick", "alice@northmoor.example", Role.MANAGER, ""),
    ("Margaret Oyelaran", "margaret@northmoor.example", Role.REPRESENTATIVE, "Northmoor Chamber of Commerce"),
    ("Philip Dunn", "philip@northmoor.example", Role.COUNCIL_LEAD, NORTHMOOR),
    ("Peter Lund", "peter@northmoor.example", Role.SPONSOR, NORTHMOOR),
)


def tell() -> None:
    """Fill an empty example; one that is filled already is left as it is."""
    if Partnership.objects.exists():
        return
    today = timezone.localdate()
    with transaction.atomic():
        load_lawbook_areas(by=SYSTEM, on=today)
        load_areas(DISTRICTS, "Northmoor, invented", by=SYSTEM, on=today)
        outlines = HERE / "northmoor-outlines.geojson"
        load_outlines(read_boundaries(outlines, outlines.name), outlines.name, by=SYSTEM, on=today)
        for name in FILES:
            import_rows(Source.at(HERE / name), by=SYSTEM, on=today)
        map_role_text("delivery sub-board", "delivery-sub-board", by=SYSTEM, on=today)
        invite_cast(today)
        alice = Person.objects.with_email("alice@northmoor.example")
        assert alice is not None
        for row in Partnership.objects.filter(coverage__area__code=NORTHMOOR).distinct():
            accept_partnership(row, by=alice, on=max(ACCEPTED_ON, row.life.shown_from))
    for day in (*CHECKED_ON, today):
        run_checks(Partnership.objects.on(day), on=day, by=SYSTEM, at=timezone.now())


def invite_cast(today: date) -> None:
    """The people who may sign in, each with a role."""
    for name, email, role, over in CAST:
        thing: Area | Organisation | None = None
        if over:
            thing = Area.objects.filter(code=over).first() or Organisation.objects.get(name=over)
        invite_person(email, name, role, thing, by=SYSTEM, on=today)


def links(address: str) -> Iterator[tuple[str, str]]:
    """A link for each of the cast that signs them in."""
    for name, email, role, _over in CAST:
        person = Person.objects.with_email(email)
        if person is not None:
            yield f"{name} ({role.label})", sign_in_address(person)
