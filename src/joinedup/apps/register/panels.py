"""Panels: what other rooms put on the register's pages.

A room declares them in its own `panels.py`, found by name: any of `partnership_panels(request, partnership)`,
`area_panels(request, area)` and `home_panels(request)`, each giving a list of Panel. One query each at most:
the register's own pages leave room for that and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from joinedup.apps import declared
from joinedup.apps.people.models import Person
from joinedup.apps.register.models import Area, Partnership
from joinedup.apps.register.views.access import roles_of
from joinedup.apps.register.views.dated import DatedRequest


@dataclass(frozen=True)
class Panel:
    """One section of a page, the lowest order first. `template` is given `panel`."""

    title: str | Promise
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


def of_partnership(request: DatedRequest, partnership: Partnership) -> list[Panel]:
    """What every room has to show of a partnership on the request's day."""
    return _collected("partnership_panels", request, partnership)


def of_area(request: DatedRequest, area: Area) -> list[Panel]:
    """What every room has to show of an area on the request's day."""
    return _collected("area_panels", request, area)


def of_home(request: DatedRequest) -> list[Panel]:
    """What every room has to show on the home page."""
    return _collected("home_panels", request)


def _collected(name: str, *given: object) -> list[Panel]:
    found: list[Panel] = []
    for _room, module in declared("panels"):
        if make := getattr(module, name, None):
            found += make(*given)
    return sorted(found, key=lambda panel: panel.order)


def person_panels(_request: DatedRequest, person: Person) -> list[Panel]:
    """The register's own section on a person's own page: the roles they hold."""
    return [Panel(_("Your roles"), "register/access_panel.html", roles_of(person))]
