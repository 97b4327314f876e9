"""Every page, as a stranger, a manager and an administrator see it: axe finds nothing, nothing overflows,
and headings, titles, names, labels and languages are as they should be.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Role
from tests.journeys.conftest import NEW_CONTEXT, PATIENCE, Trouble, world_in
from tests.journeys.gallery import GALLERY, NO_PAGE, OF_AN_ACCOUNT, PLACES, Things, stand
from tests.journeys.looking import WIDE, facts, look_over
from tests.journeys.walking import path_of, sign_in

ALICE, DANA = "alice@northmoor.example", "dana@northmoor.example"
# Whoever is shown most comes first: the others' pages are looked at briefly where they differ.
VISITORS: dict[str, Role | None] = {DANA: Role.ADMINISTRATOR, ALICE: Role.MANAGER, "anybody": None}


@pytest.fixture(scope="module")
def standing(told: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A world with something on every page, that the tests of this module only read."""
    file = tmp_path_factory.mktemp("standing") / "standing.sqlite3"
    shutil.copyfile(told, file)
    with django_db_blocker.unblock(), world_in(file):
        stand(*(Person.objects.get(email=email) for email in (ALICE, DANA)))
    return file


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
        for email in VISITORS:
            context = browser.new_context(base_url=address, viewport=WIDE, **NEW_CONTEXT)
            context.set_default_timeout(PATIENCE)
            trouble.watch(context)
            pages[email] = context.new_page()
            if VISITORS[email]:
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
            answer = page.goto(path)
            assert answer is not None
            if not PLACES[name].is_for(role):
                assert answer.status == (404 if role is None else 403), (email, path)
            elif path_of(page.url) == path:  # who is signed in already is led on from the pages to sign in
                assert answer.status == (410 if name == "people:open_link" else 200), (email, path)
                main = facts(page)["main"]
                if main not in seen:  # what was looked over for another visitor is looked over once
                    found = look_over(page, briefly=bool(seen))
                    wrong += [f"{email} at {path}: {line}" for line in found]
                    seen.add(main)
        assert seen, "nobody sees this page"
    assert wrong + trouble.said == []
