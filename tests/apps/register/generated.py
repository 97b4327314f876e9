"""Registers made by Hypothesis, written straight into the tables; and everything they hold, for comparing."""

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from hypothesis import strategies as st

from joinedup.apps.people.models import Person
from joinedup.apps.register.models import (
    Appointment,
    Area,
    Coverage,
    FormerFacts,
    Link,
    Organisation,
    Partnership,
    PartnershipTheme,
    Requirement,
    Seat,
)
from joinedup.rules.cells import formula_start, hidden_character
from joinedup.rules.register.names import exact

FIRST, LAST = date(2001, 4, 1), date(2009, 4, 1)
days = st.dates(FIRST, LAST)
LETTERS = "abz AÅéŵ'\"‘“,;:.&-_/()0中🙂x\n"
HARD = ("O’Neill & Sons, “Ltd”", 'a "quoted" name', "line\nend", "_x0041_ escaped", "Môn; Ynys", "ﬁ ligature", "a=b")


def _is_plain(text: str) -> bool:
    return bool(text.strip()) and not formula_start(text.strip()) and not hidden_character(text.strip())


words = (st.text(LETTERS, min_size=1, max_size=12) | st.sampled_from(HARD)).filter(_is_plain).map(str.strip)
notes = st.just("") | words
names = words.map(lambda text: " ".join(text.split()))
yes_no = st.sampled_from((None, True, False))
sectors = st.sampled_from(("", "public", "private", "voluntary", "community"))


@st.composite
def lives(draw: st.DrawFn) -> dict[str, date | None]:
    """A life as columns: from or known on or both, perhaps an end."""
    start = draw(days)
    is_known, is_open = draw(st.booleans()), draw(st.booleans())
    known_on = start if not is_known else draw(st.none() | days)
    until = None if is_open else start + timedelta(days=draw(st.integers(1, 2500)))
    return {"valid_from": start if is_known else None, "known_on": known_on, "valid_until": until}


@st.composite
def registers(draw: st.DrawFn) -> list[Any]:
    """Rows not yet stored, what others point to first."""
    areas = [Area(code=code, name=code) for code in ("X00000001", "X00000002")]
    organisations = _organisations(draw)
    people = [Person(name=name, password="!") for name in draw(st.lists(names, min_size=2, max_size=3, unique=True))]
    partnerships = _partnerships(draw, organisations)
    rows: list[Any] = [*areas, *organisations, *people, *partnerships]
    for place, partnership in enumerate(partnerships):
        rows += _hanging_on(draw, partnership, areas)
        rows += _links(draw, partnership, partnerships[:place])
        rows += _seats(draw, partnership, organisations, people)
    return rows


def _organisations(draw: st.DrawFn) -> list[Organisation]:
    found = draw(st.lists(names, min_size=2, max_size=4, unique_by=exact))
    made = [Organisation(name=name, name_key=exact(name), sector=draw(sectors)) for name in found]
    if len(made) > 2 and draw(st.booleans()):
        made[-1].merged_into = made[0]
    return made


def _partnerships(draw: st.DrawFn, organisations: list[Organisation]) -> list[Partnership]:
    made: list[Partnership] = []
    for drawn in draw(st.lists(names, min_size=1, max_size=3, unique_by=exact)):
        own = organisations[0] if not made and draw(st.booleans()) else None
        name = own.name if own else drawn
        if any(exact(name) == row.name_key for row in made):
            continue
        made.append(
            Partnership(
                name=name,
                name_key=exact(name),
                organisation=own,
                type_id=draw(st.sampled_from(("", "lsp", "cdrp", "psb"))),
                nation=draw(st.sampled_from(("", "england", "wales", "UK", "England"))),
                profile_id=draw(st.sampled_from(("", "lsp-2001"))),
                purpose=draw(notes | st.just("two\r\nlines ")),
                status=draw(st.sampled_from(("proposed", "active", "dormant", "ended"))),
                legal_personality=draw(st.sampled_from(("", "yes", "no", "varies"))),
                legal_form=draw(notes),
                source=draw(notes),
                accepted_on=draw(st.none() | days),
                **draw(lives()),
            )
        )
    return made


def _hanging_on(draw: st.DrawFn, partnership: Partnership, areas: list[Area]) -> list[Any]:
    rows: list[Any] = [
        Coverage(partnership=partnership, area=area, is_whole=draw(st.booleans()), **draw(lives()))
        for area in draw(st.lists(st.sampled_from(areas), max_size=2, unique_by=lambda area: area.code))
    ]
    for theme in draw(st.sets(st.sampled_from(("health", "crime", "housing")))):
        rows.append(PartnershipTheme(partnership=partnership, theme_id=theme))
    for _each in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(("statute", "funding", "planning")))
        title = draw(words | st.just("The same Act"))
        rows.append(Requirement(partnership=partnership, kind=kind, title=title, source=draw(notes), **draw(lives())))
    if draw(st.booleans()):
        was = {"purpose": draw(notes), "type_id": draw(st.sampled_from(("", "lsp")))}
        was |= {"name": f"Formerly {partnership.name}"} if draw(st.booleans()) else {}
        rows.append(FormerFacts(partnership=partnership, facts=was, valid_until=draw(days)))
    return rows


def _links(draw: st.DrawFn, child: Partnership, earlier: list[Partnership]) -> list[Link]:
    """Upwards only, so never a loop; nested in one at a time."""
    if not earlier:
        return []
    made = []
    if draw(st.booleans()):
        made.append(Link(child=child, parent=draw(st.sampled_from(earlier)), **draw(lives())))
    for _each in range(draw(st.integers(0, 2))):
        relation = draw(st.sampled_from(("reports_to", "shares_secretariat", "succeeded_by")))
        parent = draw(st.sampled_from(earlier))
        if all((row.parent, row.relation) != (parent, relation) for row in made):
            made.append(Link(child=child, parent=parent, relation=relation, **draw(lives())))
    return made


def _seats(
    draw: st.DrawFn, partnership: Partnership, organisations: list[Organisation], people: list[Person]
) -> list[Any]:
    rows: list[Any] = []
    in_use = [row for row in organisations if row.merged_into is None]
    taken: set[tuple[Any, ...]] = set()
    for _each in range(draw(st.integers(0, 3))):
        own = draw(st.none() | st.sampled_from(in_use))
        life = draw(lives())
        seat = Seat(
            partnership=partnership,
            organisation=own,
            role_text=draw(notes),
            qualifier=draw(st.just("") | words),
            sector=draw(sectors),
            num_places=draw(st.integers(1, 5)),
            may_vote=draw(yes_no),
            may_speak=draw(yes_no),
            gets_papers=draw(yes_no),
            counts_to_quorum=draw(yes_no),
            must_be_invited=draw(yes_no),
            term_months=draw(st.none() | st.integers(1, 60)),
            substitute_rule=draw(notes),
            source=draw(notes),
            **life,
        )
        rows.append(seat)
        for _holder in range(draw(st.integers(0, 2))):
            rows += _appointment(draw, seat, own or draw(st.sampled_from(in_use)), people, life, taken)
    return rows


def _appointment(
    draw: st.DrawFn,
    seat: Seat,
    organisation: Organisation,
    people: list[Person],
    life: dict[str, date | None],
    taken: set[tuple[Any, ...]],
) -> list[Appointment]:
    """One member, or none where the same one sits there already."""
    person = draw(st.none() | st.sampled_from(people))
    who = (organisation.ref, person.name if person else "", exact(seat.role_text), exact(seat.qualifier))
    if person and who in taken:
        return []
    taken.add(who)
    return [
        Appointment(
            seat=seat,
            partnership=seat.partnership,
            organisation=organisation,
            person=person,
            num_places=draw(st.integers(1, 3)),
            how_chosen=draw(notes),
            has_authority=draw(yes_no),
            authority_note=draw(notes),
            substitute=draw(notes),
            note=draw(notes),
            source=draw(notes),
            **(life if draw(st.booleans()) else draw(lives())),
        )
    ]


def store(rows: list[Any]) -> None:
    """Write the rows, as they are: no action, no check but the tables' own."""
    for row in rows:
        for field in row._meta.concrete_fields:
            if field.is_relation and field.is_cached(row):
                setattr(row, field.attname, getattr(row, field.name) and getattr(row, field.name).pk)
        row.save()


IN_ORDER = (
    Area,
    Organisation,
    Partnership,
    FormerFacts,
    PartnershipTheme,
    Coverage,
    Requirement,
    Link,
    Seat,
    Appointment,
)


def wipe() -> None:
    """Empty every table of the register, and people."""
    Organisation.objects.update(merged_into=None)
    for model in (*reversed(IN_ORDER), Person):
        model._default_manager.all().delete()


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the register and of people, but for the imports themselves and what they were told to remember."""
    beside = {"import", "draft", "columnmapping", "rolemapping"}
    models = [*apps.get_app_config("people").get_models(), *apps.get_app_config("register").get_models()]
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=repr)
        for model in models
        if model._meta.model_name not in beside
    }
