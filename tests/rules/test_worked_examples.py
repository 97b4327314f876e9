"""The tables of docs/methods are checked against the rules, row by row, so that neither can drift."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from joinedup.rules.life import Life
from joinedup.rules.register.checks import hc02, hc07
from joinedup.rules.register.names import near_duplicates
from joinedup.rules.register.nesting import may_link
from joinedup.rules.register.operations import OPERATIONS, what_may_be_done
from joinedup.rules.register.origin import origin_of, reason_to_exist
from joinedup.rules.register.overlap import jaccard
from joinedup.rules.register.quorum import Attendance, is_quorate, parse
from joinedup.rules.register.records import NESTING, SECTORS, Link, Requirement
from joinedup.rules.register.seats import vacancies, validly_filled
from joinedup.rules.working import percent

from .register.cast import board, held, seat

METHODS = Path(__file__).parents[2] / "docs" / "methods"
WORDS = {True: "yes", False: "no", None: "not known"}
FACTS = {word: answer for answer, word in WORDS.items()}


def worked(page):
    """The rows of the table under "Worked example" as dictionaries by heading."""
    text = (METHODS / page).read_text(encoding="utf-8").split("## Worked example")[1]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def each_row_of(page):
    rows = worked(page)
    assert rows
    return pytest.mark.parametrize("row", rows, ids=[" ".join(row.values()) for row in rows])


@each_row_of("seats-and-vacancies.md")
def test_vacancies_are_as_the_page_says(row):
    on, began = date.fromisoformat(row["asked about"]), date(2002, 4, 1)
    holders = [
        held(organisation="A", life=Life(began, None, date(2002, 4, 11))),
        held(organisation="B", life=Life(began, None, date(2002, 5, 1))),
        held(organisation="C", life=Life(date(2002, 6, 1))),
    ]
    found = vacancies([seat(places=3)], holders, on)
    since = [v.since.isoformat() for v in found.vacancies for _ in range(v.num_places)]
    assert "; ".join(since) == row["since"]
    assert (found.num_vacant, found.longest_days) == (int(row["vacant"]), int(row["longest days"]))
    assert f"{row['held']} of 3 held" in validly_filled(seat(places=3), holders, on).why


@each_row_of("sector-balance.md")
def test_sector_balance_is_as_the_page_says(row):
    rows = [
        (f"{sector} {n}", "" if sector == "unknown" else sector, 1, True)
        for sector in (*SECTORS, "unknown")
        for n in range(int(row[sector]))
    ]
    result = hc02(*board(*rows), date(2003, 1, 1), accepted=False)
    share = "not known" if result.number is None else percent(Fraction(result.number).limit_denominator(1000))
    assert (result.light, share) == (row["HC02"], row["smallest share"])


@each_row_of("nesting.md")
def test_nesting_is_as_the_page_says(row):
    existing = [
        Link("B", "C", NESTING, Life(date(2002, 4, 1), None, date(2002, 4, 11))),
        Link("C", "A", NESTING, Life(date(2002, 4, 10), None, date(2002, 4, 15))),
    ]
    child, parent = row["new nesting"].split(" under ")
    life = Life(date.fromisoformat(row["from"]), None, date.fromisoformat(row["until"]))
    finding = may_link(existing, Link(child, parent, NESTING, life))
    assert WORDS[finding.holds] == row["accepted"]
    assert ("under itself" in finding.why) == bool(row["loop days"])
    assert row["loop days"] in finding.why


@each_row_of("what-may-be-done.md")
def test_what_may_be_done_is_as_the_page_says(row):
    origin = "" if row["origin"] == "not known" else row["origin"]
    route = "an Act" if row["recorded"] == "legal route" else ""
    act = "a resolution" if row["recorded"] == "own members' act" else ""
    findings = what_may_be_done(origin, FACTS[row["separate legal status"]], route, act)
    for operation, finding in zip(OPERATIONS, findings, strict=True):
        assert WORDS[finding.holds] == row[operation], operation


@each_row_of("reason-to-exist.md")
def test_origin_and_reason_are_as_the_page_says(row):
    on, requirements = date(2003, 1, 1), []
    for kind in ("statute", "funding", "planning"):
        if ends := row[f"{kind} ends"]:
            life = Life(date(2001, 1, 1), None, None if ends == "open" else date.fromisoformat(ends))
            requirements.append(Requirement(kind, "p", kind, kind, life))
    assert origin_of(requirements, on).kind == row["origin"]
    assert reason_to_exist(requirements, on).light == row["light"]


@each_row_of("near-duplicates.md")
def test_near_duplicates_are_as_the_page_says(row):
    found = near_duplicates([row["one name"], row["another"]])
    assert WORDS[bool(found)] == row["offered"]
    assert all(row["reason"] in why for _, _, why in found)


@each_row_of("quorum.md")
def test_quorum_is_as_the_page_says(row):
    present = [name for name in row["present"].split(", ") if name]
    absent = [name for name in row["absent or vacant"].split(", ") if name]
    places = [Attendance(f"seat {n}", f"p{n}", name, "public", True, True) for n, name in enumerate(present)]
    places += [
        Attendance(f"other {name}", "" if name == "vacant" else name, name, "public", True, False) for name in absent
    ]
    assert WORDS[is_quorate(parse(row["quorum"]), places).holds] == row["quorate"]


@each_row_of("overlap.md")
def test_overlap_is_as_the_page_says(row):
    one, other = set(row["one"].split()), set(row["other"].split())
    assert (len(one & other), len(one | other)) == (int(row["on both"]), int(row["on either"]))
    assert jaccard(one, other) == Fraction(row["share"])
    assert hc07({"one": one, "other": other}, accepted=True).light == row["HC07 of that pair alone"]
