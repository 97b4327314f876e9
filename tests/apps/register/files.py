"""Small files to import, and what came of them."""

from datetime import date
from typing import Any

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.audit.models import Event, Head
from joinedup.apps.register.actions.imports import Source, import_rows
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.apps.register.models import ColumnMapping, Draft, Import, RoleMapping
from tests.apps.register.generated import dump

ON = date(2003, 6, 1)
MEMBERS = "partnership,organisation"


def source(*lines: str, name: str = "file.csv") -> Source:
    """A CSV of these lines, the first the headings."""
    return Source(name, "\n".join(lines).encode())


def take(*lines: str, on: date = ON, **said: Any) -> Plan:
    """Import the lines; the plan that was carried out."""
    _taken, plan = import_rows(source(*lines), by=SYSTEM, on=on, **said)
    return plan


def everything() -> dict[str, Any]:
    """All that an import might leave behind, the audit's head among it."""
    kept = {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in (Import, Draft, ColumnMapping, RoleMapping, Event, Head)
    }
    return dump() | kept
