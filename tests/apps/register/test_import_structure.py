"""Importing partnerships, why they exist, what they cover, how they nest."""

from datetime import date

import pytest

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.register.actions.imports import Source, import_rows
from joinedup.apps.register.actions.partnerships import change_partnership
from joinedup.apps.register.exports import structure_on
from joinedup.apps.register.models import Appointment, Coverage, Link, Partnership, Requirement
from joinedup.formats.faults import BadInput
from joinedup.formats.write import write_csv, write_xlsx
from tests.apps.register.files import ON, take

pytestmark = pytest.mark.django_db

NEXT_DAY = date(2003, 6, 2)


def faults_of(*lines: str) -> list[str]:
    """The faults for which the lines are refused."""
    with pytest.raises(BadInput) as refusal:
        take(*lines)
    return [str(fault) for fault in refusal.value.faults]


def test_a_partnership_with_several_requirements_has_several_rows() -> None:
    lines = (
        "partnership,type,requirement,requirement_kind,requirement_from,requirement_until",
        "Board,cdrp,Crime and Disorder Act 1998,statute,1998-09-30,",
        "Board,cdrp,Safer Communities Initiative,funding,2002-04-01,2004-03-31",
    )
    take(*lines)
    assert [(r.kind, r.title) for r in Requirement.objects.order_by("title")] == [
        ("statute", "Crime and Disorder Act 1998"),
        ("funding", "Safer Communities Initiative"),
    ]
    assert take(*lines, on=NEXT_DAY).changes_nothing


def test_a_later_row_can_end_a_requirement() -> None:
    take("partnership,requirement,requirement_kind", "Board,The fund,funding")
    take("partnership,requirement,requirement_until", "Board,The fund,2005-04-01", on=NEXT_DAY)
    assert Requirement.objects.get().valid_until == date(2005, 4, 1)


def test_a_requirement_of_no_kind_is_refused() -> None:
    (fault,) = faults_of("partnership,requirement", "Board,Because")
    assert 'column "requirement_kind": what kind of requirement “Because” is, is not said' in fault


def test_an_origin_alone_is_the_types_own_basis() -> None:
    take("partnership,type,origin", "Board,cdrp,statute")
    assert "Crime and Disorder Act 1998" in Requirement.objects.get().title


def test_coverage_is_whole_or_part_and_changes_with_the_file() -> None:
    take("partnership,areas", "Board,E06000002:whole;E07000084:part")
    assert sorted(Coverage.objects.values_list("area__code", "is_whole")) == [("E06000002", True), ("E07000084", False)]
    take("partnership,areas", "Board,E07000084:whole", on=NEXT_DAY)
    assert Coverage.objects.filter(is_whole=True).count() == 2


@pytest.mark.parametrize(
    ("column", "cell", "wrong", "right"),
    [
        ("areas", "E06000999:whole", "no area has the code E06000999", "E06000"),
        ("areas", "X99999999:whole", "no area has the code X99999999", "load the list of areas that has it first"),
        ("type", "lspp", "“lspp” is not a type we know", "did you mean lsp"),
        ("profile", "lsp-2002", "“lsp-2002” is not a profile we know", "did you mean lsp-2001"),
        ("themes", "helth", "“helth” is not a theme we know", "did you mean health"),
    ],
)
def test_an_unknown_code_is_refused_with_what_comes_near(column: str, cell: str, wrong: str, right: str) -> None:
    (fault,) = faults_of(f"partnership,status,{column}", f"Board,active,{cell}")
    assert f'row 2, column "{column}": {wrong}' in fault
    assert right in fault


def test_nesting_is_planned_whatever_the_order_of_the_rows() -> None:
    lines = ("partnership,parent", "Small,Middle", "Middle,Big", "Big,")
    take(*lines)
    assert set(Link.objects.values_list("child__name", "parent__name")) == {("Small", "Middle"), ("Middle", "Big")}
    assert take(*lines, on=NEXT_DAY).changes_nothing


def test_a_loop_within_the_file_is_refused_on_its_row() -> None:
    (fault,) = faults_of("partnership,parent", "A,B", "B,C", "C,A")
    assert 'row 4, column "parent": C would sit under itself' in fault


def test_a_loop_with_what_is_stored_is_refused_on_its_row() -> None:
    take("partnership,parent,known_on", "A,B,2003-01-01", "B,,2003-01-01")
    (fault,) = faults_of("partnership,parent", "B,A")
    assert 'row 2, column "parent": B would sit under itself' in fault


def test_a_second_parent_at_the_same_time_is_refused() -> None:
    take("partnership,parent,known_on", "A,B,2003-01-01", "B,,2003-01-01", "C,,2003-01-01")
    (fault,) = faults_of("partnership,parent,parent_from", "A,C,2003-02-01")
    assert "A already sits under B" in fault


def test_a_parent_that_nobody_knows_is_refused() -> None:
    (fault,) = faults_of("partnership,parent", "A,Nowhere")
    assert "no partnership called “Nowhere” is in the file or the register" in fault


def test_a_partnership_that_had_ended_is_not_the_one_that_begins_later() -> None:
    take("partnership,status,from,until", "Board,ended,2001-01-01,2002-01-01")
    take("partnership,status,from", "Board,active,2003-01-01")
    assert Partnership.objects.count() == 2


def test_one_name_for_two_partnerships_at_once_is_refused() -> None:
    (fault,) = faults_of("id,partnership,status,from", "p1,Board,,2001-01-01", "p2,Board,,2002-01-01")
    assert "“Board” is already the name of another partnership" in fault


def test_a_new_name_comes_with_the_id() -> None:
    take("id,partnership,status", "p1,Old Name,active")
    take("id,partnership,status", "p1,New Name,active", on=NEXT_DAY)
    assert Partnership.objects.get().name == "New Name"


def test_both_tables_of_one_workbook_speak_of_the_same_partnership() -> None:
    book = write_xlsx(
        {
            "Structure": (["partnership", "type", "from"], [["Board", "lsp", date(2001, 4, 1)]]),
            "Members": (["partnership", "organisation", "from"], [["Board", "Council", date(2002, 4, 1)]]),
        }
    )
    _taken, plan = import_rows(Source("book.xlsx", book), by=SYSTEM, on=ON)
    assert (plan.counts["partnership"], plan.num_rows) == (1, 2)
    assert Appointment.objects.get().partnership == Partnership.objects.get(valid_from=date(2001, 4, 1))


def test_an_old_export_does_not_take_back_a_change_made_since() -> None:
    take("partnership,status,from", "Old Name,active,2001-01-01")
    old = write_csv(*structure_on(ON))
    row = Partnership.objects.get()
    change_partnership(row, from_day=date(2003, 7, 1), name="New Name", by=SYSTEM, on=ON)
    taken, plan = import_rows(Source("old.csv", old), by=SYSTEM, on=date(2003, 8, 1))
    assert (taken, plan.counts) == (None, {})
    assert Partnership.objects.get().name == "New Name"


def test_what_is_put_right_in_an_old_export_is_taken_in() -> None:
    take("partnership,status,from", "Board,active,2001-01-01")
    old = write_csv(*structure_on(ON)).replace(b"Board,,active", b"Board,lsp,active")
    import_rows(Source("old.csv", old), by=SYSTEM, on=date(2003, 8, 1))
    assert Partnership.objects.get().type_id == "lsp"
