"""Export then import is identity: nothing changes where it came from, and an empty register becomes the same."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.register.actions.imports import Source, import_rows, plan_import
from joinedup.apps.register.exports import members_on, structure_on
from joinedup.apps.register.models import Area
from joinedup.formats.write import write_csv, write_xlsx
from tests.apps.register.generated import days, registers, store, wipe

pytestmark = pytest.mark.django_db

LATER = date(2015, 1, 1)
many = settings(max_examples=40, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


def exported(day: date) -> dict[str, bytes]:
    members, structure = members_on(day), structure_on(day)
    return {
        "structure.csv": write_csv(*structure),
        "members.csv": write_csv(*members),
        "register.xlsx": write_xlsx({"Members": members, "Structure": structure}),
    }


def lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").split("\r\n")


@many
@given(registers(), days | st.just(date(2012, 1, 1)))
def test_importing_an_export_of_any_day_changes_nothing(rows: list[Any], day: date) -> None:
    with transaction.atomic():
        store(rows)
        for name, content in exported(day).items():
            plan = plan_import(Source(name, content), on=LATER)
            assert [str(fault) for fault in plan.faults] == [], name
            assert [(c.row, c.before, c.after) for c in plan.changes.values()] == [], name
            assert plan.changes_nothing, (name, plan.counts)
        transaction.set_rollback(True)


@many
@given(registers(), days | st.just(date(2012, 1, 1)), st.booleans())
def test_an_export_imported_into_an_empty_register_is_exported_the_same(
    rows: list[Any], day: date, is_workbook: bool
) -> None:
    with transaction.atomic():
        store(rows)
        before = exported(day)
        wipe()
        for code in ("X00000001", "X00000002"):
            Area.objects.create(code=code, name=code)
        for name in ["register.xlsx"] if is_workbook else ["structure.csv", "members.csv"]:
            import_rows(Source(name, before[name]), by=SYSTEM, on=LATER)
        after = exported(day)
        for name in ("structure.csv", "members.csv"):
            assert lines(after[name]) == lines(before[name])
        assert after == before
        transaction.set_rollback(True)
