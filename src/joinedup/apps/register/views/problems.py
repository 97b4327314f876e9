"""The problem board (2.30): who is doing what about what, and where nobody is."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import public
from joinedup.apps.register.queries.kept import kept
from joinedup.apps.register.queries.problems import area_board, whole_board
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views import areas
from joinedup.apps.register.views.asking import area_or_404
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.rules.register.records import SECTORS


@public
def problem_board(request: DatedRequest) -> HttpResponse:
    """The board of everything: numbers, each leading to the organisations it counts."""
    rows = kept(whole_board, request.on)
    context = {
        "rows": rows,
        "sectors": SECTORS,
        "num_gaps": sum(len(row.gaps) for row in rows),
        "crumbs": [(address(request, "register:home"), _("Home")), ("", _("Problem board"))],
    }
    return render(request, "register/problem_board.html", context)


@public
def area_problem_board(request: DatedRequest, code: str) -> HttpResponse:
    """The board of one area, by name."""
    row = area_or_404(code)
    rows = area_board(row.pk, request.on)
    context = {
        "area": row,
        "rows": rows,
        "sectors": SECTORS,
        "num_gaps": sum(len(line.gaps) for line in rows),
        "crumbs": [*areas.crumbs(request, row), ("", _("Problem board"))],
        "tabs": areas.tabs(request, row, "area_problem_board"),
    }
    return render(request, "register/problem_board.html", context)
