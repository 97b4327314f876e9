"""A file, a folder or a database that cannot be used: one line on standard error, 2, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OURS = ("JOINEDUP_", "DJANGO_")
SOURCE = str(Path(__file__).resolve().parents[2] / "src")
JUNK = b"\x89not a database\x00" * 100


def joinedup(*words: str, data: Path, out: int = subprocess.PIPE, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from joinedup.cli import main; main()", *words]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    given = clean | {"JOINEDUP_DATA": str(data), "PYTHONPATH": SOURCE} | environ
    return subprocess.run(command, env=given, stdout=out, stderr=subprocess.PIPE, text=True, check=False, timeout=60)


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    told = joinedup("register", "export", "csv", data=tmp_path / "taken")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert str(tmp_path / "taken") in told.stderr


@pytest.mark.parametrize("command", [["migrate"], ["audit", "verify"], ["worker", "--once"]])
def test_a_database_that_cannot_be_used_is_one_line(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "junk").write_bytes(JUNK)
    told = joinedup(*command, data=tmp_path, JOINEDUP_DATABASE_URL=f"sqlite:///{tmp_path / 'junk'}")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "JOINEDUP_DATABASE_URL" in told.stderr
    assert (tmp_path / "junk").read_bytes() == JUNK


def test_an_address_of_no_database_is_one_line_and_its_password_is_not_told(tmp_path: Path) -> None:
    told = joinedup("migrate", data=tmp_path, JOINEDUP_DATABASE_URL="nonsense://me:hush@here/x")
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "hush" not in told.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("command", [["--help"], ["register", "export", "popolo"]])
def test_a_full_disk_is_one_line(command: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        told = joinedup(*command, data=tmp_path, out=full.fileno())
    assert told.returncode == 2
    assert told.stderr.splitlines()[0].startswith("the output: No space left")
    assert "Traceback" not in told.stderr


def test_a_name_that_is_too_long_to_keep_invites_nobody(tmp_path: Path) -> None:
    told = joinedup("people", "invite", "mo@example.org", "--role", "manager", "--name", "x" * 300, data=tmp_path)
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
    assert "200" in told.stderr
