"""The partnerships of one area: what they are, why they exist, where they work and how they nest."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from benchmarks.country.draws import LAST_DAY, Draw
from benchmarks.country.kinds import apex_kind, life_of, name_of, other_kinds
from benchmarks.country.shapes import Shape
from joinedup import lawbook
from joinedup.apps.register.models import (
    Area,
    Coverage,
    FormerFacts,
    Link,
    Partnership,
    PartnershipTheme,
    Requirement,
)
from joinedup.apps.register.models.partnerships import Relation, Status
from joinedup.rules.register.names import exact

FUNDS = ("Neighbourhood Renewal Fund", "Working Neighbourhoods Fund", "Safer and Stronger Communities Fund")
PLANS = ("Local Area Agreement", "Community strategy", "Local Neighbourhood Renewal Strategy")


@dataclass
class Family:
    """The partnerships of an area, the apex first, and the rows that hang on them."""

    partnerships: list[Partnership] = field(default_factory=list)
    themes: list[PartnershipTheme] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    former: list[FormerFacts] = field(default_factory=list)


def make_family(draw: Draw, area: Area, shapes: list[Shape], near: list[Area], above: Partnership | None) -> Family:
    """The partnerships of an area. `near` are areas that some cover too; `above` is its county's LSP."""
    family = Family()
    kinds = [apex_kind(area), *other_kinds(draw, area.nation, len(shapes) - 1)]
    taken: set[str] = set()
    for kind, shape in zip(kinds, shapes, strict=True):
        row = _partnership(draw, kind, area, taken, is_apex=shape.depth == 0)
        family.partnerships.append(row)
        family.themes += _themes(draw, row, kind)
        family.requirements += _requirements(draw, row, kind)
        family.coverage += _coverage(draw, row, area, near, is_apex=shape.depth == 0)
        family.former += _former(draw, row, area)
    family.links += _nestings(draw, family.partnerships, shapes)
    family.links += _other_links(draw, family.partnerships, above)
    return family


def within(row: Partnership, other: Partnership) -> tuple[date, date | None] | None:
    """The days on which both are shown; None where there are none."""
    start = max(row.life.shown_from, other.life.shown_from)
    ends = [end for end in (row.valid_until, other.valid_until) if end]
    return None if ends and min(ends) <= start else (start, min(ends, default=None))


def _partnership(
    draw: Draw, kind: lawbook.PartnershipType, area: Area, taken: set[str], *, is_apex: bool
) -> Partnership:
    start, until = life_of(draw, kind, is_apex)
    name = name_of(draw, kind, area, taken)
    profile = lawbook.profile_for(kind.id, area.nation, start)
    usual = Status.ACTIVE if draw.chance(0.95) else draw.choice([Status.DORMANT, Status.FORMING])
    return Partnership(
        ref=draw.ref(),
        name=name,
        name_key=exact(name),
        type_id="" if draw.chance(0.02) and not is_apex else kind.id,
        nation=area.nation,
        profile_id=profile.id if profile else "",
        purpose=f"Brings those who work on {', '.join(kind.themes)} in {area.name} to one table.",
        status=Status.ENDED if until else usual,
        legal_personality=kind.legal_personality,
        accepted_on=draw.day(start, LAST_DAY) if draw.chance(0.55) else None,
        source="invented for measuring",
        **draw.life(start, until),
    )


def _themes(draw: Draw, row: Partnership, kind: lawbook.PartnershipType) -> Iterator[PartnershipTheme]:
    if draw.chance(0.04):
        return
    themes = set(kind.themes)
    if draw.chance(0.25):
        themes.add(draw.choice(list(lawbook.themes())))
    for theme in sorted(themes):
        yield PartnershipTheme(partnership=row, theme_id=theme)


def _requirements(draw: Draw, row: Partnership, kind: lawbook.PartnershipType) -> Iterator[Requirement]:
    start = row.life.shown_from
    if kind.origin != "voluntary" and draw.chance(0.95):
        ends = kind.origin == "funding" or draw.chance(0.1)
        yield _requirement(draw, row, kind.origin, kind.cite[:500], start, ends=ends)
    if draw.chance(0.2):
        yield _requirement(draw, row, "funding", draw.choice(FUNDS), start, ends=True)
    if draw.chance(0.2):
        yield _requirement(draw, row, "planning", draw.choice(PLANS), start, ends=draw.chance(0.5))


def _requirement(draw: Draw, row: Partnership, kind: str, title: str, start: date, *, ends: bool) -> Requirement:
    until = draw.day(start + timedelta(days=300), LAST_DAY + timedelta(days=300)) if ends else None
    if row.valid_until:
        until = min(until or row.valid_until, row.valid_until)
    return Requirement(ref=draw.ref(), partnership=row, kind=kind, title=title, **draw.life(start, until))


def _coverage(draw: Draw, row: Partnership, area: Area, near: list[Area], *, is_apex: bool) -> Iterator[Coverage]:
    is_whole = is_apex or draw.chance(0.8)
    crossing = draw.sample(near, draw.randint(1, min(3, len(near)))) if near and draw.chance(0.08) else []
    for place, whole in [(area, is_whole), *((other, draw.chance(0.5)) for other in crossing)]:
        note = "" if whole else f"{draw.randint(2, 9)} wards"
        life: Any = draw.life(row.life.shown_from, row.valid_until)
        yield Coverage(partnership=row, area=place, is_whole=whole, note=note, **life)


def _former(draw: Draw, row: Partnership, area: Area) -> Iterator[FormerFacts]:
    """Now and then it had another name, purpose or state before a day."""
    last = row.valid_until or LAST_DAY
    if not draw.chance(0.05) or (last - row.life.shown_from).days < 800:
        return
    changed = draw.day(row.life.shown_from + timedelta(days=200), last - timedelta(days=200))
    purpose = f"A talking shop for {area.name}."
    facts = draw.choice([{"name": f"{row.name} Forum"}, {"purpose": purpose}, {"status": "forming"}])
    yield FormerFacts(partnership=row, facts=facts, valid_from=row.valid_from, valid_until=changed)


def _nestings(draw: Draw, rows: list[Partnership], shapes: list[Shape]) -> Iterator[Link]:
    """Each in one made before it, so never in a loop; one in ten moves to another part way."""
    for place, (row, shape) in enumerate(zip(rows, shapes, strict=True)):
        if shape.parent is None or draw.chance(0.04):
            continue
        days = within(row, rows[shape.parent])
        if days is None:
            continue
        start, until = days
        other = rows[draw.randrange(place)]
        later = within(row, other)
        last = min(until or LAST_DAY, (later and later[1]) or LAST_DAY)
        moved = draw.day(start + timedelta(days=200), last)
        if draw.chance(0.2) and later and later[0] <= moved < last:
            yield _link(draw, row, rows[shape.parent], Relation.NESTED_IN, start, moved)
            yield _link(draw, row, other, Relation.NESTED_IN, moved, later[1])
        else:
            yield _link(draw, row, rows[shape.parent], Relation.NESTED_IN, start, until)


def _other_links(draw: Draw, rows: list[Partnership], above: Partnership | None) -> Iterator[Link]:
    days = within(rows[0], above) if above else None
    if above and days:
        yield _link(draw, rows[0], above, Relation.REPORTS_TO, *days)
    for row in rows:
        other = draw.choice(rows)
        days = within(row, other)
        if draw.chance(0.05) and days and other is not row:
            yield _link(draw, row, other, Relation.SHARES_SECRETARIAT, *days)
        if row.valid_until and other is not row and other.life.covers(row.valid_until) and draw.chance(0.5):
            yield _link(draw, row, other, Relation.SUCCEEDED_BY, row.valid_until, None)


def _link(
    draw: Draw, child: Partnership, parent: Partnership, relation: Relation, start: date, until: date | None
) -> Link:
    return Link(child=child, parent=parent, relation=relation, **draw.life(start, until, unknown=0.05))
