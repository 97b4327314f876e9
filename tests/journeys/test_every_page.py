"""Every page, as a stranger, a manager and an administrator see it: axe finds nothing, nothing overflows,
and headings, titles, names, labels and languages are as they should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from joinedup.apps.people.permissions import Role
from tests.conftest import cast_member
from tests.journeys.conftest import NEW_CONTEXT, PATIENCE, Trouble, world_in
from tests.journeys.gallery import GALLERY, NO_PAGE, OF_AN_ACCOUNT, OF_ONE_PERSON, PLACES, Things
from tests.journeys.looking import WIDE, look_over, main_of
from tests.journeys.walking import sign_in

ALICE, DANA = "alice@northmoor.example", "dana@northmoor.example"
# Whoever is shown most comes first: the others' pages are looked at briefly where they differ.
VISITORS: dict[str, Role | None] = {DANA: Role.ADMINISTRATOR, ALICE: Role.MANAGER, "anybody": None}


@pytest.fixture
def things(standing: Path, django_db_blocker: Any) -> Iterator[Things]:
    """The standing world, open."""
    with django_db_blocker.unblock(), world_in(standing):
        yield Things()


@pytest.fixture(scope="module")
def visitors(
    browser: Browser, address: str, standing: Path, django_db_blocker: Any
) -> Iterator[tuple[dict[str, Page], Trouble]]:
    """A page for each visitor, signed in once."""
    trouble, pages = Trouble(address), {}
    with django_db_blocker.unblock(), world_in(standing):
        for email, role in VISITORS.items():
            context = browser.new_context(base_url=address, viewport=WIDE, **NEW_CONTEXT)
            context.set_default_timeout(PATIENCE)
            trouble.watch(context)
            pages[email] = context.new_page()
            if role:
                sign_in(pages[email], email)
    yield pages, trouble
    for page in pages.values():
        page.context.close()


def test_every_address_is_in_the_gallery_or_shows_no_page():
    shown = set(GALLERY) | OF_AN_ACCOUNT
    assert set(PLACES) == shown | set(NO_PAGE)
    assert shown & set(NO_PAGE) == set()


@pytest.mark.parametrize("name", [name for name in PLACES if name in GALLERY])
def test_a_page_is_as_it_should_be_for_whoever_sees_it(
    name: str, things: Things, visitors: tuple[dict[str, Page], Trouble]
):
    pages, trouble = visitors
    trouble.said.clear()
    wrong: list[str] = []
    for path in GALLERY[name](things):
        seen: set[str] = set()
        for email, role in VISITORS.items():
            page = pages[email]
            answer = page.request.get(path, max_redirects=0)
            if email != DANA and name in OF_ONE_PERSON:
                assert answer.status == 404, (email, path)
            elif not PLACES[name].is_for(role):
                assert answer.status == (404 if role is None else 403), (email, path)
            elif answer.status != 302:  # some pages lead whoever is signed in, or whoever need not choose, on
                assert answer.status == (410 if name == "people:open_link" else 200), (email, path)
                main = main_of(answer.text())
                if main not in seen:  # what was looked over for another visitor is looked over once
                    page.goto(path)
                    found = look_over(page, briefly=bool(seen))
                    wrong += [f"{email} at {path}: {line}" for line in found]
                    seen.add(main)
        assert seen or path == "/", "nobody sees this page"
    assert wrong + trouble.said == []


def test_the_first_page_of_all_is_as_it_should_be_and_says_where_to_begin(page: Page, an_empty_world: Path):
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome to joinedup")
    wrong = look_over(page)
    cast_member("Alice", "manager")
    sign_in(page, "alice@example.org")
    page.goto("/")
    expect(page.get_by_role("main").get_by_role("link", name="Import a spreadsheet")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("link", name="Set up a partnership")).to_be_visible()
    assert wrong + look_over(page) == []
