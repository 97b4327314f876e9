"""HC01 to HC04, HC07 and HC40 over the rows of the database."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup import lawbook
from joinedup.apps.people.models import Person
from joinedup.apps.register.checks import CHECKS, NUMBERS, cut_offs
from joinedup.apps.register.checks.families import nestings_near
from joinedup.apps.register.checks.places import seat_checks
from joinedup.apps.register.checks.required import required_seats, seat_words
from joinedup.apps.register.checks.structure import MOST_NAMED, structure_checks
from joinedup.apps.register.models import Appointment, Requirement, Seat
from joinedup.lawbook.register.profiles.parts import CheckOverride
from joinedup.rules.health import SEVERITY, Light
from tests.apps.health.boards import START, appoint, balanced, cover, member, nest, partnership, seat

pytestmark = pytest.mark.django_db
ON = date(2003, 1, 1)
ACCEPTED = {"accepted_on": START}


def lights(row, on=ON):
    found = [*seat_checks([row], on)[row.pk], *structure_checks([row], on)[row.pk]]
    return {result.check_id: result.light for result in found}


def result(row, check_id, on=ON):
    found = [*seat_checks([row], on)[row.pk], *structure_checks([row], on)[row.pk]]
    return next(one for one in found if one.check_id == check_id)


def override(check_id, measure="", green=None, amber=None, *, is_off=False):
    return CheckOverride(check_id, is_off, measure, green, amber, "the board's own terms", "terms, 3", "V")


def profile_with(*overrides):
    return replace(lawbook.profile_of("lsp-2001"), check_overrides=overrides)


def test_the_register_answers_the_checks_that_the_lawbook_gives_it():
    declared = [check_id for ids in CHECKS for check_id in ids]
    assert sorted(declared) == [check.id for check in lawbook.checks_for("register")]
    assert {check_id: lawbook.check_of(check_id).band(name).measure for check_id, name in NUMBERS.items()} == NUMBERS


def test_an_accepted_partnership_with_all_four_sectors_is_green_for_balance_power_and_vacancies():
    found = lights(balanced(partnership(**ACCEPTED)))
    assert [found[x] for x in ("HC02", "HC03", "HC04")] == [Light.GREEN] * 3


def test_a_sector_that_is_missing_is_red_and_one_not_known_is_no_data_until_accepted():
    row = partnership()
    for n, sector in enumerate(("public", "private", "voluntary", "")):
        member(row, f"Body {n}", sector)
    assert lights(row)["HC02"] is Light.NO_DATA
    row.accepted_on = START
    assert lights(row)["HC02"] is Light.RED


def test_a_record_counts_as_accepted_from_the_day_it_was_accepted():
    row = partnership(accepted_on=date(2003, 1, 2), profile_id="csp-england", type_id="cdrp")
    assert lights(row, date(2003, 1, 1))["HC01"] is Light.NO_DATA
    assert lights(row, date(2003, 1, 2))["HC01"] is Light.RED


def test_the_2001_profile_requires_no_seat_so_it_has_no_data():
    found = result(balanced(partnership(**ACCEPTED)), "HC01")
    assert (found.light, found.number) == (Light.NO_DATA, None)
    assert "2.33" in found.why


def test_a_partnership_without_a_profile_says_that_none_is_recorded():
    assert "No profile is recorded" in result(partnership(profile_id="", **ACCEPTED), "HC01").why


def test_a_profile_that_the_lawbook_does_not_know_counts_as_none():
    assert "No profile is recorded" in result(partnership(profile_id="gone", **ACCEPTED), "HC01").why


@pytest.fixture
def wales():
    """A public services board of Wales with its four statutory members, each with a named person."""
    row = partnership("Board", profile_id="psb-wales-2015", type_id="psb", valid_from=date(2016, 4, 1), **ACCEPTED)
    person = Person.objects.create_person("Ann Jones")
    for rule in lawbook.profile_of("psb-wales-2015").required_seats_on(date(2020, 1, 1)):
        place = seat(row, qualifier=seat_words(rule.qualifier), valid_from=date(2016, 4, 1))
        name = f"Body of {rule.id}"
        appoint(place, name, kind=rule.qualifier, person=person, valid_from=date(2016, 4, 1))
    return row


def test_a_welsh_board_with_its_four_members_named_is_green_section_29(wales):
    """Well-being of Future Generations (Wales) Act 2015 s.29(2): four members."""
    found = result(wales, "HC01", date(2020, 1, 1))
    assert (found.light, found.number) == (Light.GREEN, 1.0)


def test_a_required_seat_with_nobody_named_is_not_filled(wales):
    Appointment.objects.filter(organisation__kind="fire-and-rescue-authority").update(person=None)
    found = result(wales, "HC01", date(2020, 1, 1))
    assert (found.light, found.number, found.records) == (Light.RED, 0.75, ("Fire and rescue authority",))


def test_a_required_seat_held_by_another_kind_of_body_is_not_filled(wales):
    wales.appointments.first().organisation.__class__.objects.filter(kind="local-health-board").update(kind="police")
    assert result(wales, "HC01", date(2020, 1, 1)).light is Light.RED


def test_a_narrower_kind_of_body_fills_the_seat(wales):
    type(wales.appointments.first().organisation).objects.filter(kind="local-authority").update(
        kind="unitary-authority"
    )
    assert result(wales, "HC01", date(2020, 1, 1)).light is Light.GREEN


def test_a_seat_that_says_nothing_of_who_may_hold_it_is_taken_for_what_its_holder_is(wales):
    Seat.objects.update(qualifier="")
    assert result(wales, "HC01", date(2020, 1, 1)).light is Light.GREEN


def test_no_person_is_named_in_any_answer(wales):
    for found in seat_checks([wales], date(2020, 1, 1))[wales.pk]:
        assert "Ann Jones" not in " ".join([found.why, found.what_to_do, *found.records])


def test_a_seat_that_applies_only_somewhere_is_advice_until_it_is_recorded():
    scotland = lawbook.profile_of("cpp-scotland-2015")
    on = date(2020, 1, 1)
    college = next(rule for rule in scotland.required_seats_on(on) if rule.is_conditional)
    words = seat_words(college.qualifier)
    assert words not in {one.qualifier for one in required_seats(scotland, on, set())}
    assert words in {one.qualifier for one in required_seats(scotland, on, {words})}


def test_the_seats_required_are_those_of_the_rules_of_that_day():
    """Fire authorities became responsible authorities on 1 April 2003 (Crime and Disorder Act 1998 s.5)."""
    england = lawbook.profile_of("csp-england")
    fire = seat_words("fire-and-rescue-authority")
    assert fire not in {one.qualifier for one in required_seats(england, date(2003, 3, 31), set())}
    assert fire in {one.qualifier for one in required_seats(england, date(2003, 4, 1), set())}


@pytest.mark.parametrize(
    ("days", "light"), [(60, Light.GREEN), (61, Light.AMBER), (120, Light.AMBER), (121, Light.RED)]
)
def test_a_vacancy_changes_its_light_on_the_day_after_each_cut_off(days, light):
    row = partnership(**ACCEPTED)
    member(row, "Council", places=19)
    place = seat(row)
    appoint(place, "Police", valid_until=ON - timedelta(days=days))
    found = result(row, "HC04")
    assert (found.light, found.number) == (light, float(days))
    assert found.records == (place.ref,)


def test_a_rate_of_vacancy_over_fifteen_per_cent_is_red_from_the_first_day():
    row = partnership(**ACCEPTED)
    member(row, "Council", places=16)
    seat(row, num_places=3, valid_from=ON)
    assert lights(row)["HC04"] is Light.RED


def test_an_appointment_that_may_have_begun_leaves_the_vacancy_open():
    row = partnership(**ACCEPTED)
    appoint(seat(row), "Council", valid_from=None, known_on=date(2003, 6, 1))
    assert lights(row, ON)["HC04"] is Light.NO_DATA
    assert lights(row, date(2003, 6, 1))["HC04"] is Light.GREEN


def test_a_past_day_sees_the_seats_and_votes_of_that_day():
    row = balanced(partnership(**ACCEPTED))
    member(row, "Council", places=20, valid_from=date(2004, 1, 1))
    assert lights(row, date(2003, 12, 31))["HC03"] is Light.GREEN
    assert lights(row, date(2004, 1, 1))["HC03"] is Light.RED


def test_partnerships_under_one_apex_with_the_same_members_overlap_and_the_apex_is_left_out():
    apex, one, other = partnership(**ACCEPTED), partnership("One"), partnership("Other")
    for row in (one, other):
        nest(row, apex)
    for name in "ABCDE":
        for row in (apex, one, other):
            member(row, name)
    found = result(apex, "HC07")
    assert (found.light, found.number) == (Light.RED, 1.0)
    assert set(found.records) == {one.ref, other.ref}
    assert result(one, "HC07").light is Light.RED
    assert "nothing to compare" in result(apex, "HC07", START - timedelta(days=1)).why


def test_one_pair_over_three_fifths_is_amber_and_none_is_green():
    apex, one, other = partnership(**ACCEPTED), partnership("One"), partnership("Other")
    for row, names in ((one, "ABCD"), (other, "ABCE")):
        nest(row, apex)
        for name in names:
            member(row, name)
    assert result(apex, "HC07").light is Light.AMBER
    Appointment.objects.filter(partnership=other, organisation__name="A").delete()
    assert result(apex, "HC07").light is Light.GREEN


def test_nesting_at_any_depth_is_one_family():
    rows = [partnership(f"Level {n}", **ACCEPTED) for n in range(4)]
    for child, parent in zip(rows[1:], rows, strict=False):
        nest(child, parent)
    for row in rows[1:]:
        member(row, "Only member")
    assert {result(row, "HC07").number for row in rows} == {3.0}


def placed(name, **fields):
    """A partnership with a place, a purpose, a reason and a legal basis."""
    row = partnership(name, **({"purpose": "To cut crime", "accepted_on": START} | fields))
    cover(row)
    Requirement.objects.create(partnership=row, kind="statute", title="The Act", valid_from=START)
    return row


@pytest.mark.parametrize(("num_short", "light"), [(1, Light.GREEN), (4, Light.AMBER), (5, Light.RED)])
def test_the_share_of_an_areas_partnerships_that_are_fully_recorded_decides(num_short, light):
    rows = [placed(f"Partnership {n}", purpose="" if n < num_short else "x") for n in range(20)]
    found = result(rows[0], "HC40")
    assert (found.light, found.number) == (light, 1 - num_short / 20)
    assert set(found.records) == {row.ref for row in rows[:num_short]}


def test_where_no_area_is_recorded_the_family_is_looked_at_and_the_apex_has_its_place_at_the_top():
    apex, child = partnership(purpose="x", **ACCEPTED), partnership("Child", purpose="x")
    nest(child, apex)
    found = result(apex, "HC40")
    assert (found.number, found.light) == (0.0, Light.RED)
    assert "Child (place)" in found.what_to_do
    assert "Northmoor Together (place)" in found.what_to_do


def test_partnerships_of_another_area_are_left_out():
    one, other = placed("One"), partnership("Other")
    cover(other, "X00002")
    assert result(one, "HC40").number == 1.0


def test_a_partnership_that_ended_before_the_day_is_left_out():
    one = placed("One")
    placed("Other", purpose="", valid_until=ON)
    assert result(one, "HC40", ON - timedelta(days=1)).number == 0.5
    assert result(one, "HC40", ON).number == 1.0


def test_a_county_full_of_gaps_names_the_first_of_them_and_counts_the_rest():
    rows = [placed(f"Partnership {n:02}", purpose="") for n in range(MOST_NAMED + 3)]
    found = result(rows[0], "HC40")
    assert len(found.records) == MOST_NAMED
    assert found.what_to_do.endswith("; and for 3 more.")


def test_the_number_of_queries_does_not_grow_with_the_partnerships(django_assert_num_queries):
    rows = [balanced(placed(f"Partnership {n}")) for n in range(6)]
    for row in rows[1:]:
        nest(row, rows[0])
    for some in (rows[:2], rows):
        with django_assert_num_queries(1):
            seat_checks(some, ON)
        with django_assert_num_queries(3):
            structure_checks(some, ON)


def test_only_the_nestings_of_the_familys_own_day_are_read():
    apex, child, grandchild, other, elsewhere = (placed(f"Partnership {n}") for n in range(5))
    nest(child, apex)
    nest(grandchild, child)
    nest(elsewhere, other)
    nest(other, apex, valid_until=ON)
    everyone = {(child.pk, apex.pk), (grandchild.pk, child.pk)}
    for start in (apex, child, grandchild):
        assert set(nestings_near([start.pk], ON).values_list("child_id", "parent_id")) == everyone
    assert set(nestings_near([other.pk], ON).values_list("child_id", "parent_id")) == {(elsewhere.pk, other.pk)}
    assert not nestings_near([], ON)


def test_nestings_in_a_ring_that_no_action_allows_do_not_trap_the_checks():
    rows = [placed(f"Partnership {n}") for n in range(3)]
    for child, parent in zip(rows, rows[1:] + rows[:1], strict=True):
        nest(child, parent)
    assert nestings_near([rows[0].pk], ON).count() == 3
    assert len(structure_checks(rows, ON)) == 3


def test_every_profiles_own_cut_offs_can_be_honoured():
    made = (
        cut_offs.seats_filled,
        cut_offs.sector_balance,
        cut_offs.vote_power,
        cut_offs.vacancy_days,
        cut_offs.shared_members,
        cut_offs.recorded,
    )
    for profile in (None, *lawbook.profiles().values()):
        for threshold in made:
            assert threshold(profile)


def test_a_profiles_cut_off_takes_the_place_of_the_lawbooks():
    own = profile_with(override("HC04", "longest_vacancy_days", Fraction(10), Fraction(20)))
    cut = cut_offs.vacancy_days(own)
    assert (cut.green_days, cut.amber_days, cut.amber_rate) == (10, 20, Fraction(3, 20))
    assert cut_offs.vacancy_days(None).green_days == 60


def test_a_profile_may_not_set_what_the_wording_fixes_or_a_measure_that_there_is_not():
    with pytest.raises(ValueError, match="the wording of HC07 fixes"):
        cut_offs.shared_members(profile_with(override("HC07", "num_overlapping_pairs", Fraction(1))))
    with pytest.raises(KeyError, match="has no cut-offs"):
        cut_offs.recorded(profile_with(override("HC40", "age", Fraction(1))))


def test_a_check_that_the_profile_switches_off_says_so(monkeypatch):
    off = profile_with(override("HC03", is_off=True))
    monkeypatch.setattr("joinedup.apps.register.checks.places.profile_of", lambda _row: off)
    found = result(balanced(partnership(**ACCEPTED)), "HC03")
    assert found.light is Light.NO_DATA
    assert "the profile does not use this check (the board's own terms)" in found.why


TERM = st.tuples(st.integers(0, 700), st.integers(1, 400))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(terms=st.lists(TERM, max_size=4), added=TERM, asked=st.integers(0, 800))
def test_one_more_appointment_never_makes_vacancies_worse(terms, added, asked):
    """Law: whoever is appointed, the longest vacancy is never longer and the light never worse."""
    row = partnership(f"P{Seat.objects.count()}", **ACCEPTED)
    place = seat(row, num_places=6)
    on = START + timedelta(days=asked)

    def hold(term):
        start = START + timedelta(days=term[0])
        appoint(place, "Council", valid_from=start, valid_until=start + timedelta(days=term[1]))

    for term in terms:
        hold(term)
    before = result(row, "HC04", on)
    hold(added)
    after = result(row, "HC04", on)
    assert SEVERITY[after.light] <= SEVERITY[before.light]
    assert after.number <= before.number
