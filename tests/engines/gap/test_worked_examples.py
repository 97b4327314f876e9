"""The tables of docs/methods/gap-*.md are worked out here, so that neither can drift."""

import math
from pathlib import Path

import numpy as np
import pytest

from joinedup.engines.gap.estimate import FLAGS, METHODS
from joinedup.engines.gap.groups import from_counts
from joinedup.engines.gap.measuring import MEASURES, measure
from tests.engines.gap.test_trends import judged

METHODS_FOLDER = Path(__file__).resolve().parents[3] / "docs" / "methods"


def table(page: str, heading: str) -> list[dict[str, str]]:
    """The rows of the table under a heading, by the names of its columns."""
    text = (METHODS_FOLDER / page).read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def test_the_page_of_measures_gives_what_the_engine_gives():
    events = np.array([[1000.0, 800, 600, 400, 200]])
    made = measure(from_counts(events, np.full((1, 5), 2000.0), "proportion"))
    rows = table("gap-measures.md", "Worked example")
    assert [row["measure"] for row in rows] == list(MEASURES)
    for row in rows:
        found = made[row["measure"]]
        assert row["method"] == METHODS[found.method[0]]
        for name in ("value", "lower", "upper"):
            digits = len(row[name].partition(".")[2])
            assert getattr(found, name)[0] == pytest.approx(float(row[name]), abs=0.51 * 10**-digits), row["measure"]


def test_the_page_of_measures_explains_every_flag_and_every_measure():
    assert [row["flag"] for row in table("gap-measures.md", "Flags")] == list(FLAGS)
    named = [name for row in table("gap-measures.md", "The measures") for name in row["measure"].split(", ")]
    assert named == list(MEASURES)


@pytest.mark.parametrize("row", table("gap-over-time.md", "Worked example"), ids=lambda row: row["gaps"])
def test_the_page_of_trends_gives_what_the_engine_gives(row: dict[str, str]):
    made = judged([float(each) for each in row["gaps"].split(", ")], by="2017")
    assert made.change == pytest.approx(float(row["change"]), abs=0.005)
    assert (made.how or "none") == row["how"]
    assert made.trend == row["trend"]
    assert made.on_track == row["on track"]
    for name, shown in ((made.projected, row["projected"]), (made.probability, row["probability"])):
        told = math.nan if shown == "not known" else float(shown)
        assert (math.nan if name is None else name) == pytest.approx(told, abs=0.005, nan_ok=True)
