"""Signing in by a link sent to the e-mail address, or by password or passkey; and signing out."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from joinedup.apps.people.actions import ask_for_link, prove_address, use_link
from joinedup.apps.people.forms import EmailForm, PasswordSignInForm
from joinedup.apps.people.permissions import public
from joinedup.apps.people.queries import person_of_link


def way_back(request: HttpRequest, text: str) -> str:
    """The path on this site to return to after signing in, or "" where it is none or leads elsewhere."""
    is_ours = url_has_allowed_host_and_scheme(
        text, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return text if text.startswith("/") and is_ours else ""


@public
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address. The answer is the same whether it has an account or not."""
    back = way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(back or "/")
    form = EmailForm(request.POST or None)
    status = 200
    if form.is_valid():
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, action="request_login_code", key=email.lower()):
            ask_for_link(email, next_path=back)
            request.session["link_asked_for"] = email
            return redirect("people:link_sent")
        form.add_error("email", _("Too many links have been asked for. Wait a few minutes, then ask once more."))
        status = 429
    return render(request, "people/sign_in.html", {"form": form, "next": back}, status=status)


@public
@require_GET
def link_sent(request: HttpRequest) -> HttpResponse:
    """The one answer. The address is shown back from the person's own session."""
    return render(request, "people/link_sent.html", {"email": request.session.get("link_asked_for", "")})


@public
@never_cache
def open_link(request: HttpRequest) -> HttpResponseBase:
    """Opening the link only shows a button, so that a mail scanner that opens it does not use it up."""
    token = request.POST.get("token") or request.GET.get("token", "")
    back = way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "POST":
        if person := use_link(token):
            prove_address(person)
            # Somebody who has just come by a link need not show again at once that it is them.
            record_authentication(request, person, method="link", reauthenticated=True)
            response: HttpResponseBase = perform_login(request, person, redirect_url=back or "/")
            return response
        messages.error(request, _("This link has been used or is too old. Ask for another."))
        return redirect(f"{reverse('people:sign_in')}")
    person = person_of_link(token)
    status = 200 if person else 410
    return render(request, "people/open_link.html", {"person": person, "token": token, "next": back}, status=status)


class PasswordSignIn(LoginView):  # type: ignore[misc] # allauth ships no types
    """For those who have set a password; allauth asks for the second step where there is one."""

    form_class = PasswordSignInForm
    template_name = "people/sign_in_with_password.html"

    def get_form_class(self) -> Any:
        """Ours, whatever allauth's settings say."""
        return self.form_class


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and a sign-in that waits for its second step."""
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("/")
