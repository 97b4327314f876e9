"""The locks hold exact versions, proved by hashes, and say nothing of where anybody fetched them."""

import re
from pathlib import Path

import pytest

LOCKS = sorted((Path(__file__).resolve().parents[2] / "requirements").glob("*.lock"))
HOST = re.compile(
    r"://|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|uk|internal|local|localhost)\b|--index|--find-links"
)


def requirements(lock: Path) -> list[str]:
    """Each requirement with its continuation lines, as one line."""
    joined = lock.read_text("utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(name: str) -> set[str]:
    lock = next(lock for lock in LOCKS if lock.name == name)
    return {line.split(" --hash")[0].strip() for line in requirements(lock)}


def test_there_is_a_lock_for_each_list_of_parts() -> None:
    assert {lock.stem for lock in LOCKS} >= {"base", "dev", "uv"}
    assert {lock.stem for lock in LOCKS} == {path.stem for path in LOCKS[0].parent.glob("*.in")}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_one_version_with_its_hashes(lock: Path) -> None:
    entries = requirements(lock)
    loose = [entry for entry in entries if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry)]
    assert entries
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_a_host(lock: Path) -> None:
    assert [line for line in lock.read_text("utf-8").splitlines() if HOST.search(line)] == []


def test_the_test_environment_holds_exactly_what_the_running_one_does_and_more() -> None:
    assert pins("base.lock") < pins("dev.lock")


@pytest.mark.parametrize("part", ["base.in", "dev.in"])
def test_every_part_says_in_one_line_why_it_is_here(part: str) -> None:
    lines = (LOCKS[0].parent / part).read_text("utf-8").splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith(("#", "-"))]
    assert [line for line in wanted if not re.search(r"\S +# \S+ \S+", line)] == []
