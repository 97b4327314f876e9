"""The tables of docs/methods/bids-*.md are checked row by row, so that neither can drift."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from joinedup import lawbook
from joinedup.rules.bids.ballot.approval import judge
from joinedup.rules.bids.ballot.disclosure import guard
from joinedup.rules.bids.ballot.tally import Papers, count
from joinedup.rules.bids.timetable import timetable

from .lists import YEAR, charge, listed, rules_of

METHODS = Path(__file__).resolve().parents[3] / "docs" / "methods"
LEVY = """
order = ["rate", "relief", "proration", "cap_hereditament"]
threshold = { op = ">=", value = 1000 }
cap = { hereditament = 2000000 }
proration = { method = "daily", year_days = 365 }
[[rate]]
percent = 1.5
[[relief]]
when = "charity"
percent = 80
"""


def _worked(page: str) -> list[dict[str, str]]:
    text = (METHODS / page).read_text(encoding="utf-8").split("## Worked example")[1]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    rows = [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]
    assert rows
    return rows


@pytest.mark.parametrize("row", _worked("bids-timetable.md"), ids=str)
def test_the_timetable_is_as_the_page_says(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["ballot day"])
    limits = lawbook.ballot_limits(row["nation"], "new", "ratepayer", on)
    holidays = lawbook.bank_holidays(row["nation"])
    steps = timetable(limits, ballot_on=on, request_on=None, result_on=None, holidays=holidays)
    assert [str(step.on) for step in steps if step.limit.step == row["step"]] == [row["day"]]


@pytest.mark.parametrize("row", _worked("bids-ballot.md"), ids=str)
def test_the_ballot_is_as_the_page_says(row: dict[str, str]) -> None:
    sides = {side: [int(value) for value in row[side].split(",") if value] for side in ("yes", "no")}
    values = sides["yes"] + sides["no"]
    votes = ["yes"] * len(sides["yes"]) + ["no"] * len(sides["no"])
    papers = Papers([str(place) for place in range(len(votes))], values, votes)
    tests = judge(count(papers), lawbook.ballot_conditions("England", "ratepayer"))
    assert ["yes" if test.met else "no" for test in tests] == [row["by number"], row["by value"]]
    assert guard(papers).num_votes_revealed == int(row["votes given away"])


@pytest.mark.parametrize("row", _worked("bids-levy.md"), ids=str)
def test_the_levy_is_as_the_page_says(row: dict[str, str]) -> None:
    leaves = YEAR[0] + timedelta(int(row["days"]))
    content = listed([f"h,p,{row['value']},{row['reliefs']},{leaves}"], "hereditament,payer,rateable_value,reliefs,to")
    bill = charge(rules_of(LEVY), content)[0]
    assert {step.step: str(step.amount) for step in bill.working} == {step: row[step] for step in list(row)[3:7]}
    assert bill.levy_pence == int(row["levy"])
