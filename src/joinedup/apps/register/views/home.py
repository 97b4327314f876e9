"""The first page: what needs attention first, then the areas."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE, public
from joinedup.apps.register import panels, permissions
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.queries.areas import AreaLine, areas_in_use, nation_words
from joinedup.apps.register.queries.attention import (
    Lacks,
    ending_reasons,
    lacks,
    looked_after,
    num_without_area,
)
from joinedup.apps.register.queries.duplicates import alike
from joinedup.apps.register.queries.kept import kept
from joinedup.apps.register.queries.problems import whole_board
from joinedup.apps.register.queries.vacancies import longest_vacant
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views.asking import may
from joinedup.apps.register.views.attention import Card, gap_card, lack_cards, reason_cards, vacancy_cards
from joinedup.apps.register.views.dated import DatedRequest

MOST_AREAS = 60  # beyond these the page lists regions, and the areas of the one that is chosen
SMALL = 500  # partnerships: up to here the whole problem board is worked out for its gaps


@public
def home(request: DatedRequest) -> HttpResponse:
    """One area and nothing outside it: straight there. Else what needs attention, and where to look."""
    areas, whole = whole_register(request)
    if len(areas) == 1 and not whole.no_area and "all" not in request.GET:
        return redirect(address(request, "register:area", areas[0].code))
    offered = may(request, (permissions.IMPORT_ROWS, permissions.SET_UP_PARTNERSHIP), ANYWHERE)
    if not whole.num and not _was_ever_used():
        return render(request, "register/first.html", {"offered": offered})
    context = {
        "whole": whole,
        "cards": attention_cards(request, whole),
        "regions": _regions(areas) if len(areas) > MOST_AREAS else (),
        "region": request.GET.get("region", ""),
        "areas": _chosen(areas, request.GET.get("region", "")),
        "num_areas": len(areas),
        "panels": panels.of_home(request),
        "may_set_up": permissions.SET_UP_PARTNERSHIP in offered,
    }
    return render(request, "register/home.html", context)


def whole_register(request: DatedRequest) -> tuple[list[AreaLine], Lacks]:
    """The areas, and what is counted over the whole register: all of it only for those who look after it."""
    if isinstance(request.user, Person) and request.user.has_perm(permissions.EDIT_PARTNERSHIP):
        return areas_in_use(request.on), lacks(Partnership.objects.on(request.on), request.on)
    return kept(_told_to_all, request.on)


def _told_to_all(day: date) -> tuple[list[AreaLine], Lacks]:
    num, num_without = num_without_area(day)
    counted = Lacks(num=num, no_reason=0, no_area=num_without, no_theme=0, not_accepted=0)
    return areas_in_use(day), counted


def attention_cards(request: DatedRequest, whole: Lacks) -> list[Card]:
    """The cards of whoever looks after partnerships; nobody else is nagged."""
    if not isinstance(request.user, Person):
        return []
    scope = looked_after(request.user, request.on, request.today)
    if scope is None:
        return []
    over_all = request.user.has_perm(permissions.EDIT_PARTNERSHIP)
    cards = vacancy_cards(request, *longest_vacant(scope, request.on))
    cards += reason_cards(request, *ending_reasons(scope, request.on))
    cards += lack_cards(request, whole if over_all else lacks(scope, request.on))
    if over_all and whole.num <= SMALL and not request.GET.get("region"):
        cards += gap_card(whole_board(request.on), address(request, "register:problem_board"))
    return cards + (alike_cards() if request.user.has_perm(permissions.MERGE_ORGANISATIONS) else [])


def alike_cards() -> list[Card]:
    """One card for organisations that look like each other."""
    num = len(alike())
    if not num:
        return []
    words = ngettext("%(num)s pair of organisations looks alike", "%(num)s pairs of organisations look alike", num)
    return [
        {
            "light": "amber",
            "text": _("Same?"),
            "title": words % {"num": num},
            "why": _("Merge those that are one, so that each diary is whole; say which are different."),
            "url": reverse("register:duplicates"),
        }
    ]


def _was_ever_used() -> bool:
    return Partnership.objects.exists()


def _regions(areas: list[AreaLine]) -> list[dict[str, Any]]:
    """Regions, else nations, with how many areas and partnerships each has."""
    ordered = sorted(areas, key=_region)
    made = []
    for region, inside in groupby(ordered, key=_region):
        found = list(inside)
        made.append(
            {
                "name": region,
                "num_areas": len(found),
                "num_partnerships": sum(area.num_partnerships for area in found),
            }
        )
    return made


def _region(area: AreaLine) -> str:
    return area.region or nation_words(area.nation) or _("Elsewhere")


def _chosen(areas: list[AreaLine], region: str) -> list[AreaLine]:
    if len(areas) <= MOST_AREAS:
        return areas
    return [area for area in areas if _region(area) == region] if region else []
