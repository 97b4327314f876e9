"""Partnerships, why they exist, and how they are linked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.models.lives import Living, new_ref, plain_text


class Status(models.TextChoices):
    """Where a partnership stands."""

    PROPOSED = "proposed", _("proposed")
    FORMING = "forming", _("forming")
    ACTIVE = "active", _("active")
    DORMANT = "dormant", _("dormant")
    ENDED = "ended", _("ended")


class LegalPersonality(models.TextChoices):
    """Whether it is a legal person of its own (2.39). Blank is "not known"."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    VARIES = "varies", _("varies")


class Partnership(Living):
    """A body of several organisations. `accepted_on` is the day a manager took it as rightly recorded."""

    ref = models.CharField(max_length=40, unique=True, default=new_ref)
    name = models.CharField(_("name"), max_length=250, validators=[plain_text])
    name_key = models.CharField(max_length=250, db_index=True, editable=False)
    type_id = models.CharField(_("type"), max_length=40, blank=True)
    nation = models.CharField(_("nation"), max_length=20, blank=True)
    profile_id = models.CharField(_("profile"), max_length=40, blank=True)
    purpose = models.TextField(_("purpose"), blank=True, max_length=5000, validators=[plain_text])
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    legal_personality = models.CharField(
        _("separate legal status"), max_length=10, choices=LegalPersonality, blank=True
    )
    legal_form = models.CharField(_("legal form"), max_length=200, blank=True, validators=[plain_text])
    organisation = models.OneToOneField(
        "register.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="partnership"
    )
    accepted_on = models.DateField(null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, validators=[plain_text])

    class Meta(Living.Meta):
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["shown_from", "valid_until"], name="register_partnership_life"),
            models.Index(fields=["type_id"], name="register_partnership_type"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_separate_legal_status(self) -> bool | None:
        """True or False where it is recorded; None where it is not, or varies."""
        return {LegalPersonality.YES: True, LegalPersonality.NO: False}.get(
            LegalPersonality(self.legal_personality) if self.legal_personality else LegalPersonality.VARIES
        )


class FormerFacts(models.Model):
    """What was said of a partnership before a dated change: the old values, for [valid_from, valid_until).

    `valid_from` is None where they held from its beginning.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="former_facts")
    facts = models.JSONField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField()

    class Meta:
        ordering = ["valid_until"]
        indexes = [models.Index(fields=["partnership", "valid_until"], name="register_formerfacts_of")]

    def __str__(self) -> str:
        return f"{self.partnership} until {self.valid_until}"


class PartnershipTheme(models.Model):
    """That a partnership works on a theme of the lawbook (2.30)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="themes")
    theme_id = models.CharField(max_length=40)

    class Meta:
        ordering = ["theme_id"]
        constraints = [models.UniqueConstraint(fields=["partnership", "theme_id"], name="register_theme_once")]
        indexes = [models.Index(fields=["theme_id"], name="register_theme")]

    def __str__(self) -> str:
        return f"{self.partnership}: {self.theme_id}"


class RequirementKind(models.TextChoices):
    """What kind of thing calls for the partnership (2.37). Its origin follows from the live ones."""

    STATUTE = "statute", _("statute")
    FUNDING = "funding", _("funding")
    PLANNING = "planning", _("plan duty")


class Requirement(Living):
    """The statute, funding stream or plan duty for which a partnership exists. It may have several, or none."""

    ref = models.CharField(max_length=40, unique=True, default=new_ref)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="requirements")
    kind = models.CharField(_("kind"), max_length=10, choices=RequirementKind)
    title = models.CharField(_("what it is"), max_length=500, validators=[plain_text])
    source = models.CharField(_("source"), max_length=300, blank=True, validators=[plain_text])

    class Meta(Living.Meta):
        ordering = ["kind", "title", "id"]
        indexes = [models.Index(fields=["partnership"], name="register_requirement_of")]

    def __str__(self) -> str:
        return self.title


class Relation(models.TextChoices):
    """How one partnership stands to another. Nesting is a forest; the others are free."""

    NESTED_IN = "nested_in", _("nested in")
    REPORTS_TO = "reports_to", _("reports to")
    SHARES_SECRETARIAT = "shares_secretariat", _("shares a secretariat with")
    SUCCEEDED_BY = "succeeded_by", _("succeeded by")


class Link(Living):
    """A dated relation from one partnership (the child) to another (the parent)."""

    child = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="links_up")
    parent = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="links_down")
    relation = models.CharField(max_length=20, choices=Relation, default=Relation.NESTED_IN)
    source = models.CharField(max_length=300, blank=True, validators=[plain_text])

    class Meta(Living.Meta):
        indexes = [
            models.Index(fields=["child", "relation"], name="register_link_child"),
            models.Index(fields=["parent", "relation"], name="register_link_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.child} {self.get_relation_display()} {self.parent}"
