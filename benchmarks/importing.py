"""The real importer on a made file, and the same rows inserted with nothing else done."""

from collections.abc import Iterator
from datetime import date

from django.core.management import call_command
from django.db import models, transaction

import benchmarks.ready  # noqa: F401 - loads Django, so it comes before all that needs it
from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.imports import Source, import_rows
from joinedup.apps.register.models import Appointment, Organisation, Partnership, Seat
from joinedup.apps.register.models.lives import new_ref

DAY = date(2008, 4, 1)
ROWS_AT_ONCE = 1000


def make_tables() -> None:
    """The tables, where they are missing."""
    call_command("migrate", verbosity=0)


def take_in(content: bytes) -> dict[str, int]:
    """Import a CSV as the command line does. Returns what was added and changed, if anything was."""
    taken, plan = import_rows(Source("members.csv", content), by=SYSTEM, on=DAY)
    return plan.counts if taken else {}


@transaction.atomic
def insert_again() -> int:
    """Copies of every imported row, inserted in bulk and then taken back. Returns how many."""
    rows_by_kind = [list(_copies(model)) for model in (Organisation, Person, Partnership, Seat, Appointment)]
    for rows in rows_by_kind:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    transaction.set_rollback(True)
    return sum(map(len, rows_by_kind))


def _copies(model: type[models.Model]) -> Iterator[models.Model]:
    for row in model._default_manager.iterator():
        row.pk = None
        row._state.adding = True
        if hasattr(row, "ref"):
            row.ref = new_ref()
        yield row
