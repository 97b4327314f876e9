"""The chain, its head, and the personal part kept beside it.

A row's hash covers the row before it. What is personal (names, addresses) is kept in `Personal` under a
salted digest, so that it can be erased and the chain still verifies.
"""

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone


class AppendOnlyError(Exception):
    """The audit was asked to change or lose a row."""


class Events(models.QuerySet["Event"]):
    """Rows that can be read and nothing else, also many at a time."""

    def update(self, **_fields: Any) -> NoReturn:
        """Never."""
        raise AppendOnlyError("audit rows cannot be changed")

    def delete(self) -> NoReturn:
        """Never."""
        raise AppendOnlyError("audit rows cannot be removed")

    def bulk_create(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Never: a row joins the chain one at a time, through `record`."""
        raise AppendOnlyError("audit rows are added by record()")


class Event(models.Model):
    """One action. `sequence` counts from 1 without a gap; `facts` holds nothing personal."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=80, db_index=True)
    actor_id = models.PositiveBigIntegerField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    facts = models.JSONField()
    personal_digest = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = Events.as_manager()

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "-sequence"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a row already there is never written again."""
        if not self._state.adding:
            raise AppendOnlyError(f"audit row {self.sequence} cannot be changed")
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k == "using"})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Never."""
        raise AppendOnlyError(f"audit row {self.sequence} cannot be removed")


class Personal(models.Model):
    """The personal part of one row: the actor's label and whatever else names a person. Erasable."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True)
    salt = models.CharField(max_length=64)
    content = models.JSONField()

    def __str__(self) -> str:
        return f"personal part of {self.event_id}"


class Head(models.Model):
    """The end of the chain: one row, locked while a row is added, so that writers stand in line."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head")]

    def __str__(self) -> str:
        return f"head at {self.sequence}"
