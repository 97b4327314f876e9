"""Steps that the reading pages share: find the thing or say 404, ask permissions once, cut into pages."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from joinedup.apps.people.permissions import permission_of
from joinedup.apps.register.models import Area, Partnership
from joinedup.apps.register.queries import areas as area_queries
from joinedup.apps.register.queries import partnerships as partnership_queries
from joinedup.apps.register.views.dated import DatedRequest

PER_PAGE = 50


def page_of(request: DatedRequest, rows: QuerySet[Any] | Sequence[Any]) -> Page[Any]:
    """The page of a long list that `?page=` asks for; the nearest there is where it asks for another."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def area_or_404(code: str) -> Area:
    """The area of that code."""
    try:
        return area_queries.area_of(code)
    except Area.DoesNotExist:
        raise Http404 from None


def partnership_or_404(request: DatedRequest, ref: str, *, as_now: bool = False) -> Partnership:
    """The partnership of that ref, with the facts of the day; `as_now`, with those that came last."""
    try:
        return partnership_queries.one_on(ref, date.max if as_now else request.on)
    except Partnership.DoesNotExist:
        raise Http404 from None


def may(request: DatedRequest, names: Iterable[str], over: object) -> frozenset[str]:
    """Which of these the person holds over the thing; none on another day, which is only for reading.

    Permissions held by the same roles are asked about once, since asking over an area costs a query.
    """
    if request.on != request.today or not request.user.is_authenticated:
        return frozenset()
    answers: dict[frozenset[Any], bool] = {}
    held = set()
    for name in names:
        roles = permission_of(name).roles
        if roles not in answers:
            answers[roles] = request.user.has_perm(name, over)
        if answers[roles]:
            held.add(name)
    return frozenset(held)
