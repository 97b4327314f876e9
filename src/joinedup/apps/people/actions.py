"""What people may have done to their accounts, and the links by which they sign in."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from sesame.utils import get_token

from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.notifications.actions import tell
from joinedup.apps.people import events
from joinedup.apps.people.models import Person
from joinedup.apps.people.queries import SCOPE, person_of_link


def ask_for_link(email: str, *, next_path: str = "") -> None:
    """Send a sign-in link in the background if somebody signs in with this address.

    Only the person's number is queued: the link is made as it is sent, so neither the address nor anything
    that signs in is ever kept (the outbox would keep both). A task is queued for a stranger too, so that the
    answer takes as long.
    """
    from joinedup.apps.people.tasks import send_sign_in_link  # noqa: PLC0415 - tasks import actions

    person = Person.objects.with_email(email)
    send_sign_in_link.enqueue(person.pk if person and person.is_active else None, next_path)


def sign_in_address(person: Person, next_path: str = "") -> str:
    """A link that signs this person in once, within 15 minutes."""
    query = {"token": get_token(person, scope=SCOPE)} | ({"next": next_path} if next_path else {})
    return f"{settings.JOINEDUP_ADDRESS}{reverse('people:open_link')}?{urlencode(query)}"


@transaction.atomic
def use_link(token: str) -> Person | None:
    """Use a link up: its person, or None where it was used, is too old or was never one.

    The token covers the time of the last sign-in, so moving that on ends this link and every other.
    """
    person = person_of_link(token)
    if person is None:
        return None
    # Compare and set: of two that open one link at the same moment, one signs in.
    moved = Person.objects.filter(pk=person.pk, last_login=person.last_login).update(last_login=timezone.now())
    if moved != 1:
        return None
    person.refresh_from_db()
    return person


def prove_address(person: Person) -> None:
    """Note, for allauth, that the link reached this address; any other is no longer theirs."""
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def note_sign_in(person: Person) -> None:
    """Record that somebody signed in."""
    record(events.SIGNED_IN, by=person, subject=person)


@transaction.atomic
def note_method_changed(person: Person, what: str) -> None:
    """Record a change in how a person signs in, and tell them: it may not have been them."""
    record(events.METHOD_CHANGED, by=person, subject=person, facts={"what": what})
    tell(
        [person.recipient],
        subject=_("How you sign in has changed: %(what)s") % {"what": what},
        body=_("If this was not you, tell your administrator at once."),
        link=reverse("mfa_index"),
    )


ADDED = {
    Authenticator.Type.TOTP: _lazy("an authenticator app was added"),
    Authenticator.Type.WEBAUTHN: _lazy("a passkey was added"),
    Authenticator.Type.RECOVERY_CODES: _lazy("new recovery codes were made"),
}
REMOVED = {
    Authenticator.Type.TOTP: _lazy("the authenticator app was removed"),
    Authenticator.Type.WEBAUTHN: _lazy("a passkey was removed"),
}


def method_added(instance: Authenticator, created: bool, **_signal: Any) -> None:
    """Django calls this as allauth saves an authenticator; using one saves it too, and is no change."""
    if created:
        note_method_changed(instance.user, str(ADDED[instance.type]))


def method_removed(instance: Authenticator, **_signal: Any) -> None:
    """Django calls this as allauth deletes an authenticator. Old recovery codes give way unsaid."""
    if instance.type in REMOVED:
        note_method_changed(instance.user, str(REMOVED[instance.type]))


@transaction.atomic
def correct_person(person: Person, *, by: Actor, **fields: Any) -> None:
    """Replace what is wrong in a person's own record; the audit keeps the old values until they are erased.

    A person corrects their own record. Raises PermissionError for anyone else but the system.
    """
    if by.actor_id not in {None, person.pk}:
        raise PermissionError(_("Only the person themselves may correct this."))
    changed = {name: [getattr(person, name), new] for name, new in fields.items() if getattr(person, name) != new}
    if not changed:
        return
    for name, (_old, new) in changed.items():
        setattr(person, name, new)
    person.save(update_fields=list(changed))
    record(
        events.PERSON_CORRECTED,
        by=by,
        subject=person,
        facts={"fields": sorted(changed)},
        personal={"who": person.name, "changed": changed},
    )
