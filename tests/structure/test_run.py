"""The door: what it understands, when it prepares the environment again, and what it never touches."""

import importlib.util
import json
import os
import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(path: Path, name: str) -> ModuleType:
    loader = SourceFileLoader(name, str(path))
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    was, sys.dont_write_bytecode = (
        sys.dont_write_bytecode,
        True,
    )  # `run` has no suffix: its bytecode would be litter
    loader.exec_module(module)
    sys.dont_write_bytecode = was
    return module


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`run`, in a scratch checkout with locks and with an environment that has a Python."""
    module = load(ROOT / "run", "joinedup_run")
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev", "uv"):
        (tmp_path / "requirements" / f"{name}.lock").write_text(name)
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "LOCKS", tmp_path / "requirements")
    monkeypatch.setattr(module, "VENV", venv)
    for name, part in {"PYTHON": "bin/python", "STAMP": "joinedup.json", "UNFINISHED": "unfinished"}.items():
        monkeypatch.setattr(module, name, venv / part)
    return module


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tests"))
    return load(ROOT / "tests" / "whole.py", "joinedup_whole")


def finish(door: ModuleType, level: str) -> None:
    stamp = door.needs(level) | {"python": str(door.PYTHON.resolve())}
    door.STAMP.write_text(json.dumps(stamp))


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str], door: ModuleType) -> None:
    assert door.main(["--help"]) == 0
    told = capsys.readouterr().out
    assert re.findall(r"\./run (\w+)  |\./run (\w+) \[", told)
    assert [verb for verb in ("demo", "test", "check", "fix") if f"./run {verb}" not in told] == []


def test_a_verb_that_does_not_exist_is_told_and_fails(capsys: pytest.CaptureFixture[str], door: ModuleType) -> None:
    assert door.main(["tets"]) == 2
    assert "./run tets: there is no such verb." in capsys.readouterr().err


def test_check_takes_no_options(door: ModuleType) -> None:
    with pytest.raises(SystemExit, match="takes no options: --fast"):
        door.main(["check", "--fast"])


def test_an_environment_for_tests_also_serves_the_demo_but_not_the_other_way(door: ModuleType) -> None:
    finish(door, "dev")
    assert door.is_ready("base")
    assert door.is_ready("dev")
    finish(door, "base")
    assert door.is_ready("base")
    assert not door.is_ready("dev")


def test_a_changed_lock_makes_the_environment_wanting(door: ModuleType) -> None:
    finish(door, "dev")
    (door.LOCKS / "dev.lock").write_text("another version")
    assert door.is_ready("base")
    assert not door.is_ready("dev")


@pytest.mark.parametrize("harm", ["killed half way", "python gone", "stamp cut short", "no stamp"])
def test_a_harmed_environment_is_never_taken_for_whole(door: ModuleType, harm: str) -> None:
    finish(door, "dev")
    assert door.is_ready("base")
    if harm == "killed half way":
        door.UNFINISHED.touch()
    elif harm == "python gone":
        door.PYTHON.unlink()
    elif harm == "stamp cut short":
        door.STAMP.write_text('{"base"')
    else:
        door.STAMP.unlink()
    assert not door.is_ready("base")


def test_a_copied_environment_is_made_anew(door: ModuleType, tmp_path: Path) -> None:
    finish(door, "dev")
    copied = json.loads(door.STAMP.read_text()) | {"venv": str(tmp_path / "elsewhere")}
    door.STAMP.write_text(json.dumps(copied))
    assert not door.is_ready("base")
    assert not door.is_usable()


def test_a_folder_that_is_no_environment_is_never_emptied(door: ModuleType) -> None:
    (door.VENV / "thesis.odt").touch()
    with pytest.raises(SystemExit, match="no Python environment"):
        door.empty()
    assert (door.VENV / "thesis.odt").exists()


def test_emptying_leaves_only_the_mark_that_the_environment_is_unfinished(door: ModuleType) -> None:
    (door.VENV / "pyvenv.cfg").touch()
    door.empty()
    assert [child.name for child in door.VENV.iterdir()] == ["unfinished"]


def test_uv_is_told_what_pip_is_told(door: ModuleType, tmp_path: Path) -> None:
    listed = f"""\
:env:.index-url='https://mirror.example/strongest'
global.index-url='https://mirror.example/weakest'
global.extra-index-url='https://one.example\\nhttps://two.example'
install.find-links='{tmp_path} /no/such/folder'
global.trusted-host='mirror.example'
"""
    assert door.uv_settings(listed, {}) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/strongest",
        "UV_EXTRA_INDEX_URL": "https://one.example https://two.example",
        "UV_FIND_LINKS": str(tmp_path),
        "UV_INSECURE_HOST": "mirror.example",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_what_the_user_told_uv_itself_wins(door: ModuleType) -> None:
    listed = "global.index-url='https://mirror.example'\n"
    assert door.uv_settings(listed, {"UV_INDEX_URL": "https://own.example"}) == {}
    assert door.uv_settings(listed, {"UV_DEFAULT_INDEX": "https://own.example"}) == {}


def test_variables_that_mislead_python_do_not_reach_it(door: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("PYTHONHOME", "/elsewhere")
    environ = door.environment()
    assert "PYTHONPATH" not in environ
    assert "PYTHONHOME" not in environ
    assert environ["PATH"].split(os.pathsep)[0] == str(door.VENV / "bin")


def test_joinedup_becomes_a_command_even_in_a_folder_with_a_space(door: ModuleType, tmp_path: Path) -> None:
    door.VENV = tmp_path / "a folder" / "it's"
    (door.VENV / "bin").mkdir(parents=True)
    door.PYTHON = door.VENV / "bin" / "python"
    door.PYTHON.symlink_to(sys.executable)
    package = tmp_path / "joinedup"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "cli.py").write_text("import sys\ndef main():\n    print(sys.argv[1:])\n    return 7\n")
    door.add_joinedup()
    called = subprocess.run(
        [door.VENV / "bin" / "joinedup", "demo", "--port", "1 2"],
        env={"PYTHONPATH": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (called.returncode, called.stdout) == (7, "['demo', '--port', '1 2']\n")


def test_what_to_leave_out_is_told_apart_from_what_is_pytests(whole: ModuleType) -> None:
    arguments = ["--without", "browser", "-k", "nesting", "--without=postgresql", "-x"]
    assert whole.split(arguments) == ({"browser", "postgresql"}, ["-k", "nesting", "-x"])


@pytest.mark.parametrize("arguments", [["--without", "tests"], ["--without"], ["--without="]])
def test_only_the_browser_and_postgresql_can_be_left_out(whole: ModuleType, arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="only browser or postgresql can be left out"):
        whole.split(arguments)


def test_a_test_is_found_from_the_folder_where_it_was_typed(whole: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "tests")
    assert whole.from_root("structure/test_run.py::one") == f"{ROOT}/tests/structure/test_run.py::one"
    assert whole.from_root("tests/structure") == "tests/structure"
    assert whole.from_root("rules") == "rules"


def test_every_folder_of_tests_belongs_to_a_part_and_unknown_ones_run_on_both_databases(
    whole: ModuleType, tmp_path: Path
) -> None:
    for folder in ("apps", "journeys", "new_folder", "rules", "site"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "test_one.py").touch()
    (tmp_path / "no_tests_here").mkdir()
    told = {part.name: [Path(path).name for path in part.paths] for part in whole.parts(tmp_path)}
    assert told == {
        "rules, files and structure": ["rules"],
        "rooms, on SQLite": ["apps", "new_folder", "site"],
        "rooms, on PostgreSQL": ["apps", "new_folder", "site"],
        "journeys, in a browser": ["journeys"],
    }


def test_the_table_ends_with_the_sums(whole: ModuleType) -> None:
    part = whole.Part("rooms, on SQLite", "", ("tests",))
    told = whole.table([whole.Outcome(part, "failed", 3, 1, 2, 0.5), whole.Outcome(part, "left out")])
    assert told.splitlines()[-1] == "3 passed, 1 failed, 2 skipped"


def test_a_missing_chromium_ends_the_run_with_the_command_that_installs_it(
    whole: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole.servers, "find_chromium", lambda: None)
    monkeypatch.setattr(whole.servers, "apt_install", lambda *packages: False)
    with pytest.raises(SystemExit, match="sudo apt install chromium"):
        whole.install_missing({"postgresql"})
    whole.install_missing({"postgresql", "browser"})


def test_the_tests_see_nothing_of_the_users_own_data(
    whole: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGHOST", "the.council")
    monkeypatch.setenv("JOINEDUP_SECRET_KEY", "theirs")
    environ = whole.environment(tmp_path, "sqlite:///scratch")
    assert [name for name in environ if name.startswith("PG") or name == "JOINEDUP_SECRET_KEY"] == []
    assert environ["JOINEDUP_DATABASE_URL"] == "sqlite:///scratch"
