"""The forms for organisations."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.forms import choices
from joinedup.apps.register.forms.lives import SeenForm

IDENTIFIER = re.compile(r"([A-Z]{2}-[A-Z0-9]{2,15}|XI-[A-Z0-9]{2,15})[ -](\S.{0,39})")


class OrganisationForm(forms.Form):
    """A body that can hold a seat."""

    name = forms.CharField(
        label=_("Name"), max_length=250, error_messages={"required": _("Enter the name of the organisation")}
    )
    sector = forms.ChoiceField(
        label=_("Sector"),
        required=False,
        choices=choices.sector_choices,
        help_text=_("Success depends on all four being involved (paragraph 2.33)."),
    )
    kind = forms.ChoiceField(label=_("Kind of body"), required=False, choices=choices.kind_choices)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a web address like https://example.org")},
    )
    identifiers = forms.CharField(
        label=_("Official numbers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, with its list from org-id.guide. For example, GB-CHC 1234567 for a charity."),
    )

    def clean_identifiers(self) -> list[tuple[str, str]]:
        """(list, number) pairs. Raises ValidationError that names the line."""
        pairs = []
        for number, line in enumerate(self.cleaned_data["identifiers"].splitlines(), 1):
            if not line.strip():
                continue
            found = IDENTIFIER.fullmatch(line.strip())
            if found is None:
                raise forms.ValidationError(
                    _("Line %(number)s, “%(line)s”: write a list and a number, like GB-COH 01234567"),
                    params={"number": number, "line": line.strip()},
                )
            pairs.append((found[1], found[2]))
        return pairs


class CorrectOrganisationForm(SeenForm, OrganisationForm):
    """An organisation to put right."""


class MergeForm(forms.Form):
    """Which of two records stays."""

    keep = forms.ChoiceField(
        label=_("Which record should stay?"),
        widget=forms.RadioSelect,
        help_text=_("Everything of the other moves to it. The other’s address still leads to it."),
        error_messages={"required": _("Choose which record should stay")},
    )

    def __init__(self, *args: Any, rows: tuple[Any, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices.offer(self, "keep", [(row.ref, row.name) for row in rows])
