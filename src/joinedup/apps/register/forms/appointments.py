"""The form for appointing to a seat."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.forms import choices
from joinedup.apps.register.forms.finding import FindingForm
from joinedup.apps.register.forms.lives import LifeForm
from joinedup.apps.register.models import Organisation


class AppointForm(LifeForm, FindingForm):
    """Who takes the seat: an organisation, and where it has named one, a person."""

    finds = ("organisation",)

    organisation = forms.CharField(
        label=_("Which organisation?"),
        max_length=250,
        help_text=_("Its name, or part of it"),
        error_messages={"required": _("Enter the name of the organisation")},
    )
    person_name = forms.CharField(
        label=_("Who sits for it?"),
        required=False,
        max_length=200,
        help_text=_("An organisation may hold a seat before it has named anybody."),
    )
    num_places = forms.IntegerField(
        label=_("How many of the places?"),
        min_value=1,
        max_value=500,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": _("Enter how many places, 1 or more")},
    )
    how_chosen = forms.CharField(
        label=_("How chosen"),
        required=False,
        max_length=200,
        help_text=_("For example, elected by the voluntary sector forum"),
    )
    has_authority = choices.YesNoField(label=_("May they commit their organisation?"))
    authority_note = forms.CharField(
        label=_("Up to what?"),
        required=False,
        max_length=300,
        help_text=_("For example, spending up to £10,000"),
    )
    substitute = forms.CharField(label=_("Named substitute"), required=False, max_length=200)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)
    field_order = ("organisation", "person_name", "num_places", "valid_from", "known_on", "valid_until")

    def __init__(self, *args: Any, num_places: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if num_places == 1:
            del self.fields["num_places"]
        if "organisation_choice" in self.fields and self.may_add:
            self.fields["sector"] = forms.ChoiceField(
                label=_("If it is added: its sector"), required=False, choices=choices.sector_choices
            )
            order = list(self.fields)[:-1]
            order.insert(order.index("organisation_choice") + 1, "sector")
            self.order_fields(order)

    def rows(self, name: str) -> QuerySet[Any]:
        """Organisations in use."""
        return Organisation.objects.filter(merged_into__isnull=True)

    def described(self, row: Any) -> str:
        """Its name and sector."""
        return f"{row.name} ({row.get_sector_display()})" if row.sector else row.name
