"""How far an import may go: whoever holds the permission over one area or partnership imports into that alone."""

from joinedup.apps.audit.actions import Actor, System
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Refused, permission_of
from joinedup.apps.register import permissions
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.apps.register.models import Area, Partnership


def refuse_out_of_reach(plan: Plan, by: Actor) -> None:
    """Raise Refused unless this actor may import into every partnership that the plan adds or changes.

    A new partnership is within reach of those who hold an area that it covers.
    """
    if isinstance(by, System):
        return
    if isinstance(by, Person):
        if by.has_perm(permissions.IMPORT_ROWS):
            return
        areas: dict[str, list[Area]] = {}
        for row in plan.new["coverage"]:
            areas.setdefault(row.partnership.ref, []).append(row.area)
        if all(_reaches(by, row, areas.get(row.ref, [])) for row in _touched(plan)):
            return
    raise Refused(permission_of(permissions.IMPORT_ROWS))


def _reaches(by: Person, row: Partnership, areas: list[Area]) -> bool:
    if row.pk is not None:
        return by.has_perm(permissions.IMPORT_ROWS, row)
    return any(area.pk is not None and by.has_perm(permissions.IMPORT_ROWS, area) for area in areas)


def _touched(plan: Plan) -> list[Partnership]:
    """Every partnership that something is added to or changed of, each once."""
    found: dict[str, Partnership] = {}
    for row in [*plan.all_new(), *(change.row for change in plan.changes.values())]:
        for name in ("partnership", "child"):
            held = row if isinstance(row, Partnership) else getattr(row, name, None)
            if isinstance(held, Partnership):
                found.setdefault(held.ref, held)
    return list(found.values())
