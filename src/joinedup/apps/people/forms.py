"""The forms of this room."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup.apps.people.models import Person, plain_name


class EmailForm(forms.Form):
    """Whoever wants a link."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        help_text=_("The address that your invitation came to."),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.org"),
        },
    )


class PasswordSignInForm(LoginForm):  # type: ignore[misc] # allauth ships no types
    """An address and its password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)  # a session lasts as long as the settings say, for everybody
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any]:
        """allauth asks whether to remember; the answer is always yes."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return cleaned | {"remember": True}


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc] # allauth ships no types
    """A name to tell it by, and what it is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What to call it")
        self.fields["name"].help_text = _("For example, “my telephone”.")
        self.fields["name"].initial = self.initial["name"] = ""
        self.fields["passwordless"].label = _("Sign in with this passkey alone")
        self.fields["passwordless"].help_text = _(
            "Then no link and no password is needed: the device asks for your fingerprint, face or PIN. "
            "Otherwise the passkey is a second step after the link or password."
        )


class DetailsForm(forms.ModelForm[Person]):
    """What a person says of themselves."""

    class Meta:
        model = Person
        fields = ("name", "wants_email")
        help_texts = {
            "name": _("As others see you on papers and in the audit."),
            "wants_email": _("Every message is on your own page as well."),
        }

    def clean_name(self) -> str:
        """A name as it may stand in a paper, a spreadsheet and the audit."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        plain_name(name)
        return name
