"""A person's own messages. The site guards these pages by the permission that each names."""

from collections.abc import Callable
from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.apps.notifications.actions import mark_all_read, mark_read
from joinedup.apps.notifications.queries import messages_of, num_unread

Page = Callable[..., HttpResponse]
NUM_ON_PAGE = 20


def own(page: Page) -> Page:
    """For whoever is signed in, about themselves. `people`, whose name this is, stands above this room."""
    page.permission = "SIGNED_IN"  # type: ignore[attr-defined] # read by the middleware and the structure test
    return page


def own_id(request: HttpRequest) -> int:
    """The number of whoever is signed in; the site has made sure that somebody is."""
    return cast(int, request.user.pk)


@own
def messages(request: HttpRequest) -> HttpResponse:
    """All messages, newest first, with what has not been read marked."""
    person_id = own_id(request)
    page = Paginator(messages_of(person_id), NUM_ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/messages.html", {"page": page, "num_unread": num_unread(person_id)})


@own
@require_POST
def open_message(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as read, and go where the message leads. Somebody else's message is not found."""
    message = get_object_or_404(messages_of(own_id(request)), pk=pk)
    mark_read(message, at=timezone.now())
    return redirect(message.link or "notifications:messages")


@own
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every message as read."""
    mark_all_read(own_id(request), at=timezone.now())
    return redirect("notifications:messages")
