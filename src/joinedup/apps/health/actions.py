"""Running the checks: working them out, keeping the results, and letting old ones go."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from joinedup import lawbook
from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.health import events, permissions
from joinedup.apps.health.models import Result, Run
from joinedup.apps.health.queries.answering import batches, built_results, checks_on
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.queries.partnerships import facts_on
from joinedup.rules.health import CheckResult, Light

__all__ = ["checks_on", "run_checks", "thin_results"]

KEPT = ("light", "number", "why", "records", "what_to_do", "rule_version", "computed_at")
ROWS_AT_ONCE = 500
DAILY = timedelta(days=60)  # how long each day's results are kept; of earlier months, the first whole day


def run_checks(
    partnerships: Sequence[Partnership] | QuerySet[Partnership], *, on: date, by: Actor, at: datetime
) -> Run:
    """Work out and keep every check that is built, as at a day; those not shown that day are left out.

    Run again for the same day, it replaces what it kept. Results are worked out from the register alone, so
    each batch is a transaction of its own, lest a run over the country keep every other writer waiting; the
    run and its one row of audit, with the count and the digest, follow when all are kept. Raises Refused.
    """
    _authorise(by, partnerships)
    keys = sorted(row.pk for row in partnerships if row.life.covers(on))
    digest, lights, num_results = hashlib.sha256(), Counter[str](), 0
    for some in batches(keys):
        rows = facts_on(list(Partnership.objects.filter(pk__in=some).order_by("pk")), on)
        results = [
            _result(pk, found, on, at) for pk, all_found in built_results(rows, on).items() for found in all_found
        ]
        Result.objects.bulk_create(
            results,
            batch_size=ROWS_AT_ONCE,
            update_conflicts=True,
            unique_fields=["partnership", "check_id", "on"],
            update_fields=KEPT,
        )
        lights.update(result.light for result in results)
        num_results += len(results)
        digest.update(_printed(rows, results))
    is_whole = set(keys) == set(Partnership.objects.on(on).values_list("pk", flat=True))
    return _kept(
        Run(
            on=on,
            computed_at=at,
            rule_version=lawbook.checks_version(),
            is_whole=is_whole,
            num_partnerships=len(keys),
            num_results=num_results,
            digest=digest.hexdigest(),
        ),
        lights[Light.RED],
        by,
    )


def _authorise(by: Actor, partnerships: Iterable[Partnership]) -> None:
    """Over everything, else over each."""
    if isinstance(by, Person) and not by.has_perm(permissions.RUN_CHECKS):
        for row in partnerships:
            authorise(by, permissions.RUN_CHECKS, over=row)
    else:
        authorise(by, permissions.RUN_CHECKS)


def _result(pk: int, found: CheckResult, on: date, at: datetime) -> Result:
    return Result(
        partnership_id=pk,
        check_id=found.check_id,
        on=on,
        light=str(found.light),
        number=found.number,
        why=str(found.why),
        records=list(found.records),
        what_to_do=str(found.what_to_do),
        rule_version=lawbook.checks_version(),
        computed_at=at,
    )


def _printed(rows: Iterable[Partnership], results: Iterable[Result]) -> bytes:
    """What the digest covers: one line of JSON for each result, in the order of keys and checks."""
    refs = {row.pk: row.ref for row in rows}
    lines: list[list[Any]] = [
        [refs[x.partnership_id], x.check_id, x.light, x.number, x.why, x.records] for x in results
    ]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


@transaction.atomic
def _kept(run: Run, num_red: int, by: Actor) -> Run:
    run.save()
    record(
        events.CHECKS_RUN,
        by=by,
        subject=run,
        facts={
            "name": str(run),
            "on": run.on,
            "partnerships": run.num_partnerships,
            "count": run.num_results,
            "red": num_red,
            "digest": run.digest,
            "rule_version": run.rule_version,
        },
    )
    return run


def thin_results(*, today: date) -> int:
    """Let go of the results of days long past, but those of the first day of each month. Returns how many.

    Only days on which the run was that day's own: one asked for later, as at a day of 2003, is kept. Nothing
    is lost but the trend's detail: a check can be worked out again as at any day.
    """
    old = Run.objects.filter(is_whole=True, on__lt=today - DAILY).order_by("on").values_list("on", "computed_at")
    days = dict.fromkeys(on for on, at in old if timezone.localdate(at) == on)
    months: set[tuple[int, int]] = set()
    num_gone = 0
    for day in days:
        if (day.year, day.month) in months:
            num_gone += Result.objects.filter(on=day).delete()[0]
            Run.objects.filter(on=day).delete()
        months.add((day.year, day.month))
    return num_gone
