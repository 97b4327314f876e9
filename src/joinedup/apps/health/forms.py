"""What may be asked of the list of results."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup import lawbook
from joinedup.apps.health.queries.results import Sought
from joinedup.rules.health import Light

ANY = ("", _("Any"))
LIGHTS = [
    (str(Light.RED), _("Red")),
    (str(Light.AMBER), _("Amber")),
    (str(Light.NO_DATA), _("No data")),
    (str(Light.GREEN), _("Green")),
]


def check_choices() -> list[tuple[str, Any]]:
    """The 43 checks, by dimension."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for check in lawbook.checks().values():
        groups.setdefault(check.dimension.capitalize(), []).append((check.id, f"{check.id} {check.text}"))
    return [ANY, *groups.items()]


class ResultSearch(forms.Form):
    """The filters. Every one is optional, and an answer that is not offered counts as blank."""

    is_drawn_once = True  # its choices are the lawbook's: see joinedup.site.forms

    area = forms.CharField(label=_("Area"), required=False, max_length=100, help_text=_("Name or code"))
    check = forms.ChoiceField(label=_("Check"), required=False, choices=check_choices)
    light = forms.ChoiceField(label=_("Light"), required=False, choices=[ANY, *LIGHTS])

    @property
    def sought(self) -> Sought:
        """What is asked for."""
        self.full_clean()
        given = getattr(self, "cleaned_data", {})  # a form that was asked nothing has none
        return Sought(given.get("area", "").strip(), given.get("check", ""), given.get("light", ""))
