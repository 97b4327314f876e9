"""The form for how one partnership stands to another."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.forms import choices
from joinedup.apps.register.forms.finding import FindingForm
from joinedup.apps.register.forms.lives import LifeForm
from joinedup.apps.register.models import Partnership


class LinkForm(LifeForm, FindingForm):
    """A dated relation to another partnership."""

    finds = ("parent",)

    relation = forms.ChoiceField(
        label=_("How does it stand to the other?"),
        choices=choices.relation_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it stands to the other")},
    )
    parent = forms.CharField(
        label=_("Which partnership is the other?"),
        max_length=250,
        help_text=_("Its name, or part of it"),
        error_messages={"required": _("Enter the name of the other partnership")},
    )
    is_move = forms.BooleanField(
        label=_("If it sits inside another now, it leaves that one on the day this begins"), required=False
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("For example, the minute that agreed it"),
    )
    field_order = ("relation", "parent", "valid_from", "known_on", "valid_until", "is_move", "source")

    def rows(self, name: str) -> QuerySet[Any]:
        """Any partnership, of whatever day."""
        return Partnership.objects.all()

    def clean(self) -> dict[str, Any]:
        """A move is dated and open."""
        cleaned = super().clean()
        life = cleaned.get("life")
        if cleaned.get("is_move") and life is not None:
            if cleaned.get("relation") != "nested_in":
                self.add_error("is_move", _("Only nesting can be moved: leave this unticked, or choose “Nested in”"))
            elif life.valid_from is None or life.valid_until is not None:
                self.add_error("valid_from", _("To move it, enter the day it moves and leave the end empty"))
        return cleaned
