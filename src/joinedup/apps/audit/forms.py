"""The filter of the audit's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup.apps.audit.queries import kinds_in_words, subjects_in_words


class EventFilter(forms.Form):
    """Which rows to show. Everything may be left empty."""

    kind = forms.ChoiceField(label=_("What was done"), required=False)
    subject_kind = forms.ChoiceField(label=_("To what"), required=False)
    subject_id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("Anything"))]
        self.fields["kind"].choices = [*everything, *kinds_in_words()]  # type: ignore[attr-defined] # ChoiceField
        self.fields["subject_kind"].choices = [*everything, *subjects_in_words()]  # type: ignore[attr-defined] # as above
