"""Importing who sits where: added, matched, changed, ended, and never deleted."""

from datetime import date

import pytest

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.audit.models import Event
from joinedup.apps.register.actions.imports import Source, import_rows, map_role_text, plan_import
from joinedup.apps.register.actions.organisations import merge_organisations
from joinedup.apps.register.exports import members_on
from joinedup.apps.register.models import Appointment, Link, Organisation, Partnership, Seat
from joinedup.formats.faults import BadInput
from joinedup.formats.write import write_csv
from tests.apps.register.files import ON, everything, source, take

pytestmark = pytest.mark.django_db

NEXT_DAY = date(2003, 6, 2)
HEAD = "partnership,organisation,sector,role,from,until,known_on"
STEPS = ["reading", "matching", "comparing names", "writing"]
COUNCIL = "Northmoor Together,Northmoor Council,public,member,2002-04-01,,"


def fault_of(*lines: str, on: date = ON) -> str:
    """The one fault for which the lines are refused."""
    with pytest.raises(BadInput) as refusal:
        take(*lines, on=on)
    (fault,) = refusal.value.faults
    return str(fault)


def test_a_row_adds_what_is_not_there_yet() -> None:
    assert take(HEAD, COUNCIL).counts == {"organisation": 1, "partnership": 1, "seat": 1, "appointment": 1}
    row = Appointment.objects.get()
    assert (row.organisation.name, row.organisation.sector) == ("Northmoor Council", "public")
    assert (row.valid_from, row.valid_until) == (date(2002, 4, 1), None)
    assert (row.partnership.valid_from, row.partnership.known_on) == (None, date(2002, 4, 1))


def test_an_import_is_one_row_of_the_audit_with_its_count_and_digest() -> None:
    take(HEAD, COUNCIL)
    event = Event.objects.get()
    assert event.kind == "register.rows_imported"
    assert (event.facts["count"], event.facts["digest"]) == (1, source(HEAD, COUNCIL).digest)


def test_the_same_file_a_day_later_changes_nothing() -> None:
    lines = (
        HEAD,
        COUNCIL,
        "Northmoor Together,Moor Volunteers,,,,,",
        "Old Board,Moor Volunteers,,,,2003-01-01,2001-05-05",
    )
    take(*lines)
    before = everything()
    assert take(*lines, on=NEXT_DAY).changes_nothing
    assert everything() == before


def test_a_row_with_no_day_at_all_is_known_from_the_day_of_the_import() -> None:
    take("partnership,organisation", "Board,Council")
    row = Appointment.objects.get()
    assert (row.valid_from, row.known_on) == (None, ON)
    assert not Appointment.objects.on(date(2003, 5, 31)).exists()
    assert row.seat.known_on == ON


def test_absence_deletes_nothing() -> None:
    take(HEAD, COUNCIL, "Northmoor Together,Moor Volunteers,voluntary,member,2002-04-01,,")
    take(HEAD, "Northmoor Together,Moor Volunteers,voluntary,member,2002-04-01,,")
    assert Appointment.objects.on(ON).count() == 2


def test_a_blank_cell_leaves_what_is_stored() -> None:
    take("partnership,organisation,sector,role,voting,seats,note", "Board,Council,public,member,yes,3,kept")
    take("partnership,organisation,role,voting,seats,note", "Board,Council,member,,,", on=NEXT_DAY)
    row = Appointment.objects.get()
    assert (row.num_places, row.note, row.seat.may_vote, row.seat.num_places) == (3, "kept", True, 3)


def test_a_first_day_that_is_learned_later_is_put_on_the_member_and_its_seat() -> None:
    take(HEAD, "Board,Council,public,member,,,2003-02-02")
    take(HEAD, "Board,Council,public,member,2001-09-09,,", on=NEXT_DAY)
    row = Appointment.objects.get()
    assert row.valid_from == row.seat.valid_from == date(2001, 9, 9)
    assert Partnership.objects.get().known_on == date(2001, 9, 9)  # a member shows that it was there


def test_once_the_first_day_is_known_the_old_file_changes_nothing() -> None:
    old = (HEAD, "Board,Council,public,member,,,2003-02-02")
    take(*old)
    take(HEAD, "Board,Council,public,member,2001-09-09,,", on=NEXT_DAY)
    assert take(*old, on=date(2003, 6, 3)).changes_nothing


def test_a_first_day_after_the_day_it_was_known_to_be_so_is_refused() -> None:
    take(HEAD, "Board,Council,public,member,,,2002-02-02")
    fault = fault_of(HEAD, "Board,Council,public,member,2003-01-01,,")
    assert 'row 2, column "from": this was known to be so already on 2 February 2002' in fault


def test_writing_until_ends_a_membership_and_its_own_seat() -> None:
    take(HEAD, COUNCIL)
    take(HEAD, COUNCIL.replace("2002-04-01,", "2002-04-01,2003-04-01"), on=NEXT_DAY)
    row = Appointment.objects.get()
    assert row.valid_until == row.seat.valid_until == date(2003, 4, 1)


def test_a_term_after_another_has_ended_is_a_new_one() -> None:
    take(HEAD, "Board,Council,public,member,2001-01-01,2002-01-01,")
    take(HEAD, "Board,Council,public,member,2003-01-01,,", on=NEXT_DAY)
    assert [str(row.valid_from) for row in Appointment.objects.order_by("valid_from")] == ["2001-01-01", "2003-01-01"]


def test_a_term_that_overlaps_one_in_the_register_is_refused_naming_both() -> None:
    take(HEAD, COUNCIL)
    fault = fault_of(HEAD, "Northmoor Together,Northmoor Council,public,member,2003-01-01,,")
    held = Appointment.objects.get()
    assert "Northmoor Council already holds this seat from 1 April 2002 with no end" in fault
    assert f"or give the row the id {held.ref}" in fault


def test_an_end_before_the_day_it_would_be_known_is_refused() -> None:
    fault = fault_of(HEAD, "Board,Council,public,member,,2001-01-01,")
    assert 'row 2, column "until": 1 January 2001 is not after 1 June 2003, the first day on which it is shown' in fault


def test_a_row_is_found_by_its_id_whatever_else_it_says() -> None:
    take(HEAD, COUNCIL)
    ref = Appointment.objects.get().ref
    take("id,partnership,organisation,role,from", f"{ref},Northmoor Together,Northmoor Council,chair,2002-05-01")
    row = Appointment.objects.get()
    assert (row.ref, row.seat.role_text, row.valid_from) == (ref, "chair", date(2002, 5, 1))


def test_an_id_of_another_partnerships_row_is_refused() -> None:
    take(HEAD, COUNCIL)
    ref = Appointment.objects.get().ref
    fault = fault_of("id,partnership,organisation", f"{ref},Other Board,Northmoor Council")
    assert f"the id {ref} is of a row of Northmoor Together" in fault


def test_a_mark_that_could_not_stand_in_an_address_is_refused() -> None:
    assert "cannot be the mark of a row" in fault_of("id,partnership,organisation", "a/../b,Board,Council")


def test_rows_carried_over_with_another_partnerships_mark_are_refused() -> None:
    take(HEAD, COUNCIL)
    ref = Partnership.objects.get().ref
    fault = fault_of("partnership,partnership_id,organisation", f"Southmoor Board,{ref},Council")
    assert f"the mark {ref} is of “Northmoor Together”" in fault


def test_names_match_whatever_their_capitals_and_spaces() -> None:
    take(HEAD, COUNCIL)
    assert take(HEAD, "NORTHMOOR  together,northmoor council,public,Member,2002-04-01,,").changes_nothing


def test_a_merged_organisation_is_found_under_its_old_name() -> None:
    take(HEAD, "Board,Moor Voluntary Service,,,2002-01-01,,", "Board,Moor V S,,,2002-01-01,,")
    absorbed, into = Organisation.objects.get(name="Moor V S"), Organisation.objects.get(name="Moor Voluntary Service")
    merge_organisations(absorbed, into, by=SYSTEM, on=ON)
    take(HEAD, "Other,Moor V S,,,2002-01-01,,")
    assert Appointment.objects.get(partnership__name="Other").organisation == into


def test_a_sector_that_differs_stays_with_the_organisation_and_is_noted() -> None:
    take(HEAD, COUNCIL)
    plan = take(HEAD, "Other,Northmoor Council,community,member,2002-04-01,,")
    assert "Northmoor Council is recorded as public; this seat is kept as community." in str(plan.notes[0])
    assert Organisation.objects.get().sector == "public"
    assert Seat.objects.get(partnership__name="Other").sector == "community"


def test_two_people_of_one_name_and_organisation_are_one_person() -> None:
    take("partnership,organisation,person", "Board,Council,Ann Lee", "Other,Council,ann lee")
    first, second = Appointment.objects.all()
    assert first.person == second.person
    take("partnership,organisation,person", "Third,Police,Ann Lee", on=NEXT_DAY)
    assert Appointment.objects.get(partnership__name="Third").person != first.person


def test_a_vacancy_is_a_seat_that_nobody_holds() -> None:
    head = "partnership,organisation,qualifier,seats"
    take(head, "Board,,resident,4")
    seat = Seat.objects.get()
    assert (seat.qualifier, seat.num_places, seat.organisation, seat.appointments.count()) == ("resident", 4, None, 0)
    assert take(head, "Board,,resident,4", on=NEXT_DAY).changes_nothing


def test_an_exported_vacancy_that_is_filled_in_is_an_appointment_to_that_seat() -> None:
    take("partnership,organisation,qualifier,from", "Board,,resident,2002-01-01")
    columns, rows = members_on(ON)
    (row,) = rows
    row[columns.index("organisation")] = "Residents' Forum"
    import_rows(Source("back.csv", write_csv(columns, rows)), by=SYSTEM, on=ON)
    assert Appointment.objects.get().seat == Seat.objects.get()
    assert plan_import(Source("back.csv", write_csv(columns, rows)), on=NEXT_DAY).changes_nothing


def test_blanking_the_organisation_of_an_exported_row_is_refused_not_taken_for_an_end() -> None:
    take(HEAD, COUNCIL)
    ref = Appointment.objects.get().ref
    fault = fault_of("id,partnership,organisation", f"{ref},Northmoor Together,")
    assert "this row is the membership of Northmoor Council" in fault
    assert "to end its membership, write the day in “until”" in fault


def test_places_of_one_qualifier_are_shared_while_there_is_room() -> None:
    head = "partnership,organisation,qualifier,seats,seat_places,from"
    take(head, "Board,Forum A,resident,1,2,2002-01-01", "Board,Forum B,resident,1,,2002-01-01")
    take(head, "Board,Forum C,resident,1,,2002-01-01", on=NEXT_DAY)
    shared, own = Seat.objects.order_by("pk")
    assert (shared.appointments.count(), own.appointments.count()) == (2, 1)


def test_a_named_seat_that_is_taken_on_those_days_is_refused() -> None:
    take("partnership,organisation,qualifier,from", "Board,Forum A,resident,2002-01-01")
    seat = Seat.objects.get().ref
    fault = fault_of("partnership,organisation,seat_id,qualifier,from", f"Board,Forum B,{seat},resident,2002-06-01")
    assert f"the seat {seat} is not free on all these days" in fault


def test_two_rows_that_differ_on_one_seat_are_refused() -> None:
    head = "partnership,organisation,seat_id,seat_places,qualifier,voting,from"
    fault = fault_of(head, "Board,A,s1,2,resident,yes,2002-01-01", "Board,B,s1,2,resident,no,2002-01-01")
    assert 'row 3, column "voting": row 2 says otherwise of the same seat' in fault


def test_a_member_that_begins_after_the_partnership_ended_is_refused() -> None:
    take("partnership,status,from,until", "Board,ended,2001-01-01,2002-01-01")
    fault = fault_of(HEAD, "Board,Council,public,member,2003-01-01,,")
    assert "“Board” ended on 1 January 2002, before this begins" in fault


def test_a_type_that_differs_from_the_register_is_refused() -> None:
    take("partnership,type,organisation", "Board,lsp,Council")
    assert "the register has lsp for Board" in fault_of("partnership,type,organisation", "Board,cdrp,Council")


def test_a_role_that_means_nesting_makes_the_member_a_partnership_inside_the_other() -> None:
    plan = take(
        "partnership,organisation,role",
        "Big Board,Small Board,delivery sub-board",
        roles={"delivery sub-board": "delivery-sub-board"},
    )
    assert plan.counts["link"] == 1
    link = Link.objects.get()
    assert (link.child.name, link.parent.name, link.child.type_id) == ("Small Board", "Big Board", "theme_group")
    assert not Seat.objects.exists()
    assert take(
        "partnership,organisation,role", "Big Board,Small Board,delivery sub-board", on=NEXT_DAY
    ).changes_nothing


def test_nesting_by_role_that_would_loop_is_refused() -> None:
    lines = ("partnership,organisation,role", "A Board,B Board,sub-group", "B Board,A Board,sub-group")
    with pytest.raises(BadInput, match="would sit under itself"):
        take(*lines, roles={"sub-group": "sub-group"})
    assert not Partnership.objects.exists()


def test_a_role_mapped_later_moves_what_was_kept_as_written() -> None:
    plan = take("partnership,organisation,role", "Big Board,Small Board,widget group")
    assert plan.role_texts == {"widget group": 1}
    assert map_role_text("widget group", "sub-group", by=SYSTEM, on=ON) == 1
    assert Link.objects.get().child.name == "Small Board"
    assert not Seat.objects.exists()


def test_near_duplicates_are_noted_and_both_are_kept() -> None:
    plan = take(HEAD, "Board,Moor Housing Association,,,,,", "Board,The Moor Housing Association,,,,,")
    (note,) = plan.notes
    assert set(note.names) == {"Moor Housing Association", "The Moor Housing Association"}
    assert Organisation.objects.count() == 2


def test_an_organisation_that_is_a_partnership_here_is_known_to_be() -> None:
    take(HEAD, "Health Board,Council,,,,,")
    take(HEAD, "Big Board,Health Board,,,,,")
    assert Partnership.objects.get(name="Health Board").organisation == Organisation.objects.get(name="Health Board")


def test_a_mapped_column_is_remembered_once_the_file_is_taken_in() -> None:
    take("Board,organisation", "Northmoor,Council", mapping={"Board": "partnership"})
    assert take("BOARD,organisation", "Northmoor,Council", on=NEXT_DAY).changes_nothing


def test_progress_is_told_with_rows_done_and_their_number() -> None:
    said: list[tuple[str, int, int]] = []
    take(HEAD, COUNCIL, say_progress=lambda *told: said.append(told))
    assert list(dict.fromkeys(step for step, _done, _total in said)) == STEPS
    assert ("matching", 1, 1) in said
    assert said[-1] == ("writing", 4, 4)
