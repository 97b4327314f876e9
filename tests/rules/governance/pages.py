"""Reading the tables of docs/methods, by the heading that they stand under."""

from pathlib import Path

import pytest

METHODS = Path(__file__).parents[3] / "docs" / "methods"
WORDS = {True: "yes", False: "no", None: "not known"}


def worked(page, heading="Worked example"):
    """The rows of the table under a heading as dictionaries by column."""
    text = (METHODS / page).read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def each_row_of(page, heading="Worked example"):
    """Run a test once for each row, as its argument `row`."""
    rows = worked(page, heading)
    assert rows
    return pytest.mark.parametrize("row", rows, ids=[" ".join(row.values()) for row in rows])


def to_three_places(number):
    """A fraction as the pages print it: .650, 1.000, -.200."""
    return f"{float(number):.3f}".replace("0.", ".", 1) if abs(number) < 1 else f"{float(number):.3f}"
