"""What every answer carries (a strict content policy), what every request knows (the day it asks about), and
what every page must do: name its permission.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from django.core.exceptions import BadRequest, ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils import timezone

from joinedup.apps.people.permissions import PUBLIC, SIGNED_IN, Refused, check_permission, check_signed_in
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.rules.dates import read_day

LONGEST_DAY = 40  # letters
Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)


def content_policy(get_response: Answer) -> Answer:
    """Nothing inline, nothing from elsewhere."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return answer


def as_at(get_response: Answer) -> Answer:
    """`?on=` on any page: the day it is shown as at. `request.on` is that day, or today.

    A day that cannot be read leaves today and says so in `request.on_wrong`.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        dated = cast(DatedRequest, request)
        dated.today = timezone.localdate()
        dated.on, dated.on_wrong = dated.today, ""
        text = request.GET.get("on", "").strip()
        if len(text) > LONGEST_DAY:
            text = f"{text[:LONGEST_DAY]}…"  # which is no day, and fits on the page that says so
        if text:
            try:
                dated.on = read_day(text)
            except ValueError as wrong:
                dated.on_wrong = str(wrong)
        return get_response(request)

    return answer


class NoNul:
    """No address and no answer holds the character NUL: no person types it, and PostgreSQL cannot keep it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Raises BadRequest for the address and its query."""
        _refuse_nul([request.path_info, *_texts(request.GET)])
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """Raises BadRequest for what was sent; by now it has been asked whether it came from our own form."""
        if request.method == "POST":
            _refuse_nul(_texts(request.POST))


def _texts(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from values


def _refuse_nul(texts: Iterable[str]) -> None:
    if any("\0" in text for text in texts):
        raise BadRequest("there is a character (NUL) that no text can hold")


class DeniedByDefault:
    """No page answers unless it names a permission.

    A page that names one and asks nothing more (`needs`, `signed_in`) is guarded here, over everything: so a
    room below `people` need only name the permission.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        """The refusal, if the page is not for this person.

        Raises Http404 for a stranger, ImproperlyConfigured for a page that names no permission.
        """
        try:
            self._check(request, view)
        except Refused as refusal:
            return self.process_exception(request, refusal)
        return None

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponseBase | None:
        """A refusal is told in its own words: what may not be done, and which roles may."""
        if not isinstance(failure, Refused):
            return None
        return render(request, "403.html", {"reason": str(failure)}, status=403)

    def _check(self, request: HttpRequest, view: Any) -> None:
        named: str | None = getattr(view, "permission", None)
        if named is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} names no permission")
        if named == PUBLIC or getattr(view, "is_guarded", False):
            return
        if named == SIGNED_IN:
            check_signed_in(request.user)
        else:
            check_permission(request.user, named)
