"""What the health checks put on the register's pages: one query each."""

from django.utils.translation import gettext_lazy as _

from joinedup.apps.health.queries.results import count_name, last_kept, worst_in
from joinedup.apps.register.models import Area, Partnership
from joinedup.apps.register.panels import Panel
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.rules.health import Light

ORDER = 40
MOST = 5  # results shown; the rest are a link away


def partnership_panels(request: DatedRequest, partnership: Partnership) -> list[Panel]:
    """The partnership's reds and ambers among the results kept, and how many of each light there are."""
    kept = last_kept(partnership, request.on)
    given = {
        "partnership": partnership,
        "results": [row for row in kept if row.light in {Light.RED, Light.AMBER}][:MOST],
        "counts": [(light, sum(row.light == light for row in kept)) for light in Light] if kept else [],
        "kept_on": kept[0].on if kept else None,
    }
    return [Panel(_("Health checks"), "health/partnership_panel.html", given, ORDER)]


def area_panels(request: DatedRequest, area: Area) -> list[Panel]:
    """The worst results among the partnerships of an area."""
    rows = worst_in(area, request.on, MOST)
    first = rows[0] if rows else None
    given = {
        "area": area,
        "results": [row for row in rows if row.light in {Light.RED, Light.AMBER}],
        "counts": [(light, getattr(first, count_name(light))) for light in Light] if first else [],
        "kept_on": first.on if first else None,
    }
    return [Panel(_("Health checks"), "health/area_panel.html", given, ORDER)]
