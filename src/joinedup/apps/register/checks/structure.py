"""HC07 over the partnerships of one family, and HC40 over those of the same areas."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Value

from joinedup import lawbook
from joinedup.apps.register.checks import cut_offs
from joinedup.apps.register.checks.families import Families, nestings_near
from joinedup.apps.register.checks.places import is_accepted, unless_off
from joinedup.apps.register.models import Appointment, Coverage, Link, Partnership, Requirement
from joinedup.apps.register.models.lives import life_q
from joinedup.apps.register.models.partnerships import Relation
from joinedup.apps.register.queries.partnerships import fact, profile_of
from joinedup.rules.health import CheckResult
from joinedup.rules.register.checks import Placement, hc07, hc40
from joinedup.rules.working import say

COVERS, NESTED = "covers", "nested"
MOST_NAMED = 20  # rows that one answer names; a whole county's would fill the page and the table of results
Circle = frozenset[int] | int
FACTS = ("name", "purpose", "type_id", "legal_form")


@dataclass(frozen=True)
class Neighbours:
    """Whom each partnership of a batch is looked at beside on a day."""

    families: Families
    areas: Mapping[int, frozenset[int]]
    covering: Mapping[int, Collection[int]]

    def circle(self, pk: int) -> Circle:
        """What a partnership shares with those it is looked at beside: its areas; where none is recorded, its
        family's apex.
        """
        return self.areas.get(pk) or self.families.apex(pk)

    def within(self, circle: Circle) -> set[int]:
        """The partnerships that cover any of the areas, or are of the family."""
        if isinstance(circle, int):
            return self.families.all_of([circle])
        return {pk for area in circle for pk in self.covering[area]}


def structure_checks(partnerships: Sequence[Partnership], on: date) -> dict[int, tuple[CheckResult, ...]]:
    """HC07 and HC40 of each partnership, by its key. Three queries.

    One answer serves all that share it: a family has one HC07, and those of the same areas one HC40.
    """
    near = _neighbours([row.pk for row in partnerships], on)
    apexes = {row.pk: near.families.apex(row.pk) for row in partnerships}
    circles = {row.pk: near.circle(row.pk) for row in partnerships}
    within = {circle: near.within(circle) for circle in set(circles.values())}
    wanted = near.families.all_of(set(apexes.values())).union(*within.values())
    placed = _placements(wanted, on)
    sits = _organisations(near.families, set(apexes.values()), on)
    overlaps: dict[tuple[object, ...], CheckResult] = {}
    records: dict[tuple[object, ...], CheckResult] = {}
    found: dict[int, tuple[CheckResult, ...]] = {}
    for row in partnerships:
        profile, accepted = profile_of(row), is_accepted(row, on)
        same = (row.profile_id, accepted)
        one, other = (apexes[row.pk], *same), (circles[row.pk], *same)
        if one not in overlaps:
            members = {pk: sits.get(pk, set()) for pk in near.families.under(apexes[row.pk]) if pk in placed}
            overlaps[one] = _overlap(members, placed, profile, accepted)
        if other not in records:
            beside = [placed[pk] for pk in within[circles[row.pk]] if pk in placed]
            records[other] = _recorded(beside, profile, accepted)
        found[row.pk] = (overlaps[one], records[other])
    return found


def _neighbours(ids: Collection[int], on: date) -> Neighbours:
    """One query: who covers the same areas, and who is nested in whom in the same families."""
    own = Coverage.objects.on(on).filter(partnership__in=ids).order_by()
    pairs = Coverage.objects.on(on).filter(area__in=own.values("area")).order_by()
    rows = pairs.values_list("partnership_id", "area_id", Value(COVERS)).union(
        nestings_near(ids, on).values_list("child_id", "parent_id", Value(NESTED)), all=True
    )
    areas: dict[int, set[int]] = defaultdict(set)
    covering: dict[int, set[int]] = defaultdict(set)
    parents: dict[int, int] = {}
    for partnership, other, what in rows:
        if what == NESTED:
            parents[partnership] = other
        else:
            areas[partnership].add(other)
            covering[other].add(partnership)
    return Neighbours(Families(parents), {pk: frozenset(own) for pk, own in areas.items()}, covering)


def _placements(ids: Collection[int], on: date) -> dict[int, Placement]:
    """What the register has of each, as at the day. The apex of a family has its place in it: the top."""
    nested = Link.objects.on(on).filter(relation=Relation.NESTED_IN)
    live = Requirement.objects.on(on).filter(partnership=OuterRef("pk"))
    rows = (
        Partnership.objects.on(on)
        .filter(pk__in=ids)
        .order_by()
        .annotate(
            has_place=Exists(Coverage.objects.on(on).filter(partnership=OuterRef("pk"))),
            has_parent=Exists(nested.filter(child=OuterRef("pk"))) | Exists(nested.filter(parent=OuterRef("pk"))),
            has_reason=Exists(live),
            **{f"{name}_then": fact(name, on) for name in FACTS},
        )
        .values_list("pk", "ref", "has_place", "has_parent", "has_reason", *(f"{name}_then" for name in FACTS))
    )
    return {
        pk: Placement(
            ref=ref,
            name=name,
            has_place=has_place,
            has_purpose=bool(purpose.strip()),
            has_parent=has_parent,
            has_reason=has_reason,
            has_legal_basis=has_reason or type_id in lawbook.types() or bool(legal_form.strip()),
            has_review=False,
        )
        for pk, ref, has_place, has_parent, has_reason, name, purpose, type_id, legal_form in rows
    }


def _organisations(families: Families, apexes: Iterable[int], on: date) -> dict[int, set[str]]:
    """The organisations that sit on each partnership nested under these. No query where none is."""
    ids = {pk for apex in apexes for pk in families.under(apex)}
    sits: dict[int, set[str]] = defaultdict(set)
    if ids:
        current = Appointment.objects.on(on).filter(life_q(on, "seat"), partnership__in=ids).order_by()
        for partnership, organisation in current.values_list("partnership_id", "organisation_id"):
            sits[partnership].add(str(organisation))
    return sits


def _overlap(
    members: Mapping[int, Collection[str]],
    placed: Mapping[int, Placement],
    profile: lawbook.Profile | None,
    accepted: bool,
) -> CheckResult:
    names = _told_apart([placed[pk] for pk in members])
    named = {names[placed[pk].ref]: organisations for pk, organisations in members.items()}
    refs = {name: ref for ref, name in names.items()}
    cut = cut_offs.shared_members(profile)
    result = unless_off("HC07", profile, lambda: hc07(named, accepted=accepted, thresholds=cut))
    return replace(result, records=tuple(refs[name] for name in result.records))


def _told_apart(placements: Iterable[Placement]) -> dict[str, str]:
    """The name of each by its reference; two of one name are told apart by theirs."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for placement in sorted(placements, key=lambda one: one.ref):
        is_taken = placement.name in taken
        names[placement.ref] = f"{placement.name} ({placement.ref})" if is_taken else placement.name
        taken.add(placement.name)
    return names


def _recorded(placements: Iterable[Placement], profile: lawbook.Profile | None, accepted: bool) -> CheckResult:
    placements = sorted(placements, key=lambda one: (one.name, one.ref))
    cut = cut_offs.recorded(profile)
    result = unless_off("HC40", profile, lambda: hc40(placements, accepted=accepted, thresholds=cut))
    if len(result.records) <= MOST_NAMED:
        return result
    lacking = [say("{name} ({lacks})", name=one.name, lacks=one.lacks) for one in placements if one.lacks]
    todo = say(
        "Record what is missing: {lacking}; and for {num} more.",
        lacking=lacking[:MOST_NAMED],
        num=len(lacking) - MOST_NAMED,
    )
    return replace(result, records=result.records[:MOST_NAMED], what_to_do=todo)
