"""The page of one area."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import public
from joinedup.apps.register import panels, permissions
from joinedup.apps.register.models import Area
from joinedup.apps.register.queries.areas import apex_of, nation_words, partnerships_of
from joinedup.apps.register.queries.attention import EndingReason
from joinedup.apps.register.queries.lines import Line, lines
from joinedup.apps.register.queries.problems import area_board
from joinedup.apps.register.queries.vacancies import VacantSeat, counts_and_vacant
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views.asking import area_or_404, may, page_of
from joinedup.apps.register.views.attention import Card, gap_card, reason_cards, vacancy_cards
from joinedup.apps.register.views.dated import DatedRequest

MOST_SHOWN = 5  # cards of one sort


@public
def area(request: DatedRequest, code: str) -> HttpResponse:
    """Its apex, what needs attention here first, and its partnerships."""
    row = area_or_404(code)
    rows = partnerships_of(row, request.on)
    counts, vacant = counts_and_vacant([one.pk for one in rows], request.on)
    found = lines(rows, request.on, counts)
    context = {
        "area": row,
        "nation": nation_words(row.nation),
        "crumbs": crumbs(request, row, here=True),
        "tabs": tabs(request, row, "area"),
        "apex": apex_of(found),
        "figures": figures(request, row, found),
        "cards": cards(request, row, found, vacant),
        "page": page_of(request, found),
        "panels": panels.of_area(request, row),
        "may": may(request, (permissions.ADD_PARTNERSHIP,), row),
    }
    return render(request, "register/area.html", context)


def cards(request: DatedRequest, row: Area, found: list[Line], vacant: list[VacantSeat]) -> list[Card]:
    """What needs attention here: vacancies, reasons that end, and gaps on the problem board. One query."""
    if not found:
        return []
    ending = [
        EndingReason(line.partnership, line.reason.ends_on, has_ended=line.reason.ends_on <= request.on)
        for line in found
        if line.reason.light == "amber" and line.reason.ends_on
    ]
    ending.sort(key=lambda one: one.last)
    made = vacancy_cards(request, len(vacant), vacant[:MOST_SHOWN], row.code)
    made += reason_cards(request, len(ending), ending[:MOST_SHOWN])
    if unexplained := [line for line in found if line.reason.light == "red"]:
        made.append(
            {
                "light": "red",
                "text": _("Why?"),
                "title": _("Why do these exist?") if len(unexplained) > 1 else _("Why does this exist?"),
                "why": ", ".join(str(line.partnership) for line in unexplained[:6])
                + (_(" and more") if len(unexplained) > 6 else "")
                + ".",
                "what_to_do": _("Record the statute, fund or plan that requires each, or decide that it is voluntary."),
                "url": address(request, "register:partnerships", area=row.code, no_reason="on"),
            }
        )
    board = area_board(row.pk, request.on)
    return made + gap_card(board, address(request, "register:area_problem_board", row.code))


def figures(request: DatedRequest, row: Area, found: list[Line]) -> list[tuple[int, str, str]]:
    """The numbers at the top."""
    vacant = sum(line.num_vacant for line in found)
    return [
        (len(found), _("partnerships"), ""),
        (sum(line.num_filled for line in found), _("places filled"), ""),
        (
            vacant,
            _("places vacant"),
            address(request, "register:partnerships", area=row.code, vacant="on") if vacant else "",
        ),
    ]


def crumbs(request: DatedRequest, row: Area, *, here: bool = False) -> list[tuple[str, str]]:
    """Home, the area, and then whatever the page adds."""
    first = (address(request, "register:home"), _("Home"))
    return [first, ("" if here else address(request, "register:area", row.code), row.name)]


def tabs(request: DatedRequest, row: Area, current: str) -> list[tuple[str, str, bool]]:
    """The views of an area."""
    views = (
        ("area", _("Partnerships")),
        ("structure", _("Structure")),
        ("area_problem_board", _("Problem board")),
    )
    return [(address(request, f"register:{name}", row.code), label, name == current) for name, label in views]
