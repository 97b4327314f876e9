"""`joinedup bids` as a script meets it: JSON, endings, and errors that name their place."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from joinedup.cli import main

VOTES = """hereditament,rateable_value,vote
a,1000,yes
b,1000,no
c,3000,yes
d,3000,no
e,4000,yes
f,4000,yes
g,500,
h,700,rejected
"""
RULES = """
name = "Town"
nation = "England"
list = { mode = "chargeable_day" }
rounding = "half_up"
threshold = { op = ">=", value = 1000 }
cap = { payer = 4000 }
[[rate]]
percent = 1.5
"""
LIST = "hereditament,payer,rateable_value\na,Acme,1000\nb,Acme,2000\nc,Beta,999\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["bids", *map(str, arguments)])


def answer(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    path = tmp_path / "votes.csv"
    path.write_text(VOTES)
    return path


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(RULES)
    return path


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


def test_a_timetable_has_every_step_with_its_authority() -> None:
    found = run("timetable", "--nation", "England", "--ballot-day", "2019-09-26", "--json")
    assert found.exit_code == 0
    told = answer(found)
    dates = {row["step"]: row for row in told["dates"]}
    assert (dates["notice_of_ballot"]["date"], dates["notice_of_ballot"]["rule"]) == ("2019-08-15", "latest")
    assert dates["notice_of_intention"]["date"] is None
    assert dates["notice_of_intention"]["needs"] == "request_day"
    assert all(row["authority"] and row["mark"] in "VPU" for row in told["dates"])
    assert told["provenance"]["options"]["nation"] == "England"
    assert "working day" in told["assumptions"][0]


def test_a_renewal_has_no_veto() -> None:
    for nation in ("England", "Wales", "Scotland", "Northern Ireland"):
        found = answer(
            run("timetable", "--nation", nation, "--ballot-day", "2024-11-21", "--kind", "renewal", "--json")
        )
        assert not [row for row in found["dates"] if row["step"].startswith("veto")]


def test_a_ballot_on_a_sunday_ends_with_1_and_says_which_days_would_do() -> None:
    found = run("timetable", "--nation", "England", "--ballot-day", "2024-11-24", "--json")
    assert found.exit_code == 1
    assert answer(found)["ballot_day_instead"] == "choose 22 November 2024 or 25 November 2024"


def test_a_day_that_something_was_done_is_in_time_on_its_limit_and_not_after() -> None:
    base = ("timetable", "--nation", "England", "--ballot-day", "2019-09-26")
    assert run(*base, "--done", "notice_of_ballot=2019-08-15").exit_code == 0
    late = run(*base, "--done", "notice_of_ballot=2019-08-16")
    assert late.exit_code == 1
    assert "NOT IN TIME" in late.stdout
    assert run(*base, "--done", "dance=2019-08-16").exit_code == 2
    assert run(*base, "--done", "notice_of_ballot=soon").exit_code == 2


def test_a_ballot_before_the_law_is_bad_input() -> None:
    found = run("timetable", "--nation", "Northern Ireland", "--ballot-day", "2010-01-04")
    assert (found.exit_code, found.stdout) == (2, "")
    assert "since 2014-07-01" in found.stderr
    assert run("count", "none.csv", "--nation", "England", "--on", "2001-01-04").exit_code == 2


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_timetable_is_written_as_its_ending_says(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"dates.{ending}"
    assert run("timetable", "--nation", "Wales", "--ballot-day", "2024-11-21", "--out", out).exit_code == 0
    assert out.stat().st_size > 100


def test_a_count_gives_the_fields_of_the_contract(votes: Path) -> None:
    found = run("count", votes, "--nation", "England", "--on", "2024-11-21", "--json")
    assert found.exit_code == 0
    told = answer(found)
    assert {name: told[name] for name in list(told)[:8]} == {
        "electorate": 8,
        "papers_returned": 7,
        "papers_rejected": 1,
        "votes_cast": 6,
        "votes_in_favour": 4,
        "rateable_value_entitled": 17_200,
        "rateable_value_cast": 16_000,
        "rateable_value_in_favour": 12_000,
    }
    assert told["approved"] is True
    assert told["costs_recoverable"] is False
    assert told["turnout"]["votes_cast_of_electorate"] == {"part": 6, "of": 8, "percent": 75.0}
    assert {"name", "needed", "found", "met", "authority"} <= set(told["tests"][0])
    assert told["disclosure"]["reveals"] is True  # the two of 4,000 both voted yes, and no other choice makes 12,000


def test_a_lost_ballot_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "lost.csv"
    path.write_text("hereditament,rateable_value,vote\na,5,yes\nb,5,no\n")
    found = run("count", path, "--nation", "England", "--on", "2024-11-21")
    assert found.exit_code == 1
    assert "NOT APPROVED" in found.stdout


def test_a_greater_majority_can_lose_a_ballot(votes: Path) -> None:
    base = ("count", votes, "--nation", "Scotland", "--on", "2024-11-21")
    assert run(*base).exit_code == 0
    assert run(*base, "--threshold-number", "66.6").exit_code == 0
    assert run(*base, "--threshold-number", "66.7").exit_code == 1
    assert run(*base, "--threshold-value", "75").exit_code == 0
    assert run(*base, "--threshold-value", "75.01").exit_code == 1
    assert run(*base, "--threshold-value", "101").exit_code == 2


def test_no_output_of_a_count_names_a_property(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(VOTES.replace("\na,", "\nSECRET-9,").replace("\nb,", "\nSECRET-8,"))
    for extra in ((), ("--json",)):
        found = run("count", path, "--nation", "England", "--on", "2024-11-21", *extra)
        assert "SECRET" not in found.output
    path.write_text(VOTES.replace("a,1000,yes", "SECRET-9,1000,yess"))
    found = run("count", path, "--nation", "England", "--on", "2024-11-21", "--json")
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith('votes.csv, row 2, column "vote"')
    assert "SECRET" not in found.stderr
    assert "yess" not in found.stderr


def test_what_a_nations_law_does_not_know_is_bad_input(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    head = "hereditament,rateable_value,vote,person"
    path.write_text(f"{head},share_percent\na,100,yes,x,60\na,100,no,y,40\n")
    assert run("count", path, "--nation", "England", "--on", "2024-11-21").exit_code == 2
    assert run("count", path, "--nation", "Scotland", "--on", "2024-11-21").exit_code == 1
    path.write_text(f"{head},improvement_relief\na,100,yes,x,10\n")
    assert run("count", path, "--nation", "England", "--on", "2024-03-31").exit_code == 2
    assert run("count", path, "--nation", "England", "--on", "2024-04-01").exit_code == 0


def test_a_property_owners_ballot_is_counted_with_its_doubt(votes: Path) -> None:
    base = ("count", votes, "--on", "2024-11-21", "--regime", "property-owner", "--json")
    told = answer(run(*base, "--nation", "England"))
    assert {test["mark"] for test in told["tests"]} == {"U"}
    assert any("was not read" in line for line in told["assumptions"])
    assert run(*base, "--nation", "Wales").exit_code == 2


@pytest.mark.parametrize("engine", ["rows", "duckdb"])
def test_a_levy_gives_every_bill_with_its_working(rules: Path, listed: Path, engine: str) -> None:
    found = run("levy", rules, listed, "--period", "2024-04-01:2025-04-01", "--engine", engine, "--json")
    assert found.exit_code == 0
    told = answer(found)
    assert [(bill["hereditament"], bill["levy_pence"]) for bill in told["bills"]] == [
        ("a", 1333),
        ("b", 2667),
        ("c", 0),
    ]
    assert told["total_pence"] == 4000
    assert told["bills"][0]["working"] == [{"step": "rate", "amount": 1500}, {"step": "cap_payer", "amount": -167}]
    assert set(told["provenance"]["inputs"]) == {"rules.toml", "list.csv"}


def test_spark_is_refused_in_one_line(rules: Path, listed: Path) -> None:
    found = run("levy", rules, listed, "--period", "2024-04-01:2025-04-01", "--engine", "spark")
    assert (found.exit_code, found.stdout, found.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("engine", "ending"), [("rows", "csv"), ("rows", "xlsx"), ("duckdb", "csv"), ("duckdb", "parquet")]
)
def test_bills_are_written_as_the_ending_says(
    rules: Path, listed: Path, tmp_path: Path, engine: str, ending: str
) -> None:
    out = tmp_path / f"bills.{ending}"
    done = run("levy", rules, listed, "--period", "2024-04-01:2025-04-01", "--engine", engine, "--out", out)
    assert done.exit_code == 0
    assert out.stat().st_size > 100


BAD = [
    ("a key not known", RULES + "colour = 1\n", LIST, 'rules.toml, column "rate 1.colour"'),
    ("a doubt", RULES + "[[rate]]\npercent = 2\n", LIST, 'rules.toml, column "rate 2": in doubt'),
    ("a blank value", RULES, LIST + "d,Beta,\n", 'list.csv, row 5, column "rateable_value"'),
    ("a property twice", RULES, LIST + "a,Beta,5\n", "list.csv, row 5: rows 2 and 5"),
]


@pytest.mark.parametrize("engine", ["rows", "duckdb"])
@pytest.mark.parametrize(("case", "rules_text", "list_text", "where"), BAD, ids=[case[0] for case in BAD])
def test_bad_input_names_its_place_and_nothing_is_written(
    tmp_path: Path, case: str, rules_text: str, list_text: str, where: str, engine: str
) -> None:
    (tmp_path / "rules.toml").write_text(rules_text)
    (tmp_path / "list.csv").write_text(list_text)
    out = tmp_path / "bills.csv"
    files = (tmp_path / "rules.toml", tmp_path / "list.csv")
    found = run("levy", *files, "--period", "2024-04-01:2025-04-01", "--engine", engine, "--out", out)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith(where)
    assert not out.exists()


@pytest.mark.parametrize("period", ["2024-04-01", "2024-04-01:soon", "2025-04-01:2024-04-01"])
def test_a_period_that_is_none_is_bad_input(rules: Path, listed: Path, period: str) -> None:
    assert run("levy", rules, listed, "--period", period).exit_code == 2


def test_files_that_are_not_there_are_bad_input(rules: Path, listed: Path, tmp_path: Path) -> None:
    missing = tmp_path / "none.csv"
    assert run("levy", rules, missing, "--period", "2024-04-01:2025-04-01").exit_code == 2
    assert run("levy", missing, listed, "--period", "2024-04-01:2025-04-01").exit_code == 2
    assert run("count", missing, "--nation", "England", "--on", "2024-11-21").exit_code == 2
