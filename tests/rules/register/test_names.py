"""Names that may mean one organisation are offered, and different organisations are left alone."""

import csv
from pathlib import Path

import pytest

from joinedup.rules.register.names import key, near_duplicates

REAL = Path(__file__).parents[4] / "shared" / "data" / "real_memberships.csv"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Federation of Small Business", "Federation of Small Businesses"),
        ("The Citizens Advice Bureau", "Citizens Advice Bureau"),
        ("Citizens' Advice Bureau", "Citizens Advice Bureau"),
        ("Employment Service/Jobcentre Plus", "Employment Service / Jobcentre Plus"),
        ("Job Centre Plus", "Jobcentre Plus"),
        ("Working & Learning Board", "Working and Learning Board"),
        ("Fyne Homes Ltd", "Fyne Homes Limited"),
        ("Fyne Homes Ltd.", "Fyne Homes"),
        ("N.H.S. Fife", "NHS Fife"),
        ("Bòrd na Gàidhlig", "Bord na Gaidhlig"),
        ("City and County of Swansea", "Swansea, City and County of"),
        ("Fife Constabulary", "Fife Constablary"),
        ("Fife Constabulary", "Fife Consatbulary"),
        ("FIFE COUNCIL", "Fife  Council"),
    ],
)
def test_two_spellings_of_one_organisation_are_found(one, other):
    assert [pair[:2] for pair in near_duplicates([one, "Somebody Else", other])] == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NHS Fife", "NHS Highland"),
        ("Scottish Enterprise", "Scottish Fire and Rescue Service"),
        ("North Billingham Residents Association", "South Billingham Residents Association"),
        ("Northampton Forum", "Southampton Forum"),
        ("Ward 1 Forum", "Ward 2 Forum"),
        ("HITRANS", "SEStran (regional transport partnership)"),
        ("Barton Parish Council", "Burton Parish Council"),
        ("CMAL", "CalMac"),
        ("Marchwood Forum", "Larchwood Forum"),
        ("Dalstone Forum", "Dlsstone Forum"),
        ("!!!", "???"),
    ],
)
def test_different_organisations_are_not_paired(one, other):
    assert near_duplicates([one, other]) == []


def test_a_pair_is_offered_once_in_the_order_of_the_names_and_says_why():
    pairs = near_duplicates(["Fife Council", "The Fife Council", "Fife Council"])
    assert [(one, other) for one, other, _ in pairs] == [("Fife Council", "The Fife Council")]
    assert "capitals, punctuation" in pairs[0][2]


def test_three_spellings_are_all_tied_to_the_first():
    pairs = near_duplicates(["Fife Council", "FIFE COUNCIL", "fife council"])
    assert [(one, other) for one, other, _ in pairs] == [
        ("Fife Council", "FIFE COUNCIL"),
        ("Fife Council", "fife council"),
    ]


def test_the_key_of_a_key_is_itself():
    for name in (
        "The Friends of St. Mary's & Co",
        "Employment Service/Jobcentre Plus",
        "The",
        "ÉCOLE (Nord)",
    ):
        assert key(key(name)) == key(name)


def test_one_pair_is_found_among_ten_thousand_names():
    names = [
        f"{place}{n % 97} {kind} {n}"
        for n in range(2500)
        for place in ("Ward", "Northmoor")
        for kind in ("Residents Association", "Parish Council")
    ]
    names[1] = names[0].upper()
    found = near_duplicates(names)
    assert (names[0], names[1]) in {pair[:2] for pair in found}


def test_a_cell_that_is_no_name_is_not_tried_letter_by_letter():
    assert near_duplicates(["x" * 100_000, "x" * 99_999 + "y"]) == []


@pytest.mark.skipif(not REAL.exists(), reason="the real memberships are not beside this checkout")
def test_the_real_memberships_hold_no_false_pair():
    with REAL.open(newline="", encoding="utf-8") as file:
        names = [row["organisation"] for row in csv.DictReader(file)]
    assert near_duplicates(names) == []
