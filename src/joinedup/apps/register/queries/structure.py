"""How partnerships nest and relate on a day, in one family or one area, and who sits on several of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from joinedup.apps.register.models import Appointment, Area, Link, Partnership
from joinedup.apps.register.models.partnerships import Relation
from joinedup.apps.register.queries.partnerships import facts_on, in_area


@dataclass(frozen=True)
class Branch:
    """A partnership in a tree: how deep, nested in what, and whether it is of another area."""

    partnership: Partnership
    depth: int
    parent: Partnership | None
    is_outside: bool = False


@dataclass(frozen=True)
class Tie:
    """A relation other than nesting, on the day."""

    child: Partnership
    parent: Partnership
    relation: str
    words: str


@dataclass(frozen=True)
class Shared:
    """An organisation that sits on two or more of the partnerships (by their ids)."""

    ref: str
    name: str
    sector: str
    on: tuple[int, ...]


@dataclass(frozen=True)
class Structure:
    """Partnerships in the order of a tree, the relations among them, and the organisations they share."""

    branches: tuple[Branch, ...]
    ties: tuple[Tie, ...]
    shared: tuple[Shared, ...]
    num_shared: int

    @property
    def names(self) -> dict[int, str]:
        """Names by id."""
        return {branch.partnership.pk: branch.partnership.name for branch in self.branches}


MOST_SHARED = 40  # organisations drawn and listed; how many there are is always said


def area_structure(area: Area, day: date) -> Structure:
    """The partnerships of an area, with those elsewhere that they are linked to. Six queries."""
    covering = in_area(area.pk, day)
    inside = set(Partnership.objects.on(day).filter(pk__in=covering).values_list("pk", flat=True))
    return _structure(inside, inside, day)


def family_structure(partnership: Partnership, day: date) -> Structure:
    """Everything under the apex of the partnership on the day, itself among them. Six queries."""
    nestings = Link.objects.on(day).filter(relation=Relation.NESTED_IN)
    above = dict(nestings.values_list("child_id", "parent_id"))
    family = _family(partnership.pk, above)
    return _structure(family, family, day)


def _family(start: int, above: Mapping[int, int]) -> set[int]:
    """All under the apex of one, found in the nestings of the day."""
    apex, seen = start, {start}
    while (higher := above.get(apex)) is not None and higher not in seen:
        apex = higher
        seen.add(apex)
    below: dict[int, list[int]] = {}
    for child, parent in above.items():
        below.setdefault(parent, []).append(child)
    family, waiting = {apex}, [apex]
    while waiting:
        new = [child for child in below.get(waiting.pop(), ()) if child not in family]
        family.update(new)
        waiting += new
    return family


def _structure(wanted: Collection[int], inside: Collection[int], day: date) -> Structure:
    touching = Q(child__in=list(wanted)) | Q(parent__in=list(wanted))
    links = list(Link.objects.on(day).filter(touching).order_by("id"))
    around = {end for link in links for end in (link.child_id, link.parent_id)} | set(wanted)
    live = Partnership.objects.on(day).filter(pk__in=around)
    rows = {row.pk: row for row in facts_on(list(live), day)}
    links = [link for link in links if link.child_id in rows and link.parent_id in rows]
    above = {link.child_id: link.parent_id for link in links if link.relation == Relation.NESTED_IN}
    shared, num_shared = shared_organisations(rows, day)
    return Structure(
        branches=tuple(_branches(rows, above, inside)),
        ties=tuple(
            Tie(rows[link.child_id], rows[link.parent_id], link.relation, str(link.get_relation_display()))
            for link in links
            if link.relation != Relation.NESTED_IN
        ),
        shared=tuple(shared),
        num_shared=num_shared,
    )


def _branches(rows: Mapping[int, Partnership], above: Mapping[int, int], inside: Collection[int]) -> Iterable[Branch]:
    """Depth first, the largest families first and then by name: the same rows always give the same order."""
    below: dict[int | None, list[int]] = {}
    for pk in rows:
        below.setdefault(above.get(pk), []).append(pk)
    sizes: dict[int, int] = {}

    def size(pk: int) -> int:
        if pk not in sizes:
            sizes[pk] = 0  # a loop, which the actions refuse, must not trap the page
            sizes[pk] = sum(1 + size(child) for child in below.get(pk, ()))
        return sizes[pk]

    def ordered(ids: Iterable[int]) -> list[int]:
        return sorted(ids, key=lambda pk: (-size(pk), rows[pk].name_key, pk))

    waiting = [(pk, 0) for pk in reversed(ordered(below.get(None, ())))]
    while waiting:
        pk, depth = waiting.pop()
        parent = rows.get(above.get(pk, 0))
        yield Branch(rows[pk], depth, parent, pk not in inside)
        waiting += [(child, depth + 1) for child in reversed(ordered(below.get(pk, ())))]


def shared_organisations(partnership_ids: Iterable[int], day: date) -> tuple[list[Shared], int]:
    """Organisations on two or more of them, those on most first, and how many there are. Two queries."""
    ids = list(partnership_ids)
    sitting = Appointment.objects.on(day).filter(partnership__in=ids)
    counted = (
        sitting.order_by()
        .values("organisation")
        .annotate(num=Count("partnership", distinct=True))
        .filter(num__gt=1)
        .order_by("-num", "organisation__name_key", "organisation")
        .values_list("organisation", flat=True)
    )
    order = {pk: place for place, pk in enumerate(counted)}
    chosen = [pk for pk, place in order.items() if place < MOST_SHARED]
    found: dict[int, Shared] = {}
    on: dict[int, set[int]] = {}
    rows = sitting.filter(organisation__in=chosen).order_by().distinct()
    for pk, ref, name, sector, partnership in rows.values_list(
        "organisation_id", "organisation__ref", "organisation__name", "organisation__sector", "partnership_id"
    ):
        on.setdefault(pk, set()).add(partnership)
        found[pk] = Shared(ref, name, sector, tuple(sorted(on[pk])))
    return [found[pk] for pk in sorted(found, key=order.__getitem__)], len(order)
