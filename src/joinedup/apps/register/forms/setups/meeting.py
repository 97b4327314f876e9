"""Who chairs, who answers for what, and when it meets first."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.actions.setups import invited
from joinedup.apps.register.forms import choices
from joinedup.apps.register.forms.choices import offer
from joinedup.apps.register.forms.days import DayField
from joinedup.apps.register.forms.setups.step import StepForm
from joinedup.apps.register.models.lives import plain_text


class ChairForm(StepForm):
    """Who chairs: the partnership decides (2.35)."""

    is_chosen = choices.YesNoField(
        label=_("Has the partnership itself chosen who chairs?"),
        required=True,
        help_text=_("If it has not met yet, leave the choice to it."),
        error_messages={"required": _("Choose yes, or leave it to the first meeting")},
        widget=forms.RadioSelect,
    )
    organisation = forms.ChoiceField(label=_("If so, whose chair is it?"), required=False)
    person = forms.CharField(label=_("Who is the chair?"), required=False, max_length=200, validators=[plain_text])
    how = forms.CharField(
        label=_("How and when did the partnership choose?"),
        required=False,
        max_length=200,
        validators=[plain_text],
        help_text=_("For example, by consensus at the partners’ meeting on 3/4/2026"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "is_chosen", [("yes", _("Yes")), ("no", _("No: it is business for the first meeting"))])
        offer(self, "organisation", [("", _("Choose one")), *((name, name) for name in invited(self.setup))])

    def clean(self) -> dict[str, Any]:
        """A choice is recorded with whose it was."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_chosen"):
            if not cleaned.get("organisation"):
                self.add_error("organisation", _("Choose the organisation that the chair comes from"))
            if not cleaned.get("how"):
                self.add_error("how", _("Say how and when the partnership chose"))
        return cleaned


class AccountabilitiesForm(StepForm):
    """Who answers for what, whoever chairs (2.35)."""

    balance = forms.CharField(
        label=_("Who answers for balanced and inclusive membership, consultation and engagement?"),
        required=False,
        max_length=200,
        validators=[plain_text],
        help_text=_("A named person and their organisation. Leave it empty if nobody does yet."),
    )
    decisions = forms.CharField(
        label=_("Who answers for difficult decisions being addressed and resolved?"),
        required=False,
        max_length=200,
        validators=[plain_text],
    )
    resources = forms.CharField(
        label=_("Who answers for partners resourcing and supporting the partnership properly?"),
        required=False,
        max_length=200,
        validators=[plain_text],
    )


class FirstMeetingForm(StepForm):
    """When and where it meets first."""

    day = DayField(
        label=_("When is the first meeting?"),
        error_messages={"required": _("Enter the day of the first meeting")},
    )
    place = forms.CharField(label=_("Where?"), required=False, max_length=200, validators=[plain_text])
    business = forms.CharField(
        label=_("What is it to settle?"),
        required=False,
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("For example, who chairs, who answers for what, and how often to meet"),
    )

    @classmethod
    def from_answers(cls, answers: dict[str, Any]) -> dict[str, Any]:
        """The day as a day."""
        day = {"day": date.fromisoformat(answers["day"])} if answers.get("day") else {}
        return {"initial": answers | day}

    def answers(self) -> dict[str, Any]:
        """The day as text."""
        return super().answers() | {"day": self.cleaned_data["day"].isoformat()}
