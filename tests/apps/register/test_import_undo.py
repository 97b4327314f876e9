"""Undoing an import: exactly as before, or refused."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.audit.models import Event
from joinedup.apps.health.models import Result
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Refused
from joinedup.apps.register.actions.imports import Source, import_rows, undo_import
from joinedup.apps.register.actions.organisations import correct_organisation
from joinedup.apps.register.actions.partnerships import accept_partnership
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.exports import members_on, structure_on
from joinedup.apps.register.models import Area, Import, Organisation, Partnership, Seat
from joinedup.formats.faults import BadInput
from joinedup.formats.write import write_xlsx
from tests.apps.register.files import ON, everything, source, take
from tests.apps.register.generated import dump, registers, store, wipe

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 1)
LINES = ("partnership,organisation,type,sector", "Board,Council,lsp,public", "Board,Police,lsp,")


@settings(max_examples=15, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(registers(), registers())
def test_undoing_an_import_leaves_every_table_as_it_was(there: list[Any], coming: list[Any]) -> None:
    with transaction.atomic():
        store(coming)
        book = write_xlsx({"Members": members_on(TODAY), "Structure": structure_on(TODAY)})
        wipe()
        store(there)
        before = dump()
        try:
            taken, _plan = import_rows(Source("book.xlsx", book), by=SYSTEM, on=TODAY)
        except BadInput:
            assert dump() == before
        else:
            if taken:
                assert dump() != before
                undo_import(taken, by=SYSTEM, on=TODAY)
            assert dump() == before
        transaction.set_rollback(True)


def undo() -> None:
    """Undo the one import that was made."""
    undo_import(Import.objects.get(), by=SYSTEM, on=ON)


def test_an_undone_import_is_in_the_audit_and_is_not_undone_twice() -> None:
    take(*LINES)
    undo()
    assert Event.objects.order_by("sequence").last().kind == "register.import_undone"
    with pytest.raises(StaleError):
        undo()


def refused(words: str) -> None:
    """The undoing is refused in these words, and nothing has moved."""
    before = everything()
    with pytest.raises(RefusedByRuleError, match=words):
        undo()
    assert everything() == before


def test_undoing_is_refused_where_a_seat_was_added_since() -> None:
    take(*LINES)
    Seat.objects.create(partnership=Partnership.objects.get(), qualifier="resident", known_on=ON)
    refused("Things recorded later rest on this import: resident")


def test_undoing_is_refused_where_something_that_would_go_with_it_was_added_since() -> None:
    take(*LINES)
    Partnership.objects.get().themes.create(theme_id="housing")
    refused("Things recorded later rest on this import: Board: housing")


def test_undoing_is_refused_where_a_row_it_added_was_changed_since() -> None:
    take(*LINES)
    accept_partnership(Partnership.objects.get(), by=SYSTEM, on=ON)
    refused("Something has been changed since the import: Board")


def test_undoing_is_refused_where_a_value_it_changed_was_changed_since() -> None:
    council = Organisation.objects.create(name="Council", name_key="council")
    take(*LINES)
    correct_organisation(council, sector="community", by=SYSTEM, on=ON)
    refused("Something has been changed since the import: Council")


def test_what_was_changed_is_put_back() -> None:
    council = Organisation.objects.create(name="Council", name_key="council")
    take(*LINES)
    council.refresh_from_db()
    assert council.sector == "public"
    undo()
    council.refresh_from_db()
    assert council.sector == ""


def test_the_later_of_two_imports_is_undone_before_the_earlier() -> None:
    take(*LINES)
    first = Import.objects.get()
    take("partnership,organisation,note", "Board,Police,agreed in May")
    with pytest.raises(RefusedByRuleError, match="Something has been changed since"):
        undo_import(first, by=SYSTEM, on=ON)
    undo_import(Import.objects.exclude(pk=first.pk).get(), by=SYSTEM, on=ON)
    undo_import(first, by=SYSTEM, on=ON)
    assert not Partnership.objects.exists()


def test_results_of_checks_do_not_stand_in_the_way() -> None:
    take(*LINES)
    board = Partnership.objects.get()
    at = Import.objects.get().at
    Result.objects.create(partnership=board, check_id="HC01", on=ON, light="green", rule_version="1", computed_at=at)
    undo()
    assert not Result.objects.exists()


def test_an_area_that_others_use_stays() -> None:
    take("partnership,areas", "Board,E06000002:whole")
    area = Area.objects.get()
    other = Partnership.objects.create(name="Other", name_key="other", known_on=ON)
    other.coverage.create(area=area, known_on=ON)
    undo()
    assert list(Area.objects.all()) == [area]
    assert list(Partnership.objects.all()) == [other]


def test_somebody_elses_import_is_undone_only_by_who_may_everywhere(alice: Person, bob: Person) -> None:
    import_rows(source(*LINES), by=alice, on=ON)
    with pytest.raises(Refused):
        undo_import(Import.objects.get(), by=bob, on=ON)
    undo_import(Import.objects.get(), by=alice, on=ON)
