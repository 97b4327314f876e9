"""The form for why a partnership exists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.forms.lives import EndForm, LifeForm
from joinedup.apps.register.models.partnerships import RequirementKind


class RequirementForm(LifeForm):
    """A statute, a funding stream or a plan duty (2.37)."""

    kind = forms.ChoiceField(
        label=_("What kind of thing calls for the partnership?"),
        choices=[
            (RequirementKind.STATUTE, _("A statute")),
            (RequirementKind.FUNDING, _("A condition of funding")),
            (RequirementKind.PLANNING, _("A duty to make a plan")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of thing calls for the partnership")},
        help_text=_("If nothing outside calls for it, there is nothing to add: it is voluntary."),
    )
    title = forms.CharField(
        label=_("Which one?"),
        max_length=500,
        help_text=_("For example, Crime and Disorder Act 1998, section 6"),
        error_messages={"required": _("Enter which statute, fund or plan it is")},
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=300, help_text=_("Where this was read, or who said so")
    )
    field_order = ("kind", "title", "valid_from", "known_on", "valid_until", "source")


class EndRequirementForm(EndForm):
    """The end of a reason; of a duty laid down by statute, by what law."""

    authority = forms.CharField(
        label=_("Which law ended it?"),
        required=False,
        max_length=300,
        help_text=_("A duty that a statute lays down ends only by law: give the Act and its section."),
    )

    def __init__(self, *args: Any, is_statute: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_statute:
            del self.fields["authority"]
