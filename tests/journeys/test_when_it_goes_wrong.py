"""The pages for when something goes wrong are pages like the others, and say what to do."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import NEW_CONTEXT
from tests.journeys.looking import look_over
from tests.journeys.walking import press


@pytest.fixture
def unwatched(browser: Browser, address: str, world: object) -> Iterator[Page]:
    """A page on which the server may fail."""
    context = browser.new_context(base_url=address, **NEW_CONTEXT)
    yield context.new_page()
    context.close()


def test_a_fault_of_ours_is_owned_and_says_that_nothing_was_stored(unwatched: Page, monkeypatch: pytest.MonkeyPatch):
    def fail(*_given: Any, **_named: Any) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("joinedup.site.context.num_unread", fail)
    monkeypatch.setattr("joinedup.site.context.navigation", fail)
    answer = unwatched.goto("/")
    assert answer is not None
    assert answer.status == 500
    expect(unwatched.get_by_role("main")).to_contain_text("nothing was half done")
    assert look_over(unwatched) == []


def test_a_form_whose_page_has_gone_stale_says_so(page: Page):
    page.goto("/people/sign-in/")
    page.get_by_label("E-mail address").fill("alice@northmoor.example")
    page.context.clear_cookies()
    press(page, "Send me a link")
    expect(page.get_by_role("heading", level=1)).to_have_text("This form has gone out of date")
    assert look_over(page) == []


def test_a_form_with_too_many_boxes_is_not_understood_and_says_so(page: Page):
    page.goto("/people/sign-in/")
    page.locator("#id_email").evaluate(
        """box => { for (let num = 0; num < 1100; num++) {
            const more = document.createElement("input");
            Object.assign(more, {type: "hidden", name: `more${num}`});
            box.form.append(more);
        } }"""
    )
    press(page, "Send me a link")
    expect(page.get_by_role("heading", level=1)).to_have_text("We could not understand that request")
    assert look_over(page) == []


def test_too_many_tries_are_answered_with_how_long_to_wait(page: Page, settings: Any):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    for _try in range(2):
        page.goto("/people/sign-in/password/")
        page.get_by_label("E-mail address").fill("alice@northmoor.example")
        page.get_by_label("Password").fill("wrong horse")
        press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many tries")
    assert look_over(page) == []
