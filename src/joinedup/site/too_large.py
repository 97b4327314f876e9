"""A request that is too large is answered with a page that says so, before anything of it is kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from joinedup.site.uploads import LARGEST_UPLOAD

WRAPPING = 64 * 1024  # bytes that a form adds around its file
LARGEST_DRAINED = 200 * 1024 * 1024  # bytes
PIECE = 256 * 1024

Answer = Callable[[HttpRequest], HttpResponseBase]


def refuse_too_large(get_response: Answer) -> Answer:
    """Answer 413 where the request says that it is too large.

    A browser shows the answer only once it has sent everything, so what comes in is read and dropped, up to a
    limit; beyond that the connection is cut.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        size = _announced(request)
        if size <= LARGEST_UPLOAD + WRAPPING:
            return get_response(request)
        if size <= LARGEST_DRAINED:
            while request.read(PIECE):
                pass
        most = LARGEST_UPLOAD // 1024 // 1024
        return render(None, "413.html", {"most": most, "back": request.path}, status=413)

    return answer


def _announced(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "")
    return int(text) if text.isdigit() else 0
