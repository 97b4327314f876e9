"""The real files beside the checkout that some tests compare with; they are not part of the project."""

import csv
import gzip
import math
from pathlib import Path

import pytest

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "real"

needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real files is not beside this checkout")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV, packed or not."""
    path = REAL / name
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float:
    """A number, NaN for what R writes for none."""
    return math.nan if text in ("", "NA") else float(text)
