"""A cell that a spreadsheet would run is told from a name."""

import pytest

from joinedup.rules.cells import formula_start


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+44 20",
        "-5",
        "-",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\ufeff=1",
        "−1",
    ],
)
def test_a_cell_that_starts_like_a_formula_is_refused(text):
    assert formula_start(text)


@pytest.mark.parametrize("text", ["", "  ", "NHS Fife", "Stoke-on-Trent", "a=b", "25", "'=1", "é+"])
def test_an_ordinary_name_is_not_a_formula(text):
    assert not formula_start(text)
