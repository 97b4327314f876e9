"""What holds of every levy: bills add up, caps hold, days share a year out; and the two engines agree."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.engines.levy import CannotBill, make_plan
from joinedup.rules.bids.levy.rounding import WAYS, rounded, spread

from .lists import HEAD, YEAR, charge, charge_large, listed, pence, rules_of

VALUES = st.integers(0, 3_000_000)
LIVE = HEAD.replace("chargeable_day", "live")
FROZEN = HEAD.replace('mode = "chargeable_day"', 'mode = "frozen", date = 2024-04-01')
TIMED = "hereditament,payer,rateable_value,from,to,event,list_year"


def test_an_amount_that_is_half_a_penny_goes_as_the_rule_names() -> None:
    half, odd = Fraction(5, 2), Fraction(7, 2)
    assert {way: (rounded(half, way), rounded(odd, way)) for way in WAYS} == {
        "half_up": (3, 4), "half_even": (2, 4), "half_down": (2, 3), "down": (2, 3), "up": (3, 4),
    }  # fmt: skip
    assert rounded(Fraction(250), "half_even", 100) == 200


@given(st.dictionaries(st.text(max_size=4), st.integers(0, 10**7), max_size=12), st.integers(0, 10**7))
def test_what_is_spread_adds_up_to_the_cap_and_nobody_pays_more(amounts: dict[str, int], cap: int) -> None:
    made = spread(amounts, cap)
    assert sum(made.values()) == min(cap, sum(amounts.values()))
    assert all(0 <= made[key] <= amounts[key] for key in amounts)
    total = sum(amounts.values())
    assert total <= cap or all(abs(made[key] - Fraction(amounts[key] * cap, total)) < 1 for key in amounts)


def test_the_odd_penny_goes_to_the_largest_remainder_and_then_by_name() -> None:
    assert spread({"b": 1, "a": 1, "c": 1}, 2) == {"a": 1, "b": 1, "c": 0}
    assert spread({"a": 10, "b": 5}, 7) == {"a": 5, "b": 2}


RULES = st.fixed_dictionaries(
    {
        "op": st.sampled_from([">=", ">"]),
        "threshold": st.sampled_from([0, 12_000, 50_000]),
        "percent": st.sampled_from(["1", "1.25", "0.333", "2.12"]),
        "special": st.sampled_from(["0.5", "1.75"]),
        "relief": st.sampled_from(["80", "33.3", "100"]),
        "rise": st.sampled_from(["3", "2.75"]),
        "round": st.sampled_from(["none", "pence", "pounds", "half_even"]),
        "way": st.sampled_from(list(WAYS)),
        "cap": st.sampled_from([100_000, 2_000_001]),
        "payer": st.sampled_from([150_000, 3_333_333]),
        "borough": st.sampled_from([120_000, 2_500_000]),
        "minimum": st.sampled_from([5_000, 12_345]),
        "days": st.sampled_from([365, 366, 360]),
        "order": st.permutations(["index", "relief", "minimum", "proration", "cap_hereditament"]),
        "mode": st.sampled_from(['mode = "chargeable_day"', 'mode = "live"', 'mode = "frozen", date = 2024-06-01']),
    }
)


def _rules_text(asked: dict[str, object]) -> tuple[str, str]:
    head = HEAD.replace('mode = "chargeable_day"', str(asked["mode"])).replace("half_up", str(asked["way"]))
    order = ["rate", *asked["order"], "cap_borough", "cap_payer"]  # type: ignore[misc]  # a list by the strategy
    body = f"""
order = {order!r}
minimum = {asked["minimum"]}
threshold = {{ op = "{asked["op"]}", value = {asked["threshold"]} }}
cap = {{ hereditament = {asked["cap"]}, payer = {asked["payer"]}, borough = {asked["borough"]} }}
proration = {{ method = "daily", year_days = {asked["days"]} }}
[[rate]]
percent = {asked["percent"]}
[[rate]]
when = {{ description = ["bank", "kiosk*"] }}
percent = {asked["special"]}
[[rate]]
when = "description = club and reliefs = charity"
pence = 7777
[[relief]]
when = "charity"
percent = {asked["relief"]}
[[index]]
from = 2022-04-01
percent = {asked["rise"]}
round = "{asked["round"]}"
[[index]]
from = 2023-04-01
percent = {asked["rise"]}
"""
    return body, head


@st.composite
def _lists(draw: st.DrawFn) -> bytes:
    rows = []
    for number in range(draw(st.integers(1, 7))):
        days = sorted(draw(st.sets(st.integers(0, 420), max_size=2)))
        cuts = ["", *((date(2024, 3, 1) + timedelta(day)).isoformat() for day in days), ""]
        what = draw(st.sampled_from(["Shop", "Bank", "Kiosk, small", "Club"]))
        borough = draw(st.sampled_from(["North", "South"]))
        for starts, ends in pairwise(cuts):
            payer, relief = draw(st.sampled_from("PQR")), draw(st.sampled_from(["", "Charity", "small; charity"]))
            event = draw(st.sampled_from(["", "physical", "revaluation"]))
            rows.append(f'h{number},{payer},{draw(VALUES)},"{what}",{relief},{borough},{starts},{ends},{event}')
    return listed(rows, "hereditament,payer,rateable_value,description,reliefs,billing_authority,from,to,event")


@given(RULES, _lists())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_engines_agree_on_every_penny_and_the_bills_add_up(
    tmp_path: Path, asked: dict[str, object], content: bytes
) -> None:
    rules = rules_of(*_rules_text(asked))
    bills = charge(rules, content)
    assert bills == charge_large(rules, content, tmp_path)
    assert all(bill.levy_pence == sum(step.amount for step in bill.working) >= 0 for bill in bills)
    for payer in "PQR":
        own = [bill for bill in bills if bill.payer == payer]
        assert sum(bill.levy_pence for bill in own) <= asked["payer"]  # type: ignore[operator]  # a number by the strategy
        north = sum(bill.levy_pence for bill in own if bill.billing_authority == "North")
        assert north <= asked["borough"]  # type: ignore[operator]  # as above


@given(VALUES, st.lists(st.integers(1, 364), max_size=5, unique=True))
def test_days_share_a_year_out_to_within_a_penny_a_part(value: int, cuts: list[int]) -> None:
    rules = rules_of('proration = { method = "daily", year_days = 365 }\n[[rate]]\npercent = 1.37\n')
    days = [YEAR[0] + timedelta(cut) for cut in (0, *sorted(cuts), 365)]
    whole = charge(rules, listed([f"h,p,{value}"]))[0].levy_pence
    parts = [charge(rules, listed([f"h,p,{value}"]), (starts, ends))[0].levy_pence for starts, ends in pairwise(days)]
    assert abs(whole - sum(parts)) <= len(parts)


@given(VALUES, VALUES)
def test_a_property_split_in_two_pays_the_same_to_within_a_penny_a_part(one: int, other: int) -> None:
    rules = rules_of("[[rate]]\npercent = 1.37\n")
    whole = charge(rules, listed([f"h,p,{one + other}"]))[0].levy_pence
    assert abs(whole - sum(pence(charge(rules, listed([f"a,p,{one}", f"b,p,{other}"]))).values())) <= 2


def test_an_occupier_who_leaves_in_the_middle_pays_for_their_days() -> None:
    rules = rules_of('proration = { method = "daily", year_days = 365 }\n[[rate]]\npercent = 1\n')
    bills = charge(rules, listed(["h,Old,36500,,2024-06-30,,", "h,New,36500,2024-06-30,,,"], TIMED))
    assert [(bill.payer, bill.num_days, bill.levy_pence) for bill in bills] == [
        ("Old", 90, 9_000),
        ("New", 275, 27_500),
    ]


def test_without_proration_whoever_is_liable_at_any_time_pays_the_whole() -> None:
    # Local Government Act 2003, section 46: liable if within the description at any time within the period.
    rules = rules_of("[[rate]]\npercent = 1\n")
    bills = charge(rules, listed(["h,Old,10000,,2024-06-30,,", "h,New,10000,2024-06-30,,,"], TIMED))
    assert [bill.levy_pence for bill in bills] == [10_000, 10_000]


def test_on_a_charge_date_only_who_is_there_that_day_pays() -> None:
    rules = rules_of("charge_dates = [2024-10-01]\n[[rate]]\npercent = 1\n")
    bills = charge(rules, listed(["h,Old,10000,,2024-06-30,,", "h,New,10000,2024-06-30,,,"], TIMED))
    assert [(bill.payer, bill.levy_pence) for bill in bills] == [("New", 10_000)]


def test_a_frozen_list_takes_a_physical_change_and_no_revaluation() -> None:
    text = 'proration = { method = "daily", year_days = 365 }\n[[rate]]\npercent = 1\n'
    for event, expected in (("revaluation", 36_500), ("physical", 18_200 + 18_300 * 2)):
        rows = ["h,p,36500,,2024-09-30,,", f"h,p,73000,2024-09-30,,{event},"]
        assert pence(charge(rules_of(text, FROZEN), listed(rows, TIMED)))["h"] == expected


def test_a_live_list_follows_every_change() -> None:
    text = 'proration = { method = "daily", year_days = 365 }\n[[rate]]\npercent = 1\n'
    rows = ["h,p,36500,,2024-09-30,,", "h,p,73000,2024-09-30,,revaluation,"]
    bills = charge(rules_of(text, LIVE), listed(rows, TIMED))
    assert [(bill.value, bill.levy_pence) for bill in bills] == [("36500; 73000", 18_200 + 36_600)]


def test_a_new_list_begins_in_april_of_its_year() -> None:
    rows = ["h,p,10000,,,,2017", "h,p,20000,,,,2023"]
    text = "[[rate]]\npercent = 1\n"
    for year, expected in ((2022, 10_000), (2023, 20_000)):
        period = (date(year, 4, 1), date(year + 1, 4, 1))
        assert pence(charge(rules_of(text), listed(rows, TIMED), period)) == {"h": expected}
    frozen = HEAD.replace('mode = "chargeable_day"', 'mode = "frozen", date = 2022-04-01')
    assert pence(charge(rules_of(text, frozen), listed(rows, TIMED))) == {"h": 10_000}


def test_rooms_are_charged_by_the_night_and_its_occupancy() -> None:
    # The form of Liverpool's accommodation BID: rooms x nights x published occupancy x £2; the occupancy is made up.
    text = """
base = "rooms"
[[rate]]
pence = 200
[[occupancy]]
from = 2025-06-01
to = 2025-07-01
percent = 80.5
[[occupancy]]
from = 2025-07-01
to = 2025-08-01
percent = 90
"""
    content = listed(["h,p,,24"], "hereditament,payer,rateable_value,rooms")
    period = (date(2025, 6, 1), date(2025, 8, 1))
    expected = 24 * 200 * 30 * Fraction("0.805") + 24 * 200 * 31 * Fraction("0.9")
    assert charge(rules_of(text), content, period)[0].levy_pence == expected
    with pytest.raises(CannotBill, match="night of 1 August 2025"):
        charge(rules_of(text), content, (date(2025, 6, 1), date(2025, 9, 1)))


def test_rooms_agree_in_both_engines(tmp_path: Path) -> None:
    text = 'base = "rooms"\n[[rate]]\npence = 200\n[[occupancy]]\nfrom = 2025-06-01\nto = 2025-08-01\npercent = 80.5\n'
    content = listed(["h,p,,24", "i,q,,7"], "hereditament,payer,rateable_value,rooms")
    period = (date(2025, 6, 1), date(2025, 8, 1))
    assert charge(rules_of(text), content, period) == charge_large(rules_of(text), content, tmp_path, period)


@pytest.mark.parametrize("large", [False, True], ids=["rows", "duckdb"])
@pytest.mark.parametrize(
    ("rows", "text", "wrong"),
    [
        (["h,p,5", "h,q,5"], "[[rate]]\npercent = 1\n", "rows 2 and 3 both hold for one property"),
        (["h,p,99"], "[[rate]]\nfrom = 0\nto = 50\npercent = 1\n", "the value 99 is over every band"),
    ],
)
def test_a_row_that_cannot_be_charged_is_named(
    tmp_path: Path, rows: list[str], text: str, wrong: str, large: bool
) -> None:
    with pytest.raises(CannotBill, match=wrong) as caught:
        charge_large(rules_of(text), listed(rows), tmp_path) if large else charge(rules_of(text), listed(rows))
    assert caught.value.row == len(rows) + 1


CHANGES = "[[rate]]\npercent = 1\nto = 2024-10-01\n[[rate]]\npercent = 2\nfrom = 2024-10-01\n"
REFUSED = [
    ("a rate that changes in the period", CHANGES, "change on 1 October 2024"),
    ("a rate that has ended", "[[rate]]\npercent = 1\nto = 2020-04-01\n", "no rate is in force on 1 April 2024"),
    ("no charge date in the period", "charge_dates = [2020-04-01]\n[[rate]]\npercent = 1\n", "0 charge dates"),
]


@pytest.mark.parametrize(("case", "text", "wrong"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_period_that_the_rules_do_not_fit_is_refused(case: str, text: str, wrong: str) -> None:
    with pytest.raises(CannotBill, match=wrong):
        make_plan(rules_of(text), *YEAR)


def test_a_live_list_needs_days_or_a_charge_date() -> None:
    with pytest.raises(CannotBill, match="live list"):
        make_plan(rules_of("[[rate]]\npercent = 1\n", LIVE), *YEAR)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CannotBill, match="ends before it begins"):
        make_plan(rules_of("[[rate]]\npercent = 1\n"), YEAR[1], YEAR[0])
