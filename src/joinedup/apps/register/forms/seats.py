"""The forms for seats."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from joinedup import lawbook
from joinedup.apps.register.forms import choices
from joinedup.apps.register.forms.lives import LifeForm, SeenForm

NEEDS = {
    "required": _("Required"),
    "must_invite": _("Must be invited"),
    "may_invite": _("May be invited"),
}


class SeatFactsForm(forms.Form):
    """What a seat is. Membership is decided locally (2.33): any seat may be recorded."""

    kind = forms.ChoiceField(
        label=_("Who may hold it?"),
        required=False,
        choices=lambda: choices.kind_choices(_("Anyone, or say below")),
    )
    qualifier = forms.CharField(
        label=_("In your own words, who may hold it?"),
        required=False,
        max_length=200,
        help_text=_("For example, a tenant chosen by the tenants’ forum. Leave it empty if the list above says it."),
    )
    role_text = forms.CharField(
        label=_("Role on the partnership"),
        required=False,
        max_length=200,
        help_text=_("For example, chair, vice-chair, member, observer or adviser"),
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        required=False,
        choices=choices.sector_choices,
        help_text=_("Left empty, it is the one that goes with who may hold it."),
    )
    num_places = forms.IntegerField(
        label=_("How many like places?"),
        min_value=1,
        max_value=500,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Enter how many places, 1 or more")},
    )
    may_vote = choices.YesNoField(label=_("May vote or take part in deciding"))
    may_speak = choices.YesNoField(label=_("May speak"))
    gets_papers = choices.YesNoField(label=_("Gets the papers"))
    counts_to_quorum = choices.YesNoField(label=_("Counts towards the quorum"))
    must_be_invited = choices.YesNoField(label=_("Must be invited"))
    term_months = forms.IntegerField(
        label=_("Term in months"),
        required=False,
        min_value=1,
        max_value=600,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    substitute_rule = forms.CharField(
        label=_("Substitutes"), required=False, max_length=200, help_text=_("For example, one named deputy")
    )
    source = forms.CharField(
        label=_("Decided by"),
        required=False,
        max_length=300,
        help_text=_("Who decided on this seat, and when"),
    )

    def clean(self) -> dict[str, Any]:
        """The words that are kept: the kind's own where no others were given."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = lawbook.kinds().get(cleaned.pop("kind", ""))
        if kind:
            cleaned["qualifier"] = cleaned.get("qualifier") or kind.label
            cleaned["sector"] = cleaned.get("sector") or kind.sector
        return cleaned


class AddSeatForm(LifeForm, SeatFactsForm):
    """A new seat: at least who may hold it, or its role."""

    def clean(self) -> dict[str, Any]:
        """A seat that says nothing could not be told from another."""
        cleaned = super().clean()
        if not (cleaned.get("qualifier") or cleaned.get("role_text") or self.errors):
            self.add_error("kind", _("Say who may hold it, or its role"))
        return cleaned


class CorrectSeatForm(SeenForm, SeatFactsForm):
    """A seat to put right."""


class ProfileSeatsForm(LifeForm):
    """The seats that a profile lists, each to take or leave."""

    seats = forms.MultipleChoiceField(
        label=_("Which of these seats should there be?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is your choice: detailed membership is decided locally (paragraph 2.33)."),
        error_messages={"required": _("Choose at least one seat")},
    )
    field_order = ("seats",)

    def __init__(self, *args: Any, rules: list[lawbook.SeatRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "seats", [(rule.id, rule_words(rule)) for rule in rules])
        del self.fields["valid_until"]


def rule_words(rule: lawbook.SeatRule) -> str:
    """A seat of a profile in one line: what it is, how far needed, where it applies, by what provision."""
    parts = [f"{rule.label}. {NEEDS.get(rule.need, rule.need)}."]
    if rule.minimum > 1:
        parts.append(_now("%(num)s places.") % {"num": rule.minimum})
    if rule.condition:
        parts.append(_now("Applies where: %(condition)s.") % {"condition": rule.condition})
    return " ".join([*parts, f"{rule.cite}.", choices.mark_words(rule.mark)])
