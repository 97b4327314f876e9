"""The register as files for anyone: as at a day, with names and no address of anybody."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.imports import Source, import_rows
from joinedup.apps.register.exports import members_on, popolo_on, proposal_on, structure_on
from joinedup.apps.register.models import Appointment, Partnership
from joinedup.formats.tables import read_tables
from joinedup.formats.write import write_csv
from tests.apps.register.files import take

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
KINDS = ("csv", "members", "structure", "xlsx", "popolo", "json")
TODAY = date(2026, 11, 22)


def fetched(kind: str, on: str = "2003-01-01") -> tuple[bytes, str]:
    """A file, and the name it comes with, as anyone gets it."""
    answer = Client().get(reverse("register:export", args=[kind]), {"on": on})
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content, answer.headers["Content-Disposition"]


def test_anyone_may_see_what_there_is_and_for_which_day() -> None:
    page = Client().get(reverse("register:exports"), {"on": "2003-01-01"}).content.decode()
    assert "as at 1 January 2003" in page
    for kind in KINDS:
        assert f"/export/{kind}/?on=2003-01-01" in page
    assert Client().get(reverse("register:export", args=["doc"])).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_anyone_may_have_each_file_and_its_name_carries_the_day(kind: str) -> None:
    take("partnership,organisation,from", "Board,Council,2002-01-01")
    content, name = fetched(kind)
    assert content
    assert "2003-01-01" in name


def test_the_files_hold_what_the_exports_make() -> None:
    take("partnership,organisation,from", "Board,Council,2002-01-01")
    day = date(2003, 1, 1)
    tables = {"members": write_csv(*members_on(day)), "structure": write_csv(*structure_on(day))}
    assert fetched("members")[0] == tables["members"]
    assert fetched("structure")[0] == tables["structure"]
    with zipfile.ZipFile(io.BytesIO(fetched("csv")[0])) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"{name}-2003-01-01.csv": content for name, content in tables.items()
        }
    assert [table.sheet for table in read_tables(fetched("xlsx")[0], "a.xlsx")] == ["Members", "Structure"]
    assert json.loads(fetched("popolo")[0])["organizations"] == popolo_on(day, {})["organizations"]
    assert json.loads(fetched("json")[0])["partnerships"] == proposal_on(day, {})["partnerships"]


def test_a_long_table_streamed_in_pieces_is_the_same_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("joinedup.apps.register.views.exports.ROWS_AT_ONCE", 2)
    lines = [f'"Board\n{n}","Council, {n}",2002-01-01' for n in range(7)]
    take("partnership,organisation,from", *lines)
    assert fetched("members")[0] == write_csv(*members_on(date(2003, 1, 1)))


def test_what_was_not_known_on_the_day_is_left_out() -> None:
    take("partnership,organisation,known_on", "Board,Council,2004-01-01")
    assert len(members_on(date(2003, 12, 31))[1]) == 0
    assert len(members_on(date(2004, 1, 1))[1]) == 1


def test_no_address_of_anybody_is_in_any_file() -> None:
    take("partnership,organisation,person,substitute,from", "Board,Council,Ann Lee,Bea Moss,2002-01-01")
    person = Person.objects.get(name="Ann Lee")
    person.email = "ann.lee@northmoor.example"
    person.save()
    for kind in KINDS:
        content, _name = fetched(kind)
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(name) for name in archive.namelist())
        assert not re.search(rb"[\w.]+@[\w.]+", content), kind
    assert b"Ann Lee" in fetched("members")[0]


def test_a_name_with_a_formula_left_by_an_older_version_is_made_harmless() -> None:
    take("partnership,organisation,from", "Board,Council,2002-01-01")
    Appointment.objects.update(note="=1+1")
    assert b",'=1+1," in fetched("members")[0]


def test_the_partnership_is_called_what_it_was_called_on_the_day() -> None:
    take("partnership,organisation,from", "New Name,Council,2002-01-01")
    Partnership.objects.get().former_facts.create(facts={"name": "Old Name"}, valid_until=date(2004, 1, 1))
    for table in (members_on, structure_on):
        columns, rows = table(date(2003, 1, 1))
        assert rows[0][columns.index("partnership")] == "Old Name"


@pytest.mark.skipif(not SHARED.exists(), reason="needs the project's shared data, which is not in this checkout")
def test_northmoor_and_the_nine_real_partnerships_are_known_from_their_own_days() -> None:
    for name in ("northmoor_memberships.csv", "real_memberships.csv"):
        import_rows(Source.at(SHARED / name), by=SYSTEM, on=TODAY)
    then, now = popolo_on(date(2003, 1, 1), {}), popolo_on(TODAY, {})
    organisations = [each for each in then["organizations"] if each["classification"] != "partnership"]
    assert len(organisations) == 21
    assert [each["name"] for each in then["organizations"] if each["classification"] == "partnership"] == [
        "Northmoor Together"
    ]
    assert sum(each["classification"] == "partnership" for each in now["organizations"]) == 10
    for name in ("northmoor_memberships.csv", "real_memberships.csv"):
        taken, plan = import_rows(Source.at(SHARED / name), by=SYSTEM, on=date(2026, 11, 23))
        assert (taken, plan.counts) == (None, {})
