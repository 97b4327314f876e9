"""Pages kept for strangers: the same page as ever, never another's, and no longer than the register stands still."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from joinedup.apps.audit.models import Head
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import public
from joinedup.apps.register.actions.organisations import add_organisation
from joinedup.apps.register.actions.partnerships import change_partnership
from joinedup.apps.register.models import Organisation, Partnership
from joinedup.site import kept_pages, urls
from joinedup.site.kept_pages import Shelf, State
from tests.apps.register.making import BY_SYSTEM, TODAY, organisation, partnership

pytestmark = pytest.mark.django_db
FIELD = re.compile(rb'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')
SIGN_IN = "joinedup.apps.people.adapters.SignInBackend"


@pytest.fixture
def row(settings: Any) -> Partnership:
    settings.JOINEDUP_KEEP_PAGES = True
    return partnership("Northmoor Together")


@pytest.fixture
def made(row: Partnership, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses whose pages were made, not taken from the shelf."""
    made: list[str] = []
    parts_of = kept_pages.parts_of

    def noted(request: Any, response: Any) -> Any:
        made.append(request.get_full_path())
        return parts_of(request, response)

    monkeypatch.setattr(kept_pages, "parts_of", noted)
    return made


def without_tokens(page: bytes) -> bytes:
    return FIELD.sub(b"", page)


PAGES = ("/", "/partnerships/", "/partnerships/{ref}/", "/partnerships/{ref}/history/?on=2003-01-01", "/health/{ref}/",
         "/organisations/?q=nobody", "/problem-board/", "/diaries/", "/health/")  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_kept_page_is_the_page_that_would_be_made(address: str, made: list[str], row: Partnership) -> None:
    client, address = Client(), address.format(ref=row.ref)
    first, second = client.get(address), client.get(address)
    assert made == [address]
    assert without_tokens(first.content) == without_tokens(second.content)
    for name in ("Content-Type", "Content-Security-Policy", "X-Frame-Options", "Content-Language"):
        assert first.headers[name] == second.headers[name]
    assert {"Cookie", "Accept-Language"} <= {word.strip() for word in second.headers["Vary"].split(",")}


def test_a_kept_page_costs_one_query(row: Partnership, django_assert_num_queries: Callable[..., Any]) -> None:
    client = Client()
    client.get("/partnerships/")
    with django_assert_num_queries(1):
        assert b"Northmoor Together" in client.get("/partnerships/").content


def test_any_change_of_the_register_makes_the_page_again(row: Partnership) -> None:
    client = Client()
    assert b"Northmoor Together" in client.get("/partnerships/").content
    change_partnership(row, from_day=TODAY, name="Southmoor Together", **BY_SYSTEM)
    assert b"Southmoor Together" in client.get("/partnerships/").content


def test_another_process_sees_the_change_at_once(row: Partnership) -> None:
    mine, theirs = Client(), Client()  # each client has the middleware, and so the shelf, of its own process
    assert b"Firm" not in mine.get("/organisations/").content + theirs.get("/organisations/").content
    add_organisation(name="Firm", sector="private", **BY_SYSTEM)
    assert b"Firm" in mine.get("/organisations/").content
    assert b"Firm" in theirs.get("/organisations/").content


def test_a_page_is_made_again_the_next_day(made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.get("/")
    monkeypatch.setattr(timezone, "localdate", lambda *_any: date(2099, 1, 1))
    assert b"1 January 2099" in client.get("/").content
    assert made == ["/", "/"]


def test_each_language_address_and_host_has_its_own(made: list[str], settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    client = Client()
    for _time in range(2):
        english = client.get("/partnerships/").content
        welsh = client.get("/partnerships/", headers={"accept-language": "cy"}).content
        client.get("/partnerships/?q=moor")
        client.get("/partnerships/", headers={"host": "other.example"})
        assert b'lang="en-gb"' in english
        assert b'<html lang="cy"' in welsh
    assert len(made) == 4


def test_each_visitor_gets_a_token_that_works_for_them_and_nobody_else(row: Partnership) -> None:
    """A form from a kept page is taken with the cookie that came with it, and refused with another's."""
    browser = Client(enforce_csrf_checks=True)
    tokens, cookies = [], []
    for _visitor in range(3):
        browser.cookies.clear()
        answer = browser.get("/")
        tokens.append(FIELD.findall(answer.content)[0].decode())
        cookies.append(answer.cookies["csrftoken"].value)
    assert len(set(tokens)) == len(set(cookies)) == 3

    def send(token: str, cookie: str) -> int:
        browser.cookies.clear()
        browser.cookies["csrftoken"] = cookie
        sent = {"language": "cy", "next": "/", "csrfmiddlewaretoken": token}
        return browser.post("/people/language/", sent).status_code

    assert [send(token, cookie) for token, cookie in zip(tokens, cookies, strict=True)] == [302] * 3
    assert send(tokens[0], cookies[1]) == 403
    assert send(tokens[1], cookies[0]) == 403


def test_a_visitor_who_has_a_cookie_keeps_it(row: Partnership) -> None:
    client = Client()
    first = client.get("/").cookies["csrftoken"].value
    assert client.get("/").cookies["csrftoken"].value == first


def test_whoever_is_signed_in_neither_fills_the_shelf_nor_is_served_from_it(
    made: list[str], alice: Person, row: Partnership
) -> None:
    client = Client()
    client.get("/")
    client.force_login(alice, backend=SIGN_IN)
    assert b"Alice" in client.get("/").content
    assert b"Alice" in client.get("/organisations/").content
    client.logout()
    client.cookies.clear()
    for address in ("/", "/organisations/"):
        assert b"Alice" not in client.get(address).content
    assert made == ["/", "/organisations/"]


@pytest.mark.parametrize("brought", [{"HTTP_COOKIE": "sessionid=x"}, {"HTTP_COOKIE": "messages=x"},
                                     {"HTTP_AUTHORIZATION": "Bearer x"}])  # fmt: skip
def test_whoever_brings_something_of_their_own_is_not_a_stranger(brought: dict[str, str], made: list[str]) -> None:
    Client().get("/", **brought)
    assert made == []


@pytest.mark.parametrize("address", ["/people/sign-in/", "/export/members/", "/no-such-page/", "/partnerships/none/"])
def test_pages_of_other_rooms_files_and_mistakes_are_not_kept(
    address: str, row: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Any] = []
    monkeypatch.setattr(Shelf, "keep", lambda _shelf, key, *_page: kept.append(key))
    client = Client()
    client.get(address)
    assert not kept
    client.get("/")
    assert len(kept) == 1


def test_only_what_was_asked_with_get_is_kept(made: list[str]) -> None:
    client = Client()
    client.head("/")
    client.post("/")
    assert made == []


OWN = {
    "a-cookie": lambda _request: _with(HttpResponse("x"), lambda answer: answer.set_cookie("mine", "1")),
    "a-policy": lambda _request: HttpResponse("x", headers={"Content-Security-Policy": "script-src 'nonce-1'"}),
    "a-vary": lambda _request: HttpResponse("x", headers={"Vary": "User-Agent"}),
    "no-store": lambda _request: HttpResponse("x", headers={"Cache-Control": "no-store"}),
    "a-message": lambda request: _with(HttpResponse("x"), lambda _answer: messages.info(request, "Done")),
    "a-session": lambda request: _with(HttpResponse("x"), lambda _answer: request.session.update({"seen": 1})),
    "a-stream": lambda _request: StreamingHttpResponse(["x"]),
    "an-error": lambda _request: HttpResponse("x", status=503),
    "too-large": lambda _request: HttpResponse("x" * (kept_pages.LARGEST + 1)),
    "json": lambda _request: HttpResponse("{}", content_type="application/json"),
    "a-bare-token": lambda request: HttpResponse(kept_pages.get_token(request)),
    "a-second-token": lambda request: HttpResponse(
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{kept_pages.get_token(request)}">'
        f'<p data-token="{kept_pages.get_token(request)}">'
    ),
    "plain": lambda _request: HttpResponse("x"),
}


def _with(answer: HttpResponse, change: Callable[[HttpResponse], Any]) -> HttpResponse:
    change(answer)
    return answer


class Addresses:
    """The project's addresses, and one in the register's room for each answer above."""

    own = [path(f"own/{name}/", public(lambda request, answer=answer: answer(request))) for name, answer in OWN.items()]
    urlpatterns = [path("", include((own, "register"))), *urls.urlpatterns]


@pytest.mark.parametrize("name", OWN)
def test_an_answer_with_anything_of_its_own_is_not_kept(name: str, made: list[str], settings: Any) -> None:
    settings.ROOT_URLCONF = Addresses
    client = Client()
    for _time in range(2):
        client.cookies.clear()
        client.get(f"/own/{name}/")
    assert len(made) == (1 if name == "plain" else 2)


def test_nothing_is_kept_before_the_first_row_of_audit(made: list[str]) -> None:
    Head.objects.all().delete()
    client = Client()
    client.get("/organisations/")
    Organisation.objects.create(name="Firm", name_key="firm")
    assert b"Firm" in client.get("/organisations/").content
    assert made == []


def test_nothing_is_kept_where_the_settings_say_so(settings: Any) -> None:
    settings.JOINEDUP_KEEP_PAGES = False
    organisation("One")
    client = Client()
    client.get("/organisations/")
    Organisation.objects.create(name="Two", name_key="two")
    assert b"Two" in client.get("/organisations/").content


NOW = State("a", date(2004, 1, 1))


def test_the_shelf_lets_go_of_what_was_asked_for_longest_ago() -> None:
    shelf = Shelf(most_pages=2)
    shelf.keep(("one",), NOW, (b"1",))
    shelf.keep(("two",), NOW, (b"2",))
    assert shelf.find(("one",), NOW) == (b"1",)
    shelf.keep(("three",), NOW, (b"3",))
    assert [shelf.find((key,), NOW) for key in ("one", "two", "three")] == [(b"1",), None, (b"3",)]


def test_the_shelf_never_holds_more_bytes_than_it_may() -> None:
    shelf = Shelf(most_bytes=100)
    for number in range(20):
        shelf.keep((str(number),), NOW, (b"x" * 30, b"y" * 10))
        shelf.keep((str(number),), NOW, (b"x" * 30,))
        assert 0 < shelf.num_bytes <= 100
    assert len(shelf) == 2
    shelf.keep(("huge",), NOW, (b"x" * 101,))
    assert (len(shelf), shelf.num_bytes) == (0, 0)


def test_a_page_of_another_state_is_thrown_away() -> None:
    shelf = Shelf()
    shelf.keep(("one",), NOW, (b"1",))
    assert shelf.find(("one",), State("b", NOW.today)) is None
    assert (len(shelf), shelf.num_bytes) == (0, 0)
