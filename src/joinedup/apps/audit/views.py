"""The audit, in sentences. The site guards this page by the permission that it names."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from joinedup.apps.audit.forms import EventFilter
from joinedup.apps.audit.queries import events_like, told

NUM_ON_PAGE = 50
SEE_AUDIT = "register.see_audit"  # this room stands below the register, and knows only the name


def events(request: HttpRequest) -> HttpResponse:
    """The rows, newest first, filtered by what was done and to what."""
    if not request.user.has_perm(SEE_AUDIT):  # the site has refused in words; this stands if it did not
        raise PermissionDenied
    form = EventFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(events_like(**wanted), NUM_ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "audit/events.html", {"page": page, "form": form, "rows": told(list(page))})


events.permission = SEE_AUDIT  # type: ignore[attr-defined] # read by the middleware and structure test
