"""The pages about how one signs in, which show only to whoever has a password, a passkey or an app."""

import re

from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.journeys.gallery import OF_AN_ACCOUNT
from tests.journeys.looking import look_over
from tests.journeys.walking import add_app, add_authenticator, add_passkey, link_for, press, sign_in

DANA = "dana@northmoor.example"
PASSWORD = "moor kettle lantern oboe"


def test_every_page_of_an_account_is_as_it_should_be(page: Page):
    add_authenticator(page)
    sign_in(page, DANA)
    page.goto("/people/account/password/set/")
    for box in page.locator("main input[type=password]").all():
        box.fill(PASSWORD)
    press(page, "Save")
    add_passkey(page)
    add_app(page)
    page.goto("/people/account/passkeys/")
    rename = page.get_by_role("link", name="Rename my telephone").get_attribute("href") or ""
    key = re.findall(r"\d+", rename)
    wrong = []
    for name in [*sorted(OF_AN_ACCOUNT - {"mfa_authenticate"}), "mfa_index", "mfa_list_webauthn"]:
        path = reverse(name, args=key if name.endswith(("edit_webauthn", "remove_webauthn")) else [])
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, name
        wrong += [f"{name}: {line}" for line in look_over(page)]
    page.get_by_role("button", name="Sign out").click()
    page.goto(link_for(DANA))
    press(page, "Sign in")
    expect(page).to_have_url(re.compile(reverse("mfa_authenticate")))
    wrong += [f"the second step: {line}" for line in look_over(page)]
    assert wrong == []
