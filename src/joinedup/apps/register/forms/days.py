"""A day in a form: one box that takes a day as people write it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup.rules.dates import read_day


class DayField(forms.DateField):
    """Takes "27/3/2026", "2026-03-27" or "27 March 2026"; says what is wrong otherwise."""

    widget = forms.TextInput(attrs={"class": "day", "autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example, 27/3/2026"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A day already there is shown as people write it."""
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> date | None:
        """Raises ValidationError in the words of the rule."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        try:
            return read_day(str(value))
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong), code="invalid") from None
