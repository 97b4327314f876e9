"""Addresses of this room. Those that allauth looks up by its own names stand outside our name space."""

from django.urls import include, path

from joinedup.apps.people.permissions import public
from joinedup.apps.people.urls import account
from joinedup.apps.people.views import own, sign_in
from joinedup.apps.people.views.language import set_language

own_names = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/sent/", sign_in.link_sent, name="link_sent"),
    path("sign-in/link/", sign_in.open_link, name="open_link"),
    path("sign-in/password/", public(sign_in.PasswordSignIn.as_view()), name="sign_in_with_password"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("language/", set_language, name="set_language"),
    path("me/", own.me, name="me"),
    path("me/details/", own.details, name="details"),
]
urlpatterns = [
    path("me/messages/", include("joinedup.apps.notifications.urls")),
    path("account/", include(account)),
    path("", include((own_names, "people"))),
]
