"""What the checks found, kept with the version of the rules that found it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.models import Partnership


class LightChoice(models.TextChoices):
    """How a check stands. "No data" is a state of its own."""

    GREEN = "green", _("green")
    AMBER = "amber", _("amber")
    RED = "red", _("red")
    NO_DATA = "no data", _("no data")


class Result(models.Model):
    """One check of one partnership as at one day. Run again for the same day, it is replaced.

    Only checks whose room is built are kept: the others say "no data" of everybody, and need no row for that.
    Results are worked out from the register, so they go with their partnership when an import is undone.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="results")
    check_id = models.CharField(max_length=10)
    on = models.DateField()
    light = models.CharField(max_length=10, choices=LightChoice)
    number = models.FloatField(null=True)
    why = models.TextField()
    records = models.JSONField(default=list)
    what_to_do = models.TextField(blank=True)
    rule_version = models.CharField(max_length=64)
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["check_id", "on"]
        constraints = [models.UniqueConstraint(fields=["partnership", "check_id", "on"], name="health_result_once")]
        indexes = [models.Index(fields=["on", "light"], name="health_result_light")]

    def __str__(self) -> str:
        return f"{self.check_id} {self.light}"


class Run(models.Model):
    """One run of the checks as at a day, written when all its results are kept.

    `is_whole` says that it went over every partnership of that day: pages over many use the latest such day.
    `digest` is the SHA-256 of the results, in hexadecimal.
    """

    on = models.DateField()
    computed_at = models.DateTimeField()
    rule_version = models.CharField(max_length=64)
    is_whole = models.BooleanField()
    num_partnerships = models.PositiveIntegerField()
    num_results = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["is_whole", "on"], name="health_run_day")]

    def __str__(self) -> str:
        return _("health checks as at %(day)s") % {"day": self.on.isoformat()}
