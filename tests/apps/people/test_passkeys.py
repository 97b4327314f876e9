"""Passkeys in a real browser, with an authenticator that it plays: added, a second step, signing in alone.

The content policy is on, and nothing on any page may offend it.
"""

import os
import re
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from joinedup.apps.audit.models import Event
from joinedup.apps.people.actions import sign_in_address
from joinedup.apps.people.models import Person

HOME = re.compile(r"://[^/]+/$")
OWN_PAGE = re.compile(r"://[^/]+/people/me/$")
CHROMIUM = os.environ.get("JOINEDUP_CHROMIUM") or shutil.which("chromium")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium: sudo apt install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop running in this thread
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A page with an authenticator that always says yes, and that fails the test if a policy is offended."""
    context = browser.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda failure: said.append(str(failure)))
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()
    assert said == []


def sign_in_by_link(page: Page, person: Person) -> None:
    parts = urlsplit(sign_in_address(Person.objects.get(pk=person.pk)))
    page.goto(f"{parts.path}?{parts.query}")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def add_passkey(page: Page, *, signs_in_alone: bool) -> None:
    page.goto("/people/account/passkeys/add/")
    page.get_by_label("What to call it").fill("my telephone")
    if signs_in_alone:
        page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/people/account/codes/")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(HOME)


def test_a_passkey_signs_in_alone(page: Page, charlie: Person):
    sign_in_by_link(page, charlie)
    add_passkey(page, signs_in_alone=True)
    sign_out(page)
    page.goto("/people/sign-in/?next=/people/me/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(OWN_PAGE)
    assert page.get_by_role("heading", level=1).inner_text() == "Charlie"
    kinds = list(Event.objects.values_list("kind", flat=True))
    assert kinds.count("people.signed_in") == 2


def test_a_passkey_is_a_second_step_after_the_link(page: Page, charlie: Person):
    sign_in_by_link(page, charlie)
    add_passkey(page, signs_in_alone=False)
    sign_out(page)
    sign_in_by_link(page, charlie)
    page.wait_for_url("**/people/account/second-step/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(HOME)
    page.goto("/people/me/")
    assert page.get_by_role("heading", level=1).inner_text() == "Charlie"


def test_a_passkey_that_is_not_given_is_said_on_the_page(page: Page, charlie: Person):
    page.goto("/people/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()  # the authenticator holds none for this site
    page.get_by_text("The passkey was not used.").wait_for()
