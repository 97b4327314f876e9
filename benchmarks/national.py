"""A register of national size: 400 areas, 5,500 partnerships, 120,000 appointments over ten years.

`python benchmarks/national.py [--areas N] [--seed S]` writes it to the database of JOINEDUP_DATABASE_URL
(else to that of JOINEDUP_DATA), which must have no partnership yet, and prints how many rows there are.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.core.management import call_command

import benchmarks.ready  # noqa: F401 - loads Django, so it comes before all that needs it
from benchmarks.country.writing import NotEmptyError, analyse, write_country

AREAS = 400
SEED = 2001


def make_national_register(seed: int = SEED, num_areas: int = AREAS) -> int:
    """Make the tables where they are missing and write the country. Returns the exit code, and prints."""
    started = time.perf_counter()
    call_command("migrate", verbosity=0)
    try:
        counts = write_country(seed, num_areas, lambda words: print(f"\r{words}", end="", file=sys.stderr))
    except NotEmptyError:
        print("The register has partnerships already: nothing was written.", file=sys.stderr)
        return 2
    analyse()
    print(file=sys.stderr)
    for name, num in sorted(counts.items(), key=lambda pair: -pair[1]):
        print(f"{name:<18}{num:>10,}")
    print(f"{'seconds':<18}{time.perf_counter() - started:>10.1f}")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--areas", type=int, default=AREAS)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    sys.exit(make_national_register(asked.seed, asked.areas))
