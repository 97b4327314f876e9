"""Which types of the lawbook the partnerships of an area are of, and what each is called."""

from datetime import date

from benchmarks.country.draws import FIRST_DAY, LAST_DAY, Draw
from benchmarks.country.words import WARDS
from joinedup import lawbook
from joinedup.apps.register.models import Area
from joinedup.apps.register.queries.areas import APEX_TYPES

APEX = {"england": "lsp", "wales": "lsb", "scotland": "cpp"}
SEVERAL = ("theme_group", "area_part", "bid", "s75", "nmp", "surestart")  # an area has more than one of these
COMMON = {"theme_group": 4, "area_part": 3, "cdrp": 3, "dat": 2, "yot": 2}
ONE_WEIGHT = 1


def apex_kind(area: Area) -> lawbook.PartnershipType:
    """The type at the top of an area."""
    return lawbook.type_of("lsp_county" if area.kind == "county" else APEX[area.nation])


def other_kinds(draw: Draw, nation: str, num: int) -> list[lawbook.PartnershipType]:
    """Types for those below, once each but for those of which places have several."""
    possible = [
        kind
        for kind in lawbook.types().values()
        if nation in kind.nations and kind.id not in APEX_TYPES and _years(kind)[0] < _years(kind)[1]
    ]
    chosen: list[lawbook.PartnershipType] = []
    while len(chosen) < num:
        weights = [COMMON.get(kind.id, ONE_WEIGHT) for kind in possible]
        kind = draw.choices(possible, weights)[0]
        chosen.append(kind)
        if kind.id not in SEVERAL:
            possible.remove(kind)
    return chosen


def life_of(draw: Draw, kind: lawbook.PartnershipType, is_apex: bool) -> tuple[date, date | None]:
    """The days on which one of that type began, and ended if it did, within the ten years."""
    first, last = _years(kind)
    latest = date(min(first.year + (2 if is_apex else 5), last.year - 1, 2008), 12, 31)
    start = draw.day(first, max(latest, first))
    ends_with_type = last < LAST_DAY and draw.chance(0.8)
    if is_apex or not (ends_with_type or draw.chance(0.08)):
        return start, None
    until = last if ends_with_type else draw.day(start, last)
    return start, until if (until - start).days > 400 else None


def _years(kind: lawbook.PartnershipType) -> tuple[date, date]:
    first = max(FIRST_DAY, date(kind.year_from, 4, 1)) if kind.year_from else FIRST_DAY
    return first, min(LAST_DAY, date(kind.year_to, 12, 31)) if kind.year_to else LAST_DAY


def name_of(draw: Draw, kind: lawbook.PartnershipType, area: Area, taken: set[str]) -> str:
    """A name that no other partnership of the area has."""
    label = kind.name.split(" (")[0]
    name = f"{area.name} {label}"
    if kind.id == "theme_group":
        name = f"{area.name} {draw.choice(list(lawbook.themes().values())).label} Group"
    elif kind.id in SEVERAL:
        name = f"{draw.choice(WARDS)} {label}, {area.name}"
    given, again = name, 1
    while name in taken:
        again += 1
        name = f"{given} {again}"
    taken.add(name)
    return name
