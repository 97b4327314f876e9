"""The levy rules of real BIDs, as their pages print them; each file names its source."""

from datetime import date
from pathlib import Path

import pytest

from joinedup.formats.faults import BadInput
from joinedup.formats.levy_rules import read_levy_rules

from .lists import REAL, charge, charge_large, listed, pence, real_rules

Y2018 = (date(2018, 4, 1), date(2019, 4, 1))
OCTOBER_2024 = (date(2024, 10, 1), date(2025, 10, 1))
HEADS = "hereditament,payer,rateable_value,description,reliefs"


def _one(name: str, value: int, reliefs: str = "", period: tuple[date, date] = Y2018, description: str = "Shop") -> int:
    return pence(charge(real_rules(name), listed([f"h,p,{value},{description},{reliefs}"], HEADS), period))["h"]


# A vector with a figure of its own in the source, or one step of arithmetic from it.
VECTORS = [
    ("yorkshire-coast-2018", 12_000, "", 18_000),  # printed: 12,000 pays 180
    ("yorkshire-coast-2018", 11_999, "", 0),
    ("destination-cq", 1_500, "", 2_250),  # printed: 1,500 pays 22.50
    ("destination-cq", 1_499, "", 0),
    ("bid4oban", 2_999, "", 0),
    ("bid4oban", 3_000, "", 15_000),
    ("bid4oban", 8_399, "", 15_000),
    ("bid4oban", 8_400, "", 25_000),
    ("bid4oban", 13_399, "", 25_000),
    ("bid4oban", 39_990, "", 38_000),
    ("bid4oban", 39_995, "", 38_000),  # between the printed bands: by half-open lower bounds
    ("bid4oban", 40_000, "", 53_000),
    ("bid4oban", 99_999, "", 89_000),
    ("bid4oban", 100_000, "", 103_000),
    ("bid4oban", 499_500, "", 230_000),  # between the printed bands
    ("bid4oban", 500_000, "", 500_000),
    ("liverpool-retail-leisure-2023", 45_000, "", 95_400),
    ("liverpool-retail-leisure-2023", 44_999, "", 0),
    ("liverpool-retail-leisure-2023", 5_000_000, "", 4_500_000),
    ("liverpool-culture-commerce", 45_000, "", 0),  # “over 45,000” beside Retail and Leisure's “45,000 or more”
    ("liverpool-culture-commerce", 45_001, "", 76_052),
    ("liverpool-culture-commerce", 5_000_000, "", 4_000_000),
    ("redcliffe-temple-2021", 24_999, "", 0),
    ("redcliffe-temple-2021", 25_000, "", 37_500),
    ("redcliffe-temple-2021", 25_000, "managed estate", 18_750),
    ("redcliffe-temple-2021", 25_000, "mandatory charity", 0),
    ("redcliffe-temple-2021", 2_000_000, "", 2_000_000),
    ("cheltenham", 7_499, "", 0),
    ("cheltenham", 10_000, "", 12_500),
    ("cheltenham", 10_000, "managed centre", 10_000),
    ("sample-clause-2016", 12_500, "", 12_500),
    ("south-bank-2014", 49_999, "", 0),
]


@pytest.mark.parametrize(("name", "value", "reliefs", "expected"), VECTORS)
def test_a_real_rule_set_gives_its_printed_figure(name: str, value: int, reliefs: str, expected: int) -> None:
    assert _one(name, value, reliefs) == expected


def test_high_wycombe_charges_the_year_of_its_charge_date() -> None:
    assert _one("high-wycombe-2021", 10_000, period=OCTOBER_2024) == 11_000
    assert _one("high-wycombe-2021", 10_000, "serviced centre", OCTOBER_2024) == 9_000
    assert _one("high-wycombe-2021", 2_499, period=OCTOBER_2024) == 0


def test_newcastle_has_no_rate_in_its_gap_year() -> None:
    assert _one("newcastle-ne1", 20_000, period=(date(2022, 4, 1), date(2023, 4, 1))) == 20_000
    assert _one("newcastle-ne1", 20_000, period=(date(2024, 4, 1), date(2025, 4, 1))) == 30_000
    with pytest.raises(Exception, match="no rate is in force on 1 April 2023"):
        _one("newcastle-ne1", 20_000, period=(date(2023, 4, 1), date(2024, 4, 1)))


def test_south_bank_rises_by_three_percent_a_year_from_april_2016() -> None:
    for starts, expected in ((2014, 100_000), (2015, 100_000), (2016, 103_000), (2017, 106_090), (2018, 109_273)):
        assert _one("south-bank-2014", 100_000, period=(date(starts, 4, 1), date(starts + 1, 4, 1))) == expected


def test_south_bank_caps_a_property_and_then_a_company() -> None:
    rows = ["a,Acme,2500000", "b,Acme,1500000", "c,Acme,500000", "d,Solo,2500000", "w,Rail,1000000"]
    bills = charge(real_rules("south-bank-2014"), listed(rows), (date(2015, 4, 1), date(2016, 4, 1)))
    assert pence(bills) == {"a": 1_500_000, "b": 1_125_000, "c": 375_000, "d": 2_000_000, "w": 1_000_000}
    assert (
        _one("south-bank-2014", 1_000_000, period=(date(2015, 4, 1), date(2016, 4, 1)), description="Waterloo Station")
        == 500_000
    )
    assert _one("south-bank-2014", 100_000, "mandatory charity", (date(2015, 4, 1), date(2016, 4, 1))) == 20_000


DOUBTFUL = ["bid4oban", "newcastle-ne1", "south-bank-2014"]


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_rule_set_in_doubt_is_refused_as_printed_and_records_how_it_was_taken(name: str) -> None:
    text = (REAL / f"{name}.toml").read_text("utf-8")
    printed = text.replace("interpretation =", "note =")
    if "[interpretation]" in text:
        before, after = text.split("[interpretation]")
        printed = before + after[after.index("[[rate]]") :]
    with pytest.raises(BadInput) as caught:
        read_levy_rules(printed.encode(), "printed.toml")
    assert all("in doubt" in fault.wrong for fault in caught.value.faults)
    assert len(real_rules(name).interpretation) == len(caught.value.faults)


def test_oban_is_refused_at_every_gap_of_its_printed_bands() -> None:
    found = {(each.place, each.doubt.split(" are in")[0]) for each in real_rules("bid4oban").interpretation}
    assert ("rate 4", "values from 39,991 up to 40,000") in found
    assert ("rate 8", "values from 499,001 up to 500,000") in found


@pytest.mark.parametrize("path", sorted(REAL.glob("*.toml")), ids=lambda path: path.stem)
def test_both_engines_agree_on_every_real_rule_set(path: Path, tmp_path: Path) -> None:
    rules = real_rules(path.stem)
    period = {"high-wycombe-2021": OCTOBER_2024, "newcastle-ne1": (date(2024, 4, 1), date(2025, 4, 1))}.get(
        path.stem, Y2018
    )
    reliefs = ["", "mandatory charity", "managed estate", "serviced centre", "managed centre"]
    rows = [
        f"h{value},p{value % 3},{value},Shop,{reliefs[place % 5]}"
        for place, value in enumerate(range(0, 600_000, 7_333))
    ]
    content = listed(rows, HEADS)
    assert charge(rules, content, period) == charge_large(rules, content, tmp_path, period)


def test_every_real_rule_set_names_its_source() -> None:
    assert len(list(REAL.glob("*.toml"))) == 11
    assert all(real_rules(path.stem).source.startswith("https://") for path in REAL.glob("*.toml"))
