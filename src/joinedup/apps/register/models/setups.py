"""A guided set-up under way: from nothing to the first meeting called (2.32, 2.35)."""

from django.db import models

from joinedup.apps.people.models import Person
from joinedup.apps.register.models.partnerships import Partnership


class SetUp(models.Model):
    """The answers so far, a step at a time, so that a tired officer can stop and come back."""

    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="setups")
    begun_at = models.DateTimeField()
    partnership = models.OneToOneField(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="setup"
    )
    answers = models.JSONField(default=dict)
    first_meeting_on = models.DateField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return str(self.answers.get("name", "a new partnership"))
