from datetime import date
from fractions import Fraction

import pytest

from joinedup.formats.faults import BadInput
from joinedup.formats.levy_rules import read_levy_rules
from joinedup.rules.bids.levy.ruleset import USUAL_ORDER, RuleSet

HEAD = """
name = "A test"
nation = "Scotland"
list = { mode = "chargeable_day" }
"""
RATE = "[[rate]]\npercent = 1\n"


def _read(text: str, head: str = HEAD) -> RuleSet:
    return read_levy_rules((head + text).encode(), "rules.toml")


def _faults(text: str, head: str = HEAD) -> list[str]:
    with pytest.raises(BadInput) as caught:
        _read(text, head)
    return [str(fault) for fault in caught.value.faults]


def test_percentages_are_read_exactly() -> None:
    assert _read("[[rate]]\npercent = 2.12\n").rates[0].percent == Fraction("2.12")
    assert _read('[[rate]]\npercent = "0.333"\n').rates[0].percent == Fraction("0.333")


UNKNOWN = [
    ("at the top", "colour = 1\n" + RATE, 'column "colour"'),
    ("in a rate", RATE + "colour = 1\n", 'column "rate 1.colour"'),
    ("in the cap", "cap = { colour = 1 }\n" + RATE, 'column "cap.colour"'),
    ("in the threshold", "threshold = { op = '>', value = 1, colour = 1 }\n" + RATE, 'column "threshold.colour"'),
    ("in an index", RATE + "[[index]]\nfrom = 2024-04-01\npercent = 1\ncolour = 1\n", 'column "index 1.colour"'),
    ("in a when", RATE + 'when = { colour = "red" }\n', 'column "rate 1.when"'),
    ("in the order", 'order = ["rate", "colour"]\n' + RATE, 'column "order"'),
]


@pytest.mark.parametrize(("case", "text", "where"), UNKNOWN, ids=[case[0] for case in UNKNOWN])
def test_what_is_not_known_is_refused_by_name(case: str, text: str, where: str) -> None:
    faults = _faults(text)
    assert len(faults) == 1
    assert where in faults[0]
    assert "colour" in faults[0]


WRONG = [
    ("no rate", "", "rate"),
    ("a rate of both kinds", "[[rate]]\npercent = 1\npence = 5\n", "rate 1.percent"),
    ("a negative percentage", "[[rate]]\npercent = -1\n", "rate 1.percent"),
    ("a cap in fractions", "cap = { payer = 1.5 }\n" + RATE, "cap.payer"),
    ("a relief over 100", RATE + "[[relief]]\npercent = 101\n", "relief 1.percent"),
    ("an operator that is none", "threshold = { op = '<', value = 1 }\n" + RATE, "threshold.op"),
    ("a band that ends before it begins", "[[rate]]\nfrom = 5\nto = 4\npercent = 1\n", "rate 1.to"),
    ("a cap on payers before the rate", 'order = ["rate", "cap_payer", "relief"]\n' + RATE, "order"),
    ("a year of a thousand days", "proration = { method = 'daily', year_days = 1000 }\n" + RATE, "proration.year_days"),
    ("two thresholds", "threshold = [{op='>', value=1}, {op='>', value=2}]\n" + RATE, "threshold"),
]


@pytest.mark.parametrize(("case", "text", "where"), WRONG, ids=[case[0] for case in WRONG])
def test_what_is_wrong_is_said_with_its_place(case: str, text: str, where: str) -> None:
    assert any(f'column "{where}"' in fault for fault in _faults(text))


def test_text_that_is_no_toml_is_bad_input() -> None:
    assert "not TOML" in _faults("= = =")[0]
    with pytest.raises(BadInput, match="UTF-8"):
        read_levy_rules(b"\xff\xfe", "rules.toml")


GAP_YEAR = "[[rate]]\npercent = 1\nto = 2023-04-01\n[[rate]]\npercent = 2\nfrom = 2024-04-01\n"
NO_RISE = RATE + "".join(f"[[index]]\nfrom = {year}-04-01\npercent = 3\n" for year in (2022, 2024))
HALF = RATE + "[[relief]]\npercent = 50\n"
CAP = "cap = { hereditament = 5 }\n"


def _bands(first: str, second: str) -> str:
    return f"[[rate]]\n{first}\npence = 1\n[[rate]]\n{second}\npence = 2\n"


# Each as printed, and the place that is in doubt.
DOUBTS = [
    ("a gap between bands", _bands("from = 0\nto = 100", "from = 150"), "rate 2"),
    ("two bands with one value", _bands("from = 0\nto = 100", "from = 90"), "rate 2"),
    (
        "a threshold under the bands",
        "threshold = { op = '>=', value = 50 }\n[[rate]]\nfrom = 60\npence = 1\n",
        "rate 1",
    ),
    ("a gap year", GAP_YEAR, "rate 2"),
    ("a year without its rise", NO_RISE, "index 2"),
    ("two operators in one", "threshold = { op = ['>=', '>'], value = 1 }\n" + RATE, "threshold"),
    ("two operators in two", "threshold = [{op='>=', value=1}, {op='>', value=1}]\n" + RATE, "threshold"),
    ("no order for a cap and a relief", CAP + HALF, "order"),
    ("no order for a cap and days", CAP + "proration = { method = 'daily' }\n" + RATE, "order"),
    ("an order that leaves a step out", "order = ['rate', 'relief']\n" + CAP + HALF, "order"),
    ("two rates for all", RATE + "[[rate]]\npercent = 2\n", "rate 2"),
]


@pytest.mark.parametrize(("case", "text", "place"), DOUBTS, ids=[case[0] for case in DOUBTS])
def test_a_doubt_is_refused_as_printed_and_recorded_once_interpreted(case: str, text: str, place: str) -> None:
    faults = _faults(text)
    assert [f'column "{place}"' in fault and "in doubt" in fault for fault in faults] == [True]
    taken = _read('interpretation = "as the board minuted on 1 May"\n' + text).interpretation
    assert [each.place for each in taken] == [place]
    assert "as the board minuted" in taken[0].taken


def test_what_leaves_no_doubt_needs_no_interpretation() -> None:
    text = _bands("from = 0\nto = 100", "from = 100\nto = 200") + "[[rate]]\nfrom = 200\npence = 3\n"
    assert _read(text).interpretation == ()
    assert _read(RATE + "[[relief]]\npercent = 50\n").interpretation == ()
    assert _read("cap = { payer = 5 }\n" + RATE + "[[relief]]\npercent = 50\n").interpretation == ()


def test_a_gap_is_taken_as_the_interpretation_says() -> None:
    text = "[[rate]]\nfrom = 0\nto = 100\npence = 1\n[[rate]]\nfrom = 150\npence = 2\n"
    for said, expected in (("lower", [True, False]), ("upper", [False, True]), ("none", [False, False])):
        rules = _read(f'interpretation = {{ bands = "{said}" }}\n' + text)
        assert [rate.covers(Fraction(120)) for rate in rules.rates] == expected


def test_a_gap_year_is_taken_as_the_interpretation_says() -> None:
    text = "[[rate]]\npercent = 1\nto = 2023-04-01\n[[rate]]\npercent = 2\nfrom = 2024-04-01\n"
    ends = {"earlier": (date(2024, 4, 1), date(2024, 4, 1)), "later": (date(2023, 4, 1), date(2023, 4, 1))}
    for said, (ended, begun) in ends.items():
        rules = _read(f'interpretation = {{ gap_year = "{said}" }}\n' + text)
        assert (rules.rates[0].ends, rules.rates[1].starts) == (ended, begun)


def test_the_operator_is_taken_as_the_interpretation_says() -> None:
    text = "threshold = { op = ['>=', '>'], value = 1 }\n" + RATE
    assert _read('interpretation = { threshold = ">" }\n' + text).threshold == (">", 1)
    assert _read('interpretation = "as printed first"\n' + text).threshold == (">=", 1)
    beside = "threshold = { op = ['>=', '>'], value = 1, interpretation = '>' }\n" + RATE
    assert _read(beside).threshold == (">", 1)


def test_steps_that_an_order_leaves_out_take_their_usual_place() -> None:
    rules = _read(RATE + "[[relief]]\npercent = 50\n[[index]]\nfrom = 2024-04-01\npercent = 1\n")
    assert [step for step in rules.order if step in rules.uses] == ["rate", "index", "relief"]
    assert set(rules.order) <= set(USUAL_ORDER)
