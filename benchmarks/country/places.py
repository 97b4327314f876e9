"""Areas: counties with districts, and places with one council, in three nations."""

from itertools import product

from benchmarks.country.draws import Draw
from benchmarks.country.words import ENDS, STARTS
from joinedup.apps.register.models import Area

NATIONS = ("england", "scotland", "wales")
NATION_SHARES = (0.86, 0.08, 0.06)
REGIONS = (
    "East", "East Midlands", "London", "North East", "North West", "South East", "South West",
    "West Midlands", "Yorkshire and The Humber",
)  # fmt: skip
DISTRICTS = 6  # in a county
COUNTY_CHANCE = 0.15  # that the next place of England is a county; its districts follow it
SOURCE = "invented for measuring"


def make_areas(draw: Draw, num: int) -> list[Area]:
    """Areas with local codes, each county before its districts. ValueError for more than there are names."""
    names = [start + end for start, end in product(STARTS, ENDS)]
    if num > len(names):
        raise ValueError(f"there are names for {len(names)} areas, not {num}")
    draw.shuffle(names)
    made: list[Area] = []
    county: Area | None = None
    for place, name in enumerate(names[:num]):
        nation = draw.choices(NATIONS, NATION_SHARES)[0]
        if county and sum(area.parent is county for area in made) >= DISTRICTS:
            county = None
        if county is None and nation == "england" and draw.chance(COUNTY_CHANCE):
            county = _area(place, f"{name}shire", nation, "county", draw.choice(REGIONS), None)
            made.append(county)
        elif county:
            made.append(_area(place, name, "england", "district", county.region, county))
        else:
            region = draw.choice(REGIONS) if nation == "england" else ""
            made.append(_area(place, name, nation, "unitary", region, None))
    return made


def _area(place: int, name: str, nation: str, kind: str, region: str, parent: Area | None) -> Area:
    code = f"X{place + 1:08d}"
    return Area(code=code, name=name, nation=nation, kind=kind, region=region, parent=parent, source=SOURCE)
