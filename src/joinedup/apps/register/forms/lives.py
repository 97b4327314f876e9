"""When something began and ended, in a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.forms.days import DayField
from joinedup.rules.life import Life


class LifeForm(forms.Form):
    """A start (or a day on which it was known to be so) and perhaps an end, as a `Life` in `life`."""

    valid_from = DayField(
        label=_("From which day?"),
        help_text=_("For example, 27/3/2026. Leave it empty if nobody knows."),
        required=False,
    )
    known_on = DayField(
        label=_("If that is not known: a day on which it was already so"),
        help_text=_("It is shown from that day. Before it, nothing is claimed."),
        required=False,
    )
    valid_until = DayField(
        label=_("Until which day?"),
        help_text=_("The first day on which it no longer holds. Leave it empty if it goes on."),
        required=False,
    )

    order_wrong = ("valid_until", _("Enter a day after the day it began, or leave this empty"))

    def clean(self) -> dict[str, Any]:
        """Put the life together. The end must come after the start."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts = {name: cleaned.get(name) for name in ("valid_from", "known_on", "valid_until")}
        if {"valid_from", "known_on", "valid_until"} & set(self.errors):
            return cleaned
        if not (parts["valid_from"] or parts["known_on"]):
            self.add_error("valid_from", _("Enter the day it began, or below it a day on which it was already so"))
            return cleaned
        try:
            cleaned["life"] = Life(**parts)
        except ValueError:
            self.add_error(*self.order_wrong)
        return cleaned

    def without_life(self) -> dict[str, Any]:
        """The answers but for the three days, with `life` among them."""
        kept = self.cleaned_data
        return {name: kept[name] for name in kept if name not in {"valid_from", "known_on", "valid_until"}}


class EndForm(forms.Form):
    """The day something ends."""

    until = DayField(
        label=_("From which day does it no longer hold?"),
        error_messages={"required": _("Enter the first day on which it no longer holds")},
    )


class SeenForm(forms.Form):
    """Carries the row as it was read, so that a change by somebody else in between is noticed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
