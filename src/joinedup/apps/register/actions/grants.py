"""Giving and ending roles: who may do what, over what, from which day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from joinedup.apps.audit.actions import Actor, record, stand_in_line
from joinedup.apps.notifications.actions import Recipient, tell
from joinedup.apps.people import events as people_events
from joinedup.apps.people.models import Person, tidy_email
from joinedup.apps.people.permissions import Role, authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.refusals import StaleError, refuse
from joinedup.apps.register.models import Area, Organisation, Partnership, RoleGrant

Over = Partnership | Organisation | Area | None

ONE_ADMINISTRATOR = "rule of the register: somebody can always give roles"


def over_field(over: Over) -> dict[str, Over]:
    """The column that keeps what a role is held over; none for everything."""
    return {over._meta.model_name or "": over} if over else {}


@transaction.atomic
def invite_person(email: str, name: str, role: Role, over: Over, *, by: Actor, on: date) -> RoleGrant:
    """Give a role to whoever signs in with this address; without an account they get one, and an invitation.

    `name` is used only for a new account; blank, it is the part of the address before the @.
    Raises Refused, ValidationError (not an address, or a closed account), RefusedByRuleError (held already).
    """
    authorise(by, permissions.GRANT_ROLE, over=over)
    address = tidy_email(email) or ""
    validate_email(address)
    person = Person.objects.with_email(address)
    if person is None:
        stand_in_line()  # two who invite one address make one account
        person = Person.objects.with_email(address)
    if person is not None:
        return grant_role(person, role, over, by=by, on=on)
    person = Person.objects.create_person(name.strip() or address.split("@")[0], address)
    grant = RoleGrant.objects.create(person=person, role=role, valid_from=on, **over_field(over))
    record(
        people_events.PERSON_INVITED,
        by=by,
        subject=person,
        facts=_facts(grant),
        personal={"who": person.name, "email": address},
    )
    _invite(grant, address)
    return grant


@transaction.atomic
def grant_role(person: Person, role: Role, over: Over, *, by: Actor, on: date) -> RoleGrant:
    """Give a role to someone who is known here. Raises as `invite_person`."""
    authorise(by, permissions.GRANT_ROLE, over=over)
    if not person.is_active:
        raise ValidationError(_("The account of %(name)s is closed.") % {"name": person.name}, code="closed")
    Person.objects.select_for_update().get(pk=person.pk)  # two who give the same role at once stand in line
    everything = dict.fromkeys(("partnership", "organisation", "area"))
    held = RoleGrant.objects.filter(person=person, role=role, **everything | over_field(over))
    if held.on(on).exists():
        raise refuse(
            "{person} is {role} of {over} already.",
            person=person.name,
            role=str(role.label),
            over=_words(over),
            authority="rule of the register: a role is held once",
            would_satisfy="Choose another role, or another thing.",
        )
    grant = RoleGrant.objects.create(person=person, role=role, valid_from=on, **over_field(over))
    record(events.ROLE_GRANTED, by=by, subject=grant, facts=_facts(grant), personal={"person": person.name})
    tell([person.recipient], **_what_was_given(grant))
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: Actor, on: date) -> None:
    """End a role: it is no longer held on `on`. One given that same day or later is taken back as a mistake.

    Raises Refused, RefusedByRuleError (nobody else could give roles), StaleError (ended meanwhile).
    """
    authorise(by, permissions.GRANT_ROLE, over=grant.over)
    # The locks make two administrators who end each other's role at once stand in line.
    others = RoleGrant.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, partnership=None, organisation=None, area=None
    )
    live = [row for row in others.on(on).select_related("person") if _can_sign_in(row.person)]
    if [row.pk for row in live] == [grant.pk]:
        raise refuse(
            "{person} is the last administrator over everything.",
            person=grant.person.name,
            authority=ONE_ADMINISTRATOR,
            would_satisfy="Make somebody else administrator first.",
        )
    facts = _facts(grant) | {"until": on}
    person = grant.person
    open_row = RoleGrant.objects.filter(pk=grant.pk, valid_until=grant.valid_until)
    is_mistake = grant.valid_from is not None and grant.valid_from >= on
    moved = open_row.delete()[0] if is_mistake else open_row.update(valid_until=on)
    if moved != 1:
        raise StaleError(grant)
    record(events.ROLE_ENDED, by=by, subject=grant, facts=facts, personal={"person": person.name})
    what = {"role": facts["role"], "over": facts["over"]}
    tell(
        [person.recipient],
        subject=_("You are no longer %(role)s of %(over)s") % what,
        body=_("Your other roles, if you hold any, stay as they are."),
        link=reverse("people:me"),
    )


def _can_sign_in(person: Person) -> bool:
    return person.is_active and bool(person.email)


def _words(over: Over) -> str:
    return str(over) if over else _("everything")


def _facts(grant: RoleGrant) -> dict[str, object]:
    """What the audit keeps: nothing personal."""
    kind = grant.over._meta.model_name if grant.over else ""
    return {
        "role": str(Role(grant.role).label),
        "over": _words(grant.over),
        "over_kind": kind,
        "over_id": grant.over.pk if grant.over else None,
        "from": grant.valid_from,
    }


def _what_was_given(grant: RoleGrant) -> dict[str, str]:
    what = {"role": Role(grant.role).label, "over": _words(grant.over)}
    return {
        "subject": _("You are now %(role)s of %(over)s") % what,
        "body": _("What you may do with it is on your own page."),
        "link": reverse("people:me"),
    }


def _invite(grant: RoleGrant, address: str) -> None:
    """The invitation holds no secret: whoever reads this address asks for their own link."""
    what = {"role": Role(grant.role).label, "over": _words(grant.over), "address": address}
    tell(
        [Recipient(grant.person_id, address)],
        subject=_("You are invited to joinedup"),
        body=_(
            "You have been made %(role)s of %(over)s. To sign in, open the page below and enter this "
            "address, %(address)s; a link comes to it. There is no password to choose."
        )
        % what,
        link=reverse("people:sign_in"),
    )
