"""The guided set-up: from nothing to the first meeting called (test of white paper 2.32)."""

from datetime import date

import pytest

from joinedup import lawbook
from joinedup.apps.audit.models import Event
from joinedup.apps.notifications.models import Message
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Refused
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.actions.setups import begin_setup, save_step, seen_of
from joinedup.apps.register.models import Appointment, Organisation, Partnership, RoleGrant, Seat, SetUp
from tests.apps.register.making import TODAY, area, events_made, partnership, refused_to
from tests.apps.register.setting_up import ANSWERS, NOW, answered, finished

pytestmark = pytest.mark.django_db


def test_every_step_of_the_lawbook_has_a_form() -> None:
    from joinedup.apps.register.forms.setups import FORMS  # noqa: PLC0415 - needs Django to be ready

    assert list(FORMS) == [step.id for step in lawbook.setup_steps()]


def test_an_area_with_no_partnership_reaches_its_first_meeting(alice: Person) -> None:
    setup = answered(alice)
    row = finished(setup, alice)
    setup.refresh_from_db()
    assert (setup.partnership, setup.first_meeting_on) == (row, date(2004, 7, 1))
    assert (row.status, row.profile_id, row.accepted_on) == ("forming", "lsp-2001", TODAY)
    assert [kept.area.code for kept in row.coverage.all()] == ["E06000004"]
    seats = {(seat.organisation.name if seat.organisation else seat.qualifier) for seat in row.seats.all()}
    listed = lawbook.kind_of("community-interest").label
    assert seats == {"Northmoor Council", "Northmoor Police", "Moor Volunteers", listed}


def test_whoever_agreed_is_appointed_and_whoever_has_not_answered_has_a_vacant_seat(alice: Person) -> None:
    row = finished(answered(alice), alice)
    held = {appointment.organisation.name for appointment in row.appointments.all()}
    assert held == {"Northmoor Council", "Moor Volunteers"}
    vacant = Seat.objects.filter(partnership=row, appointments=None, organisation__name="Northmoor Police").get()
    assert vacant.must_be_invited is True


def test_the_chair_is_recorded_as_the_choice_of_the_partnership_itself(alice: Person) -> None:
    row = finished(answered(alice), alice)
    chair = Appointment.objects.get(partnership=row, seat__role_text="Chair")
    assert (chair.organisation.name, chair.person.name if chair.person else "") == (
        "Moor Volunteers",
        "Ade Obi",
    )
    assert chair.how_chosen == "by consensus, 1/5/2004"


def test_with_only_what_is_needed_each_that_was_invited_has_a_seat_kept(alice: Person) -> None:
    rest = ("profile", "invite", "seats", "chair", "accountabilities")
    row = finished(answered(alice, **dict.fromkeys(rest)), alice)
    assert [seat.organisation.name for seat in row.seats.all() if seat.organisation] == ["Northmoor Council"]
    assert not row.appointments.exists()


@pytest.mark.parametrize("step", ["convener", "area", "name", "first_meeting"])
def test_without_a_needed_step_it_is_refused_and_nothing_is_made(alice: Person, step: str) -> None:
    setup = answered(alice, **{step: None})
    title = next(row.title for row in lawbook.setup_steps() if row.id == step)
    with pytest.raises(RefusedByRuleError, match=title) as refusal:
        finished(setup, alice)
    assert "2.32" in refusal.value.finding.authority
    assert not Partnership.objects.exists()


def test_seats_of_a_kind_that_was_changed_afterwards_are_left_out(alice: Person) -> None:
    row = finished(answered(alice, profile={"type_id": "", "nation": ""}), alice)
    assert not row.seats.filter(organisation=None).exists()


def test_finishing_twice_makes_one_partnership_and_one_row_of_audit(alice: Person) -> None:
    setup = answered(alice)
    first = finished(setup, alice)
    with events_made() as made:
        assert finished(setup, alice) == first
    assert made == []
    assert Event.objects.filter(kind="register.setup_finished").count() == 1


def test_a_refusal_half_way_leaves_no_trace(alice: Person) -> None:
    setup = answered(alice)
    partnership("Northmoor Together")  # somebody else took the name meanwhile
    with events_made() as made, pytest.raises(RefusedByRuleError, match="already a partnership called"):
        finished(setup, alice)
    assert made == []
    assert not Organisation.objects.exists()


def test_beginning_again_goes_on_with_the_one_that_is_still_empty(alice: Person) -> None:
    with events_made() as made:
        first = begin_setup(by=alice, at=NOW)
        assert begin_setup(by=alice, at=NOW) == first
    assert [event.kind for event in made] == ["register.setup_begun"]
    save_step(first, "name", ANSWERS["name"], seen=seen_of(first, "name"), by=alice)
    assert begin_setup(by=alice, at=NOW) != first


def test_two_people_on_one_step_the_second_is_told(alice: Person, dana: Person) -> None:
    setup = answered(alice)
    seen = seen_of(setup, "name")
    save_step(setup, "name", {"name": "Alice’s"}, seen=seen, by=alice)
    with pytest.raises(StaleError):
        save_step(setup, "name", {"name": "Dana’s"}, seen=seen, by=dana)
    assert SetUp.objects.get().answers["name"] == {"name": "Alice’s"}


def test_two_people_on_two_steps_both_keep_their_answers(alice: Person, dana: Person) -> None:
    old = answered(alice)
    save_step(old, "name", {"name": "Alice’s"}, seen=seen_of(old, "name"), by=alice)
    save_step(old, "first_meeting", {"day": "2004-08-01"}, seen=seen_of(old, "first_meeting"), by=dana)
    answers = SetUp.objects.get().answers
    assert (answers["name"], answers["first_meeting"]) == ({"name": "Alice’s"}, {"day": "2004-08-01"})


def test_an_answer_after_the_end_is_stale(alice: Person) -> None:
    setup = answered(alice)
    finished(setup, alice)
    with pytest.raises(StaleError):
        save_step(setup, "name", {"name": "Late"}, seen=seen_of(setup, "name"), by=alice)


def test_a_step_that_the_lawbook_does_not_have_is_an_error(alice: Person) -> None:
    with pytest.raises(KeyError):
        save_step(begin_setup(by=alice, at=NOW), "budget", {}, seen="", by=alice)


def test_neither_a_representative_nor_a_stranger_may_set_up(alice: Person, bob: Person, charlie: Person) -> None:
    setup = answered(alice)
    for act in (
        lambda by: begin_setup(by=by, at=NOW),
        lambda by: save_step(setup, "name", {}, seen=seen_of(setup, "name"), by=by),
        lambda by: finished(setup, by),
    ):
        refused_to(bob, charlie, act=act)


def council_lead(person: Person, code: str = "E06000004") -> Person:
    """Leads the council of an area."""
    over = area(code, code)
    RoleGrant.objects.create(person=person, role="council_lead", area=over, valid_from=date(2001, 1, 1))
    return person


def test_a_council_lead_sets_up_in_their_area_and_becomes_the_manager_of_what_they_made(
    charlie: Person,
) -> None:
    row = finished(answered(council_lead(charlie)), charlie)
    grant = RoleGrant.objects.get(person=charlie, role="manager")
    assert grant.partnership == row
    assert Event.objects.get(kind="register.role_granted").facts["over"] == "Northmoor Together"


def test_a_council_lead_may_not_set_up_in_an_area_that_is_not_theirs(charlie: Person) -> None:
    setup = answered(council_lead(charlie, "E06000003"))
    with pytest.raises(Refused):
        finished(setup, charlie)
    assert not Partnership.objects.exists()


def test_those_who_act_for_an_invited_organisation_are_told(alice: Person, bob: Person) -> None:
    finished(answered(alice), alice)
    message = Message.objects.get(recipient_id=bob.pk)
    assert "first meeting" in message.subject
    assert "Town Hall" in message.body
