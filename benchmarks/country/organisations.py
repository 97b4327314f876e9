"""Organisations: those of one area, national ones that sit in many, and the people who sit for them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.country.draws import Draw
from benchmarks.country.words import FIRST_NAMES, LAST_NAMES, WARDS
from joinedup.apps.people.models import Person
from joinedup.apps.register.models import Area, Identifier, Organisation, Partnership
from joinedup.rules.register.names import exact

NUM_NATIONAL = 150
FEWEST, MOST = 30, 80  # organisations of one area
NO_PASSWORD = "!"  # what Django keeps for one who cannot sign in

# what every area has: name, sector, kind of the lawbook
ALWAYS = (
    ("{area} Council", "public", "local-authority"),
    ("{area} Police", "public", "chief-constable"),
    ("{area} Primary Care Trust", "public", "primary-care-trust"),
    ("{area} Fire and Rescue Service", "public", "fire-and-rescue-authority"),
    ("{area} College", "public", "college"),
    ("{area} Probation Area", "public", "probation-provider"),
    ("{area} Chamber of Commerce", "private", "business"),
    ("{area} Council for Voluntary Service", "voluntary", "voluntary-organisations-body"),
    ("{area} Community Empowerment Network", "community", "community-interest"),
)
# what it has several of, one to a ward
MORE = (
    ("{ward} Residents’ Association, {area}", "community", "community-body"),
    ("{ward} Tenants’ Forum, {area}", "community", "community-body"),
    ("{ward} Parish Council, {area}", "public", "public-body"),
    ("{ward} School, {area}", "public", "public-body"),
    ("{ward} Housing Association, {area}", "voluntary", "voluntary-organisation"),
    ("{ward} Advice Centre, {area}", "voluntary", "voluntary-organisation"),
    ("{ward} Faith Forum, {area}", "voluntary", "voluntary-organisation"),
    ("{ward} Engineering Ltd, {area}", "private", "business"),
    ("{ward} Traders, {area}", "private", "business"),
    ("{ward} Youth Project, {area}", "voluntary", ""),
)
NATIONAL = (
    ("National {word} Agency", "public", "public-body"),
    ("{word} Trust for the Country", "voluntary", "voluntary-organisation"),
    ("{word} Supermarkets plc", "private", "business"),
    ("{word} Transport Group plc", "private", "business"),
)


@dataclass
class Body:
    """An organisation and those who have sat for it in one area."""

    organisation: Organisation
    people: list[Person] = field(default_factory=list)


@dataclass
class Society:
    """The organisations of one area, merged records and official numbers aside, and its people's names."""

    bodies: list[Body]
    merged: list[Organisation]
    identifiers: list[Identifier]
    people: list[Person] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def someone(self, draw: Draw, body: Body) -> Person:
        """One of the few people who sit for a body here; no two people of an area have one name."""
        if body.people and draw.chance(0.7):
            return draw.choice(body.people)
        name = f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}"
        while name in self.taken:
            name = f"{name.partition(' ')[0]} {draw.choice('ABCDEFGHJKLMNPRSTW')} {draw.choice(LAST_NAMES)}"
        self.taken.add(name)
        person = Person(name=name, password=NO_PASSWORD)
        body.people.append(person)
        self.people.append(person)
        return person


def make_national(draw: Draw) -> list[Organisation]:
    """Organisations that sit in many areas."""
    words = [f"{first} {second}" for first in WARDS for second in ("and Moor", "and Vale")]
    patterns = [(pattern, word) for word in words for pattern in NATIONAL]
    return [
        _organisation(draw, name.format(word=word), sector, kind)
        for (name, sector, kind), word in draw.sample(patterns, NUM_NATIONAL)
    ]


def make_society(draw: Draw, area: Area, national: list[Organisation]) -> Society:
    """The organisations of an area, with a few of the national ones among those who sit there."""
    num = draw.randint(FEWEST, MOST)
    wards = [(pattern, ward) for pattern in MORE for ward in WARDS]
    own = [(name.format(area=area.name), sector, kind) for name, sector, kind in ALWAYS]
    own += [
        (name.format(ward=ward, area=area.name), sector, kind)
        for (name, sector, kind), ward in draw.sample(wards, num - len(ALWAYS))
    ]
    rows = [_organisation(draw, *one) for one in own]
    merged = [
        Organisation(ref=draw.ref(), name=name, name_key=exact(name), sector=row.sector, merged_into=row)
        for row in rows
        if draw.chance(0.01)
        for name in [f"The {row.name}"]
    ]
    present = [Body(row) for row in [*rows, *draw.sample(national, 12)]]
    return Society(present, merged, [_identifier(draw, row) for row in rows if draw.chance(0.2)])


def bodies_of_their_own(draw: Draw, partnerships: list[Partnership]) -> Iterator[Body]:
    """Now and then a partnership is an organisation too, and sits on others."""
    for row in partnerships:
        if draw.chance(0.03):
            row.organisation = _organisation(draw, row.name, "public", "")
            yield Body(row.organisation)


def _organisation(draw: Draw, name: str, sector: str, kind: str) -> Organisation:
    return Organisation(
        ref=draw.ref(),
        name=name,
        name_key=exact(name),
        sector="" if draw.chance(0.05) else sector,
        kind="" if draw.chance(0.2) else kind,
    )


def _identifier(draw: Draw, row: Organisation) -> Identifier:
    scheme = {"private": "GB-COH", "voluntary": "GB-CHC"}.get(row.sector, "GB-LAE")
    return Identifier(organisation=row, scheme=scheme, number=draw.ref().upper())
