"""Signing in: the link works once, the second step is asked for, a passkey signs in alone."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.walking import (
    add_app,
    add_authenticator,
    add_passkey,
    follow,
    heading,
    link_from_the_post,
    press,
    sign_in,
)

ALICE = "alice@northmoor.example"


@pytest.fixture(autouse=True)
def _empty_post(monkeypatch: pytest.MonkeyPatch) -> None:
    """No letters from another test."""
    monkeypatch.setattr(mail, "outbox", [], raising=False)


def ask_for_a_link(page: Page, email: str) -> None:
    page.goto("/people/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    press(page, "Send me a link")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look at your e-mail")


def test_the_link_in_the_e_mail_signs_in_and_leads_back(page: Page):
    page.goto("/partnerships/?q=crime")
    page.get_by_role("banner").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill(ALICE)
    press(page, "Send me a link")
    page.goto(link_from_the_post(ALICE))
    expect(page.get_by_role("main")).to_contain_text("You are signing in as Alice Fenwick")
    press(page, "Sign in")
    expect(page).to_have_url(re.compile(r"/partnerships/\?q=crime$"))
    expect(page.get_by_role("banner")).to_contain_text("Alice Fenwick")


def test_the_link_does_not_work_twice(page: Page, new_context: Callable[..., BrowserContext]):
    ask_for_a_link(page, ALICE)
    link = link_from_the_post(ALICE)
    page.goto(link)
    page.reload()  # looking does not use it up: mail scanners look
    press(page, "Sign in")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    other = new_context().new_page()
    answer = other.goto(link)
    assert answer is not None
    assert answer.status == 410
    assert heading(other) == "This link no longer works"
    follow(other, "Ask for another link")
    assert heading(other) == "Sign in"


def test_a_stranger_is_answered_alike_and_gets_no_e_mail(page: Page):
    ask_for_a_link(page, "nobody@northmoor.example")
    expect(page.get_by_role("main")).to_contain_text("If nobody@northmoor.example has an account")
    with pytest.raises(IndexError):
        link_from_the_post("nobody@northmoor.example")


def test_an_authenticator_app_is_asked_for_after_the_link(page: Page):
    sign_in(page, ALICE)
    add_app(page)
    spare = page.locator("main li code").first.inner_text()
    page.get_by_role("button", name="Sign out").click()
    ask_for_a_link(page, ALICE)
    page.goto(link_from_the_post(ALICE))
    press(page, "Sign in")
    assert heading(page) == "The second step"
    answer = page.goto("/people/me/")  # the link alone opens nothing
    assert answer is not None
    assert answer.status == 404
    page.goto("/people/account/second-step/")
    page.get_by_label("code").fill("000000")
    press(page, "Sign in")
    expect(page.locator(".error-summary")).to_be_visible()
    page.get_by_label("code").fill(spare)
    press(page, "Sign in")
    expect(page.get_by_role("banner")).to_contain_text("Alice Fenwick")


def test_a_passkey_signs_in_alone(page: Page):
    add_authenticator(page)
    sign_in(page, ALICE)
    add_passkey(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/people/sign-in/?next=/people/me/")
    press(page, "Use a passkey")
    expect(page.get_by_role("heading", level=1)).to_have_text("Alice Fenwick")
