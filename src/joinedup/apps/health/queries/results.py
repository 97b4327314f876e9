"""The results that are kept: those of the latest run over everything, the worst first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Subquery, Sum, Value, When, Window
from django.db.models.functions import Coalesce, NullIf

from joinedup.apps.health.models import Result, Run
from joinedup.apps.health.queries.rolling import ORDER
from joinedup.apps.register.checks.required import seat_label
from joinedup.apps.register.models import Area, Coverage, Partnership, Seat
from joinedup.apps.register.queries.partnerships import fact, in_area
from joinedup.rules.health import CheckResult, Light

SEVERITY = Case(
    *(When(light=str(light), then=Value(place)) for place, light in enumerate(ORDER)),
    output_field=IntegerField(),
)
READ = ("partnership__ref", "partnership__name", "check_id", "on", "light", "number", "why", "what_to_do")
WORST_FIRST = (SEVERITY.asc(), "check_id", "partnership__name_key", "partnership_id")


@dataclass(frozen=True)
class Sought:
    """Which results somebody looks for; blank is "any". `area` is a code, or part of a name."""

    area: str = ""
    check_id: str = ""
    light: str = ""


@dataclass(frozen=True)
class Named:
    """A row that a result points at: `kind` is `partnership` or `seat`."""

    ref: str
    label: str
    kind: str


def latest_run(day: date) -> Run | None:
    """The latest run over everything as at the day or before it. One query."""
    return Run.objects.filter(is_whole=True, on__lte=day).first()


def results_of(run: Run, sought: Sought) -> QuerySet[Result]:
    """A run's results that fit, the worst first."""
    rows = Result.objects.filter(on=run.on)
    if sought.area:
        covering = Coverage.objects.on(run.on).filter(
            Q(area__code__iexact=sought.area) | Q(area__name__icontains=sought.area)
        )
        rows = rows.filter(partnership__in=covering.order_by().values("partnership"))
    if sought.check_id:
        rows = rows.filter(check_id=sought.check_id)
    if sought.light:
        rows = rows.filter(light=sought.light)
    return rows.select_related("partnership").only(*READ).order_by(*WORST_FIRST)


def counts_by_check(rows: QuerySet[Result]) -> dict[tuple[str, str], int]:
    """How many have each light, by (check id, light). One query."""
    counted = rows.select_related(None).order_by().values_list("check_id", "light").annotate(num=Count("pk"))
    return {(check_id, light): num for check_id, light, num in counted}


class WorstFirst(Sequence[Result]):
    """A run's results, the worst first, in sections: each light of each check.

    The counts say where each section begins, so that a page reads and sorts only the sections that it shows.
    """

    def __init__(self, rows: QuerySet[Result], counts: dict[tuple[str, str], int]) -> None:
        self.rows = rows
        self.sections = sorted(
            ((light, check_id, num) for (check_id, light), num in counts.items()),
            key=lambda section: (ORDER.index(Light(section[0])), section[1]),
        )

    def __len__(self) -> int:
        return sum(num for _light, _check, num in self.sections)

    @overload
    def __getitem__(self, at: int) -> Result: ...

    @overload
    def __getitem__(self, at: slice) -> list[Result]: ...

    def __getitem__(self, at: int | slice) -> Result | list[Result]:
        if isinstance(at, int):
            place = range(len(self))[at]
            return self[place : place + 1][0]
        start, stop, _step = at.indices(len(self))
        shown, first, end = Q(pk__in=[]), 0, 0
        for light, check_id, num in self.sections:
            begin, end = end, end + num
            if end <= start:
                first = end
            elif begin < stop:
                shown |= Q(light=light, check_id=check_id)
        return list(self.rows.filter(shown)[start - first : stop - first])


def counts_over_all(day: date) -> dict[tuple[str, str], int]:
    """The counts of the latest run over everything; empty where there is none. Two queries."""
    run = latest_run(day)
    return counts_by_check(results_of(run, Sought())) if run else {}


def num_partnerships(counts: dict[tuple[str, str], int]) -> int:
    """How many partnerships the counts are of: each has one light for each check."""
    sums: dict[str, int] = {}
    for (check_id, _light), num in counts.items():
        sums[check_id] = sums.get(check_id, 0) + num
    return max(sums.values(), default=0)


def last_kept(partnership: Partnership, day: date) -> list[Result]:
    """The results of one partnership of the latest day kept, as at the day or before. One query."""
    own = Result.objects.filter(partnership=partnership, on__lte=day).order_by("-on")
    rows = Result.objects.filter(partnership=partnership, on=Subquery(own.values("on")[:1]))
    return list(rows.order_by(SEVERITY.asc(), "check_id"))


def count_name(light: Light) -> str:
    """What the count of a light is called: num_red, num_no_data."""
    return f"num_{light.replace(' ', '_')}"


def worst_in(area: Area, day: date, most: int = 5) -> list[Any]:
    """The worst results of the partnerships of an area, each with the counts of all. One query.

    Annotated with `count_name` of each light.
    """
    run = Run.objects.filter(is_whole=True, on__lte=day).values("on")[:1]
    counted = {count_name(light): Window(Sum(Case(When(light=str(light), then=1), default=0))) for light in ORDER}
    rows = Result.objects.filter(on=Subquery(run), partnership__in=in_area(area.pk, day))
    named = rows.annotate(**counted).select_related("partnership").only(*READ)
    return list(named.order_by(*WORST_FIRST)[:most])


def named(results: Iterable[CheckResult], partnership: Partnership, day: date) -> dict[str, Named]:
    """The partnerships and seats that results point at, by reference. One query, or none."""
    refs = {ref for result in results for ref in result.records}
    if not refs:
        return {}
    whose = Coalesce(NullIf("qualifier", Value("")), F("organisation__name"), Value(""))
    partnerships = Partnership.objects.filter(ref__in=refs).order_by()
    seats = Seat.objects.filter(ref__in=refs, partnership=partnership).order_by()
    rows = partnerships.values_list("ref", fact("name", day), Value(""), Value("partnership")).union(
        seats.values_list("ref", whose, "role_text", Value("seat"))
    )
    return {ref: Named(ref, seat_label(name, role) if kind == "seat" else name, kind) for ref, name, role, kind in rows}
