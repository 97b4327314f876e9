"""The yardstick: what a developer would write first, with three queries and no template.

It goes through the same middleware as every page. It counts the partnerships of a day, reads the first
fifty by name and what they cover, and gives them as JSON.
"""

from typing import cast

from django.http import HttpRequest, JsonResponse

from joinedup.apps.people.permissions import public
from joinedup.apps.register.models import Coverage, Partnership
from joinedup.apps.register.views.dated import DatedRequest


@public
def bare(request: HttpRequest) -> JsonResponse:
    """Fifty partnerships and their areas, as at the day asked for."""
    day = cast(DatedRequest, request).on
    live = Partnership.objects.on(day).order_by("name_key", "id")
    num = live.count()
    rows = list(live.values("id", "ref", "name", "type_id", "status")[:50])
    covered = Coverage.objects.on(day).filter(partnership__in=[row["id"] for row in rows])
    areas = list(covered.values("partnership_id", "area__code", "area__name"))
    return JsonResponse({"num": num, "partnerships": rows, "areas": areas})
