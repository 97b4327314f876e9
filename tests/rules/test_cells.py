"""A cell that a spreadsheet would run is told from a name."""

import pytest

from joinedup.rules.cells import email_address, formula_start, hidden_character


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


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("two\nlines", ""),
        ("plain 中 🙂", ""),
        ("a\tb", "\t"),
        ("a\x00b", "\x00"),
        ("a\u202eb", "\u202e"),
        ("a\uffffb", "\uffff"),
        ("a\U0001fffeb", "\U0001fffe"),
    ],
)
def test_a_character_that_cannot_be_seen_is_found(text, hidden):
    assert hidden_character(text) == hidden


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ask jo.lee+x@council.gov.uk.", "jo.lee+x@council.gov.uk"),
        ("meet @ the hall", ""),
        ("a@b", ""),
        ("no address", ""),
    ],
)
def test_an_e_mail_address_is_found_wherever_it_stands(text, address):
    assert email_address(text) == address
