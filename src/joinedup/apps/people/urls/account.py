"""allauth's pages, under the names by which it looks them up, in our templates and with a permission each.

Only these are mounted: nobody signs up, and an address is changed by an administrator.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import path
from django.views.generic import RedirectView, View

from joinedup.apps.people.forms import NewPasskeyForm
from joinedup.apps.people.permissions import public, signed_in
from joinedup.apps.people.views.sign_in import sign_out

Page = Callable[..., HttpResponseBase]


def drawn(view: type[View], template: str, **given: Any) -> Page:
    """The page in our own template."""
    return view.as_view(template_name=f"people/account/{template}.html", **given)


def own(view: type[View], template: str, **given: Any) -> Page:
    """The same, for whoever is signed in, about themselves; a change and its audit are one transaction."""
    return signed_in(transaction.atomic(drawn(view, template, **given)))


to_sign_in = public(RedirectView.as_view(pattern_name="people:sign_in", query_string=True))

urlpatterns = [
    path("sign-in/", to_sign_in, name="account_login"),
    path("sign-out/", sign_out, name="account_logout"),
    path("closed/", public(drawn(account.AccountInactiveView, "closed")), name="account_inactive"),
    path("again/", own(account.ReauthenticateView, "again"), name="account_reauthenticate"),
    path("password/", own(account.PasswordChangeView, "password"), name="account_change_password"),
    path("password/set/", own(account.PasswordSetView, "password"), name="account_set_password"),
    path("", own(second_step.IndexView, "methods"), name="mfa_index"),
    path("second-step/", public(drawn(second_step.AuthenticateView, "second_step")), name="mfa_authenticate"),
    path("again/code/", own(second_step.ReauthenticateView, "again"), name="mfa_reauthenticate"),
    path("app/", own(totp.ActivateTOTPView, "app_add"), name="mfa_activate_totp"),
    path("app/remove/", own(totp.DeactivateTOTPView, "app_remove"), name="mfa_deactivate_totp"),
    path("codes/", own(codes.ViewRecoveryCodesView, "codes"), name="mfa_view_recovery_codes"),
    path("codes/new/", own(codes.GenerateRecoveryCodesView, "codes_new"), name="mfa_generate_recovery_codes"),
    path(
        "codes/file/",
        signed_in(codes.DownloadRecoveryCodesView.as_view()),
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", own(passkeys.ListWebAuthnView, "passkeys"), name="mfa_list_webauthn"),
    path(
        "passkeys/add/",
        own(passkeys.AddWebAuthnView, "passkey_add", form_class=NewPasskeyForm),
        name="mfa_add_webauthn",
    ),
    path("passkeys/<int:pk>/name/", own(passkeys.EditWebAuthnView, "passkey_name"), name="mfa_edit_webauthn"),
    path(
        "passkeys/<int:pk>/remove/",
        own(passkeys.RemoveWebAuthnView, "passkey_remove"),
        name="mfa_remove_webauthn",
    ),
    path(
        "again/passkey/",
        own(passkeys.ReauthenticateWebAuthnView, "again_passkey"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("passkeys/sign-in/", public(passkeys.LoginWebAuthnView.as_view()), name="mfa_login_webauthn"),
]
