"""Partnerships as they were on a day: the facts of that day, and everything that hangs on one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from joinedup import lawbook
from joinedup.apps.register.models import (
    Appointment,
    Coverage,
    FormerFacts,
    Link,
    Partnership,
    PartnershipTheme,
    Requirement,
    Seat,
)
from joinedup.apps.register.models.partnerships import Status
from joinedup.apps.register.queries.records import requirement_record
from joinedup.rules.register.origin import Origin, Reason, origin_of, reason_to_exist


def facts_on(partnerships: Sequence[Partnership], day: date) -> list[Partnership]:
    """The same rows with the facts of that day on them, in memory only: never save them.

    A change keeps the old value of each fact it changed, so the earliest change after the day decides.
    """
    rows = [row.pk for row in partnerships]
    return overlaid(partnerships, FormerFacts.objects.filter(partnership__in=rows, valid_until__gt=day), day)


def overlaid(partnerships: Sequence[Partnership], former: Iterable[FormerFacts], day: date) -> list[Partnership]:
    """The same where the former facts are already at hand."""
    rows = {row.pk: row for row in partnerships}
    later = [kept for kept in former if kept.valid_until > day]
    for kept in sorted(later, key=lambda kept: (kept.valid_until, kept.pk), reverse=True):
        for name, value in kept.facts.items():
            setattr(rows[kept.partnership_id], name, value)
    for row in rows.values():
        if row.status == Status.ENDED and (row.valid_until is None or row.valid_until > day):
            row.status = Status.ACTIVE  # it had not ended yet
    return list(rows.values())


def fact(name: str, day: date) -> Combinable:
    """A fact of DATED_FACTS on a day, for a query: what `facts_on` gives, in SQL."""
    kept = FormerFacts.objects.filter(partnership=OuterRef("pk"), valid_until__gt=day, facts__has_key=name).order_by(
        "valid_until", "id"
    )
    then = Subquery(kept.values(text=KT(f"facts__{name}"))[:1], output_field=CharField())
    value = Coalesce(then, F(name), output_field=CharField())
    if name != "status":
        return value
    not_ended = Q(status=Status.ENDED) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))
    return Case(When(not_ended, then=Coalesce(then, Value(str(Status.ACTIVE)))), default=value)


def kind_of(partnership: Partnership) -> lawbook.PartnershipType | None:
    """Its type in the lawbook; None where it has none, or one that the lawbook no longer knows."""
    return lawbook.types().get(partnership.type_id)


def profile_of(partnership: Partnership) -> lawbook.Profile | None:
    """Its profile in the lawbook, or None."""
    return lawbook.profiles().get(partnership.profile_id)


def in_area(area_id: int, day: date) -> QuerySet[Coverage, Any]:
    """The partnerships that cover an area on a day, whole or part, for `partnership__in` or `pk__in`."""
    rows: QuerySet[Coverage] = Coverage.objects.on(day)
    return rows.filter(area=area_id).values("partnership")


@dataclass(frozen=True)
class Sheet:
    """One partnership on a day, with the rows around it; those of other days too, for its history."""

    partnership: Partnership
    day: date
    kind: lawbook.PartnershipType | None
    profile: lawbook.Profile | None
    theme_ids: tuple[str, ...]
    requirements: tuple[Requirement, ...]
    seats: tuple[Seat, ...]
    appointments: tuple[Appointment, ...]
    links: tuple[Link, ...]
    coverage: tuple[Coverage, ...]

    @property
    def themes(self) -> list[str]:
        """The themes' words."""
        known = lawbook.themes()
        return [known[theme].label if theme in known else theme for theme in self.theme_ids]

    @property
    def coverage_on_day(self) -> list[Coverage]:
        """What it covers on the day."""
        return [row for row in self.coverage if row.life.covers(self.day)]

    @property
    def links_on_day(self) -> list[Link]:
        """How it is linked on the day."""
        return [row for row in self.links if row.life.covers(self.day)]

    @property
    def origin(self) -> Origin:
        """Where it comes from, by the requirements that run on the day (2.37)."""
        return origin_of([requirement_record(row) for row in self.requirements], self.day)

    @property
    def reason(self) -> Reason:
        """Whether something still requires it (2.38)."""
        return reason_to_exist([requirement_record(row) for row in self.requirements], self.day)


class Listed(Aggregate):
    """Short words in one text with a space between, so that they come with the row that they belong to."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **given: Any) -> Any:
        """The same by its name there."""
        return super().as_sql(compiler, connection, function="STRING_AGG", **given)


_THEMES = Subquery(
    PartnershipTheme.objects.filter(partnership=OuterRef("pk"))
    .order_by()
    .values("partnership")
    .annotate(listed=Listed("theme_id"))
    .values("listed")
)


def one_on(ref: str, day: date) -> Partnership:
    """The partnership of that ref with the facts of the day, whether or not it is shown then.

    Raises Partnership.DoesNotExist.
    """
    changed = FormerFacts.objects.filter(partnership=OuterRef("pk"), valid_until__gt=day)
    found = Partnership.objects.annotate(is_changed_later=Exists(changed))
    row: Partnership = found.annotate(theme_ids=_THEMES).select_related("organisation").get(ref=ref)
    if getattr(row, "is_changed_later", True) or row.status == Status.ENDED:
        facts_on([row], day)
    return row


def sheet(row: Partnership, day: date) -> Sheet:
    """Everything that hangs on a partnership that `one_on` gave: five queries, whatever its size."""
    appointments = row.appointments.select_related("organisation", "person").order_by("shown_from", "id")
    return Sheet(
        partnership=row,
        day=day,
        kind=kind_of(row),
        profile=profile_of(row),
        theme_ids=tuple(sorted((getattr(row, "theme_ids", None) or "").split())),
        requirements=tuple(row.requirements.all()),
        seats=tuple(row.seats.select_related("organisation")),
        appointments=tuple(appointments),
        links=links_around(row),
        coverage=tuple(row.coverage.select_related("area").order_by("area__name", "shown_from")),
    )


def links_around(row: Partnership) -> tuple[Link, ...]:
    """Every link from or to a partnership, with both ends."""
    around = Link.objects.filter(Q(child=row) | Q(parent=row)).select_related("child", "parent")
    return tuple(around.order_by("shown_from", "id"))
