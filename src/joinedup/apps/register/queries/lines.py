"""One line for each partnership in a list: type, origin, seats, reason to exist, what it is nested in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup import lawbook
from joinedup.apps.register.models import Link, Partnership, Requirement
from joinedup.apps.register.models.partnerships import Relation
from joinedup.apps.register.queries.partnerships import facts_on, kind_of
from joinedup.apps.register.queries.records import requirement_record
from joinedup.apps.register.queries.vacancies import seat_counts
from joinedup.rules.register.origin import Reason, origin_of, reason_to_exist

REQUIREMENT = ("ref", "partnership_id", "kind", "title", "valid_from", "known_on", "valid_until")


@dataclass(frozen=True)
class Above:
    """What a partnership is nested in, as a link to it needs."""

    pk: int
    ref: str
    name: str


@dataclass(frozen=True)
class Line:
    """A partnership in a list. `num_filled` counts places held, or perhaps held, on the day."""

    partnership: Partnership
    kind: lawbook.PartnershipType | None
    origin: str
    reason: Reason
    num_places: int
    num_vacant: int
    parent: Above | None

    @property
    def num_filled(self) -> int:
        """Places that are not vacant."""
        return self.num_places - self.num_vacant


def lines(
    partnerships: Sequence[Partnership], day: date, counts: Mapping[int, tuple[int, int]] | None = None
) -> list[Line]:
    """The lines of these partnerships, in their order: four queries, whatever their number.

    Three with `counts`, the (places, vacant places) of each.
    """
    rows = facts_on(partnerships, day)
    ids = [row.pk for row in rows]
    requirements: dict[int, list[Requirement]] = {}
    needed = Requirement.objects.filter(partnership__in=ids).only(*REQUIREMENT)
    for requirement in needed:
        requirements.setdefault(requirement.partnership_id, []).append(requirement)
    counts = seat_counts(ids, day) if counts is None else counts
    parents = parents_of(ids, day)
    made = []
    for row in rows:
        why = [requirement_record(r) for r in requirements.get(row.pk, [])]
        places, vacant = counts.get(row.pk, (0, 0))
        made.append(
            Line(
                partnership=row,
                kind=kind_of(row),
                origin=origin_of(why, day).kind,
                reason=reason_to_exist(why, day),
                num_places=places,
                num_vacant=vacant,
                parent=parents.get(row.pk),
            )
        )
    return made


def parents_of(partnership_ids: Iterable[int], day: date) -> dict[int, Above]:
    """What each is nested in on the day. One query."""
    links = Link.objects.on(day).filter(child__in=list(partnership_ids), relation=Relation.NESTED_IN)
    rows = links.values_list("child_id", "parent_id", "parent__ref", "parent__name")
    return {child: Above(pk, ref, name) for child, pk, ref, name in rows}
