"""Where the research data stands that the lawbook was carried over from; its tests skip without it."""

import csv
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the research data is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def shared_rows(shared_data: Path):
    def rows(name: str) -> list[dict[str, str]]:
        with (shared_data / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return rows
