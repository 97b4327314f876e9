"""Whole pages for visitors who are not signed in, kept until the register changes.

A page of the register shows the same to every stranger, in one language on one day: so it is made once. The head
of the audit names the state of the register (`register.queries.kept`); it is asked for with each page, and a page
kept in another state is never shown. So several processes, which each keep their own, never differ.

Every page holds a form (the choice of language) and with it a token against forged requests, another one for each
visitor: a page is kept without it and given out with the visitor's own. For that reason there is no ETag and no
"304 Not Modified": an unchanged page from a browser's store would carry the token of an older cookie.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from threading import Lock
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from joinedup.apps.people.permissions import PUBLIC
from joinedup.apps.register.queries.kept import state
from joinedup.apps.register.views.dated import DatedRequest

ROOMS = frozenset({"register", "health"})  # whose public pages follow from the audited rows and the day, and no more
MOST_PAGES, MOST_BYTES = 500, 64 * 1024 * 1024  # in each process
LARGEST = 1024 * 1024  # bytes of a page
TOKEN = re.compile(rb'(?<=<input type="hidden" name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=">)')
LIKE_A_TOKEN = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])")
HTML = "text/html; charset=utf-8"

Key = tuple[str | None, ...]


class State(NamedTuple):
    """What a page follows from, besides what was asked."""

    head: str
    today: date


class Page(NamedTuple):
    """The parts of a page between its tokens, and the state that it was made in."""

    state: State
    parts: tuple[bytes, ...]
    num_bytes: int


class Shelf:
    """The pages kept in this process, least recently asked for first. Any thread may use it."""

    def __init__(self, most_pages: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self.most_pages, self.most_bytes = most_pages, most_bytes
        self.num_bytes = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: Key, now: State) -> tuple[bytes, ...] | None:
        """The parts of the page as made in this state, or None. One of another state is thrown away."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.state != now:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page.parts

    def keep(self, key: Key, made_in: State, parts: tuple[bytes, ...]) -> None:
        """Keep a page, and let go of the oldest where there is no room."""
        num_bytes = sum(map(len, parts)) + sum(len(part or "") for part in key)
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = Page(made_in, parts, num_bytes)
            self.num_bytes += num_bytes
            while len(self._pages) > self.most_pages or self.num_bytes > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        self.num_bytes -= self._pages.pop(key).num_bytes


class KeptPages:
    """Gives a stranger the page that was made for another; see the top of this file for what makes that right."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.JOINEDUP_KEEP_PAGES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.shelf = Shelf()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        made_in: State | None = request.__dict__.get("_made_in")
        if made_in is not None and (parts := parts_of(request, response)) is not None:
            self.shelf.keep(key_of(request), made_in, parts)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """The kept page, where there is one. One query, and none for whoever is signed in.

        The state is read before the page is made: should the register change meanwhile, the page is kept under a
        state that never comes again.
        """
        if not is_for_any_stranger(request, view):
            return None
        now = State(state(), cast(DatedRequest, request).today)
        if not now.head:
            return None
        parts = self.shelf.find(key_of(request), now)
        if parts is None:
            request.__dict__["_made_in"] = now
            return None
        body = get_token(request).encode().join(parts) if len(parts) > 1 else parts[0]
        response = HttpResponse(body, content_type=HTML)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def is_for_any_stranger(request: HttpRequest, view: Any) -> bool:
    """Whether somebody who brings nothing of their own asks for a public page of the register."""
    brought = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return (
        request.method == "GET"
        and getattr(view, "permission", None) == PUBLIC
        and request.resolver_match is not None
        and not ROOMS.isdisjoint(request.resolver_match.namespaces)
        and brought.isdisjoint(request.COOKIES)
        and "HTTP_AUTHORIZATION" not in request.META
    )


def key_of(request: HttpRequest) -> Key:
    """What was asked, in which language, of which of our names."""
    query = request.META.get("QUERY_STRING", "")
    return (request.scheme, request.get_host(), request.path, query, get_language())


def parts_of(request: HttpRequest, response: HttpResponseBase) -> tuple[bytes, ...] | None:
    """The page without its tokens; None where anything about it may be this visitor's own."""
    if not isinstance(response, HttpResponse) or response.status_code != 200 or len(response.content) > LARGEST:
        return None
    # A page that says anything of itself (a policy with a nonce, a Vary, "do not store") is not one for all.
    if set(response.headers) != {"Content-Type"} or response.headers["Content-Type"] != HTML or response.cookies:
        return None
    if request.user.is_authenticated or request.session.modified or len(get_messages(request)):
        return None
    parts = tuple(TOKEN.split(response.content))
    uses_token = bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
    if uses_token != (len(parts) > 1) or _may_hold_a_token(request, parts):
        return None
    return parts


def _may_hold_a_token(request: HttpRequest, parts: tuple[bytes, ...]) -> bool:
    """Whether anything like a token of this visitor is left outside the fields where it was looked for."""
    secret = str(request.META.get("CSRF_COOKIE") or "-" * 64).encode()
    return any(secret in part or LIKE_A_TOKEN.search(part) for part in parts)
