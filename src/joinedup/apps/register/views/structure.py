"""How partnerships nest and who they share, as pictures and as tables with the same content."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import public
from joinedup.apps.register.queries.structure import Structure
from joinedup.apps.register.queries.structure import area_structure as structure_of_area
from joinedup.apps.register.queries.structure import family_structure as structure_of_family
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views import areas, partnerships
from joinedup.apps.register.views.asking import area_or_404, partnership_or_404
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.apps.register.views.networks import network
from joinedup.apps.register.views.trees import tree


@public
def area_structure(request: DatedRequest, code: str) -> HttpResponse:
    """Every partnership of an area, and what outside it they hang on."""
    row = area_or_404(code)
    context = {
        "name": row.name,
        "crumbs": [*areas.crumbs(request, row), ("", _("Structure"))],
        "tabs": areas.tabs(request, row, "structure"),
    }
    return _page(request, structure_of_area(row, request.on), context)


@public
def family_structure(request: DatedRequest, ref: str) -> HttpResponse:
    """Everything under the same apex as one partnership."""
    row = partnership_or_404(request, ref)
    here = (address(request, "register:partnership", row.ref), row.name)
    context = {
        "name": row.name,
        "here": row,
        "crumbs": [*partnerships.crumbs(request, row)[:-1], here, ("", _("Structure"))],
        "tabs": partnerships.tabs(request, row.ref, "family_structure"),
    }
    return _page(request, structure_of_family(row, request.on), context)


def _page(request: DatedRequest, found: Structure, context: Mapping[str, object]) -> HttpResponse:
    names = found.names
    tables = {
        "structure": found,
        "tree": tree(found),
        "network": network(found),
        "num_nested": sum(1 for branch in found.branches if branch.parent),
        "shared": [(shared, [names[pk] for pk in shared.on]) for shared in found.shared],
    }
    return render(request, "register/structure.html", {**context, **tables})
