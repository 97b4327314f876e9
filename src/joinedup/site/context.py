"""What every page is given; what each name is for is written at the top of `base.html`."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from joinedup import __version__
from joinedup.apps.notifications.queries import num_unread
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE

# address name, label, permission needed to see it in the menu ("" = everybody)
ROOMS = (
    ("register:home", _("Home"), ""),
    ("register:partnerships", _("Register"), ""),
    ("register:organisations", _("Organisations"), ""),
    ("register:problem_board", _("Problem board"), ""),
    ("health:overview", _("Health"), ""),
    ("register:imports", _("Import"), "register.import_rows"),
    ("register:access", _("Access"), "register.see_people"),
    ("audit:events", _("Audit"), "register.see_audit"),
)
ADDRESSES = {
    "home": "register:home",
    "sign_in": "people:sign_in",
    "sign_out": "people:sign_out",
    "account": "people:me",
    "messages": "notifications:messages",
    "set_language": "people:set_language",
    "accessibility": "register:accessibility",
    "open_data": "register:open_data",
}
DATED_ROOMS = {"register", "health"}  # the rooms whose pages can be asked for as at another day


def page(request: HttpRequest) -> dict[str, Any]:
    """The menu, the addresses, the day, and how many messages wait."""
    return {
        "navigation": navigation(request),
        "addresses": addresses(),
        "version": __version__,
        "num_messages": num_unread(request.user.pk) if request.user.is_authenticated else 0,
    } | the_day(request)


def addresses() -> dict[str, str]:
    """The addresses that the frame links to. One that is not mounted is left out, and so is its link."""
    found = {}
    for key, name in ADDRESSES.items():
        with suppress(NoReverseMatch):
            found[key] = reverse(name)
    return found


def navigation(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The rooms that this person may enter: (address, label, whether this page is in it)."""
    day = getattr(request, "on", None)
    carried = f"?on={day.isoformat()}" if day and day != getattr(request, "today", day) else ""
    entries = []
    for name, label, permission in ROOMS:
        if permission and not holds(request, permission):
            continue
        with suppress(NoReverseMatch):
            address = reverse(name)
            is_here = request.path == address or (address != "/" and request.path.startswith(address))
            is_dated = name.split(":")[0] in DATED_ROOMS
            entries.append((address + (carried if is_dated else ""), str(label), is_here))
    return entries


def holds(request: HttpRequest, permission: str) -> bool:
    """Whether whoever asks holds this permission over anything."""
    return isinstance(request.user, Person) and request.user.has_perm(permission, ANYWHERE)


def the_day(request: HttpRequest) -> dict[str, Any]:
    """The day that the page is shown as at; nothing in rooms where every day is the same."""
    match = request.resolver_match
    on: date | None = getattr(request, "on", None)
    if on is None or match is None or not DATED_ROOMS.intersection(match.namespaces):
        return {}
    today: date = getattr(request, "today", on)
    return {
        "on": on,
        "is_past": on < today,
        "is_future": on > today,
        "on_wrong": getattr(request, "on_wrong", ""),
        "as_at_keep": [
            (name, value) for name, values in request.GET.lists() if name not in {"on", "page"} for value in values
        ],
    }
