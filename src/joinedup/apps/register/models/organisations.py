"""Organisations: who can sit on a partnership."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.models.lives import new_ref, plain_text


class Sector(models.TextChoices):
    """The four sectors of white paper 2.33. Blank is "not known"."""

    PUBLIC = "public", _("public")
    PRIVATE = "private", _("private")
    VOLUNTARY = "voluntary", _("voluntary")
    COMMUNITY = "community", _("community")


class Organisation(models.Model):
    """A body that can hold a seat. `name_key` is the name in normal form, for finding it again."""

    ref = models.CharField(max_length=40, unique=True, default=new_ref)
    name = models.CharField(_("name"), max_length=250, validators=[plain_text])
    name_key = models.CharField(max_length=250, db_index=True, editable=False)
    sector = models.CharField(_("sector"), max_length=10, choices=Sector, blank=True)
    kind = models.CharField(_("kind of body"), max_length=60, blank=True)
    website = models.URLField(_("website"), blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from")

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """An official number of an organisation, in an org-id.guide list: GB-CHC 1234567, GB-COH 01234567."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("list"), max_length=20)
    number = models.CharField(_("number"), max_length=40, validators=[plain_text])

    class Meta:
        ordering = ["scheme", "number"]
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="register_identifier_once")]

    def __str__(self) -> str:
        return f"{self.scheme}-{self.number}"
