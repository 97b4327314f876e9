"""How long `joinedup --help` takes to answer, beside a Python that does nothing and one that loads click.

`python benchmarks/startup.py [--rounds N]`
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
BOUND_MS = 150.0
PROGRAMS = {
    "python -c pass": ["-c", "pass"],
    "python -c import click": ["-c", "import click"],
    "joinedup --help": ["-c", "from joinedup.cli import main; main()", "--help"],
}


def measure(rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each program in each round; the first round, which warms the disk, is left out."""
    environ = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    found: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for number in range(rounds + 1):
        for name, arguments in PROGRAMS.items():
            started = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, env=environ, stdout=subprocess.DEVNULL)
            if number:
                found[name].append((time.perf_counter() - started) * 1000)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    found = measure(parser.parse_args().rounds)
    print(f"{'':<26}{'least ms':>10}{'median ms':>11}")
    for name, times in found.items():
        print(f"{name:<26}{min(times):>10.0f}{median(times):>11.0f}")
    verdict = "within" if median(found["joinedup --help"]) <= BOUND_MS else "OVER"
    print(f"joinedup --help is {verdict} {BOUND_MS:g} ms")


if __name__ == "__main__":
    main()
