"""What ends, what is ended earlier than was meant, and what hangs on something that has ended."""

from collections.abc import Callable
from datetime import date

import pytest

from joinedup.apps.register.actions.coverage import set_coverage
from joinedup.apps.register.actions.endings import end_partnership
from joinedup.apps.register.actions.links import link_partnerships
from joinedup.apps.register.actions.organisations import merge_organisations
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.actions.requirements import add_requirement, end_requirement
from joinedup.apps.register.actions.seats import appoint, end_appointment, end_seat
from joinedup.apps.register.models import Appointment, Requirement, Seat
from joinedup.rules.life import Life
from tests.apps.register.making import (
    BY_SYSTEM,
    SINCE,
    START,
    TODAY,
    area,
    events_made,
    organisation,
    partnership,
    seat,
)

pytestmark = pytest.mark.django_db


def test_a_term_that_was_to_run_for_longer_is_cut_short() -> None:
    place = seat(partnership())
    appoint(place, organisation(), life=Life(START, None, date(2010, 1, 1)), **BY_SYSTEM)
    end_appointment(Appointment.objects.get(), until=TODAY, **BY_SYSTEM)
    assert Appointment.objects.get().valid_until == TODAY


def test_of_two_who_end_one_appointment_from_the_same_page_the_second_is_told() -> None:
    held = appoint(seat(partnership()), organisation(), life=SINCE, **BY_SYSTEM)
    read_by_another = Appointment.objects.get()
    end_appointment(held, until=TODAY, **BY_SYSTEM)
    with pytest.raises(StaleError):
        end_appointment(read_by_another, until=date(2003, 1, 1), **BY_SYSTEM)
    assert Appointment.objects.get().valid_until == TODAY


def test_what_was_to_begin_after_its_seat_has_ended_never_does() -> None:
    place = seat(partnership())
    appoint(place, organisation(), life=Life(date(2005, 1, 1)), **BY_SYSTEM)
    with events_made() as made:
        end_seat(place, until=TODAY, **BY_SYSTEM)
    assert not Appointment.objects.exists()
    assert made[0].facts["never_begun"] == 1


def test_nothing_new_is_recorded_of_a_partnership_after_its_end() -> None:
    row = partnership(legal_personality="no")
    end_partnership(row, until=TODAY, **BY_SYSTEM)
    acts: tuple[Callable[[], object], ...] = (
        lambda: seat(row),
        lambda: add_requirement(row, kind="funding", title="NRF", life=SINCE, **BY_SYSTEM),
        lambda: set_coverage(row, [(area(), True)], from_day=TODAY, **BY_SYSTEM),
        lambda: link_partnerships(row, partnership("Other"), life=SINCE, **BY_SYSTEM),
    )
    for act in acts:
        with pytest.raises(RefusedByRuleError, match="ended on 1 June 2004"):
            act()
    assert seat(row, life=Life(START, None, TODAY)).valid_until == TODAY
    assert set_coverage(row, [(area(), True)], from_day=START, **BY_SYSTEM)[0].valid_until == TODAY


def test_an_organisation_whose_record_was_merged_is_not_appointed() -> None:
    place, old, new = seat(partnership()), organisation("Old"), organisation("New")
    merge_organisations(old, new, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="“New”"):
        appoint(place, old, life=SINCE, **BY_SYSTEM)


def test_what_was_to_begin_after_a_partnership_has_ended_never_does() -> None:
    row = partnership(legal_personality="no")
    later = seat(row, life=Life(date(2005, 1, 1)))
    appoint(later, organisation(), life=Life(date(2005, 6, 1)), **BY_SYSTEM)
    end_partnership(row, until=TODAY, **BY_SYSTEM)
    assert not Seat.objects.exists()
    assert not Appointment.objects.exists()


# White paper 2.39: statutory partnerships stay; a duty ends by law alone, whichever way round it is tried.
def test_a_statutory_duty_is_not_ended_without_the_law_that_ended_it() -> None:
    row = partnership(type_id="cdrp", legal_personality="no")
    reason = row.requirements.get(kind="statute")
    with pytest.raises(RefusedByRuleError, match=r"only by law.*2\.39") as refused:
        end_requirement(reason, until=TODAY, **BY_SYSTEM)
    assert refused.value.field == "authority"
    assert Requirement.objects.get(pk=reason.pk).valid_until is None
    end_requirement(Requirement.objects.get(pk=reason.pk), until=TODAY, authority="An Act, s.1", **BY_SYSTEM)
    assert end_partnership(row, until=TODAY, **BY_SYSTEM).valid_until == TODAY


def test_a_partnership_ends_by_what_required_it_on_its_last_day_not_on_the_day_it_is_recorded() -> None:
    row = partnership(type_id="cdrp", legal_personality="no")
    end_requirement(row.requirements.get(), until=TODAY, authority="An Act, s.1", **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="statute"):
        end_partnership(row, until=date(2003, 1, 1), **BY_SYSTEM)


def test_a_duty_of_which_the_start_is_not_known_still_binds() -> None:
    row = partnership(legal_personality="no")
    life = Life(None, date(2004, 5, 1))
    add_requirement(row, kind="statute", title="An Act, s.2", life=life, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="statute"):
        end_partnership(row, until=date(2003, 1, 1), **BY_SYSTEM)


def test_with_no_reason_recorded_the_law_of_its_type_binds() -> None:
    row = partnership(type_id="cdrp", legal_personality="no")
    row.requirements.all().delete()
    with pytest.raises(RefusedByRuleError, match="statute"):
        end_partnership(row, until=TODAY, **BY_SYSTEM)
