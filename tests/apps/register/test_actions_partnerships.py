"""Adding, changing, correcting, accepting and ending a partnership."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.endings import end_partnership
from joinedup.apps.register.actions.facts import as_read
from joinedup.apps.register.actions.partnerships import (
    accept_partnership,
    add_partnership,
    change_partnership,
    correct_partnership,
)
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.actions.requirements import add_requirement, end_requirement
from joinedup.apps.register.actions.seats import appoint
from joinedup.apps.register.models import FormerFacts, Partnership, Requirement, RoleGrant
from joinedup.rules.life import Life
from tests.apps.register.making import (
    BY_SYSTEM,
    SINCE,
    START,
    TODAY,
    area,
    events_made,
    leaves_nothing_when_rolled_back,
    organisation,
    partnership,
    refused_to,
    seat,
)

pytestmark = pytest.mark.django_db


def test_adding_writes_one_row_of_audit_in_the_same_transaction(alice: Person) -> None:
    with events_made() as made:
        row = add_partnership(name="Northmoor Together", life=SINCE, by=alice, on=TODAY)
    assert [(event.kind, event.actor_id, event.subject_id) for event in made] == [
        ("register.partnership_added", alice.pk, str(row.pk))
    ]
    leaves_nothing_when_rolled_back(lambda: add_partnership(name="Other", life=SINCE, by=alice, on=TODAY))


def test_a_type_brings_its_themes_profile_and_reason_to_exist() -> None:
    row = partnership(type_id="cdrp", nation="england")
    assert row.profile_id == "csp-england"
    assert [theme.theme_id for theme in row.themes.all()] == ["crime"]
    assert [reason.kind for reason in row.requirements.all()] == ["statute"]


def test_a_type_forces_nothing_that_was_answered_otherwise() -> None:
    row = partnership(type_id="cdrp", nation="england", themes=["health"], legal_personality="yes")
    assert [theme.theme_id for theme in row.themes.all()] == ["health"]
    assert row.legal_personality == "yes"


def test_a_name_in_use_is_refused_on_its_field() -> None:
    partnership()
    with pytest.raises(RefusedByRuleError, match="one name, one partnership") as refusal:
        partnership("northmoor  TOGETHER")
    assert refusal.value.field == "name"


def test_the_name_of_a_partnership_that_begins_later_is_taken_too() -> None:
    partnership(life=Life(date(2003, 1, 1)))
    with pytest.raises(RefusedByRuleError):
        partnership(life=SINCE)
    assert partnership(life=Life(START, None, date(2003, 1, 1))).pk


def test_a_formula_is_refused_as_a_name() -> None:
    with pytest.raises(ValidationError) as wrong:
        partnership("=cmd|' /C calc'!A0")
    assert set(wrong.value.error_dict) == {"name"}
    assert not Partnership.objects.exists()


def test_neither_a_representative_nor_a_stranger_may_add_change_correct_accept_or_end(
    bob: Person, charlie: Person
) -> None:
    row = partnership()
    for act in (
        lambda by: add_partnership(name="Other", life=SINCE, by=by, on=TODAY),
        lambda by: change_partnership(row, from_day=TODAY, purpose="x", by=by, on=TODAY),
        lambda by: correct_partnership(row, purpose="x", by=by, on=TODAY),
        lambda by: accept_partnership(row, by=by, on=TODAY),
        lambda by: end_partnership(row, until=TODAY, by=by, on=TODAY),
    ):
        refused_to(bob, charlie, act=act)


def test_a_council_lead_may_add_a_partnership_in_their_area_only(charlie: Person) -> None:
    RoleGrant.objects.create(person=charlie, role="council_lead", area=area(), valid_from=date(2001, 1, 1))
    refused_to(charlie, act=lambda by: add_partnership(name="A", life=SINCE, by=by, on=TODAY))
    row = add_partnership(name="A", life=SINCE, areas=[(area(), True)], by=charlie, on=TODAY)
    assert row.coverage.get().area == area()


def test_a_change_keeps_the_old_facts_for_earlier_days() -> None:
    row = partnership(purpose="Talk")
    with events_made() as made:
        change_partnership(row, from_day=date(2003, 4, 1), purpose="Act", name="Northmoor Acts", **BY_SYSTEM)
    kept = FormerFacts.objects.get()
    assert kept.facts == {"purpose": "Talk", "name": "Northmoor Together"}
    assert (kept.valid_from, kept.valid_until) == (START, date(2003, 4, 1))
    row.refresh_from_db()
    assert (row.purpose, row.name_key) == ("Act", "northmoor acts")
    assert [event.kind for event in made] == ["register.partnership_changed"]


@pytest.mark.parametrize("day", [START, date(2001, 1, 1)])
def test_a_change_on_or_before_the_first_day_is_refused_and_names_the_other_way(day: date) -> None:
    with pytest.raises(RefusedByRuleError, match="Correct the record instead") as refusal:
        change_partnership(partnership(), from_day=day, purpose="x", **BY_SYSTEM)
    assert refusal.value.field == "from_day"


def test_a_change_before_the_last_change_or_after_the_end_is_refused() -> None:
    row = partnership()
    change_partnership(row, from_day=date(2003, 4, 1), purpose="x", **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError):
        change_partnership(row, from_day=date(2003, 3, 31), purpose="y", **BY_SYSTEM)
    end_partnership(row, until=TODAY, authority="its members, 1 May 2004", **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="ended on 1 June 2004"):
        change_partnership(row, from_day=TODAY, purpose="y", **BY_SYSTEM)


def test_renaming_to_a_name_in_use_is_refused() -> None:
    partnership("Taken")
    row = partnership("Free")
    for act in (
        lambda: correct_partnership(row, name="taken", **BY_SYSTEM),
        lambda: change_partnership(row, from_day=TODAY, name="Taken", **BY_SYSTEM),
    ):
        with pytest.raises(RefusedByRuleError, match="already a partnership called"):
            act()
    row.refresh_from_db()
    assert row.name == "Free"


def test_a_correction_keeps_the_old_value_in_the_audit_and_nothing_else() -> None:
    row = partnership(purpose="Tlak")
    with events_made() as made:
        correct_partnership(row, purpose="Talk", themes=["health"], **BY_SYSTEM)
    assert made[0].facts["values"] == {"purpose": ["Tlak", "Talk"], "themes": ["", "health"]}
    assert len(made) == 1
    assert not FormerFacts.objects.exists()


def test_a_correction_that_alters_nothing_writes_nothing() -> None:
    row = partnership(purpose="Talk")
    with events_made() as made:
        correct_partnership(row, purpose="Talk", **BY_SYSTEM)
    assert made == []


def test_a_correction_of_what_somebody_else_has_changed_is_stale() -> None:
    row = partnership()
    seen = as_read(row)
    correct_partnership(row, purpose="First", seen=seen, **BY_SYSTEM)
    with pytest.raises(StaleError):
        correct_partnership(row, purpose="Second", seen=seen, **BY_SYSTEM)
    with pytest.raises(StaleError):
        change_partnership(row, from_day=TODAY, purpose="Third", seen=seen, **BY_SYSTEM)
    row.refresh_from_db()
    assert row.purpose == "First"


def test_a_record_is_accepted_once(alice: Person) -> None:
    row = partnership()
    with events_made() as made:
        accept_partnership(row, by=alice, on=TODAY)
    assert [event.kind for event in made] == ["register.partnership_accepted"]
    with pytest.raises(StaleError):
        accept_partnership(Partnership.objects.get(), by=alice, on=TODAY)


def test_a_statutory_partnership_does_not_end_by_a_local_decision() -> None:
    row = partnership(type_id="cdrp", nation="england")
    with pytest.raises(RefusedByRuleError, match="duty ends only by law") as refusal:
        end_partnership(row, until=TODAY, **BY_SYSTEM)
    assert "2.39" in refusal.value.finding.authority
    assert refusal.value.field == "authority"
    ended = end_partnership(row, until=TODAY, authority="Police Reform Act 2002 s.97", **BY_SYSTEM)
    assert ended.valid_until == TODAY


def test_ending_ends_what_hangs_on_it_even_what_had_a_later_end() -> None:
    row = partnership(legal_personality="no", areas=[(area(), True)])
    held = seat(row, life=Life(START, None, date(2030, 1, 1)))
    appoint(held, organisation(), life=Life(START, None, date(2029, 1, 1)), **BY_SYSTEM)
    past = seat(row, life=Life(START, None, date(2003, 1, 1)))
    with events_made() as made:
        end_partnership(row, until=TODAY, **BY_SYSTEM)
    assert [event.kind for event in made] == ["register.partnership_ended"]
    assert row.seats.get(pk=held.pk).valid_until == TODAY
    assert row.appointments.get().valid_until == TODAY
    assert row.coverage.get().valid_until == TODAY
    assert row.seats.get(pk=past.pk).valid_until == date(2003, 1, 1)


def test_ending_twice_is_stale_and_keeps_the_first_day() -> None:
    row = partnership(legal_personality="no")
    end_partnership(row, until=TODAY, **BY_SYSTEM)
    with pytest.raises(StaleError):
        end_partnership(row, until=date(2005, 1, 1), **BY_SYSTEM)
    assert Partnership.objects.get().valid_until == TODAY


def test_a_reason_is_added_and_ended_once(alice: Person, bob: Person) -> None:
    row = partnership()
    refused_to(bob, act=lambda by: add_requirement(row, kind="funding", title="NRF", life=SINCE, by=by, on=TODAY))
    with events_made() as made:
        reason = add_requirement(row, kind="funding", title="NRF", life=SINCE, by=alice, on=TODAY)
        refused_to(bob, act=lambda by: end_requirement(reason, until=TODAY, by=by, on=TODAY))
        end_requirement(reason, until=TODAY, by=alice, on=TODAY)
    assert [event.kind for event in made] == ["register.requirement_added", "register.requirement_ended"]
    with pytest.raises(RefusedByRuleError, match="1 June 2004"):
        end_requirement(Requirement.objects.get(), until=date(2005, 1, 1), by=alice, on=TODAY)


def test_a_reason_of_no_known_kind_or_that_ends_before_it_begins_is_refused() -> None:
    row = partnership()
    with pytest.raises(ValidationError) as wrong:
        add_requirement(row, kind="habit", title="NRF", life=SINCE, **BY_SYSTEM)
    assert set(wrong.value.error_dict) == {"kind"}
    reason = add_requirement(row, kind="funding", title="NRF", life=SINCE, **BY_SYSTEM)
    with pytest.raises(ValidationError, match="end after it begins"):
        end_requirement(reason, until=START, **BY_SYSTEM)
