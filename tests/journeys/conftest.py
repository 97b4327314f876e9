"""A browser, a server in this process, and the worked example, told once and copied for each test.

SQLite only: a test's world is a file of its own. The server answers from threads, each with a connection
for as long as one request lasts, so that the next test's file is opened by the next request.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from tests.journeys.walking import sign_in
from tests.servers import find_chromium

CHROMIUM = find_chromium()
QUIET = (
    "--no-sandbox",  # as root, Chromium's sandbox cannot start
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-gpu",
    "--disable-software-rasterizer",  # nothing here is drawn in three dimensions
    "--no-first-run",
)
PATIENCE = 10_000  # milliseconds; a wait is on a condition and is over as soon as that is so
NEW_CONTEXT = {"locale": "en-GB", "timezone_id": "Europe/London", "reduced_motion": "reduce"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser, or on another database, nothing here is tried, and the reason is said."""
    engine = settings.DATABASES["default"]["ENGINE"]
    reason = "" if CHROMIUM else "needs Chromium: sudo apt install chromium"
    reason = reason or ("" if engine.endswith("sqlite3") else "the journeys are walked on SQLite")
    here = Path(__file__).parent
    for item in items:
        if reason and here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


@contextmanager
def world_in(file: Path) -> Iterator[None]:
    """While this lasts, the database is that file, for this thread and for the server's."""
    own = connections.settings["default"]
    before = {name: own[name] for name in ("NAME", "CONN_MAX_AGE")}
    connections["default"].close()
    own.update(NAME=str(file), CONN_MAX_AGE=0)
    try:
        yield
    finally:
        connections["default"].close()
        own.update(before)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A database with nothing in it. SQLite folds its log into the file as the last connection closes."""
    file = tmp_path_factory.mktemp("empty") / "empty.sqlite3"
    with django_db_blocker.unblock(), world_in(file):
        call_command("migrate", verbosity=0)
    return file


@pytest.fixture(scope="session")
def told(empty: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A database with the worked example in it, as `joinedup demo` tells it."""
    from joinedup.cli.demo.story import tell  # noqa: PLC0415 - needs Django's apps

    file = tmp_path_factory.mktemp("told") / "told.sqlite3"
    shutil.copyfile(empty, file)
    with django_db_blocker.unblock(), world_in(file):
        tell()
    return file


class Quiet(WSGIRequestHandler):
    """Says nothing of what it answers; a test says what went wrong."""

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the server answers. By name, since a passkey belongs to a name."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    found = f"http://localhost:{server.server_port}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "JOINEDUP_ADDRESS", found)
        yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop running in this thread
        environ: dict[str, str | float | bool] = {"HOME": os.environ.get("HOME", "/")}
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET), env=environ)
        yield running
        running.close()


@pytest.fixture
def world(told: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """The worked example in a file of the test's own."""
    file = tmp_path / "world.sqlite3"
    shutil.copyfile(told, file)
    with django_db_blocker.unblock(), world_in(file):
        yield file


class Trouble:
    """What no page may do: break its own policy, fail, or ask for anything from elsewhere."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.said: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.on("console", lambda message: self._hear(message.type, message.text))
        context.on("weberror", lambda wrong: self.said.append(str(wrong.error)))
        context.on("response", self._look)

    def _hear(self, kind: str, text: str) -> None:
        # Chromium reports every 4xx of a page as an error too; `_look` judges those.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.said.append(text)

    def _look(self, response: Response) -> None:
        where = urlsplit(response.url)
        if where.scheme in {"http", "https"} and where.netloc != self.host:
            self.said.append(f"asked elsewhere: {response.url}")
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.said.append(f"{response.status} {response.url}")


@pytest.fixture
def new_context(browser: Browser, address: str) -> Iterator[Callable[..., BrowserContext]]:
    """Makes contexts, watches them, and closes them. Takes what `Browser.new_context` takes."""
    trouble = Trouble(address)
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(base_url=address, **NEW_CONTEXT | options)
        context.set_default_timeout(PATIENCE)
        trouble.watch(context)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert trouble.said == []


@pytest.fixture(scope="session")
def standing(told: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """The worked example with something on every page."""
    from joinedup.apps.people.models import Person  # noqa: PLC0415 - needs Django's apps
    from tests.journeys.gallery import stand  # noqa: PLC0415 - as above

    file = tmp_path_factory.mktemp("standing") / "standing.sqlite3"
    shutil.copyfile(told, file)
    with django_db_blocker.unblock(), world_in(file):
        stand(*(Person.objects.get(email=f"{name}@northmoor.example") for name in ("alice", "dana")))
    return file


@pytest.fixture
def a_standing_world(standing: Path, world: Path) -> Path:
    """The same in the test's own file, instead of the worked example alone."""
    connections["default"].close()
    shutil.copyfile(standing, world)
    return world


@pytest.fixture
def an_empty_world(empty: Path, world: Path) -> Path:
    """Nothing recorded yet, in the test's own file."""
    connections["default"].close()
    shutil.copyfile(empty, world)
    return world


@pytest.fixture
def page(world: Path, new_context: Callable[..., BrowserContext]) -> Page:
    """A page that nobody is signed in on."""
    return new_context().new_page()


@pytest.fixture
def as_alice(page: Page) -> Page:
    """A page with the manager of everything signed in."""
    return sign_in(page, "alice@northmoor.example")


@pytest.fixture
def as_dana(page: Page) -> Page:
    """A page with the administrator signed in."""
    return sign_in(page, "dana@northmoor.example")
