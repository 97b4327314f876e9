"""How allauth behaves here: nobody signs up by themselves, and permissions are not its business."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from joinedup.apps.people.actions import note_method_changed, note_sign_in
from joinedup.apps.people.models import Person

# What allauth tells of passwords (by the name of the e-mail that it would send), in our words.
PASSWORDS = {
    "account/email/password_changed": _("the password was changed"),
    "account/email/password_set": _("a password was set"),
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts come by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator invites."""
        return False

    @transaction.atomic
    def login(self, request: HttpRequest, user: Person) -> None:
        """The moment of signing in, after every step that was asked for."""
        super().login(request, user)
        note_sign_in(user)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: Any = None, email: str | None = None
    ) -> None:
        """Instead of allauth's own e-mail: a row in the audit, and a message through our outbox.

        What is told here of passkeys and the like comes only after commit; that is recorded as it happens
        (`people.actions.method_added`), in the transaction of the change.
        """
        if template_prefix in PASSWORDS:
            note_method_changed(user, str(PASSWORDS[template_prefix]))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Nobody needs to be told that they have signed in: the page says who they are."""
        if message_template != "account/messages/logged_in.txt":
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the ways of signing in."""
        return reverse("mfa_index")


class SignInBackend(AuthenticationBackend):  # type: ignore[misc] # allauth ships no types
    """Checks a password. What a person may do is answered by the role grants alone."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Nothing is granted by having a password."""
        return False
