"""Imports, what they changed (so that each can be undone as a whole), and the mappings they taught us."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from joinedup.apps.people.models import Person


class Import(models.Model):
    """One file taken in. `journal` lists each row added or changed, with the values before and after."""

    file_name = models.CharField(max_length=255)
    file_hash = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="imports")
    at = models.DateTimeField()
    num_rows = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    journal = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.file_name


def new_key() -> str:
    """A name that nobody can guess."""
    return secrets.token_urlsafe(16)


class Draft(models.Model):
    """A file that a person has sent and not yet taken in: theirs alone, gone once used or after a day.

    `on` is the day that its rows are known from where they name none. `mapping` and `roles` are what they have
    said of its headings and role texts.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    mapping = models.JSONField(default=dict)
    roles = models.JSONField(default=dict)
    on = models.DateField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.file_name


class ColumnMapping(models.Model):
    """What a strange column heading means here, remembered: one of our columns, or "ignore"."""

    heading = models.CharField(_("heading in the file"), max_length=200, unique=True)
    column = models.CharField(_("our column"), max_length=40)

    def __str__(self) -> str:
        return f"{self.heading} is {self.column}"


class RoleMapping(models.Model):
    """What a role text in a spreadsheet means, once somebody has said: a known role, or nesting."""

    role_text = models.CharField(_("role in the file"), max_length=200, unique=True)
    role_id = models.CharField(_("role"), max_length=40)

    def __str__(self) -> str:
        return f"{self.role_text} is {self.role_id}"


class NotDuplicates(models.Model):
    """Two organisations that look alike and that somebody has said are different."""

    first = models.ForeignKey("register.Organisation", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("register.Organisation", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="register_notduplicates_once")]

    def __str__(self) -> str:
        return f"{self.first} is not {self.second}"
