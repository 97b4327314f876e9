"""Adding, correcting and merging organisations, and what a partnership covers."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Refused
from joinedup.apps.register.actions.coverage import set_coverage
from joinedup.apps.register.actions.facts import as_read
from joinedup.apps.register.actions.organisations import (
    add_organisation,
    correct_organisation,
    keep_organisations_apart,
    merge_organisations,
)
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.actions.seats import appoint
from joinedup.apps.register.models import NotDuplicates, Organisation, Partnership, RoleGrant
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


def test_each_action_on_organisations_writes_one_row_of_audit(alice: Person) -> None:
    with events_made() as made:
        one = add_organisation(name="Moor CVS", by=alice, on=TODAY)
        other = add_organisation(name="Moor C.V.S.", by=alice, on=TODAY)
        correct_organisation(one, sector="voluntary", by=alice, on=TODAY)
        keep_organisations_apart(one, other, by=alice, on=TODAY)
        merge_organisations(other, one, by=alice, on=TODAY)
    assert [event.kind.removeprefix("register.") for event in made] == [
        "organisation_added",
        "organisation_added",
        "organisation_changed",
        "organisations_kept_apart",
        "organisations_merged",
    ]
    leaves_nothing_when_rolled_back(lambda: add_organisation(name="Other", by=alice, on=TODAY))


def test_whoever_manages_one_partnership_may_add_the_organisations_that_it_appoints(charlie: Person) -> None:
    with pytest.raises(Refused):
        add_organisation(name="Moor CVS", by=charlie, on=TODAY)
    RoleGrant.objects.create(person=charlie, role="manager", partnership=partnership(), valid_from=date(2001, 1, 1))
    charlie.__dict__.pop("_roles_held", None)
    assert add_organisation(name="Moor CVS", by=charlie, on=TODAY).pk


def test_a_representative_corrects_their_own_organisation_and_no_other(
    bob: Person, charlie: Person, bobs_organisation: Organisation
) -> None:
    assert correct_organisation(bobs_organisation, sector="voluntary", by=bob, on=TODAY).sector == "voluntary"
    other = organisation()
    for act in (
        lambda by: correct_organisation(other, sector="public", by=by, on=TODAY),
        lambda by: add_organisation(name="New", by=by, on=TODAY),
        lambda by: merge_organisations(other, bobs_organisation, by=by, on=TODAY),
        lambda by: keep_organisations_apart(other, bobs_organisation, by=by, on=TODAY),
    ):
        refused_to(bob, charlie, act=act)


def test_a_name_in_use_is_refused_for_a_new_record_and_for_an_old_one() -> None:
    organisation("Moor CVS")
    other = organisation("Other")
    for act in (
        lambda: organisation("moor cvs"),
        lambda: correct_organisation(other, name="Moor  CVS", **BY_SYSTEM),
    ):
        with pytest.raises(RefusedByRuleError, match="one name, one organisation") as refusal:
            act()
        assert refusal.value.field == "name"


def test_a_number_that_another_organisation_has_is_refused_and_nothing_is_stored() -> None:
    numbers = [("GB-CHC", "1234567")]
    add_organisation(name="Moor CVS", identifiers=numbers, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="is the number of “Moor CVS”") as refusal:
        add_organisation(name="Other", identifiers=numbers, **BY_SYSTEM)
    assert refusal.value.field == "identifiers"
    assert Organisation.objects.count() == 1


def test_correcting_the_numbers_replaces_them_all_and_keeps_the_old_in_the_audit() -> None:
    row = add_organisation(name="Moor CVS", identifiers=[("GB-CHC", "1"), ("GB-COH", "2")], **BY_SYSTEM)
    with events_made() as made:
        correct_organisation(row, identifiers=[("GB-COH", "2"), ("GB-CHC", "3")], **BY_SYSTEM)
    assert {str(kept) for kept in row.identifiers.all()} == {"GB-COH-2", "GB-CHC-3"}
    assert made[0].facts["values"] == {"identifiers": ["GB-CHC-1; GB-COH-2", "GB-CHC-3; GB-COH-2"]}


def test_a_sector_that_is_none_of_the_four_is_refused() -> None:
    with pytest.raises(ValidationError) as wrong:
        organisation(sector="third")
    assert set(wrong.value.error_dict) == {"sector"}


def test_a_correction_of_an_organisation_that_somebody_else_has_corrected_is_stale() -> None:
    row = organisation()
    seen = as_read(row)
    correct_organisation(row, website="https://example.org", seen=seen, **BY_SYSTEM)
    with pytest.raises(StaleError):
        correct_organisation(row, website="https://example.com", seen=seen, **BY_SYSTEM)


def test_a_merger_moves_everything_and_leaves_a_trace() -> None:
    stays, goes, earlier = organisation("Moor CVS"), organisation("Moor C.V.S."), organisation("M.C.V.S.")
    merge_organisations(earlier, goes, **BY_SYSTEM)
    body = partnership("Moor Company")
    Partnership.objects.filter(pk=body.pk).update(organisation=goes)
    place = seat(partnership(), organisation=goes)
    held = appoint(place, goes, life=SINCE, **BY_SYSTEM)
    with events_made() as made:
        merge_organisations(goes, stays, **BY_SYSTEM)
    held.refresh_from_db()
    place.refresh_from_db()
    assert (held.organisation, place.organisation) == (stays, stays)
    assert Partnership.objects.get(pk=body.pk).organisation == stays
    assert set(Organisation.objects.filter(merged_into=stays)) == {goes, earlier}
    assert made[0].facts["appointments"] == [held.ref]


def test_a_record_is_not_merged_twice_nor_with_itself() -> None:
    one, other, third = organisation("One"), organisation("Other"), organisation("Third")
    stale = Organisation.objects.get(pk=other.pk)
    merge_organisations(other, one, **BY_SYSTEM)
    for absorbed, into in ((stale, third), (one, one), (third, stale)):
        with pytest.raises(RefusedByRuleError, match="merged already"):
            merge_organisations(absorbed, into, **BY_SYSTEM)


def test_two_partnerships_are_not_merged_as_organisations() -> None:
    one, other = organisation("One"), organisation("Other")
    for name, body in (("P1", one), ("P2", other)):
        Partnership.objects.filter(pk=partnership(name).pk).update(organisation=body)
    with pytest.raises(RefusedByRuleError, match=r"2\.39"):
        merge_organisations(one, other, **BY_SYSTEM)


def test_two_that_differ_are_said_to_differ_once() -> None:
    one, other = organisation("One"), organisation("Other")
    keep_organisations_apart(one, other, **BY_SYSTEM)
    with events_made() as made:
        keep_organisations_apart(other, one, **BY_SYSTEM)
    assert made == []
    assert NotDuplicates.objects.count() == 1


def covered(row: Partnership, day: date) -> dict[str, bool]:
    """What it covers on a day."""
    return {kept.area.code: kept.is_whole for kept in row.coverage.on(day).select_related("area")}


def test_two_districts_and_half_of_a_third_is_an_ordinary_case(alice: Person) -> None:
    row = partnership()
    areas = [(area(f"X{number}", f"District {number}"), number < 3) for number in (1, 2, 3)]
    with events_made() as made:
        set_coverage(row, areas, from_day=START, by=alice, on=TODAY)
    assert covered(row, TODAY) == {"X1": True, "X2": True, "X3": False}
    assert made[0].facts["areas"] == ["X1:whole", "X2:whole", "X3:part"]
    assert len(made) == 1


def test_new_coverage_leaves_earlier_days_as_they_were() -> None:
    row = partnership()
    one, other = area("X1", "One"), area("X2", "Other")
    set_coverage(row, [(one, True), (other, True)], from_day=START, **BY_SYSTEM)
    set_coverage(row, [(one, False)], from_day=TODAY, **BY_SYSTEM)
    assert covered(row, START) == {"X1": True, "X2": True}
    assert covered(row, TODAY) == {"X1": False}


def test_the_same_coverage_again_writes_nothing() -> None:
    row = partnership()
    set_coverage(row, [(area(), True)], from_day=START, **BY_SYSTEM)
    with events_made() as made:
        set_coverage(row, [(area(), True)], from_day=TODAY, **BY_SYSTEM)
    assert made == []


def test_coverage_before_the_last_day_it_was_set_is_refused() -> None:
    row = partnership()
    set_coverage(row, [(area(), True)], from_day=TODAY, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="last recorded from 1 June 2004") as refusal:
        set_coverage(row, [(area(), True)], from_day=START, **BY_SYSTEM)
    assert refusal.value.field == "from_day"
    assert row.coverage.count() == 1


def test_neither_a_representative_nor_a_stranger_may_set_coverage(bob: Person, charlie: Person) -> None:
    row = partnership()
    refused_to(bob, charlie, act=lambda by: set_coverage(row, [(area(), True)], from_day=START, by=by, on=TODAY))
