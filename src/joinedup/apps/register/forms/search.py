"""What may be asked of the lists. Nothing is obligatory; an answer that is not offered counts as blank."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup import lawbook
from joinedup.apps.register.models.organisations import Sector
from joinedup.apps.register.models.partnerships import LegalPersonality, Status
from joinedup.apps.register.queries.search import Wanted
from joinedup.apps.register.templatetags.register_words import ORIGINS

ANY = ("", _("Any"))


def nations() -> list[tuple[str, Any]]:
    """The four nations."""
    return [ANY, *((nation.id, nation.label) for nation in lawbook.nations().values())]


def kinds() -> list[tuple[str, Any]]:
    """The types of partnership, by name."""
    return [
        ANY,
        *sorted(((kind.id, kind.name) for kind in lawbook.types().values()), key=lambda pair: pair[1]),
    ]


def themes() -> list[tuple[str, Any]]:
    """The themes."""
    return [ANY, *((theme.id, theme.label) for theme in lawbook.themes().values())]


class PartnershipSearch(forms.Form):
    """The filters of the register."""

    is_drawn_once = True  # its choices are the lawbook's: see joinedup.site.forms

    q = forms.CharField(label=_("Name, organisation or theme"), required=False, max_length=100)
    area = forms.CharField(label=_("Area, by name or code"), required=False, max_length=100)
    nation = forms.ChoiceField(label=_("Nation"), required=False, choices=nations)
    type = forms.ChoiceField(label=_("Type"), required=False, choices=kinds)
    origin = forms.ChoiceField(label=_("Why it exists"), required=False, choices=[ANY, *ORIGINS.items()])
    theme = forms.ChoiceField(label=_("Theme"), required=False, choices=themes)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Status.choices])
    legal = forms.ChoiceField(
        label=_("Separate legal status"),
        required=False,
        choices=[ANY, *LegalPersonality.choices, ("not-known", _("not known"))],
    )
    vacant = forms.BooleanField(label=_("With vacancies"), required=False)
    unaccepted = forms.BooleanField(label=_("Not yet accepted"), required=False)
    no_reason = forms.BooleanField(label=_("No reason to exist recorded"), required=False)
    no_theme = forms.BooleanField(label=_("No theme recorded"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("name", _("Name")),
            ("type", _("Type")),
            ("newest", _("Newest first")),
            ("oldest", _("Oldest first")),
        ],
    )

    @property
    def wanted(self) -> Wanted:
        """What is asked for; a field with an answer that is not offered is left out."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            text=given.get("q", "").strip(),
            area=given.get("area", "").strip(),
            nation=given.get("nation", ""),
            type_id=given.get("type", ""),
            origin=given.get("origin", ""),
            theme=given.get("theme", ""),
            status=given.get("status", ""),
            legal_personality=given.get("legal", ""),
            has_vacancies=given.get("vacant", False),
            not_accepted=given.get("unaccepted", False),
            no_reason=given.get("no_reason", False),
            no_theme=given.get("no_theme", False),
            sort=given.get("sort", "") or "name",
        )


class OrganisationSearch(forms.Form):
    """The filters of the list of organisations."""

    is_drawn_once = True  # as above

    q = forms.CharField(label=_("Search"), required=False, max_length=100, help_text=_("Name or official number"))
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[ANY, *Sector.choices, ("not-known", _("not known"))]
    )
    theme = forms.ChoiceField(label=_("Contributes to"), required=False, choices=themes)
