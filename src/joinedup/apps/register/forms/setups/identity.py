"""Who starts it, where, under which name, as what kind."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.forms import choices
from joinedup.apps.register.forms.coverage import AreasForm, described
from joinedup.apps.register.forms.finding import FindingForm
from joinedup.apps.register.forms.setups.step import StepForm
from joinedup.apps.register.models import Area, Organisation, Partnership, SetUp
from joinedup.apps.register.models.lives import plain_text
from joinedup.rules.register.names import exact


class ConvenerForm(StepForm, FindingForm):
    """Who is starting this."""

    finds: ClassVar[tuple[str, ...]] = ("organisation",)

    organisation = forms.CharField(
        label=_("Which organisation is getting this going?"),
        max_length=250,
        help_text=_("Often the council. Its name, or part of it."),
        error_messages={"required": _("Enter the name of the organisation that is starting this")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, may_add=True, **kwargs)

    def rows(self, name: str) -> QuerySet[Any]:
        """Organisations in use."""
        return Organisation.objects.filter(merged_into=None)

    @classmethod
    def from_answers(cls, answers: dict[str, Any]) -> dict[str, Any]:
        """The name, as it was kept."""
        return {"initial": {"organisation": answers.get("name", "")}}

    def answers(self) -> dict[str, Any]:
        """Its name and sector. One that is new is taken as public until its record says otherwise."""
        row = self.cleaned_data["organisation"]
        new = self.cleaned_data["organisation_new"]
        return {"name": row.name, "sector": row.sector} if row else {"name": new, "sector": "public"}


class AreaForm(StepForm, AreasForm):
    """Which areas."""

    @classmethod
    def from_answers(cls, answers: dict[str, Any]) -> dict[str, Any]:
        """The areas chosen before."""
        return {"areas": answers.get("areas", {})}

    def answers(self) -> dict[str, Any]:
        """{code: how far}."""
        return {"areas": self.wanted}


class NameForm(StepForm):
    """What it is called."""

    name = forms.CharField(
        label=_("What is it called?"),
        max_length=250,
        validators=[plain_text],
        help_text=_("A working name will do; it can change."),
        error_messages={"required": _("Enter a name; a working name will do")},
    )
    purpose = forms.CharField(
        label=_("What is it for?"),
        required=False,
        widget=forms.Textarea,
        max_length=5000,
        validators=[plain_text],
    )

    def clean_name(self) -> str:
        """Raises ValidationError where a partnership goes by that name today."""
        name = " ".join(self.cleaned_data["name"].split())
        if Partnership.objects.filter(name_key=exact(name)).on(self.today).exists():
            raise forms.ValidationError(
                _("There is already a partnership called “%(name)s”: give this one a name that tells them apart"),
                params={"name": name},
            )
        return name


class KindForm(StepForm):
    """What kind of partnership it is."""

    type_id = forms.ChoiceField(
        label=_("What kind of partnership is it?"),
        required=False,
        choices=choices.type_choices,
        help_text=_("If none fits, leave it: no kind is prescribed."),
    )
    nation = forms.ChoiceField(label=_("Nation"), required=False, choices=choices.nation_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = list(self.setup.answers.get("area", {}).get("areas", {}))
        nations = set(Area.objects.filter(code__in=codes).values_list("nation", flat=True))
        if len(nations) == 1:
            self.initial.setdefault("nation", nations.pop())


def covered(setup: SetUp) -> list[str]:
    """The areas chosen, in words."""
    how_far = setup.answers.get("area", {}).get("areas", {})
    part = _("in part")
    rows = Area.objects.filter(code__in=how_far)
    return [described(row) + ("" if how_far[row.code] == "whole" else f", {part}") for row in rows]
