"""Working out every check of some partnerships on a day. Nothing is stored."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TypeVar, cast

from joinedup import lawbook
from joinedup.apps import declared
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.queries.partnerships import fact, facts_on
from joinedup.rules.health import CheckResult, Light
from joinedup.rules.working import say

Answer = Callable[[Sequence[Partnership], date], Mapping[int, Sequence[CheckResult]]]
Row = TypeVar("Row")
FACTS = ("name", "profile_id")
AT_ONCE = 500  # partnerships worked out together: few queries, and memory that does not grow with the country


@cache
def built() -> Mapping[tuple[str, ...], Answer]:
    """The checks that the rooms declare in their checks.py: the ids answered together, and what answers them.

    ValueError where two rooms answer one check, or one that the lawbook does not have.
    """
    found: dict[tuple[str, ...], Answer] = {}
    taken: set[str] = set()
    for room, module in declared("checks"):
        for ids, answer in module.CHECKS.items():
            if taken.intersection(ids) or not lawbook.checks().keys() >= set(ids):
                raise ValueError(f"{room} may not answer {', '.join(ids)}: taken, or not in the lawbook")
            taken.update(ids)
            found[ids] = cast(Answer, answer)
    return found


@cache
def built_ids() -> frozenset[str]:
    """The ids of the checks that a room answers today."""
    return frozenset(check_id for ids in built() for check_id in ids)


@cache
def measured() -> Mapping[str, lawbook.Band]:
    """What the number of each check is, with its unit: the lawbook's band that a room names in NUMBERS."""
    return {
        check_id: lawbook.check_of(check_id).band(measure)
        for _room, module in declared("checks")
        for check_id, measure in getattr(module, "NUMBERS", {}).items()
    }


@cache
def not_built(check_id: str) -> CheckResult:
    """What a check says whose room is not built yet."""
    room = lawbook.check_of(check_id).room
    return CheckResult(check_id, Light.NO_DATA, None, say("no data: room not built ({room})", room=room))


def built_results(partnerships: Sequence[Partnership], on: date) -> dict[int, list[CheckResult]]:
    """The results of the checks that are built, by the partnership's key, for one batch.

    The rows carry the facts of the day already (`facts_on`).
    """
    found: dict[int, list[CheckResult]] = {row.pk: [] for row in partnerships}
    for answer in built().values():
        for pk, results in answer(partnerships, on).items():
            found[pk] += results
    return found


def batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Partnerships, or their keys, in lots that are worked out together."""
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def with_all(results: Sequence[CheckResult]) -> dict[str, CheckResult]:
    """One answer for each of the lawbook's checks, in its order: those given, else "room not built"."""
    given = {result.check_id: result for result in results}
    return {check_id: given.get(check_id) or not_built(check_id) for check_id in lawbook.checks()}


def one_on(ref: str, on: date) -> Partnership:
    """The partnership of that reference, with the facts of the day that its health page reads. One query.

    Raises Partnership.DoesNotExist. Never save it.
    """
    facts = {f"{name}_then": fact(name, on) for name in FACTS}
    row: Partnership = Partnership.objects.annotate(**facts).get(ref=ref)
    for name in FACTS:
        setattr(row, name, getattr(row, f"{name}_then"))
    return row


def checks_on(partnerships: Sequence[Partnership], on: date) -> dict[int, dict[str, CheckResult]]:
    """Every one of the 43 checks of each partnership on a day, by its key and the check's id.

    A dozen queries for each 500 partnerships. The rows take on the facts of the day: never save them.
    """
    found: dict[int, dict[str, CheckResult]] = {}
    for batch in batches(partnerships):
        for pk, results in built_results(facts_on(batch, on), on).items():
            found[pk] = with_all(results)
    return found
