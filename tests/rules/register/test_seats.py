"""Seats: filled, vacant since when, and who may be appointed (white paper 2.33, 2.35)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.life import Life
from joinedup.rules.register.seats import may_appoint, vacancies, validly_filled

from .cast import START, held, seat

LATER = date(2003, 4, 1)


def from_to(start, length=None):
    first = START + timedelta(start)
    return Life(first, None, first + timedelta(length) if length else None)


def test_a_seat_held_by_a_named_person_is_filled_and_the_working_names_both():
    finding = validly_filled(seat(), [held(person="Alice", substitute="Bob")], LATER)
    assert finding.holds is True
    assert finding.counted == ("Alice for Council, substitute Bob",)
    assert "named people" in finding.why


def test_a_seat_held_by_an_organisation_alone_is_filled_and_says_that_nobody_is_named():
    finding = validly_filled(seat(), [held()], LATER)
    assert finding.holds is True
    assert "no person named by Council" in finding.why


def test_a_seat_of_three_places_with_two_held_is_not_filled():
    finding = validly_filled(seat(places=3), [held(places=2)], LATER)
    assert finding.holds is False
    assert "2 of 3 held" in finding.why
    assert finding.would_satisfy == "appoint to the places not held: 1"


def test_an_appointment_that_has_ended_does_not_fill_the_seat():
    assert validly_filled(seat(), [held(life=from_to(0, 30))], LATER).holds is False


def test_an_appointment_to_another_seat_does_not_count():
    assert validly_filled(seat(), [held("s2")], LATER).holds is False


def test_a_seat_before_it_began_is_neither_filled_nor_vacant():
    finding = validly_filled(seat(), [held()], START - timedelta(1))
    assert finding.holds is None
    assert vacancies([seat()], [], START - timedelta(1)).num_places == 0


def test_an_appointment_of_unknown_start_leaves_earlier_days_not_known():
    late = held(life=Life(None, LATER))
    finding = validly_filled(seat(), [late], START)
    assert finding.holds is None
    found = vacancies([seat()], [late], START)
    assert (found.num_vacant, found.num_not_known) == (0, 1)


def test_a_vacancy_is_dated_from_the_day_the_last_holder_left():
    found = vacancies([seat()], [held(life=from_to(0, 30))], START + timedelta(90))
    assert [(v.since, v.days, v.is_since_known) for v in found.vacancies] == [(START + timedelta(30), 60, True)]
    assert found.rate == 1


def test_a_seat_never_filled_is_vacant_since_it_began():
    assert vacancies([seat()], [], START + timedelta(10)).longest_days == 10


def test_a_vacant_seat_whose_own_start_is_unknown_says_so():
    found = vacancies([seat(life=Life(None, START))], [], START + timedelta(10))
    assert [(v.days, v.is_since_known) for v in found.vacancies] == [(10, False)]


def test_an_appointment_of_unknown_start_may_make_the_length_of_a_vacancy_uncertain():
    old = held(life=Life(None, START + timedelta(50), START + timedelta(60)))
    police = held(organisation="Police", life=from_to(0, 20))
    found = vacancies([seat(places=2)], [old, police], START + timedelta(100))
    # Both places were held until day 20 if the old one had begun by then; if not, the second never was.
    assert [(v.days, v.is_since_known) for v in found.vacancies] == [(80, False), (40, True)]


def test_an_appointment_of_unknown_start_does_not_blur_a_vacancy_that_came_after_it():
    old = held(life=Life(None, START + timedelta(50), START + timedelta(60)))
    police = held(organisation="Police", life=from_to(55, 20))
    found = vacancies([seat(places=2)], [old, police], START + timedelta(100))
    assert [(v.days, v.is_since_known) for v in found.vacancies] == [(40, True), (25, True)]


def test_each_place_of_a_seat_is_vacant_for_as_long_as_fewer_were_held():
    holders = [held(organisation="A", life=from_to(0, 10)), held(organisation="B", life=from_to(0, 40))]
    found = vacancies([seat(places=3)], holders, START + timedelta(50))
    assert [(v.num_places, v.days) for v in found.vacancies] == [(1, 50), (1, 40), (1, 10)]


def test_replacing_one_of_two_vacancies_leaves_the_older_one():
    holders = [
        held(organisation="A", life=from_to(0, 10)),
        held(organisation="B", life=from_to(0, 20)),
        held(organisation="C", life=from_to(20)),
    ]
    found = vacancies([seat(places=2)], holders, START + timedelta(30))
    assert [(v.num_places, v.since) for v in found.vacancies] == [(1, START + timedelta(10))]
    assert found.rate == Fraction(1, 2)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(1, 9), st.integers(1, 2)), max_size=5),
    st.integers(1, 3),
    st.integers(0, 30),
)
def test_vacancies_agree_with_counting_every_day(terms, places, asked):
    holders = [held(organisation=str(n), life=from_to(a, b), places=c) for n, (a, b, c) in enumerate(terms)]
    found = vacancies([seat(places=places)], holders, START + timedelta(asked))
    expected = []
    for level in range(1, places + 1):
        days = 0
        while asked - days >= 0 and on_day(holders, asked - days) < level:
            days += 1
        if days:
            expected.append(days - 1)
    counted = [v.days for v in found.vacancies for _ in range(v.num_places)]
    assert sorted(counted) == sorted(expected)
    assert found.num_vacant == len(expected)


def on_day(holders, day):
    return sum(holder.places for holder in holders if holder.life.covers(START + timedelta(day)))


def test_a_good_appointment_is_accepted():
    finding = may_appoint(seat(places=2), [held(organisation="Police")], held(organisation="PCT"))
    assert finding.holds is True


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (held(organisation="PCT", places=0), "at least one place"),
        (held(organisation="PCT", life=Life(START - timedelta(1))), "outside the seat's own life"),
        (held("s2", organisation="PCT"), "outside the seat's own life"),
        (held(organisation="PCT", places=2), "would have 3 held"),
        (held(organisation="Police", ref="again"), "already holds this seat"),
    ],
)
def test_an_appointment_that_does_not_fit_is_refused_with_why(new, words):
    finding = may_appoint(seat(places=2), [held(organisation="Police")], new)
    assert finding.holds is False
    assert words in finding.why
    assert finding.would_satisfy


def test_the_same_person_may_not_hold_two_places_of_one_seat_at_once():
    alice = held(person="Alice", ref="first")
    assert may_appoint(seat(places=3), [alice], held("s1", "Police", "Alice", ref="second")).holds is False
    assert may_appoint(seat(places=3), [alice], held("s1", "Council", "Bob", ref="second")).holds is True


def test_the_same_person_may_come_back_after_the_first_term():
    first = held(person="Alice", life=from_to(0, 30), ref="first")
    assert may_appoint(seat(), [first], held(person="Alice", life=from_to(30), ref="second")).holds is True


def test_a_term_may_not_outlast_the_seat():
    ending = seat(life=from_to(0, 100))
    assert may_appoint(ending, [], held(life=from_to(0))).holds is False
    assert may_appoint(ending, [], held(life=from_to(0, 100))).holds is True


def test_a_seat_of_unknown_start_does_not_refuse_an_earlier_term():
    assert may_appoint(seat(life=Life(None, LATER)), [], held(life=from_to(0))).holds is True


def test_changing_an_appointment_is_not_counted_against_itself():
    old = held(ref="a1")
    assert may_appoint(seat(), [old], held(ref="a1", person="Alice")).holds is True


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 15), st.none() | st.integers(1, 8), st.integers(1, 2)),
        min_size=1,
        max_size=6,
    )
)
def test_accepted_appointments_never_fill_more_places_than_the_seat_has(terms):
    kept = []
    for number, (start, length, places) in enumerate(terms):
        new = held(organisation=str(number), life=from_to(start, length), places=places)
        fits = max(on_day([*kept, new], day) for day in range(start, start + (length or 30))) <= 3
        assert may_appoint(seat(places=3), kept, new).holds is fits
        if fits:
            kept.append(new)
