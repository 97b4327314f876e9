"""What people do on any page, in few words."""

import re
from urllib.parse import urlsplit

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from joinedup.apps.background.worker import work_once
from joinedup.apps.people.actions import sign_in_address
from joinedup.apps.people.models import Person

THEN = "2003-04-01"  # Northmoor, as the story tells it, is whole on this day


def path_of(address: str) -> str:
    """The path and query of an address."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def link_for(email: str) -> str:
    """A sign-in link, as one is put in an e-mail."""
    person = Person.objects.with_email(email)
    assert person is not None, email
    return path_of(sign_in_address(person))


def sign_in(page: Page, email: str) -> Page:
    """Open a link made for the address, and press the button."""
    page.goto(link_for(email))
    press(page, "Sign in")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def link_from_the_post(email: str) -> str:
    """Let the worker send what waits; the path of the link in the newest e-mail to the address."""
    work_once(worker_id="journey", clock=timezone.now)
    newest = [message for message in mail.outbox if email in message.to][-1]
    found = re.search(r"https?://\S+", str(newest.body))
    assert found, newest.body
    return path_of(found.group())


def add_authenticator(page: Page) -> None:
    """Plug in a passkey device that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def add_passkey(page: Page) -> None:
    """Add a passkey that signs in alone; ends on the recovery codes."""
    page.goto("/people/account/passkeys/add/")
    page.get_by_label("What to call it").fill("my telephone")
    page.get_by_label("Sign in with this passkey alone").check()
    press(page, "Add")
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def add_app(page: Page) -> None:
    """Add an authenticator app; ends on the recovery codes if there were none yet."""
    page.goto("/people/account/app/")
    page.get_by_label("code").fill(code_of(page.locator("#app-key").inner_text()))
    press(page, "Add")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Recovery codes|Ways to sign in"))


def press(page: Page, name: str) -> None:
    """Press a button of the page's main part."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow a link of the page's main part, by the whole of its name."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def heading(page: Page) -> str:
    """The page's own heading, without the line above it."""
    return " ".join(page.locator("h1").inner_text().split("\n")[-1].split())


def fill_in(page: Page, **answers: str) -> None:
    """Type answers into the boxes of the form, by the names of its fields."""
    for name, text in answers.items():
        box = page.locator(f"main [name={name}]")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(text)
        else:
            box.fill(text)
