"""The throwaway PostgreSQL: ready when it says so, and gone without a trace however its caller ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests import servers

PROGRAMS = servers.find_postgresql()
CALLER = """
import sys, time
sys.path.insert(0, {tests!r})
import servers
with servers.postgresql(servers.Path({programs!r})) as url:
    print(url, flush=True)
    time.sleep(60)
"""
needs_postgresql = pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL on this machine, nor its wheel")


def becomes_true(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 30
    while not holds() and time.monotonic() < until:
        time.sleep(0.05)
    return holds()


def folder_of(url: str) -> Path:
    return Path(psycopg.conninfo.conninfo_to_dict(url)["host"])


@needs_postgresql
def test_it_answers_and_is_empty_and_leaves_nothing() -> None:
    with servers.postgresql(PROGRAMS) as url:
        folder = folder_of(url)
        with psycopg.connect(url) as connection:
            tables = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
            assert tables == (0,)
        assert folder.stat().st_mode & 0o077 == 0
    assert not folder.exists()


@needs_postgresql
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_it_ends_when_its_caller_is_killed(end: signal.Signals) -> None:
    code = CALLER.format(tests=os.path.dirname(servers.__file__), programs=str(PROGRAMS))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        folder = folder_of(caller.stdout.readline().strip())
        server = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        caller.send_signal(end)
    assert becomes_true(lambda: not folder.exists())
    assert becomes_true(lambda: not Path(f"/proc/{server}").exists())


def test_a_postgresql_that_does_not_start_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="did not start"), servers.postgresql(tmp_path):
        pass


def test_programs_that_are_not_all_there_are_not_taken(tmp_path: Path) -> None:
    assert servers.version(tmp_path) == 0
    (tmp_path / "postgres").write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 16.2'\n")
    (tmp_path / "postgres").chmod(0o755)
    assert servers.version(tmp_path) == 0
    (tmp_path / "initdb").symlink_to("postgres")
    assert servers.version(tmp_path) == 16


def test_chromium_is_looked_for_where_the_user_says_first(tmp_path: Path) -> None:
    (tmp_path / "chromium").touch(mode=0o755)
    assert servers.find_chromium({"PATH": str(tmp_path)}) == str(tmp_path / "chromium")
    assert servers.find_chromium({"PATH": str(tmp_path), "JOINEDUP_CHROMIUM": "/own"}) == "/own"
