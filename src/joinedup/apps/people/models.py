"""A person: whoever sits, acts or signs in. Being a member and having access are two different things."""

from typing import Any

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from joinedup.apps.notifications.actions import Recipient
from joinedup.rules.cells import formula_start, hidden_character


class People(BaseUserManager["Person"]):
    """Finds and makes people."""

    def create_person(self, name: str, email: str | None = None, **fields: Any) -> "Person":
        """A person with no password. With no e-mail address they are known but cannot sign in.

        Raises ValidationError for a name or an address that cannot be kept.
        """
        person = self.model(name=" ".join(name.split()), email=tidy_email(email), **fields)
        person.set_unusable_password()
        person.clean_fields()
        plain_name(person.name)
        person.save(using=self._db)
        return person

    def with_email(self, email: str) -> "Person | None":
        """The person who signs in with this address, whatever its capitals."""
        return self.filter(email__iexact=email.strip()).first() if email.strip() else None


def plain_name(name: str) -> None:
    """Raise ValidationError for a name that a spreadsheet would run as a formula, or that hides something."""
    if formula_start(name) or hidden_character(name):
        raise ValidationError(
            _("Write the name in plain letters: it begins like a formula, or has a character that cannot be seen."),
            code="not_plain",
        )


def tidy_email(email: str | None) -> str | None:
    """An address without spaces and in small letters; None where there is none."""
    return email.strip().lower() or None if email else None


class Person(AbstractBaseUser):
    """Someone with a name. `email` is what they sign in with; most representatives have none recorded."""

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    wants_email = models.BooleanField(_("send messages by e-mail"), default=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """For allauth's e-mails."""
        return self.name

    @property
    def actor_id(self) -> int:
        """As the audit names whoever acts."""
        return self.pk

    @property
    def actor_label(self) -> str:
        """As the audit names whoever acts."""
        return self.name

    @property
    def recipient(self) -> Recipient:
        """As the outbox wants them."""
        return Recipient(self.pk, (self.email or "") if self.wants_email and self.is_active else "")

    def has_perm(self, permission: str, over: object = None) -> bool:
        """Whether any of the sign-in backends allows it. Denied unless somebody says yes."""
        if not self.is_active:
            return False
        backends: list[Any] = get_backends()  # theirs are typed for models alone; ANYWHERE is none
        for backend in backends:
            if hasattr(backend, "has_perm"):
                try:
                    if backend.has_perm(self, permission, over):
                        return True
                except PermissionDenied:
                    return False
        return False
