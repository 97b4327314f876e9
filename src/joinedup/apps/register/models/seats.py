"""Seats and who sits in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from joinedup.apps.people.models import Person
from joinedup.apps.register.models.lives import Living, new_ref, plain_text
from joinedup.apps.register.models.organisations import Organisation, Sector
from joinedup.apps.register.models.partnerships import Partnership


class Seat(Living):
    """A place, or several like places, on a partnership. Rights that are None are not known.

    `organisation` is set where the seat is one organisation's own: it lives and ends with that membership.
    Without it the seat is the constitution's, and stands vacant when nobody holds it.
    """

    ref = models.CharField(max_length=40, unique=True, default=new_ref)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="seats")
    role_text = models.CharField(_("role"), max_length=200, blank=True, validators=[plain_text])
    qualifier = models.CharField(_("who may hold it"), max_length=200, blank=True, validators=[plain_text])
    sector = models.CharField(_("sector"), max_length=10, choices=Sector, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="own_seats"
    )
    num_places = models.PositiveSmallIntegerField(_("places"), default=1)
    may_vote = models.BooleanField(_("vote"), null=True, blank=True)
    may_speak = models.BooleanField(_("speak"), null=True, blank=True)
    gets_papers = models.BooleanField(_("papers"), null=True, blank=True)
    counts_to_quorum = models.BooleanField(_("counts to the quorum"), null=True, blank=True)
    must_be_invited = models.BooleanField(_("must be invited"), null=True, blank=True)
    term_months = models.PositiveSmallIntegerField(_("term in months"), null=True, blank=True)
    substitute_rule = models.CharField(_("substitutes"), max_length=200, blank=True, validators=[plain_text])
    source = models.CharField(max_length=300, blank=True, validators=[plain_text])

    class Meta(Living.Meta):
        ordering = ["id"]
        indexes = [models.Index(fields=["partnership", "shown_from"], name="register_seat_of")]

    def __str__(self) -> str:
        return self.qualifier or self.role_text or str(self.organisation or _("seat"))


class Appointment(Living):
    """That an organisation, and perhaps a named person, holds a seat for a term."""

    ref = models.CharField(max_length=40, unique=True, default=new_ref)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")
    num_places = models.PositiveSmallIntegerField(_("places"), default=1)
    how_chosen = models.CharField(_("how chosen"), max_length=200, blank=True, validators=[plain_text])
    has_authority = models.BooleanField(_("may commit the organisation"), null=True, blank=True)
    authority_note = models.CharField(_("authority"), max_length=300, blank=True, validators=[plain_text])
    substitute = models.CharField(_("named substitute"), max_length=200, blank=True, validators=[plain_text])
    note = models.CharField(_("note"), max_length=500, blank=True, validators=[plain_text])
    source = models.CharField(_("source"), max_length=300, blank=True, validators=[plain_text])

    class Meta(Living.Meta):
        ordering = ["id"]
        indexes = [
            models.Index(fields=["partnership", "shown_from"], name="register_appointment_of"),
            models.Index(fields=["organisation", "shown_from"], name="register_appointment_for"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation} on {self.partnership}"
