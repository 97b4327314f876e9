"""Areas and what partnerships cover of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.models.lives import Living, plain_text


class Area(models.Model):
    """A place with a code: a GSS code (E06000004), or a local one that begins with X for a place with none.

    `outline` is SVG path data in a square of side 1 shared by all areas with the same `outline_frame` (the file
    they came from); `outline_box` is "left top right bottom" there.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150, validators=[plain_text])
    nation = models.CharField(_("nation"), max_length=20, blank=True)
    kind = models.CharField(_("kind of area"), max_length=60, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    replaced_by = models.CharField(max_length=100, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    outline = models.TextField(blank=True)
    outline_box = models.CharField(max_length=120, blank=True)
    outline_frame = models.CharField(max_length=255, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name


class Coverage(Living):
    """That a partnership covers an area, whole or part. A partnership may cover many, and across boundaries."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="coverage")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="coverage")
    is_whole = models.BooleanField(default=True)
    note = models.CharField(max_length=300, blank=True, validators=[plain_text])
    source = models.CharField(max_length=300, blank=True, validators=[plain_text])

    class Meta(Living.Meta):
        indexes = [
            models.Index(fields=["area", "shown_from"], name="register_coverage_area"),
            models.Index(fields=["partnership", "shown_from"], name="register_coverage_partnership"),
        ]

    def __str__(self) -> str:
        return f"{self.area} ({'whole' if self.is_whole else 'part'})"
