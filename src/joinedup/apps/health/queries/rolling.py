"""Rolling lights up by dimension and by accreditation criterion: the worst light and the count of each.

There is no score and no average: one red among forty greens is a red. "No data" is counted by itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from joinedup import lawbook
from joinedup.apps.health.queries.answering import built_ids
from joinedup.rules.health import CheckResult, Light, worst

ORDER = (Light.RED, Light.AMBER, Light.NO_DATA, Light.GREEN)
Counts = Mapping[tuple[str, str], int]  # how many have this light, by (check id, light)


@dataclass(frozen=True)
class Heap:
    """The lights of the checks that share a dimension or a criterion."""

    name: str
    worst: Light
    num_red: int
    num_amber: int
    num_no_data: int
    num_green: int
    check_ids: tuple[str, ...]


def counts_of(results: Iterable[CheckResult]) -> Counter[tuple[str, str]]:
    """The counts of one partnership's results."""
    return Counter((result.check_id, str(result.light)) for result in results)


def with_not_built(counts: Counts, num_partnerships: int) -> Counter[tuple[str, str]]:
    """The counts with the checks whose room is not built: no data of any of these partnerships."""
    absent = lawbook.checks().keys() - built_ids()
    unanswered = {(check_id, str(Light.NO_DATA)): num_partnerships for check_id in absent}
    return Counter(dict(counts)) + Counter(unanswered)


def by_dimension(counts: Counts) -> list[Heap]:
    """One heap for each dimension, in the lawbook's order."""
    return _heaps(counts, {check.id: check.dimension for check in lawbook.checks().values()})


def by_criterion(counts: Counts) -> list[Heap]:
    """One heap for each of the six accreditation criteria."""
    return _heaps(counts, {check.id: check.criterion for check in lawbook.checks().values()})


def over_all(counts: Counts) -> Heap:
    """Everything in one heap."""
    return _heaps(counts, dict.fromkeys(lawbook.checks(), ""))[0]


def _heaps(counts: Counts, names: Mapping[str, str]) -> list[Heap]:
    sums: dict[str, Counter[str]] = {name: Counter() for name in names.values()}
    for (check_id, light), num in counts.items():
        if check_id in names:
            sums[names[check_id]][light] += num
    return [
        Heap(
            name=name,
            worst=worst(light for light in ORDER if found[light]),
            num_red=found[Light.RED],
            num_amber=found[Light.AMBER],
            num_no_data=found[Light.NO_DATA],
            num_green=found[Light.GREEN],
            check_ids=tuple(check_id for check_id, own in names.items() if own == name),
        )
        for name, found in sums.items()
    ]
