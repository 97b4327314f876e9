"""The forms for adding, correcting, changing and ending a partnership."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup import lawbook
from joinedup.apps.register.forms import choices
from joinedup.apps.register.forms.coverage import AreasForm
from joinedup.apps.register.forms.days import DayField
from joinedup.apps.register.forms.lives import EndForm, LifeForm, SeenForm


class FactsForm(forms.Form):
    """What a partnership is. Only a name is needed: nothing else is prescribed (2.33)."""

    name = forms.CharField(
        label=_("Name"), max_length=250, error_messages={"required": _("Enter the name of the partnership")}
    )
    type_id = forms.ChoiceField(label=_("Type"), required=False, choices=choices.type_choices)
    profile_id = forms.ChoiceField(
        label=_("Profile"),
        required=False,
        choices=choices.profile_choices,
        help_text=_("Which regime’s seats, meetings and plans to compare it with. It obliges nobody."),
    )
    purpose = forms.CharField(label=_("Purpose"), required=False, widget=forms.Textarea, max_length=5000)
    status = forms.ChoiceField(label=_("Where it stands"), choices=choices.status_choices)
    legal_personality = forms.ChoiceField(
        label=_("Is it a person in law?"),
        required=False,
        choices=choices.legal_choices,
        help_text=_("A body with separate legal status must keep a distinct identity (paragraph 2.39)."),
    )
    legal_form = forms.CharField(
        label=_("Legal form"),
        required=False,
        max_length=200,
        help_text=_("For example, company limited by guarantee"),
    )

    def __init__(self, *args: Any, ends: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ends = ends
        if ends is not None:
            del self.fields["status"]  # it stays ended


class RestForm(forms.Form):
    """What else is recorded of a partnership, and never changes from a day: it is only corrected."""

    nation = forms.ChoiceField(label=_("Nation"), required=False, choices=choices.nation_choices)
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        choices=choices.theme_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The problems it works on (paragraph 2.30). Choose any."),
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=300, help_text=_("Where this was read, or who said so")
    )


ORDER = (
    "name", "type_id", "nation", "valid_from", "known_on", "valid_until", "q", "purpose", "themes", "status",
    "legal_personality", "legal_form", "profile_id", "source",
)  # fmt: skip


class AddPartnershipForm(LifeForm, RestForm, FactsForm, AreasForm):
    """A new partnership. An empty profile is the one that goes with the type."""

    field_order = ORDER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_type = _("The one that goes with the type and nation, if there is one")
        choices.offer(self, "profile_id", choices.profile_choices(by_type))
        self.initial.setdefault("status", "active")


class CorrectPartnershipForm(SeenForm, LifeForm, RestForm, FactsForm):
    """The whole record, to put right. The end has a page of its own."""

    field_order = (*ORDER, "seen")
    order_wrong = ("valid_from", _("Enter a day before the day on which it ended"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["valid_until"]

    def clean(self) -> dict[str, Any]:
        """As for any life; the end already recorded has no box here, and must still come last."""
        self.cleaned_data["valid_until"] = self.ends
        return super().clean()


class ChangePartnershipForm(SeenForm, FactsForm):
    """What is different from a day on."""

    from_day = DayField(
        label=_("From which day is this so?"),
        error_messages={"required": _("Enter the day from which this is so")},
    )
    field_order = ("from_day",)


class EndPartnershipForm(EndForm):
    """The end, and where a law or the body's own act ended it, which."""

    authority = forms.CharField(
        label=_("Which law, or which act of its own members, ended it?"),
        required=False,
        max_length=300,
        help_text=_(
            "Needed where a statute requires the partnership or it has separate legal status: "
            "neither ends by a "
            "local decision (paragraph 2.39)."
        ),
    )


def known_of_type(type_id: str, nation: str = "") -> dict[str, Any]:
    """What the lawbook knows of a type, for the page: title, lines (name, text), citation and mark in words.

    Also `fills`: the answers that it suggests where nothing was answered. Empty for an unknown type.
    """
    kind = lawbook.types().get(type_id)
    if kind is None:
        return {}
    lines = (
        (_("Who convenes it"), kind.convened_by),
        (_("Who must sit on it"), kind.required_members),
        (_("Who usually sits on it"), kind.other_usual_members),
        (_("The plan it must make"), kind.required_plan),
        (_("How it meets and decides"), kind.meeting_or_decision_rule),
        (_("In being"), " to ".join(filter(None, (kind.years_active_from, kind.years_active_to)))),
    )
    nations = kind.nations
    return {
        "title": f"{kind.name} ({kind.abbreviation})",
        "lines": [(name, text) for name, text in lines if text],
        "cite": kind.cite,
        "mark": choices.mark_words(kind.mark),
        "fills": {
            "legal_personality": kind.legal_personality,
            "legal_form": kind.legal_form[:200],
            "themes": list(kind.themes),
            "nation": nation or (nations[0] if len(nations) == 1 else ""),
            "profile_id": kind.profile,
        },
    }
