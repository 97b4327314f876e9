"""Who is told what: a colleague without the role is refused in words, a stranger hears of no such page."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from joinedup.apps.people.models import Person
from joinedup.apps.register.models import Partnership
from tests.conftest import cast_member
from tests.journeys.looking import look_over
from tests.journeys.walking import link_from_the_post, press, sign_in

BOB = "margaret@northmoor.example"  # a colleague: representative of one organisation
PAGES = ("register:begin_setup", "register:duplicates", "register:add_partnership")


@pytest.fixture
def charlie(world: object) -> Person:
    """A stranger: has an account and no role."""
    return cast_member("Charlie")


def manager_pages() -> list[str]:
    row = Partnership.objects.get(name="Fife Partnership Board")
    return [*map(reverse, PAGES), reverse("register:correct_partnership", args=[row.ref])]


def test_a_colleague_is_refused_in_words_that_name_the_roles(page: Page):
    sign_in(page, BOB)
    for path in (reverse("register:begin_setup"), reverse("audit:events"), reverse("register:access")):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 403, path
        expect(page.get_by_role("heading", level=1)).to_have_text("You do not have permission to do this")
        expect(page.get_by_role("main")).to_contain_text("administrator")
    assert look_over(page) == []


def test_a_colleague_of_one_organisation_is_a_stranger_to_a_partnership_it_does_not_sit_on(page: Page):
    sign_in(page, BOB)
    answer = page.goto(manager_pages()[-1])
    assert answer is not None
    assert answer.status == 404


def test_a_stranger_is_told_that_there_is_no_such_page(page: Page, charlie: Person):
    sign_in(page, charlie.email or "")
    for path in manager_pages():
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 404, path
        expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
        expect(page.get_by_role("main").get_by_role("link", name="Sign in")).to_have_count(0)
    assert look_over(page) == []


def test_whoever_is_not_signed_in_is_offered_to_and_led_on_to_the_page(page: Page, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("django.core.mail.outbox", [], raising=False)
    path = manager_pages()[-1]
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 404
    assert look_over(page) == []
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address").fill("alice@northmoor.example")
    press(page, "Send me a link")
    page.goto(link_from_the_post("alice@northmoor.example"))
    press(page, "Sign in")
    expect(page).to_have_url(re.compile(re.escape(path)))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Correct the record")


def test_a_menu_shows_only_the_rooms_that_one_may_enter(page: Page):
    def rooms() -> list[str]:
        page.goto("/")
        return page.get_by_role("navigation", name="Main").get_by_role("link").all_inner_texts()

    anybody = rooms()
    assert "Audit" not in anybody
    sign_in(page, "dana@northmoor.example")
    assert {"Import", "Access", "Audit"} <= set(rooms()) - set(anybody)
    for room in rooms():
        page.get_by_role("navigation", name="Main").get_by_role("link", name=room, exact=True).click()
        expect(page.get_by_role("navigation", name="Main").locator("[aria-current=page]")).to_contain_text(room)
