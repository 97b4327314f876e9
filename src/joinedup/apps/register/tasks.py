"""What the register does by the clock."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from joinedup.apps.register.actions import sizes
from joinedup.apps.register.actions.imports.drafts import forget_drafts as forget


@task()
def forget_drafts() -> int:
    """Throw away uploaded files that nobody took in within a day. Running it twice changes nothing."""
    return forget(at=timezone.now())


@task()
def note_sizes() -> None:
    """Tell the database how large its tables are. Running it twice changes nothing."""
    sizes.note_sizes()


SCHEDULE = {
    "register.forget_drafts": (forget_drafts, timedelta(hours=1)),
    "register.note_sizes": (note_sizes, timedelta(days=1)),
}
