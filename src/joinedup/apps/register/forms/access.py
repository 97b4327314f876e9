"""The forms of the access pages."""

from typing import Any

from django import forms
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from joinedup.apps.people.permissions import Role
from joinedup.apps.register.actions.grants import Over
from joinedup.apps.register.models import Area, Organisation, Partnership


class AccessFilter(forms.Form):
    """Whom to list. Everything may be left empty."""

    q = forms.CharField(label=_("Name or e-mail address"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Any")), *Role.choices]  # type: ignore[attr-defined] # a ChoiceField


class GiveRoleForm(forms.Form):
    """Who, which role, over what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Whoever has no account yet gets one, and an invitation."),
        error_messages={
            "required": _("Enter an e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.org"),
        },
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=200, help_text=_("For a new account only."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, error_messages={"required": _("Choose a role")})
    over = forms.CharField(
        label=_("Over what"),
        required=False,
        max_length=250,
        help_text=_(
            "The name or reference of a partnership or an organisation, or the code of an area. "
            "Leave it empty for everything."
        ),
    )

    def clean_role(self) -> Role:
        """As the rules know it."""
        return Role(self.cleaned_data["role"])

    def clean_over(self) -> Over:
        """What the text names. Raises ValidationError where that is nothing, or several."""
        return thing_called(self.cleaned_data["over"])


NOT_FOUND = _(
    "Nothing is called “%(text)s”. Enter the name or reference of a partnership or an organisation, "
    "or the code of an area."
)
SEVERAL = _("“%(text)s” is the name of %(num)s things. Enter the reference or the code of the one that you mean.")


def thing_called(text: str) -> Over:
    """The partnership, organisation or area of this reference, code or name; None, everything, for no text.

    Raises ValidationError where there is none, or where the name is of several.
    """
    text = " ".join(text.split())
    if not text:
        return None
    exact = [
        *_found(Partnership, ref=text),
        *_found(Organisation, ref=text),
        *_found(Area, code=text.upper()),
    ]
    found = exact or [
        *_found(Partnership, name__iexact=text),
        *_found(Organisation, name__iexact=text, merged_into=None, partnership=None),
        *_found(Area, name__iexact=text),
    ]
    if not found:
        raise forms.ValidationError(str(NOT_FOUND) % {"text": text}, code="unknown")
    if len(found) > 1:
        raise forms.ValidationError(str(SEVERAL) % {"text": text, "num": len(found)}, code="several")
    the_one: Over = found[0]
    return the_one


def _found(model: type[Model], **wanted: Any) -> list[Any]:
    return list(model._default_manager.filter(Q(**wanted)))
