"""The invented country that the performance goals are measured on."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from benchmarks.country.draws import FIRST_DAY, LAST_DAY
from benchmarks.country.sampling import broken_appointments, broken_nestings, outliving
from benchmarks.country.writing import NotEmptyError, Part, make_parts, write_country
from joinedup import lawbook
from joinedup.apps.register import models

SEED = 7
NUM_AREAS = 4


@pytest.fixture(scope="module")
def country() -> list[Any]:
    return list(make_parts(SEED, NUM_AREAS))


@pytest.fixture(scope="module")
def part(country: list[Any]) -> Part:
    return next(part for part in country if isinstance(part, Part))


def rows(part: Part, model: type) -> list[Any]:
    return [row for batch in part.batches() for row in batch if isinstance(row, model)]


def printed(parts: list[Any]) -> list[str]:
    """Every row with every value, those that it points to by their names."""
    batches = [batch for part in parts for batch in (part.batches() if isinstance(part, Part) else [part])]
    return [_printed(row) for batch in batches for row in batch]


def _printed(row: Any) -> str:
    kept = [field for field in row._meta.concrete_fields if field.name not in {"id", "shown_from", "added_at"}]
    return f"{type(row).__name__} " + ", ".join(str(getattr(row, field.name)) for field in kept)


def test_the_same_seed_makes_the_same_country(country: list[Any]) -> None:
    assert printed(list(make_parts(SEED, NUM_AREAS))) == printed(country)


def test_another_seed_makes_another_country(country: list[Any]) -> None:
    assert printed(list(make_parts(SEED + 1, NUM_AREAS))) != printed(country)


def test_each_area_has_its_share_of_partnerships_and_appointments(part: Part) -> None:
    assert len(rows(part, models.Partnership)) == 55
    assert len(rows(part, models.Appointment)) == 1200
    assert all(9 <= len(family.partnerships) <= 21 for family in part.families)
    assert all(30 <= len(society.bodies) <= 92 for society in part.societies)


def test_no_partnership_is_nested_in_two_or_in_itself_on_any_day(part: Part) -> None:
    links = rows(part, models.Link)
    assert len([link for link in links if link.relation == "nested_in"]) > 30
    assert broken_nestings(links) == []


def test_every_appointment_fits_its_seat_on_every_day(part: Part) -> None:
    assert broken_appointments(rows(part, models.Seat), rows(part, models.Appointment)) == []


def test_the_rule_would_notice_an_appointment_too_many(part: Part) -> None:
    first = next(row for row in rows(part, models.Appointment) if row.seat.num_places == row.num_places)
    another = models.Appointment(
        ref="another",
        seat=first.seat,
        organisation=models.Organisation(name="Another"),
        valid_from=first.valid_from,
        known_on=first.known_on,
        valid_until=first.valid_until,
    )
    assert broken_appointments([first.seat], [first, another])


def test_everything_ends_after_it_begins() -> None:
    for part in make_parts(SEED + 2, 40):
        for batch in part.batches() if isinstance(part, Part) else []:
            for row in batch:
                assert not isinstance(row, models.lives.Living) or row.life


def test_nothing_outlives_its_partnership(part: Part) -> None:
    partnerships = rows(part, models.Partnership)
    assert outliving(rows(part, models.Seat) + rows(part, models.Appointment), partnerships) == []


def test_names_types_themes_and_kinds_are_those_of_the_lawbook(part: Part) -> None:
    types, themes = lawbook.types(), lawbook.themes()
    assert {row.type_id for row in rows(part, models.Partnership)} - {""} <= set(types)
    assert {row.theme_id for row in rows(part, models.PartnershipTheme)} <= set(themes)
    assert {row.kind for row in rows(part, models.Organisation)} - {""} <= set(lawbook.kinds())


def test_no_two_partnerships_and_no_two_organisations_have_one_name(part: Part) -> None:
    for model in (models.Partnership, models.Organisation):
        one_each = {row.ref: row for row in rows(part, model)}  # a national body sits in several areas
        named = Counter(row.name_key for row in one_each.values())
        assert [name for name, num in named.items() if num > 1] == []


def test_all_that_an_officer_meets_is_there(part: Part) -> None:
    appointments = rows(part, models.Appointment)
    unknown = [row for row in appointments if row.valid_from is None]
    named = [row for row in appointments if row.person]
    assert 0.05 < len(unknown) / len(appointments) < 0.15
    assert 0.5 < len(named) / len(appointments) < 0.7
    assert any(not row.is_whole for row in rows(part, models.Coverage))
    assert any(row.valid_until for row in rows(part, models.Requirement) if row.kind == "funding")
    assert any(row.accepted_on for row in rows(part, models.Partnership))
    assert any(row.accepted_on is None for row in rows(part, models.Partnership))
    assert all(FIRST_DAY <= row.life.shown_from < LAST_DAY for row in appointments)


@pytest.mark.django_db
def test_it_is_written_once_and_passes_the_rows_own_rules() -> None:
    counts = write_country(SEED, 2)
    assert counts["appointment"] == models.Appointment.objects.count() == 600
    assert counts["organisation"] == models.Organisation.objects.count()
    for model in (models.Partnership, models.Seat, models.Requirement, models.Organisation, models.Area):
        for row in model.objects.all()[:50]:
            row.full_clean()
    with pytest.raises(NotEmptyError):
        write_country(SEED, 2)
