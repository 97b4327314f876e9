"""HC05, HC06 and HC08 to HC12, at every cut-off of the specification, and what is not known."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.governance.checks import Held, Representative, hc05, hc06, hc08, hc09, hc10, hc11, hc12, light_of
from joinedup.rules.governance.meetings import Attended, Deadline, How
from joinedup.rules.health import Light
from joinedup.rules.life import Life

from ..cast import START, bands, day

GREEN, AMBER, RED, NO_DATA = Light.GREEN, Light.AMBER, Light.RED, Light.NO_DATA
ON = day(365)


def representatives(good, bad, unknown=0, votes=True):
    made = [(True, good), (False, bad), (None, unknown)]
    return [Representative(f"{has}{n}", "Police", "public", votes, has) for has, num in made for n in range(num)]


# HC05


@pytest.mark.parametrize(("good", "light"), [(100, GREEN), (90, GREEN), (89, AMBER), (70, AMBER), (69, RED), (0, RED)])
def test_hc05_lights_by_recorded_authority(good, light):
    result = hc05(representatives(good, 100 - good), accepted=True, bands=bands("HC05"))
    assert (result.light, result.number) == (light, good / 100)
    assert len(result.records) == 100 - good


def test_hc05_between_89_and_90_per_cent_is_amber():
    assert hc05(representatives(179, 21), accepted=True, bands=bands("HC05")).light is AMBER


def test_hc05_counts_a_missing_record_as_no_authority_once_accepted_and_as_not_known_before():
    people = representatives(8, 0, unknown=2)
    assert hc05(people, accepted=True, bands=bands("HC05")).light is AMBER
    assert hc05(people, accepted=False, bands=bands("HC05")).light is NO_DATA
    lacking = representatives(1, 9, unknown=1)
    assert hc05(lacking, accepted=False, bands=bands("HC05")).light is RED


def test_hc05_is_not_known_where_the_vote_is_not_and_it_matters():
    people = [*representatives(9, 1), *representatives(0, 3, votes=None)]
    assert hc05(people, accepted=True, bands=bands("HC05")).light is NO_DATA
    assert hc05(representatives(9, 1, votes=None), accepted=True, bands=bands("HC05")).light is NO_DATA
    assert hc05(representatives(9, 5, votes=False), accepted=True, bands=bands("HC05")).light is NO_DATA


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([True, True, None, False]), st.sampled_from([True, False, None])), max_size=5)
)
def test_hc05_gives_a_light_only_where_every_way_of_filling_in_gives_it(rows):
    people = [Representative(str(n), "P", "public", votes, has) for n, (votes, has) in enumerate(rows)]
    light = hc05(people, accepted=False, bands=bands("HC05")).light
    if light is NO_DATA:
        return
    choices = [
        [replace(x, votes=v, has_authority=h) for v in _filled(x.votes) for h in _filled(x.has_authority)]
        for x in people
    ]
    for filled in product(*choices):
        assert hc05(filled, accepted=False, bands=bands("HC05")).light is light


def _filled(value):
    return [True, False] if value is None else [value]


# HC06


TERM = Life(START, None, day(1000))


def chosen(good, bad):
    fine = [Representative(f"g{n}", "CVS", "voluntary", True, None, "ballot", TERM, (ON,)) for n in range(good)]
    return fine + [Representative(f"b{n}", "CVS", "community", True, None, "ballot", TERM) for n in range(bad)]


@pytest.mark.parametrize(("good", "light"), [(80, GREEN), (79, AMBER), (50, AMBER), (49, RED)])
def test_hc06_lights_by_those_chosen_in_term_who_reported_back(good, light):
    assert hc06(chosen(good, 100 - good), ON, accepted=True, bands=bands("HC06")).light is light


@pytest.mark.parametrize(
    ("change", "light"),
    [
        ({}, GREEN),
        ({"sector": "private"}, GREEN),
        ({"fed_back_on": (day(182),)}, RED),  # 30 September, six months and a day before
        ({"fed_back_on": (day(183),)}, GREEN),  # 1 October 2003 for 31 March 2004 is within six months
        ({"fed_back_on": (day(366),)}, RED),  # after the day asked about
        ({"how_chosen": " "}, RED),
        ({"mandate": Life(START, None, ON)}, RED),
        ({"mandate": None}, RED),
        ({"sector": "public"}, NO_DATA),  # nobody whom the check is about
    ],
)
def test_hc06_asks_for_how_and_term_and_a_report_in_six_months(change, light):
    person = replace(chosen(1, 0)[0], **change)
    assert hc06([person], ON, accepted=True, bands=bands("HC06")).light is light


def test_hc06_knows_a_term_that_has_ended_even_before_acceptance():
    ended = replace(chosen(1, 0)[0], mandate=Life(START, None, day(10)))
    assert hc06([ended], ON, accepted=False, bands=bands("HC06")).light is RED
    assert hc06(chosen(0, 1), ON, accepted=False, bands=bands("HC06")).light is NO_DATA


# HC08


def row(seat, how=How.PRESENT, organisation="", sector="public"):
    return Attended(seat, organisation or seat, sector, "Ann", how)


def held(n, quorate=True, rows=None, decided=()):
    return Held(f"m{n}", day(n), quorate, (row("A"),) if rows is None else tuple(rows), decided)


@pytest.mark.parametrize(("quorate", "light"), [(10, GREEN), (9, AMBER), (8, AMBER), (7, RED)])
def test_hc08_lights_by_quorate_meetings(quorate, light):
    meetings = [held(100 + n, quorate=n < quorate) for n in range(10)]
    result = hc08(meetings, ON, accepted=True, bands=bands("HC08"))
    assert (result.light, result.number) == (light, quorate / 10)


def test_hc08_is_red_for_one_decision_taken_without_a_quorum():
    meetings = [held(100 + n) for n in range(9)] + [held(200, quorate=False, decided=("d1",))]
    result = hc08(meetings, ON, accepted=True, bands=bands("HC08"))
    assert result.light is RED
    assert result.records == ("m200", "d1")


def test_hc08_counts_a_meeting_without_attendance_as_inquorate_once_accepted():
    meetings = [held(100, rows=())]
    assert hc08(meetings, ON, accepted=True, bands=bands("HC08")).light is RED
    assert hc08(meetings, ON, accepted=False, bands=bands("HC08")).light is NO_DATA


def test_hc08_where_its_own_procedure_is_not_recorded_is_no_data():
    assert hc08([held(100, quorate=None)], ON, accepted=True, bands=bands("HC08")).light is NO_DATA
    decided = held(100, quorate=None, decided=("d1",))
    assert hc08([decided], ON, accepted=True, bands=bands("HC08")).light is RED


def test_hc08_counts_a_meeting_on_the_day_and_none_after_it():
    assert hc08([held(365)], ON, accepted=True, bands=bands("HC08")).light is GREEN
    assert hc08([held(366)], ON, accepted=True, bands=bands("HC08")).light is NO_DATA


def test_hc08_looks_at_the_last_twelve_months_to_the_day():
    old = held(0, quorate=False)  # 1 April 2003
    assert hc08([old], day(365), accepted=True, bands=bands("HC08")).light is RED  # 31 March 2004
    assert hc08([old], day(366), accepted=True, bands=bands("HC08")).light is NO_DATA


# HC09


def attended(*hows):
    """Six meetings or fewer of one organisation, the rest always there."""
    return [held(n, rows=[row("A", how), row("B")]) for n, how in enumerate(hows, 1)]


P, X = How.PRESENT, How.ABSENT


@pytest.mark.parametrize(
    ("hows", "light"),
    [
        ((P, P, P, X), GREEN),  # exactly three quarters
        ((P, P, X, P, P, X), AMBER),
        ((P, X, P, X), AMBER),  # exactly a half
        ((P, X, X, P, X), RED),
        ((P, P, P, X, X, X), RED),  # a half, and three in a row
        ((P, X, X, P, P, X), AMBER),
    ],
)
def test_hc09_lights_by_the_organisation_that_attends_least(hows, light):
    result = hc09(attended(*hows), ON, bands=bands("HC09"))
    assert result.light is light
    assert result.number == sum(how is P for how in hows) / len(hows)
    assert result.records == (() if light is GREEN else ("A",))


def test_hc09_counts_a_named_substitute_and_not_a_deputy():
    assert hc09(attended(P, How.SUBSTITUTE, How.REMOTE), ON, bands=bands("HC09")).light is GREEN
    assert hc09(attended(How.DEPUTY, How.DEPUTY), ON, bands=bands("HC09")).light is RED


def test_hc09_looks_at_the_last_six_meetings_with_a_record():
    meetings = [*attended(X, X, X, P, P, P, P, P, P), held(50, rows=())]
    assert hc09(meetings, ON, bands=bands("HC09")).number == 1.0
    assert hc09([held(1, rows=())], ON, bands=bands("HC09")).light is NO_DATA
    first_missed = [*attended(X, P, P, P, P, P), held(50, rows=()), held(366, rows=[row("A", X)])]
    assert hc09(first_missed, ON, bands=bands("HC09")).number == 5 / 6
    assert hc09(first_missed, day(366), bands=bands("HC09")).number == 5 / 6  # five there, and the last away


def test_hc09_counts_an_organisation_as_there_when_any_of_its_seats_is():
    meetings = [held(n, rows=[row("s1", X, "Council"), row("s2", P, "Council")]) for n in range(4)]
    assert hc09(meetings, ON, bands=bands("HC09")).light is GREEN


# HC10


@pytest.mark.parametrize(
    ("sent", "light"), [(0, GREEN), (1, GREEN), (2, AMBER), (3, RED), (4, RED)]
)  # of four: 25, 50, 75 per cent
def test_hc10_lights_by_the_seat_most_often_attended_by_others(sent, light):
    hows = [How.SUBSTITUTE] * sent + [P] * (4 - sent)
    result = hc10(attended(*hows), ON, bands=bands("HC10"))
    assert (result.light, result.number) == (light, sent / 4)


def test_hc10_leaves_out_who_did_not_come_and_counts_deputies():
    result = hc10(attended(X, X, How.DEPUTY, P), ON, bands=bands("HC10"))
    assert (result.light, result.number) == (AMBER, 0.5)
    assert hc10([held(1, rows=[row("A", X)])], ON, bands=bands("HC10")).light is NO_DATA


# HC11


@pytest.mark.parametrize(("on", "light"), [(120, GREEN), (121, AMBER), (150, AMBER), (151, RED)])
def test_hc11_without_a_rule_allows_120_days(on, light):
    result = hc11([START], day(on), accepted=True, bands=bands("HC11"))
    assert (result.light, result.number) == (light, max(0, on - 120))


def test_hc11_uses_the_rule_there_is():
    assert hc11([START], day(183), accepted=True, bands=bands("HC11"), months=6).light is GREEN  # 1 October
    assert hc11([START], day(184), accepted=True, bands=bands("HC11"), months=6).light is AMBER
    assert hc11([START], day(61), accepted=True, bands=bands("HC11"), days=60).number == 1


def test_hc11_is_red_for_a_mandatory_meeting_missed_until_the_next_is_kept():
    missed = Deadline("ordinary_election", START, 60)
    result = hc11([day(80)], day(90), accepted=True, bands=bands("HC11"), deadlines=[missed])
    assert (result.light, result.records) == (RED, ("ordinary_election",))
    kept = Deadline("ordinary_election", day(1461), 60)
    assert hc11([day(1500)], day(1510), accepted=True, bands=bands("HC11"), deadlines=[missed, kept]).light is GREEN


def test_hc11_of_a_partnership_that_never_met_counts_from_its_beginning_once_accepted():
    assert hc11([], day(151), accepted=True, bands=bands("HC11"), began_on=START).light is RED
    assert hc11([], day(151), accepted=False, bands=bands("HC11"), began_on=START).light is NO_DATA
    assert hc11([], day(151), accepted=True, bands=bands("HC11")).light is NO_DATA


# HC12


def sectors(public, community):
    """One meeting of a hundred seats in each of two sectors, so many of which are there."""
    rows = [row(f"p{n}", P if n < public else X) for n in range(100)]
    return [held(1, rows=[*rows, *(row(f"c{n}", P if n < community else X, sector="community") for n in range(100))])]


@pytest.mark.parametrize(
    ("community", "light"), [(90, GREEN), (80, GREEN), (79, AMBER), (65, AMBER), (64, RED), (100, GREEN)]
)
def test_hc12_lights_by_the_gap_between_sectors(community, light):
    result = hc12(sectors(90, community), ON, bands=bands("HC12"))
    assert result.light is light
    assert result.number == float(Fraction(abs(90 - community), 100))
    assert result.records == (() if light is GREEN else ("community",))


def test_hc12_leaves_out_seats_of_no_sector_and_needs_two_to_compare():
    assert hc12([held(1, rows=[row("A", sector=""), row("B")])], ON, bands=bands("HC12")).light is NO_DATA


def test_a_band_that_is_better_in_no_known_way_is_refused():
    band = replace(bands("HC12")["attendance_gap"], better="most")
    with pytest.raises(ValueError, match="more"):
        light_of(1, band)
