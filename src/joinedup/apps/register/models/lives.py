"""Everything has a life: from a day (perhaps not known), known on a day, until a day (perhaps not yet).

A row is *shown from* `valid_from`, or where that is not known from `known_on`; on earlier days it is not known.
"""

import secrets
from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from joinedup.rules.cells import email_address, formula_start, hidden_character
from joinedup.rules.life import Life

REF_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o 1 i l: refs are read out over the telephone


def new_ref() -> str:
    """A short public name for a row, kept for ever and carried by exports: ten characters, 49 bits."""
    return "".join(secrets.choice(REF_ALPHABET) for _place in range(10))


def plain_text(value: str) -> None:
    """Refuse text that a spreadsheet would run as a formula, that nobody can see, or that gives an address away."""
    if formula_start(value):
        raise ValidationError(
            _("Start with a letter or a number: a spreadsheet would read “%(start)s” as a formula."),
            params={"start": value[:1]},
        )
    if hidden := hidden_character(value.replace("\r\n", "\n")):
        raise ValidationError(
            _("There is a character that cannot be seen (U+%(code)s). Delete it, or type the text afresh."),
            params={"code": f"{ord(hidden):04X}"},
        )
    if email_address(value):
        raise ValidationError(_("Take out the e-mail address: what is recorded here is public."))


class LifeQuerySet(models.QuerySet[Any]):
    """Rows with a life, asked about on a day."""

    def on(self, day: date) -> Self:
        """The rows shown on this day."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), shown_from__lte=day)


def life_q(day: date, prefix: str) -> Q:
    """The same question through a relation: `life_q(day, "seat")`."""
    return Q(**{f"{prefix}__shown_from__lte": day}) & (
        Q(**{f"{prefix}__valid_until__isnull": True}) | Q(**{f"{prefix}__valid_until__gt": day})
    )


class Living(models.Model):
    """A row with a life. Half-open: the row no longer holds on `valid_until`."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    known_on = models.DateField(_("known on"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    shown_from = models.GeneratedField(
        expression=Coalesce("valid_from", "known_on"), output_field=models.DateField(), db_persist=True
    )

    objects = LifeQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=False) | Q(known_on__isnull=False),
                name="%(app_label)s_%(class)s_start",
                violation_error_message=_("Give the day it began, or the day it was known to be so."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=F("valid_from"))
                | (Q(valid_from__isnull=True) & Q(valid_until__gt=F("known_on"))),
                name="%(app_label)s_%(class)s_order",
                violation_error_message=_("It must end after it begins."),
            ),
        ]

    @property
    def life(self) -> Life:
        """As the rules want it."""
        return Life(self.valid_from, self.known_on, self.valid_until)
