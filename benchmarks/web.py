"""What each page costs the server at national size, beside a bare view in the same run.

`python benchmarks/web.py [--database-url URL] [--areas N] [--folder F] [--only NAME] [--rounds N]`
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.servers import ROOT, ask, granian, processor_seconds

AIM = 3.0  # times the bare view
EXPORT = "/export/members/?on=2008-04-01"
SECONDS_A_ROUND = 0.3  # the clock of /proc ticks a hundred times a second, so a round must be many ticks long
FEWEST, MOST = 8, 200  # requests in a round


@dataclass
class Measured:
    """A page and, for each round, its cost beside the bare view's asked just before."""

    page: dict[str, Any]
    cpu: list[float] = field(default_factory=list)  # seconds a request
    bare: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)  # seconds, each request

    @property
    def ratio(self) -> float:
        """The page's cost in bare views, the median of the rounds."""
        return median(own / max(bare, 1e-4) for own, bare in zip(self.cpu, self.bare, strict=True))


class Server:
    """The running server, asked over one connection."""

    def __init__(self, port: int, pid: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.pid, self.cookie = pid, cookie

    def ask(self, page: dict[str, Any], num: int) -> tuple[float, list[float]]:
        """Ask so many times. Returns processor seconds a request, and the wall seconds of each."""
        headers = {"Cookie": self.cookie} if page["who"] == "manager" else {}
        walls = []
        before = processor_seconds(self.pid)
        for _time in range(num):
            started = time.perf_counter()
            ask(self.connection, page["address"], headers)
            walls.append(time.perf_counter() - started)
        return (processor_seconds(self.pid) - before) / num, walls


def measure(server: Server, pages: list[dict[str, Any]], rounds: int) -> list[Measured]:
    """Rounds over all pages, the bare view before each, so that the machine's moods fall on both."""
    bare, found = pages[0], [Measured(page) for page in pages[1:]]
    counts = {}
    for page in pages:
        server.ask(page, 5)
        counts[page["name"], page["who"]] = _enough(median(server.ask(page, 5)[1]))
    for number in range(rounds):
        print(f"\rround {number + 1} of {rounds}", end="", file=sys.stderr)
        for one in found:
            one.bare.append(server.ask(bare, counts["bare view", "anyone"])[0])
            cpu, walls = server.ask(one.page, counts[one.page["name"], one.page["who"]])
            one.cpu.append(cpu)
            one.wall += walls
    print(file=sys.stderr)
    return found


def _enough(seconds: float) -> int:
    return max(FEWEST, min(MOST, round(SECONDS_A_ROUND / seconds)))


def table(found: list[Measured], bare: dict[str, Any]) -> str:
    """The measurements in words."""
    cost = median(x for one in found for x in one.bare) * 1000
    heads = "".join(f"{head:>8}" for head in ("CPU ms", "ratio", "queries", "bytes", "p50 ms", "p95 ms"))
    lines = [
        f"bare view: {cost:.1f} ms CPU, {bare['num_queries']} queries, {bare['num_bytes']} bytes",
        f"{'page':<26}{'who':<8}{heads}",
    ]
    for one in found:
        page, walls = one.page, quantiles(one.wall, n=20)
        verdict = "" if page["status"] == 200 else f"  answered {page['status']}"
        verdict += "" if one.ratio <= AIM else "  over"
        cells = [f"{median(one.cpu) * 1000:.1f}", f"{one.ratio:.1f}", page["num_queries"], page["num_bytes"]]
        cells += [f"{walls[9] * 1000:.1f}", f"{walls[18] * 1000:.1f}"]
        figures = "".join(f"{cell:>8}" for cell in cells)
        lines.append(f"{page['name']:<26}{page['who']:<8}{figures}{verdict}")
    num = sum(one.ratio <= AIM for one in found)
    return "\n".join([*lines, f"{num} of {len(found)} within {AIM:g} times the bare view"])


def run(given: argparse.Namespace, folder: Path) -> None:
    """Make the register where there is none, serve it, measure it, print."""
    environ = os.environ | {
        "JOINEDUP_DATA": str(folder),
        "JOINEDUP_DATABASE_URL": given.database_url or f"sqlite:///{folder}/national.sqlite3",
        "DJANGO_SETTINGS_MODULE": "benchmarks.serving.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    program = [sys.executable, str(ROOT / "benchmarks" / "national.py"), "--areas", str(given.areas)]
    subprocess.run(program, cwd=ROOT, env=environ, check=False, stdout=sys.stderr)
    listed = subprocess.run(
        [sys.executable, "-m", "benchmarks.serving.pages"],
        cwd=ROOT,
        env=environ,
        check=True,
        stdout=subprocess.PIPE,
    )
    answer = json.loads(listed.stdout)
    pages = [page for page in answer["pages"] if page["name"] == "bare view" or given.only in page["name"]]
    with granian("benchmarks.serving.wsgi:application", environ) as (port, pid):
        server = Server(port, pid, answer["cookie"])
        found = measure(server, pages, given.rounds)
        print(table(found, pages[0]))
        cpu, walls = server.ask({"who": "anyone", "address": EXPORT}, 1)
        print(f"export of every member as CSV: {cpu:.1f} s CPU, {walls[0]:.1f} s")


def main() -> None:
    """Read the arguments; without a folder, all is thrown away at the end."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database-url", default="", help="an empty PostgreSQL database, or one made before")
    parser.add_argument("--areas", type=int, default=400)
    parser.add_argument("--folder", type=Path, help="keep the data here and use it again")
    parser.add_argument("--only", default="", help="only the pages whose name has this")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="joinedup-benchmark-") as name:
        folder = given.folder or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        run(given, folder.resolve())


if __name__ == "__main__":
    main()
