"""What needs attention first, among the partnerships that somebody looks after. Facts; pages word them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Window

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Role
from joinedup.apps.register.models import (
    Coverage,
    Partnership,
    PartnershipTheme,
    Requirement,
)
from joinedup.apps.register.models.partnerships import Status
from joinedup.apps.register.queries.grants import roles_held
from joinedup.rules.register.origin import SOON_DAYS

LOOK_AFTER = frozenset({Role.MANAGER, Role.ADMINISTRATOR})


@dataclass(frozen=True)
class EndingReason:
    """A partnership whose last requirement has ended, or ends soon."""

    partnership: Partnership
    last: date
    has_ended: bool


@dataclass(frozen=True)
class Lacks:
    """How many partnerships lack each thing, among `num` in all."""

    num: int
    no_reason: int
    no_area: int
    no_theme: int
    not_accepted: int


def looked_after(person: Person, day: date, on: date) -> QuerySet[Partnership] | None:
    """What a person manages by the roles held `on`, of what is live on the day; None if no such role."""
    held = [role for role in roles_held(person, on) if role.role in LOOK_AFTER]
    if not held:
        return None
    rows: QuerySet[Partnership] = Partnership.objects.on(day)
    if any(role.over_everything for role in held):
        return rows
    areas = [role.area_id for role in held if role.area_id]
    own = [role.partnership_id for role in held if role.partnership_id]
    reached = Q(area__in=areas) | Q(area__parent__in=areas)
    covering = Coverage.objects.on(day).filter(reached).values("partnership")
    return rows.filter(Q(pk__in=own) | Q(pk__in=covering))


def ending_reasons(scope: QuerySet[Partnership], day: date, most: int = 5) -> tuple[int, list[EndingReason]]:
    """Those whose last reason has ended or ends within half a year: how many, and the first. One query."""
    soon = day + timedelta(days=SOON_DAYS)
    lasting = Requirement.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=soon), partnership=OuterRef("pk")
    )
    ends = Requirement.objects.filter(partnership=OuterRef("pk"), valid_until__lte=soon).order_by()
    last = Subquery(ends.values("partnership").annotate(last=Max("valid_until")).values("last"))
    rows = (
        scope.filter(~Exists(lasting))
        .annotate(last=last)
        .filter(last__isnull=False)
        .annotate(num_all=Window(Count("pk")))
        .order_by("last", "name_key", "pk")[:most]
    )
    found: list[Any] = list(rows)
    return (found[0].num_all if found else 0), [
        EndingReason(partnership=row, last=row.last, has_ended=row.last <= day) for row in found
    ]


def num_without_area(day: date) -> tuple[int, int]:
    """How many partnerships there are, and for how many of them no area is recorded. One query."""
    area = Exists(Coverage.objects.on(day).filter(partnership=OuterRef("pk")))
    counted = Partnership.objects.on(day).order_by().annotate(has_area=area)
    found = counted.aggregate(num=Count("pk"), no_area=Count("pk", filter=Q(has_area=False)))
    return found["num"], found["no_area"]


def lacks(scope: QuerySet[Partnership], day: date) -> Lacks:
    """How many partnerships lack a reason to exist, an area, a theme, a manager's acceptance. One query."""
    reason = Exists(Requirement.objects.filter(partnership=OuterRef("pk")))
    area = Exists(Coverage.objects.on(day).filter(partnership=OuterRef("pk")))
    theme = Exists(PartnershipTheme.objects.filter(partnership=OuterRef("pk")))
    counted = (
        scope.order_by()
        .annotate(has_reason=reason, has_area=area, has_theme=theme)
        .aggregate(
            num=Count("pk"),
            no_reason=Count("pk", filter=Q(has_reason=False)),
            no_area=Count("pk", filter=Q(has_area=False)),
            no_theme=Count("pk", filter=Q(has_theme=False)),
            not_accepted=Count("pk", filter=Q(accepted_on__isnull=True) & ~Q(status=Status.PROPOSED)),
        )
    )
    return Lacks(**counted)
