"""With JavaScript off, the journeys are the same: no page needs it, and only a passkey does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys import test_editing, test_look_back, test_set_up
from tests.journeys.walking import press, sign_in


@pytest.fixture
def plain(world: object, new_context: Callable[..., BrowserContext]) -> Page:
    """A page on which no script runs."""
    return new_context(java_script_enabled=False).new_page()


def test_a_passkey_that_cannot_be_asked_for_leads_to_the_other_ways(plain: Page):
    plain.goto("/people/sign-in/")
    press(plain, "Use a passkey")  # with a script, the browser would ask for one and stay here
    expect(plain.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(plain.get_by_role("button", name="Send me a link")).to_be_visible()


def test_a_partnership_is_set_up(plain: Page, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("django.core.mail.outbox", [], raising=False)
    test_set_up.test_a_partnership_is_set_up_in_two_sittings(plain)


def test_a_seat_is_added_and_taken(plain: Page):
    test_editing.test_a_seat_is_added_stands_vacant_and_is_taken(sign_in(plain, "alice@northmoor.example"))


def test_the_day_is_changed_and_kept(plain: Page):
    test_look_back.test_a_day_chosen_on_the_area_page_leads_to_who_sat_then(plain)
    test_look_back.test_another_day_shows_who_sat_on_that_day(plain)
