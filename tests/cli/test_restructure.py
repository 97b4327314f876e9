"""`joinedup restructure propose`: the contract's fields, exits 0, 1 and 2, and the same answer every time."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from joinedup.cli import main

SOURCE = Path(__file__).resolve().parents[2] / "src"
OPTION = ["name", "status", "bound_pence", "saving_pence", "effort", "changes", "consents", "duties"]


def body(own: str, first: int, last: int, **more: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"area": "A", "legal_status": "none", "parent": None, "may_close": False, "answer": None}
    return {"id": own, "name": own, "members": [f"o{n}" for n in range(first, last + 1)], "duties": [], **facts, **more}


# The hand-checkable vector of operations-research A3, as the register exports it.
PARTNERSHIPS = [
    body("cdrp", 0, 11, themes=["0"], meetings_a_year=6, cost_pence=3_000_000, origin="statute"),
    body("dat", 4, 13, themes=["0", "1"], meetings_a_year=6, cost_pence=1_200_000, origin="funding"),
    body("panel", 6, 14, themes=["0", "2"], meetings_a_year=4, cost_pence=400_000, origin="voluntary"),
]
PARTNERSHIPS[1]["duties"] = [{"name": "drug strategy", "required_members": ["o4"]}]


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.json"
    document = {"partnerships": PARTNERSHIPS, "areas": [{"code": "A", "parent": None}], "unit_values": {"eps": 0}}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["restructure", "propose", *map(str, words)])


def answered(*words: object) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_every_field_of_the_contract_is_there_first_and_in_its_order(register: Path) -> None:
    document = answered(register)
    for option in document["options"]:
        assert list(option)[: len(OPTION)] == OPTION
        assert option["status"] == "optimal"
        assert option["bound_pence"] == option["saving_pence"]
        assert {change["kind"] for change in option["changes"]} <= {"nest", "merge", "wind_up", "keep"}
        assert all(list(change) == ["kind", "of", "into"] for change in option["changes"])
        assert all(list(each)[:3] == ["partnership", "effort", "why"] for each in option["consents"])
        assert sum(each["effort"] for each in option["consents"]) == option["effort"]
    assert document["provenance"]["inputs"] == {"register.json": hashlib.sha256(register.read_bytes()).hexdigest()}


def test_the_options_are_named_and_the_fullest_is_last(register: Path) -> None:
    options = answered(register)["options"]
    names = [option["name"] for option in options]
    assert names[0] == "As now"
    assert names[-1] == "Full"
    assert {"Tidy", "First steps", "Knee", "Half", "No statutory partner asked", "Boards of 20 at most"} < set(names)
    full = options[-1]
    assert (full["saving_pence"], full["effort"]) == (2_790_000, 14)
    assert full["changes"] == [
        {"kind": "merge", "of": ["dat", "panel"], "into": "cdrp"},
        {"kind": "nest", "of": ["cdrp"], "into": "LSP"},
    ]
    assert full["duties"] == [{"duty": "drug strategy", "from": "dat", "to": "cdrp"}]


def test_an_option_that_asks_no_statutory_partner_asks_none(register: Path) -> None:
    option = next(each for each in answered(register)["options"] if each["name"] == "No statutory partner asked")
    assert option["saving_pence"] > 0
    assert "cdrp" not in {each["partnership"] for each in option["consents"]}


@pytest.mark.parametrize(("effort", "pence"), [(0, 0), (3, 420_000), (5, 790_000), (7, 1_580_000), (14, 2_790_000)])
def test_within_an_effort_the_best_is_the_one_worked_by_hand(register: Path, effort: int, pence: int) -> None:
    result = run(register, "--effort", effort, "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == (0 if pence else 1)
    assert document["options"][-1]["saving_pence"] == pence
    assert all(option["effort"] <= effort for option in document["options"])
    assert document["provenance"]["options"]["effort"] == effort


def test_a_refusal_is_a_fact_and_the_rest_is_proposed_anew(register: Path) -> None:
    options = answered(register, "--refused", "cdrp")["options"]
    assert options[-1]["saving_pence"] < 2_790_000
    assert all("cdrp" not in {each["partnership"] for each in option["consents"]} for option in options)


def test_two_runs_give_the_same_bytes(register: Path) -> None:
    assert run(register, "--json").stdout == run(register, "--json").stdout


def test_when_nothing_saves_the_answer_is_no(register: Path) -> None:
    refused = [word for each in ("cdrp", "dat", "panel") for word in ("--refused", each)]
    result = run(register, *refused, "--json")
    assert result.exit_code == 1
    assert {option["saving_pence"] for option in json.loads(result.stdout)["options"]} == {0}


def test_bad_input_is_a_line_for_each_fault_and_writes_nothing(register: Path, tmp_path: Path) -> None:
    document = json.loads(register.read_text(encoding="utf-8"))
    document["partnerships"][0] |= {"cost_pence": -5, "area": "Z"}
    register.write_text(json.dumps(document), encoding="utf-8")
    result = run(register, "--out", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 2
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    result = run(tmp_path / "none.json")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_the_table_has_a_row_for_each_change(register: Path, tmp_path: Path) -> None:
    out = tmp_path / "options.csv"
    assert run(register, "--out", out).exit_code == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["kind"], row["of"], row["into"]) for row in rows if row["option"] == "Full"] == [
        ("merge", "dat; panel", "cdrp"),
        ("nest", "cdrp", "LSP"),
    ]


def test_an_ending_that_is_no_table_is_refused(register: Path, tmp_path: Path) -> None:
    result = run(register, "--out", tmp_path / "options.pdf")
    assert result.exit_code == 2
    assert ".csv, .parquet or .xlsx" in result.stderr


def test_in_words_each_option_says_what_it_saves_and_whether_it_is_proved(register: Path) -> None:
    result = run(register)
    assert "Full: saves £27,900.00 a year (proved the best), effort 14, 3 to ask" in result.stdout
    assert "merge: dat, panel into cdrp" in result.stdout


def test_neither_django_nor_a_database_is_needed(register: Path) -> None:
    told = (
        "import sys; from joinedup.cli import main\n"
        f"try: main(['restructure', 'propose', {str(register)!r}, '--effort', '3'])\n"
        "finally: print('django' in sys.modules)"
    )
    environ = os.environ | {"PYTHONPATH": str(SOURCE)}
    done = subprocess.run([sys.executable, "-c", told], env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_whom_to_talk_to_first_is_ranked_by_what_a_refusal_would_cost(register: Path) -> None:
    ranked = answered(register, "--rank-refusals")["refusals"]
    full = answered(register)["options"][-1]["saving_pence"]
    for each in ranked:
        without = answered(register, "--refused", each["partnership"])["options"][-1]["saving_pence"]
        assert each["loss_pence"] == each["least_loss_pence"] == full - without
    assert [each["partnership"] for each in ranked] == ["cdrp", "dat", "panel"]


@pytest.mark.parametrize("unknown", ["cost_pence", "meetings_a_year", "origin", "members"])
def test_a_register_in_which_nothing_is_known_gets_no_proposal_and_says_why(register: Path, unknown: str) -> None:
    document = json.loads(register.read_text(encoding="utf-8"))
    for each in document["partnerships"]:
        each[unknown] = None
    register.write_text(json.dumps(document), encoding="utf-8")
    result = run(register, "--json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    assert {option["saving_pence"] for option in answer["options"]} == {0}
    assert sum("is left as it is" in note for note in answer["notes"]) == 3


@pytest.mark.parametrize("partnerships", [[], [body("lsp", 0, 3)], [body("alone", 0, 3, origin="voluntary")]])
def test_a_register_with_nothing_to_put_in_order_is_answered(register: Path, partnerships: list[Any]) -> None:
    document = {"partnerships": partnerships, "areas": [{"code": "A", "parent": None}]}
    register.write_text(json.dumps(document), encoding="utf-8")
    assert run(register, "--json", "--rank-refusals").exit_code == 1
    assert run(register, "--effort", 5).exit_code == 1


def test_amounts_beyond_all_reason_are_bad_input(register: Path) -> None:
    document = json.loads(register.read_text(encoding="utf-8"))
    for each in document["partnerships"]:
        each |= {"cost_pence": 10**11, "meetings_a_year": 366, "members": [f"o{n}" for n in range(400)]}
    register.write_text(json.dumps(document | {"unit_values": {"u": 10**8}}), encoding="utf-8")
    result = run(register)
    assert result.exit_code == 2
    assert "pence" in result.stderr
