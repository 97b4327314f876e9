"""Every page there is, with the things it is shown for: a page added without a place here fails a test."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from joinedup.apps.health.actions import run_checks
from joinedup.apps.notifications.actions import Recipient, tell
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import PERMISSIONS, PUBLIC, SIGNED_IN, Role
from joinedup.apps.register.actions.imports import Source
from joinedup.apps.register.actions.imports.drafts import keep_draft
from joinedup.apps.register.models import (
    Appointment,
    ColumnMapping,
    Draft,
    Import,
    Link,
    Organisation,
    Partnership,
    Requirement,
    RoleGrant,
    Seat,
)
from tests.apps.register import setting_up
from tests.journeys.walking import THEN

ANSWERED = {"name": {"name": "Teesside Together", "purpose": "To close the gap"}}
AREA = "X07000001"
FIFE = "Fife Partnership Board"
# Files on their way in: with a column to explain, with faults, and right, with a role that no list knows.
FILES = {
    "strange.csv": f"partnership,organisation,Started when\n{FIFE},Fife Carers,1/4/2025\n",
    "faulty.csv": f"partnership,organisation,from\n{FIFE},=A1,1/4/2025\n{FIFE},Fife Carers,31/2/2025\n",
    "right.csv": f"partnership,organisation,role\n{FIFE},Fife Carers,keeper of the seal\n{FIFE},Fife Councl,member\n",
}


@dataclass(frozen=True)
class Place:
    """One address: its name, and who may see it."""

    name: str
    permission: str

    def is_for(self, role: Role | None) -> bool:
        """Whether somebody with this role over everything (None: nobody signed in) may see it."""
        if self.permission == PUBLIC:
            return True
        if role is None:
            return False
        return self.permission == SIGNED_IN or role in PERMISSIONS[self.permission].roles


def places(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[Place]:
    """Every address with its name, however deep it is included."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from places(entry.url_patterns, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield Place(f"{space}{entry.name}", getattr(entry.callback, "permission", ""))


PLACES = {place.name: place for place in places(get_resolver().url_patterns)}


class Things:
    """The rows of the standing example that the pages are shown for."""

    def __init__(self) -> None:
        self.then = Partnership.objects.get(name="Northmoor Together")
        self.now = Partnership.objects.get(name=FIFE)
        self.council = Organisation.objects.get(name="Northmoor Borough Council")
        self.seat = Seat.objects.filter(partnership=self.now).first()
        self.appointment = Appointment.objects.filter(partnership=self.now, valid_until=None).first()
        self.requirement = Requirement.objects.filter(partnership=self.now).first()
        self.link = Link.objects.get(child=self.now, valid_until=None)
        self.alike = list(Organisation.objects.filter(merged_into=None, name__contains="Council")[:2])
        self.sitting = Person.objects.filter(appointments__partnership=self.then).first()
        self.grant = RoleGrant.objects.get(role=Role.SPONSOR)
        self.taken = Import.objects.get(file_name="northmoor-members.csv")
        self.drafts = list(Draft.objects.values_list("key", flat=True))
        self.setup_open, self.setup_done = (
            Person.objects.get(name="Alice Fenwick").setups.filter(finished_at__isnull=is_open).get()
            for is_open in (True, False)
        )


def stand(alice: Person, dana: Person) -> None:
    """What the pages need besides the story: a run of the checks, messages, set-ups, a link."""
    now = timezone.now()
    for day in (timezone.localdate(), timezone.datetime.fromisoformat(THEN).date()):
        run_checks(Partnership.objects.all(), on=day, by=dana, at=now)
    told = [Recipient(person.pk, "") for person in (alice, dana)]
    tell(told, subject="A seat is vacant", body="Nobody holds it since 1 April.", link="/")
    for name, text in FILES.items():
        keep_draft(Source(name, text.encode()), by=dana, on=timezone.localdate())
    ColumnMapping.objects.create(heading="Body", column="organisation")
    setting_up.finish_setup(setting_up.answered(alice, **ANSWERED), by=alice, at=now, on=timezone.localdate())
    setting_up.answered(alice, name={"name": "Tees Valley Forum", "purpose": ""}, chair=None)
    fife, other = Partnership.objects.get(name=FIFE), Partnership.objects.get(name="Living Here Board")
    Link.objects.create(child=fife, parent=other, relation="nested_in", valid_from=timezone.localdate())


At = Callable[[Things], list[str]]


def at(name: str, *args: object, query: str = "") -> str:
    """The address, with a query."""
    return reverse(name, args=args) + (f"?{query}" if query else "")


def plain(*names: str) -> dict[str, At]:
    """Pages that take nothing."""
    return {name: lambda _things, name=name: [at(name)] for name in names}


def dated(*names: str) -> dict[str, At]:
    """Pages that take nothing but the day: today, and a day on which Northmoor was whole."""
    return {name: lambda _things, name=name: [at(name), at(name, query=f"on={THEN}")] for name in names}


def of_area(*names: str) -> dict[str, At]:
    """Pages of one area."""
    return {name: lambda _things, name=name: [at(name, AREA, query=f"on={THEN}")] for name in names}


def of_partnership(*names: str) -> dict[str, At]:
    """Pages of one partnership on a day: a full one then, and a real one today."""
    return {
        name: lambda things, name=name: [
            at(name, things.then.ref, query=f"on={THEN}"),
            at(name, things.now.ref),
        ]
        for name in names
    }


def of(pick: Callable[[Things], tuple[object, ...]], *names: str) -> dict[str, At]:
    """Pages of one thing."""
    return {name: lambda things, name=name: [at(name, *pick(things))] for name in names}


GALLERY: dict[str, At] = {
    **plain(
        "notifications:messages", "account_inactive", "account_set_password",
        "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
        "people:sign_in", "people:link_sent", "people:open_link",
        "people:sign_in_with_password", "people:me", "people:details", "audit:events",
        "register:begin_setup", "register:add_partnership", "register:add_organisation",
        "register:duplicates", "register:access", "register:give_role",
        "register:imports", "register:add_import", "register:import_mappings",
    ),
    # With one area in use, "/" leads straight there unless all are asked for.
    "register:home": lambda _things: [at("register:home"), at("register:home", query=f"on={THEN}&all=1")],
    **dated(
        "register:problem_board", "register:partnerships", "register:organisations",
        "register:diaries", "register:exports", "health:overview",
    ),
    **of_area("register:area", "register:structure", "register:area_problem_board"),
    **of_partnership("register:partnership", "register:seats", "register:history"),
    **of(lambda things: (things.now.ref,), "register:family_structure", "health:partnership"),
    **of(
        lambda things: (things.now.ref,),
        "register:correct_partnership", "register:change_partnership", "register:accept_partnership",
        "register:end_partnership", "register:add_requirement", "register:set_coverage",
        "register:link_partnership", "register:add_seat", "register:add_profile_seats",
    ),
    **of(lambda things: (things.now.ref, things.requirement.ref), "register:end_requirement"),
    **of(lambda things: (things.now.ref, things.link.pk), "register:end_link"),
    **of(lambda things: (things.seat.ref,), "register:correct_seat", "register:end_seat", "register:appoint"),
    **of(lambda things: (things.appointment.ref,), "register:end_appointment"),
    **of(lambda things: (things.council.ref,), "register:organisation", "register:correct_organisation"),
    **of(lambda things: tuple(row.ref for row in things.alike), "register:merge_organisations"),
    **of(lambda things: (things.sitting.pk,), "register:person"),
    **of(lambda things: (things.grant.pk,), "register:end_role"),
    **of(lambda _things: ("HC02",), "health:check"),
    **of(lambda things: (things.taken.pk,), "register:import_report", "register:undo_import"),
    "register:import_preview": lambda things: [at("register:import_preview", key) for key in things.drafts],
    "register:setup": lambda things: [
        at("register:setup", things.setup_open.pk),
        at("register:setup", things.setup_done.pk),
    ],
    "register:setup_step": lambda things: [
        at("register:setup_step", things.setup_open.pk, step) for step in setting_up.ANSWERS
    ],
}  # fmt: skip

OF_ONE_PERSON = {"register:import_preview"}  # the one who sent the file; nobody else is told that it is there

# Pages that ask for a password, an app or a passkey; they are looked over in one walk through an account.
OF_AN_ACCOUNT = {
    "account_reauthenticate", "account_change_password", "mfa_authenticate", "mfa_reauthenticate",
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_edit_webauthn",
    "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
}  # fmt: skip

# Addresses that show no page: they take a form, lead on, or answer with a file.
NO_PAGE = {
    "notifications:read_all": "takes a button",
    "notifications:open": "takes a button",
    "account_login": "leads on",
    "account_logout": "takes a button",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "takes a passkey",
    "people:sign_out": "takes a button",
    "people:set_language": "takes a button",
    "register:finish_setup": "takes a button",
    "register:explain_columns": "takes a form of the preview",
    "register:explain_roles": "takes a form of the preview",
    "register:take_import": "takes a button",
    "register:discard_import": "takes a button",
    "register:forget_column": "takes a button",
    "register:forget_role": "takes a button",
    "register:import_template": "a file",
    "register:import_faults": "a file",
    "register:export": "a file",
    "health:run_checks": "takes a button",
    "health:run_checks_of": "takes a button",
}
