"""Seats, who holds them, and the seats that a profile lists."""

from datetime import date

import pytest

from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.facts import as_read
from joinedup.apps.register.actions.profile_seats import add_profile_seats, listed_seats
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.actions.seats import add_seat, appoint, correct_seat, end_appointment, end_seat
from joinedup.apps.register.models import Appointment, Seat
from joinedup.rules.life import Life
from tests.apps.register.making import (
    BY_SYSTEM,
    SINCE,
    START,
    TODAY,
    events_made,
    leaves_nothing_when_rolled_back,
    organisation,
    partnership,
    refused_to,
    seat,
)

pytestmark = pytest.mark.django_db


def test_each_action_on_seats_writes_one_row_of_audit(alice: Person) -> None:
    row, council = partnership(), organisation()
    with events_made() as made:
        place = add_seat(row, life=SINCE, qualifier="Local authority", by=alice, on=TODAY)
        correct_seat(place, role_text="Chair", by=alice, on=TODAY)
        held = appoint(place, council, life=SINCE, by=alice, on=TODAY)
        end_appointment(held, until=date(2003, 4, 1), by=alice, on=TODAY)
        end_seat(place, until=TODAY, by=alice, on=TODAY)
    assert [event.kind for event in made] == [
        "register.seat_added",
        "register.seat_changed",
        "register.appointed",
        "register.appointment_ended",
        "register.seat_ended",
    ]
    assert {event.actor_id for event in made} == {alice.pk}
    leaves_nothing_when_rolled_back(lambda: add_seat(row, life=SINCE, by=alice, on=TODAY))


def test_neither_a_representative_nor_a_stranger_may_touch_seats(bob: Person, charlie: Person) -> None:
    row = partnership()
    place = seat(row)
    held = appoint(place, organisation(), life=SINCE, **BY_SYSTEM)
    for act in (
        lambda by: add_seat(row, life=SINCE, by=by, on=TODAY),
        lambda by: correct_seat(place, role_text="x", by=by, on=TODAY),
        lambda by: end_seat(place, until=TODAY, by=by, on=TODAY),
        lambda by: appoint(place, held.organisation, life=SINCE, by=by, on=TODAY),
        lambda by: end_appointment(held, until=TODAY, by=by, on=TODAY),
        lambda by: add_profile_seats(row, [], life=SINCE, by=by, on=TODAY),
    ):
        refused_to(bob, charlie, act=act)


def test_a_seat_that_is_taken_refuses_another_and_names_its_rule() -> None:
    place = seat(partnership())
    appoint(place, organisation(), life=SINCE, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="its places are 1") as refusal:
        appoint(place, organisation("Northmoor Police"), life=Life(TODAY), **BY_SYSTEM)
    assert refusal.value.finding.authority == "rule of the register: one truth for each day"
    assert Appointment.objects.count() == 1


def test_an_appointment_outside_the_life_of_its_seat_is_refused() -> None:
    place = seat(partnership())
    with pytest.raises(RefusedByRuleError, match="outside the seat's own life"):
        appoint(place, organisation(), life=Life(date(2001, 1, 1)), **BY_SYSTEM)


def test_the_same_name_for_the_same_organisation_is_the_same_person() -> None:
    row, council = partnership(), organisation()
    first = appoint(seat(row), council, person_name="Jo  Patel", life=SINCE, **BY_SYSTEM)
    second = appoint(seat(row), council, person_name="jo patel", life=SINCE, **BY_SYSTEM)
    other = appoint(seat(row), organisation("Police"), person_name="Jo Patel", life=SINCE, **BY_SYSTEM)
    assert first.person == second.person
    assert other.person != first.person
    assert first.person is not None
    assert first.person.email is None


def test_a_refused_appointment_leaves_no_person_behind() -> None:
    place = seat(partnership())
    with pytest.raises(RefusedByRuleError):
        appoint(place, organisation(), person_name="Jo Patel", life=Life(date(1999, 1, 1)), **BY_SYSTEM)
    assert not Person.objects.filter(name="Jo Patel").exists()


def test_the_name_of_a_person_is_kept_apart_from_the_facts_of_the_audit() -> None:
    with events_made() as made:
        appoint(seat(partnership()), organisation(), person_name="Jo Patel", life=SINCE, **BY_SYSTEM)
    assert "Jo Patel" not in str(made[-1].facts)
    assert made[-1].personal.content["person"] == "Jo Patel"


def test_a_seat_cannot_be_corrected_to_fewer_places_than_are_held() -> None:
    place = seat(partnership(), num_places=2)
    appoint(place, organisation("One"), life=SINCE, **BY_SYSTEM)
    appoint(place, organisation("Two"), life=SINCE, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError) as refusal:
        correct_seat(place, num_places=1, **BY_SYSTEM)
    assert refusal.value.field == "num_places"
    assert Seat.objects.get().num_places == 2


def test_a_correction_of_a_seat_that_somebody_else_has_corrected_is_stale() -> None:
    place = seat(partnership())
    seen = as_read(place)
    correct_seat(place, role_text="Chair", seen=seen, **BY_SYSTEM)
    with pytest.raises(StaleError):
        correct_seat(place, role_text="Member", seen=seen, **BY_SYSTEM)
    assert Seat.objects.get().role_text == "Chair"


def test_what_has_ended_cannot_be_ended_again() -> None:
    place = seat(partnership())
    held = appoint(place, organisation(), life=SINCE, **BY_SYSTEM)
    end_appointment(held, until=date(2003, 4, 1), **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="1 April 2003"):
        end_appointment(Appointment.objects.get(), until=TODAY, **BY_SYSTEM)
    end_seat(place, until=TODAY, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="1 June 2004"):
        end_seat(Seat.objects.get(), until=date(2005, 1, 1), **BY_SYSTEM)
    assert Appointment.objects.get().valid_until == date(2003, 4, 1)


def test_ending_a_seat_ends_whoever_would_have_held_it_longer() -> None:
    place = seat(partnership(), num_places=2)
    appoint(place, organisation("One"), life=SINCE, **BY_SYSTEM)
    appoint(place, organisation("Two"), life=Life(START, None, date(2010, 1, 1)), **BY_SYSTEM)
    end_seat(place, until=TODAY, **BY_SYSTEM)
    assert set(Appointment.objects.values_list("valid_until", flat=True)) == {TODAY}


# Well-being of Future Generations (Wales) Act 2015 ss.29 and 30
WALES = Life(date(2016, 4, 1))


def test_the_seats_that_a_profile_lists_are_added_by_choice_with_their_provision(alice: Person) -> None:
    row = partnership("Gwent PSB", profile_id="psb-wales-2015", life=WALES)
    with events_made() as made:
        added = add_profile_seats(
            row, ["local-health-board", "welsh-ministers"], life=WALES, by=alice, on=WALES.shown_from
        )
    board, ministers = added
    assert board.source == "Well-being of Future Generations (Wales) Act 2015 s.29(2)(b)"
    assert (board.may_vote, board.must_be_invited) == (True, False)
    assert (ministers.may_vote, ministers.must_be_invited) == (False, True)
    assert [event.kind for event in made] == ["register.seat_added"]
    assert made[0].facts["count"] == 2


def test_adding_the_same_listed_seat_twice_adds_it_once() -> None:
    row = partnership("Gwent PSB", profile_id="psb-wales-2015", life=WALES)
    add_profile_seats(row, ["local-health-board"], life=WALES, **BY_SYSTEM)
    with events_made() as made:
        assert add_profile_seats(row, ["local-health-board"], life=WALES, **BY_SYSTEM) == []
    assert made == []
    assert [rule.id for rule, is_there in listed_seats(row, date(2020, 1, 1)) if is_there] == ["local-health-board"]


def test_a_seat_that_the_profile_does_not_list_is_refused_by_the_provision() -> None:
    row = partnership("Gwent PSB", profile_id="psb-wales-2015", life=WALES)
    with pytest.raises(RefusedByRuleError, match="lists no such seat") as refusal:
        add_profile_seats(row, ["king"], life=WALES, **BY_SYSTEM)
    assert "2015" in refusal.value.finding.authority
    assert not Seat.objects.exists()
