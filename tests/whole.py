"""What `./run test` does: the parts of the tests in order, each on its database, then a table of the results.

Runs in the environment that ./run has made. With pytest's own arguments it runs just the tests they name.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import servers

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
NO_DATABASE = (
    "rules",
    "lawbook",
    "formats",
    "engines",
    "structure",
)  # folders here; others run on both databases
LEAVABLE = ("browser", "postgresql")
MOST_WORKERS = 4


@dataclass(frozen=True)
class Part:
    """Tests that run together: `needs` is what can be left out by name, or empty."""

    name: str
    needs: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    part: Part
    result: str
    num_passed: int = 0
    num_failed: int = 0
    num_skipped: int = 0
    seconds: float = 0.0


def split(arguments: list[str]) -> tuple[set[str], list[str]]:
    """What to leave out, and what is left for pytest. Exits with one line on anything else to leave out."""
    left_out: set[str] = set()
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if name != "--without":
            rest.append(from_root(argument))
            continue
        what = value if equals else next(waiting, "")
        if what not in LEAVABLE:
            sys.exit(f"--without {what}: only {' or '.join(LEAVABLE)} can be left out.")
        left_out.add(what)
    return left_out, rest


def from_root(argument: str) -> str:
    """A test's path as typed where ./run was called, since pytest runs at the root; all else as it is."""
    path, colons, name = argument.partition("::")
    is_path = not path.startswith("-") and ("/" in path or path.endswith(".py"))
    return f"{Path(path).absolute()}{colons}{name}" if is_path and Path(path).exists() else argument


def parts(tests: Path = TESTS) -> list[Part]:
    """The parts of a whole run, in order. A folder that nobody named here runs on both databases."""
    places = [place for place in sorted(tests.iterdir()) if place.match("test_*.py") or any(place.rglob("test_*.py"))]
    pure = tuple(str(place) for place in places if place.name in NO_DATABASE)
    journeys = tuple(str(place) for place in places if place.name == "journeys")
    stored = tuple(str(place) for place in places if str(place) not in pure + journeys)
    whole = [
        Part("rules, files and structure", "", pure),
        Part("rooms, on SQLite", "", stored),
        Part("rooms, on PostgreSQL", "postgresql", stored),
        Part("journeys, in a browser", "browser", journeys),
    ]
    return [part for part in whole if part.paths]


def install_missing(left_out: set[str]) -> None:
    """As root, installs what is missing from the system's packages; else ends with the command to run."""
    if "postgresql" not in left_out and not servers.find_postgresql(wheel=os.geteuid() != 0):
        servers.apt_install("postgresql")
        if not servers.find_postgresql():
            sys.exit("PostgreSQL 14 or later is missing. Install it: sudo apt install postgresql")
    if "browser" not in left_out and not servers.find_chromium():
        servers.apt_install("chromium")
        if not servers.find_chromium():
            sys.exit("Chromium is missing, and the journeys need it. Install it: sudo apt install chromium")


def environment(folder: Path, url: str) -> dict[str, str]:
    """The tests' variables: nothing of the user's own joinedup or PostgreSQL, and where Chromium is."""
    ours_alone = ("PG", "JOINEDUP_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours_alone)}
    ours = {"JOINEDUP_DATABASE_URL": url, "JOINEDUP_DATA": str(folder)}
    return kept | ours | {"JOINEDUP_CHROMIUM": servers.find_chromium() or ""}


def pytest(arguments: list[str], environ: dict[str, str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environ, cwd=ROOT, check=False).returncode


@contextlib.contextmanager
def database(part: Part, folder: Path) -> Iterator[str]:
    """The address of the part's database, there for as long as the part runs."""
    if part.needs != "postgresql":
        yield f"sqlite:///{quote(str(folder / 'joinedup.sqlite3'))}"
        return
    programs = servers.find_postgresql()
    assert programs is not None
    with servers.postgresql(programs) as url:
        yield url


def run(part: Part, folder: Path) -> Outcome:
    """Runs a part, and counts from pytest's own report. No tests at all is a failure."""
    sys.stderr.write(f"\n== {part.name}\n")
    began = time.monotonic()
    report = folder / f"{part.name}.xml"
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    with database(part, folder) as url:
        code = pytest(["-q", "-n", str(workers), f"--junitxml={report}", *part.paths], environment(folder, url))
    seconds = time.monotonic() - began
    if not report.exists():
        return Outcome(part, "failed", num_failed=1, seconds=seconds)
    counts = [suite.attrib for suite in ElementTree.parse(report).getroot().iter("testsuite")]
    tests, skipped, *bad = (
        sum(int(count[name]) for count in counts) for name in ("tests", "skipped", "failures", "errors")
    )
    failed = sum(bad)
    result = "passed" if code == 0 else "failed"
    return Outcome(part, result, max(0, tests - skipped - failed), max(failed, code != 0), skipped, seconds)


def table(outcomes: list[Outcome]) -> str:
    """How the parts went, and the sums in a last line of their own."""
    heads = f"{'part':<28}{'result':<10}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"
    rows = [
        f"{one.part.name:<28}{one.result:<10}{one.num_passed:>8}{one.num_failed:>8}"
        f"{one.num_skipped:>9}{one.seconds:>9.1f}"
        for one in outcomes
    ]
    passed, failed, skipped = (
        sum(getattr(one, name) for one in outcomes) for name in ("num_passed", "num_failed", "num_skipped")
    )
    return "\n".join(["", heads, *rows, "", f"{passed} passed, {failed} failed, {skipped} skipped", ""])


def main(arguments: list[str]) -> int:
    left_out, rest = split(arguments)
    with tempfile.TemporaryDirectory(prefix="joinedup-tests-") as name:
        folder = Path(name)
        if rest:
            return pytest(rest, environment(folder, f"sqlite:///{quote(name)}/joinedup.sqlite3"))
        install_missing(left_out)
        outcomes = []
        for part in parts():
            outcomes.append(Outcome(part, "left out") if part.needs in left_out else run(part, folder))
    sys.stdout.write(table(outcomes))
    return 1 if any(one.result == "failed" for one in outcomes) else 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
