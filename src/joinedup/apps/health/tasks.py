"""Running the checks every night, and in the background when they were asked for over many partnerships."""

from datetime import date, timedelta

from django.utils import timezone
from django_tasks import task

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.health.actions import run_checks, thin_results
from joinedup.apps.people.models import Person
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.queries.attention import looked_after


@task()
def run_nightly() -> int:
    """Run the checks of every partnership as at today. Run twice, it keeps one set of results: the latest."""
    today = timezone.localdate()
    thin_results(today=today)  # first: the run's row of audit then ends every page that was kept with them
    return run_checks(Partnership.objects.on(today), on=today, by=SYSTEM, at=timezone.now()).num_results


@task()
def run_for(person_id: int, on: str) -> int:
    """Run the checks that a person asked for: of those they look after, as at a day (ISO)."""
    day = date.fromisoformat(on)
    person = Person.objects.get(pk=person_id)
    scope = looked_after(person, day, timezone.localdate())
    if scope is None:
        return 0
    return run_checks(scope, on=day, by=person, at=timezone.now()).num_results


SCHEDULE = {"health.run_nightly": (run_nightly, timedelta(days=1))}
