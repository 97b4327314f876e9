"""How long the importer takes over 10,000 members, beside the bare inserts of the rows that it makes.

`python benchmarks/imports.py [--members N] [--database-url URL]`. The database must have no
partnership yet; without an address it is SQLite in a folder that is thrown away. All is measured in one run.
"""

import argparse
import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

BOUND = 10.0  # seconds for 10,000 members
COLUMNS = (
    "partnership", "type", "nation", "organisation", "sector", "role", "voting", "seats", "from", "known_on",
    "person", "source",
)  # fmt: skip
SECTORS = ("public", "private", "voluntary", "community")
SYLLABLES = (
    "bar",
    "cor",
    "den",
    "fal",
    "gren",
    "hol",
    "kes",
    "lin",
    "mar",
    "nor",
    "pel",
    "rud",
    "sten",
    "thor",
)


def measure(num_members: int) -> None:
    """Import, import again, and insert the same rows alone. Prints."""
    from benchmarks import importing  # noqa: PLC0415 - it needs the environment that main() sets

    importing.make_tables()
    source = members_file(num_members)
    print(f"{num_members:,} members, {len(source):,} bytes")
    print(f"{'':<14}{'wall s':>8}{'CPU s':>8}")
    wall, first, counts = timed(lambda: importing.take_in(source))
    verdict = "within" if wall <= BOUND else "OVER"
    print(f"{'import':<14}{wall:>8.2f}{first:>8.2f}   {verdict} {BOUND:g} s; {counts}")
    wall, again, counts = timed(lambda: importing.take_in(source))
    print(f"{'again':<14}{wall:>8.2f}{again:>8.2f}   {counts or 'changes nothing'}")
    wall, alone, num_rows = timed(importing.insert_again)
    print(f"{'inserts alone':<14}{wall:>8.2f}{alone:>8.2f}   {num_rows:,} rows")
    print(f"import costs {first / alone:.1f} times the inserts alone; importing again {again / alone:.1f} times")


def members_file(num_members: int) -> bytes:
    """A CSV of the contract's columns: partnerships of twenty, organisations that sit on several of them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for number in range(num_members):
        place, seat = divmod(number, 20)
        body = (place * 7 + seat * 3) % (num_members // 5 + 20)
        person = f"{words(number % 4000)} Person" if number % 5 < 3 else ""
        start, known = ("", "2005-04-01") if number % 10 == 0 else (f"200{1 + place % 5}-04-01", "")
        row = [f"Partnership for {words(place)}", "lsp", "England", f"{words(body)} Trust", SECTORS[body % 4]]
        row += ["chair" if seat == 0 else "member", "yes", "", start, known, person, "made for measuring"]
        writer.writerow(row)
    return text.getvalue().encode()


def words(number: int) -> str:
    """A name that no other number has: names that differ in one letter would be noted as alike."""
    parts = []
    for _place in range(4):
        number, part = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[part])
    return "".join(parts).capitalize()


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock and of the processor, and what it gave."""
    started, used = time.perf_counter(), time.process_time()
    answer = work()
    return time.perf_counter() - started, time.process_time() - used, answer


def main() -> None:
    """Read the arguments and choose the database before Django is loaded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--database-url", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="joinedup-benchmark-") as folder:
        os.environ["JOINEDUP_DATA"] = folder
        os.environ["JOINEDUP_DATABASE_URL"] = given.database_url or f"sqlite:///{folder}/imports.sqlite3"
        measure(given.members)


if __name__ == "__main__":
    main()
