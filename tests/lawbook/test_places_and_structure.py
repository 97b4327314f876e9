import datetime

import pytest

from joinedup import lawbook


def test_every_authority_of_the_registry_is_carried_over(shared_rows) -> None:
    rows = shared_rows("real/lookups/uk_local_authorities_current.csv")
    assert len(lawbook.areas()) == len(rows)
    for row in rows:
        area = lawbook.area_of(row["gss-code"] or row["local-authority-code"])
        assert (area.name, area.nice_name) == (row["official-name"], row["nice-name"])
        is_entry_day = row["start-date"].startswith("2005-0")  # the registry's own entry, not the council's start
        wanted = "" if is_entry_day else row["start-date"]
        assert (area.valid_from.isoformat() if area.valid_from else "") == wanted
        assert lawbook.nation_of(area.nation).label == row["nation"]


def test_an_authority_without_a_gss_code_has_the_registrys() -> None:
    """The source gives none for the 25 districts of Northern Ireland that ended in 2015."""
    without = [area for area in lawbook.areas().values() if area.scheme == "registry"]
    assert len(without) == 25
    assert {area.nation for area in without} == {"northern-ireland"}
    assert {area.code == area.registry_code for area in without} == {True}


def test_codes_that_areas_point_at_exist() -> None:
    for area in lawbook.areas().values():
        for code in (*area.replaced_by, area.county, area.combined_authority):
            assert code == "" or code in lawbook.areas(), area.name


def test_an_authority_ends_on_the_day_its_successor_starts() -> None:
    pairs = [(area, lawbook.area_of(code)) for area in lawbook.areas().values() for code in area.replaced_by]
    assert len(pairs) == 50
    for area, successor in pairs:
        assert area.valid_until == successor.valid_from, area.name


def test_its_life_is_half_open() -> None:
    """Allerdale was replaced by Cumberland on 1 April 2023."""
    allerdale = lawbook.area_of("E07000026")
    assert allerdale.existed(datetime.date(2023, 3, 31))
    assert not allerdale.existed(datetime.date(2023, 4, 1))
    assert [lawbook.area_of(code).nice_name for code in allerdale.replaced_by] == ["Cumberland"]


def test_a_former_code_finds_the_authority() -> None:
    """Gateshead was E08000020 until its boundary changed."""
    assert lawbook.area_of("E08000020").nice_name == "Gateshead"


def test_former_codes_are_nobodys_code_today() -> None:
    former = {code for area in lawbook.areas().values() for code in area.former_codes}
    assert former.isdisjoint(lawbook.areas())


def test_a_gss_code_begins_with_the_letter_of_its_nation() -> None:
    for area in lawbook.areas().values():
        if area.scheme == "gss":
            assert lawbook.nation_for(area.code[0]) == lawbook.nation_of(area.nation), area.name


def test_the_head_of_the_list_cites_and_marks_every_row() -> None:
    notes = lawbook.area_notes()
    assert set(notes) == {"cite", "mark", "dates", "codes"}
    assert notes["mark"] in lawbook.MARKS


@pytest.mark.parametrize(
    ("text", "nation"), [("Cymru", "wales"), ("northern ireland", "northern-ireland"), ("E", "england")]
)
def test_a_nation_is_found_by_name_or_code(text: str, nation: str) -> None:
    assert lawbook.nation_for(text) == lawbook.nation_of(nation)


def test_two_nations_at_once_are_no_one_nation() -> None:
    assert lawbook.nation_for("England & Wales") is None


def test_only_nesting_makes_the_tree() -> None:
    assert [row.id for row in lawbook.relations().values() if row.is_parent] == ["nested_in"]
    assert set(lawbook.relations()) == {"nested_in", "reports_to", "shares_secretariat", "succeeded_by"}


def test_a_relation_is_found_by_its_words() -> None:
    assert lawbook.relation_for("Merged into") == lawbook.relation_of("succeeded_by")
    assert lawbook.relation_for("likes") is None


def test_the_set_up_goes_from_a_convener_to_the_first_meeting_called() -> None:
    """White paper 2.32 and 2.35."""
    steps = lawbook.setup_steps()
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    assert (steps[0].id, steps[-1].id) == ("convener", "first_meeting")
    before: set[str] = set()
    for step in steps:
        assert set(step.after) <= before, step.id
        before.add(step.id)


def test_a_council_is_not_said_to_have_begun_when_the_registry_entered_it() -> None:
    """The source starts every Scottish council on 18 June 2005; they have been there since 1996."""
    assert lawbook.area_of("S12000033").existed(datetime.date(2002, 4, 1))
    assert all(area.valid_from is None or area.valid_from.year != 2005 for area in lawbook.areas().values())
