"""How every form is drawn.

The renderer is named in settings, so that any plain Django form is drawn this way;
it follows the error message, hint and fieldset patterns of the GOV.UK Design System.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import renderers
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList, flatatt
from django.template.backends.django import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

CHOSEN = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput, forms.CheckboxInput)


class PageField(BoundField):
    """A field on a page, with what our templates ask of it."""

    @cached_property
    def is_tick(self) -> bool:
        """A single tick box, whose label follows it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @cached_property
    def is_optional(self) -> bool:
        """It may be left empty, and says so (a lone tick box may always be left)."""
        return not (self.field.required or self.field.disabled or self.is_tick)

    @cached_property
    def link_target(self) -> str:
        """The id that a link in the error summary lands on: the control, or the first of a group of them."""
        if not self.use_fieldset:
            return self.id_for_label or self.auto_id
        choices = self.subwidgets
        return (choices[0].id_for_label if choices else "") or self.auto_id

    @property
    def errors(self) -> ErrorList:
        """The errors, with Django's "This field is required." in words that make sense elsewhere too."""
        found = super().errors
        plain = forms.Field.default_error_messages["required"]
        if not found or self.field.error_messages.get("required") != plain:
            return found
        told = _("Choose an answer to “%(label)s”") if self.is_chosen else _("Enter an answer to “%(label)s”")
        reworded = [
            ValidationError(told, "required", {"label": self.label}) if error.code == "required" else error
            for error in found.as_data()
        ]
        return self.form.error_class(reworded, renderer=self.form.renderer, field_id=self.auto_id)

    @property
    def is_chosen(self) -> bool:
        """The answer is picked, not typed."""
        return isinstance(self.field.widget, CHOSEN)

    def as_field_group(self) -> SafeString:
        """The field drawn. In a form of filters, one that nobody filled in is drawn once for each language."""
        if getattr(self.form, "is_drawn_once", False) and not self.value() and not self.errors:
            form: Callable[[], forms.BaseForm] = type(self.form)
            return _drawn_blank(form, self.name, get_language() or "")
        return super().as_field_group()

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Django's attributes without `required`: the page answers in our words, not the browser in its own.

        A radio button may not be marked invalid by itself (WAI-ARIA 1.2); its fieldset describes the error.
        """
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)
        if self.use_fieldset:
            built.pop("aria-invalid", None)
        return built


@lru_cache(maxsize=256)
def _drawn_blank(form: Callable[[], forms.BaseForm], name: str, _language: str) -> SafeString:
    return BoundField.as_field_group(form()[name])


def drawn_select(widget: dict[str, Any]) -> SafeString:
    """What Django's template for a list to choose from draws. `widget` is the widget's context."""
    groups = [
        format_html('<optgroup label="{}">\n{}\n</optgroup>', group, _drawn_options(options))
        if group
        else _drawn_options(options)
        for group, options, _index in widget["optgroups"]
    ]
    attributes, inside = flatatt(widget["attrs"]), SafeString("\n".join(groups))
    return format_html('<select name="{}"{}>\n{}\n</select>', widget["name"], attributes, inside)


def _drawn_options(options: Iterable[dict[str, Any]]) -> SafeString:
    drawn = ((str(one["value"]), flatatt(one["attrs"]), one["label"]) for one in options)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', drawn)


class FormRenderer(renderers.DjangoTemplates):
    """Draws forms with this site's templates, and with Django's own for the widgets left alone."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = PageField

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """As Django does, but a list to choose from without two templates for each of a hundred options."""
        if template_name == forms.Select.template_name:
            return drawn_select(context["widget"])
        return super().render(template_name, context, request)

    @cached_property
    def engine(self) -> DjangoTemplates:
        """An engine that looks in our templates first; nothing need be added to INSTALLED_APPS."""
        folders = [Path(__file__).parent / "templates", Path(renderers.__file__).parent / "templates"]
        return DjangoTemplates({"APP_DIRS": True, "DIRS": folders, "NAME": "joinedup-forms", "OPTIONS": {}})
