"""Sending sign-in links in the background."""

from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django_tasks import task

from joinedup.apps.people.actions import sign_in_address
from joinedup.apps.people.queries import signs_in


@task()
def send_sign_in_link(person_id: int | None, next_path: str = "") -> None:
    """Make a link and send it. Run twice, it sends two links, and using one ends both."""
    person = signs_in(person_id) if person_id else None
    if person is None:
        return
    EmailMessage(
        _("Sign in to joinedup"),
        _(
            "Somebody, we hope you, asked to sign in to joinedup with this address.\n\n"
            "Open this link within 15 minutes and choose “Sign in”. It works once.\n\n%(link)s\n\n"
            "If it was not you, do nothing: nobody can sign in without this message."
        )
        % {"link": sign_in_address(person, next_path)},
        to=[person.email or ""],
    ).send()
