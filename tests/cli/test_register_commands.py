"""`joinedup register`: what contract.md says of it, on real files."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from joinedup.apps.audit.models import Event
from joinedup.apps.register.models import Appointment, Import, Organisation, Partnership
from joinedup.cli import main

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
REAL, NORTHMOOR = SHARED / "real_memberships.csv", SHARED / "northmoor_memberships.csv"
needs_shared = pytest.mark.skipif(not REAL.exists(), reason="the real rows in ../shared are not here")
pytestmark = pytest.mark.django_db


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def small(tmp_path: Path, text: str, name: str = "members.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


@needs_shared
def test_the_nine_real_partnerships_and_northmoor_are_imported() -> None:
    """Real rows: data/real_memberships.csv (123 of 9 partnerships), data/northmoor_memberships.csv (21)."""
    result = run("register", "import", REAL, NORTHMOOR, "--json")
    assert result.exit_code == 0, result.stderr
    answers = json.loads(result.stdout)["imports"]
    assert [(answer["rows"], answer["counts"]["appointment"]) for answer in answers] == [(123, 123), (21, 21)]
    assert answers[0]["provenance"]["inputs"]["real_memberships.csv"]
    assert Partnership.objects.count() == 10


@needs_shared
def test_importing_the_same_file_twice_changes_nothing() -> None:
    """Real rows: data/northmoor_memberships.csv."""
    run("register", "import", NORTHMOOR)
    again = run("register", "import", NORTHMOOR, "--json")
    assert json.loads(again.stdout)["imports"][0]["changed_nothing"] is True
    assert Import.objects.count() == 1


@needs_shared
def test_popolo_as_at_2003_holds_northmoors_twenty_one_organisations_and_no_others() -> None:
    """Real rows: all ten; nothing is known of the nine real ones as early as 2003."""
    run("register", "import", REAL, NORTHMOOR)
    result = run("register", "export", "popolo", "--on", "2003-01-01")
    document = json.loads(result.stdout)
    sitting = [o["name"] for o in document["organizations"] if o["classification"] != "partnership"]
    assert len(sitting) == 21
    assert "Northmoor Chamber of Commerce" in sitting
    assert "NHS Lothian" not in sitting
    assert [o["name"] for o in document["organizations"] if o["classification"] == "partnership"] == [
        "Northmoor Together"
    ]


@needs_shared
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_importing_an_export_changes_nothing(kind: str, tmp_path: Path) -> None:
    """Real rows: all ten partnerships."""
    run("register", "import", REAL, NORTHMOOR)
    out = tmp_path / f"register.{kind}"
    assert run("register", "export", kind, "--out", out).exit_code == 0
    before = Event.objects.count()
    for path in sorted(tmp_path.iterdir()):
        answer = json.loads(run("register", "import", path, "--json").stdout)["imports"][0]
        assert answer["changed_nothing"] is True, path
    assert Event.objects.count() == before


@needs_shared
def test_the_checks_of_northmoor_answer_as_the_contract_says() -> None:
    """Real rows: data/northmoor_memberships.csv. 2 of 25 voting places are private: HC02 is amber."""
    run("register", "import", NORTHMOOR)
    result = run("register", "check", "Northmoor Together", "--on", "2003-01-01", "--json")
    checks = {row["id"]: row for row in json.loads(result.stdout)["checks"]}
    assert len(checks) == 43
    assert set(checks["HC02"]) >= {"partnership", "id", "light", "number", "why", "records"}
    assert checks["HC02"]["light"] == "amber"
    assert checks["HC03"]["light"] == "green"
    assert checks["HC08"]["light"] == "no data"
    assert "room not built" in checks["HC08"]["why"]
    assert result.exit_code == (1 if any(row["light"] == "red" for row in checks.values()) else 0)


@needs_shared
def test_the_audit_of_an_import_holds() -> None:
    """Real rows: all ten partnerships; one row of audit for each file."""
    run("register", "import", REAL, NORTHMOOR)
    result = run("audit", "verify", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["rows"] == 2


def test_a_fault_is_one_line_on_standard_error_and_nothing_is_stored(tmp_path: Path) -> None:
    path = small(tmp_path, "partnership,organisation,from\nSafer Moor,The Council,2003-02-30\n")
    result = run("register", "import", path)
    assert result.exit_code == 2
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    assert "members.csv" in lines[0]
    assert "row 2" in lines[0]
    assert '"from"' in lines[0]
    assert not Partnership.objects.exists()
    assert not Organisation.objects.exists()
    assert not Event.objects.exists()


def test_a_dry_run_says_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    path = small(tmp_path, "partnership,organisation\nSafer Moor,The Council\n")
    result = run("register", "import", path, "--dry-run", "--json")
    assert json.loads(result.stdout)["imports"][0]["counts"]["appointment"] == 1
    assert not Appointment.objects.exists()


def test_an_unknown_column_is_refused_by_name_and_a_mapping_is_remembered(tmp_path: Path) -> None:
    path = small(tmp_path, "partnership,organisation,Body colour\nSafer Moor,The Council,blue\n")
    refused = run("register", "import", path)
    assert refused.exit_code == 2
    assert "Body colour" in refused.stderr
    assert run("register", "import", path, "--map", "Body colour=note").exit_code == 0
    again = small(tmp_path, "partnership,organisation,Body colour\nSafer Moor,The Police,red\n", "more.csv")
    assert run("register", "import", again).exit_code == 0
    assert set(Appointment.objects.values_list("note", flat=True)) == {"blue", "red"}


def test_acting_as_somebody_who_is_not_here_is_bad_input(tmp_path: Path) -> None:
    path = small(tmp_path, "partnership,organisation\nSafer Moor,The Council\n")
    result = run("register", "import", path, "--by", "nobody@example.org")
    assert result.exit_code == 2
    assert "nobody@example.org" in result.stderr


def test_the_audit_says_who_acted_at_the_prompt(tmp_path: Path, alice: object) -> None:
    path = small(tmp_path, "partnership,organisation\nSafer Moor,The Council\n")
    assert run("register", "import", path, "--by", "alice@example.org").exit_code == 0
    assert Event.objects.get().personal.content["actor"] == "Alice"


def test_somebody_without_the_role_may_not_import_at_the_prompt(tmp_path: Path, charlie: object) -> None:
    path = small(tmp_path, "partnership,organisation\nSafer Moor,The Council\n")
    result = run("register", "import", path, "--by", "charlie@example.org")
    assert result.exit_code == 2
    assert not Partnership.objects.exists()


def test_a_day_that_is_not_one_is_refused() -> None:
    result = run("register", "export", "popolo", "--on", "2003-02-30")
    assert result.exit_code == 2
    assert "not in the calendar" in result.stderr


def test_a_partnership_that_is_not_here_is_refused_with_near_names(tmp_path: Path) -> None:
    run("register", "import", small(tmp_path, "partnership,organisation\nSafer Moor,The Council\n"))
    result = run("register", "check", "Safer Moore")
    assert result.exit_code == 2
    assert "Safer Moor" in result.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_checks_are_written_as_the_ending_says(ending: str, tmp_path: Path) -> None:
    run("register", "import", small(tmp_path, "partnership,organisation\nSafer Moor,The Council\n"))
    out = tmp_path / f"checks.{ending}"
    assert run("register", "check", "--out", out).exit_code == 0
    starts = {"csv": b"\xef\xbb\xbfpartnership", "xlsx": b"PK", "parquet": b"PAR1"}
    assert out.read_bytes().startswith(starts[ending])


@pytest.mark.parametrize("name", ["checks.txt", "no-such-folder/checks.csv"])
def test_a_file_that_cannot_be_written_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    result = run("register", "check", "--out", tmp_path / name)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_an_export_as_json_holds_both_tables(tmp_path: Path) -> None:
    run("register", "import", small(tmp_path, "partnership,organisation\nSafer Moor,The Council\n"))
    answer = json.loads(run("register", "export", "csv", "--json").stdout)
    assert [row["organisation"] for row in answer["members"]] == ["The Council"]
    assert [row["partnership"] for row in answer["structure"]] == ["Safer Moor"]
    assert answer["provenance"]["version"]
