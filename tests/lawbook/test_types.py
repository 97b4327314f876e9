import datetime
from collections import Counter

import pytest

from joinedup import lawbook

CARRIED = {  # our field: the column of the research data
    "id": "type_id",
    "cite": "legal_basis_and_citation",
    "slot": "wp_2_39_slot_as_sub_partnership",
    "merge_or_nest": "wp_2_39_merge_or_nest",
    "keep_distinct_identity": "wp_2_39_keep_distinct_identity",
    "mark": "verification",
}
SAME = [
    *("name", "abbreviation", "nation", "theme", "basis_kind", "statutory", "separate_legal_personality"),
    *("legal_form", "convened_by", "required_members", "other_usual_members", "required_plan", "plan_cycle"),
    *("meeting_or_decision_rule", "years_active_from", "years_active_to", "successor", "notes", "source"),
]


def test_there_are_63_types() -> None:
    assert len(lawbook.types()) == 63


def test_20_are_verified_21_partly_and_22_not() -> None:
    assert Counter(row.mark for row in lawbook.types().values()) == {"V": 20, "P": 21, "U": 22}


def test_an_unverified_type_is_not_law() -> None:
    assert not lawbook.type_of("urc").is_law
    assert lawbook.type_of("bid").is_law


def test_every_column_of_the_research_is_carried_over(shared_rows) -> None:
    rows = {row["type_id"]: row for row in shared_rows("partnership_types.csv")}
    assert set(rows) == set(lawbook.types())
    pairs = CARRIED | {name: name for name in SAME}
    assert set(pairs.values()) == set(next(iter(rows.values())))
    for type_id, row in rows.items():
        kept = lawbook.type_of(type_id)
        for field, column in pairs.items():
            assert getattr(kept, field) == row[column], (type_id, column)


def test_every_wording_of_a_basis_is_mapped_and_every_mapping_used() -> None:
    used = {row.basis_kind for row in lawbook.types().values()}
    assert used == set(lawbook.basis_wordings())
    for row in lawbook.types().values():
        assert row.origin == lawbook.basis_wordings()[row.basis_kind].origin, row.id


def test_the_origins_are_the_four_of_the_contract() -> None:
    assert list(lawbook.origins()) == ["statute", "funding", "planning", "voluntary"]
    for wording in lawbook.basis_wordings().values():
        assert {wording.origin, *wording.also} <= set(lawbook.origins()), wording.id
        assert wording.why, wording.id


def test_only_statute_takes_away_the_free_hand() -> None:
    """White paper 2.39: a free hand with all but statutory partnerships."""
    for row in lawbook.types().values():
        assert (row.origin == "statute") == (row.merge_or_nest == "check_statute"), row.id


def test_a_person_in_law_must_keep_its_identity() -> None:
    """White paper 2.39, last rule."""
    for row in lawbook.types().values():
        wanted = lawbook.legal_personalities()[row.legal_personality].keep_distinct_identity
        assert row.keep_distinct_identity == wanted, row.id
    assert {row.id for row in lawbook.types().values() if row.legal_personality == "yes"} >= {
        "eaz",
        "ijb",
        "mca",
    }


def test_every_wording_of_a_theme_is_mapped_and_every_mapping_used() -> None:
    wordings = {word for theme in lawbook.themes().values() for word in theme.wordings}
    assert wordings == {row.theme for row in lawbook.types().values()}
    for row in lawbook.types().values():
        named = {theme.id for theme in lawbook.themes().values() if row.theme in theme.wordings}
        assert set(row.themes) == named, row.id


def test_the_first_six_themes_are_those_of_2_30() -> None:
    founding = [theme.label.lower() for theme in lawbook.themes().values() if theme.is_founding]
    assert founding == ["health", "crime", "education", "transport", "housing", "local environment"]
    assert list(lawbook.themes())[:6] == [row.id for row in lawbook.themes().values() if row.is_founding]


def test_a_near_theme_exists() -> None:
    for theme in lawbook.themes().values():
        assert set(theme.near) <= set(lawbook.themes()) - {theme.id}, theme.id


def test_nations_and_profiles_of_types_exist() -> None:
    for row in lawbook.types().values():
        assert row.nations, row.id
        assert set(row.nations) <= set(lawbook.nations()), row.id
        if row.profile:
            assert set(lawbook.profile_of(row.profile).nations) <= set(row.nations), row.id


@pytest.mark.parametrize(
    ("type_id", "year_from", "year_to"),
    [
        ("lsp", 2001, 2012),  # "2010-12 as policy (many continue)"
        ("dat", 1995, 2013),  # "2003-c.2013"
        ("masa", 2018, None),  # "2018-19"
        ("hwb", 2013, None),  # "2013 (shadow 2012)"
        ("lcjb", 2003, None),  # "many continue"
        ("srb", 1994, 2007),  # "2007 (Round 6 from 2000)"
        ("sp", 2003, 2011),  # "2009-11"
    ],
)
def test_years_are_read_from_their_wordings(type_id: str, year_from: int, year_to: int | None) -> None:
    row = lawbook.type_of(type_id)
    assert (row.year_from, row.year_to) == (year_from, year_to)


def test_years_are_in_order() -> None:
    for row in lawbook.types().values():
        assert row.year_from in range(1988, 2027), row.id
        assert row.year_to is None or row.year_from <= row.year_to <= 2026, row.id


def test_a_type_was_active_within_its_years_only() -> None:
    haz = lawbook.type_of("haz")
    assert lawbook.was_active(haz, datetime.date(2003, 12, 31))
    assert not lawbook.was_active(haz, datetime.date(2004, 1, 1))
    assert not lawbook.was_active(haz, datetime.date(1997, 12, 31))


@pytest.mark.parametrize(
    ("text", "type_id"), [("CSP", "cdrp"), ("health and wellbeing board", "hwb"), ("area-part", "area_part")]
)
def test_a_type_is_found_by_id_name_or_abbreviation(text: str, type_id: str) -> None:
    found = lawbook.type_for(text)
    assert found is not None
    assert found.id == type_id


def test_a_word_that_names_no_type_finds_none() -> None:
    assert lawbook.type_for("choir") is None
