"""The house keeps its own rules: layers, file budget, names, migrations."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "joinedup"
SOURCES = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)
FORBIDDEN = {"utils", "helpers", "common", "misc", "base", "manager", "service"}
LONGEST = 300
# design.md: every app has these files and no others without a decision record; "background" adds its worker
# (docs/decisions/0007) and "people" the adapter that allauth asks for (docs/decisions/0006).
ROOM_FILES = {
    "__init__",
    "apps",
    "models",
    "queries",
    "actions",
    "permissions",
    "events",
    "checks",
    "panels",
    "tasks",
    "forms",
    "views",
    "urls",
    "exports",
    "templatetags",
    "templates",
    "migrations",
}
ROOM_EXTRAS = {"background": {"worker"}, "people": {"adapters", "static"}}
SENTENCE = re.compile(r"test_[a-z0-9]+(_[a-z0-9]+){2,}")


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_is_longer_than_its_budget(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [p for p in SOURCES if p.stem in FORBIDDEN or p.parent.name in FORBIDDEN] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [p for p in SOURCES if not p.read_text("utf-8").lstrip().startswith('"""')]
    assert silent == []


def test_every_room_has_only_the_files_that_rooms_have() -> None:
    for room in (p for p in (PACKAGE / "apps").iterdir() if p.is_dir() and p.name != "__pycache__"):
        names = {p.stem for p in room.iterdir() if p.name != "__pycache__"}
        assert names <= ROOM_FILES | ROOM_EXTRAS.get(room.name, set()), room.name


def test_the_floors_and_the_rooms_keep_their_layers() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={"PYTHONPATH": "src"})
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rules_use_the_standard_library_only() -> None:
    allowed = sys.stdlib_module_names | {"joinedup"}
    for path in (PACKAGE / "rules").rglob("*.py"):
        text = path.read_text("utf-8")
        for found in re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE):
            assert found in allowed, f"{path}: {found}"
        assert not re.search(r"\b(date\.today|datetime\.now|time\.time|random\.|open\()", text), path


def test_the_names_of_tests_are_sentences() -> None:
    for path in (ROOT / "tests").rglob("test_*.py"):
        for name in re.findall(r"^\s*(?:async )?def (test_\w+)", path.read_text("utf-8"), re.MULTILINE):
            assert SENTENCE.fullmatch(name), f"{path.name}: {name}"


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - only this test needs Django

    told = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told)
    assert "No changes detected" in told.getvalue()


def test_no_foreign_key_points_up() -> None:
    from django.apps import apps  # noqa: PLC0415 - as above

    order = ["background", "audit", "notifications", "people", "register", "health"]
    for model in apps.get_models():
        if model._meta.app_label not in order:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            is_own = getattr(field, "concrete", False) and field.is_relation
            if is_own and target is not None and target._meta.app_label in order:
                own, other = order.index(model._meta.app_label), order.index(target._meta.app_label)
                assert other <= own, f"{model.__name__}.{field.name} points up to {target.__name__}"


def test_nothing_in_the_house_names_the_machine_it_was_built_on() -> None:
    told = re.compile(r"/work/|\.library|farm-studio|pypi\.org/simple|files\.pythonhosted")
    for path in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *SOURCES,
        *(ROOT / "requirements").iterdir(),
    ]:
        assert not told.search(path.read_text("utf-8")), path
