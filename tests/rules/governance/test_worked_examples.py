"""The tables of docs/methods are checked against the rules, row by row, so that neither can drift."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from joinedup.rules.governance.decisions import (
    Answer,
    Cause,
    Change,
    Grade,
    Outcome,
    compare,
    dilution,
    four_lines,
    measured,
    verdict,
)
from joinedup.rules.governance.deferrals import Item, standing
from joinedup.rules.governance.portfolio import Case, portfolio
from joinedup.rules.governance.step_in import Flag, Turn, days_unmet
from joinedup.rules.governance.step_in import standing as flag_standing
from joinedup.rules.governance.voting import Choice, Method, Rule, Voter, Whole, count
from joinedup.rules.life import Stretch

from .cast import START, day, option, question
from .pages import WORDS, each_row_of, to_three_places, worked

ROWS = worked("decisions.md")


def licensing_question(objection="open"):
    """The question of the worked example; the refs are the letters."""
    options = []
    for row in ROWS:
        ref = row["option"] if row["option"] == "status quo" else row["option"][0]
        made = option(ref, row["ambition"], [int(grade) for grade in row["grades"].split()])
        if ref == "D" and objection == "met":
            met = [replace(x, outcome=Outcome.MET) if x.grade is Grade.OBJECTION else x for x in made.answers]
            made = replace(made, answers=tuple(met))
        options.append(made)
    return question(*options)


@each_row_of("decisions.md")
def test_the_measures_of_each_option_are_as_the_page_says(row):
    asked = licensing_question()
    found = measured(asked, asked.option(row["option"] if row["option"] == "status quo" else row["option"][0]))
    assert found.median.word == row["median"]
    assert to_three_places(found.resistance) == row["resistance"]
    assert to_three_places(found.polarisation) == row["polarisation"]
    assert WORDS[found.is_in_reach] == row["in reach"]


@each_row_of("decisions.md", "What is said of each choice")
def test_what_is_said_of_each_choice_is_as_the_page_says(row):
    found = verdict(licensing_question(row["objection"]), row["chosen"])
    assert (found.status, " ".join(found.near_misses)) == (row["status"], row["near miss"])
    assert to_three_places(found.ambition_ratio) == row["AR"]
    assert to_three_places(found.reach_ratio) == row["RR"]


@each_row_of("decisions.md", "The four lines")
def test_the_four_lines_are_as_the_page_says(row):
    lines = {line.label: line for line in four_lines(licensing_question(), "B")}
    assert " ".join(lines[row["line"]].options) == row["options"]


def test_in_the_example_no_stronger_option_has_a_majority_over_the_leaflets():
    assert verdict(licensing_question(), "A").preferred == ()


def test_the_tie_of_the_page_is_broken_as_it_says():
    rows = worked("decisions.md", "Best graded, in a tie")
    grades = [[grade for grade in sorted(Grade, reverse=True) for _ in range(int(row[grade.word]))] for row in rows]
    assert [row["rank"] for row in rows] == ["1", "2"]
    assert compare(*grades) == 1


@each_row_of("decisions.md", "Dilution")
def test_dilution_is_as_the_page_says(row):
    changes = []
    for text in row["changes"].split(", "):
        shares, why = text.split(" ")
        before, after = shares.split(">")
        cause = Cause.OBJECTION if why == "o" else Cause.DROPPING
        changes.append(Change(Fraction(before), Fraction(after), cause, "minute 4"))
    found = dilution(Fraction(row["first tabled"]), Fraction(row["adopted"]), changes)
    shown = [found.total, found.by_objection, found.by_dropping, found.unexplained]
    assert [to_three_places(x) for x in shown] == [
        row[name] for name in ("total", "by objection", "by dropping", "no reason")
    ]


@each_row_of("portfolio.md")
def test_a_year_of_decisions_is_as_the_page_says(row):
    tabled, hard, decided, hard_decided = (
        int(row[name]) for name in ("tabled", "contested", "decided", "contested decided")
    )
    against = (Grade.AGAINST, Grade.SUPPORT)
    cases = [Case(f"hard {n}", day(1), against, decided_on=day(50) if n < hard_decided else None) for n in range(hard)]
    cases += [
        Case(f"easy {n}", day(1), (Grade.SUPPORT,) * 2, decided_on=day(50) if n < decided - hard_decided else None)
        for n in range(tabled - hard)
    ]
    found = portfolio(cases, Stretch(START, day(365)))
    assert (found.num_tabled, found.num_decided, found.num_contested) == (tabled, decided, hard)
    for indicator, name in ((found.resolved, "rate"), (found.easy_first, "index")):
        shown = "none" if indicator.number is None else f"{float(indicator.number):.2f}"
        assert (shown, indicator.light) == (row[name], row[f"{name} light"])


@each_row_of("portfolio.md", "Deferrals of one item")
def test_the_light_of_a_deferred_item_is_as_the_page_says(row):
    age, times = int(row["days since tabled"]), int(row["times put off"])
    put_off = tuple(day(n + 1) for n in range(times))
    item = Item("i", START, put_off, day(age) if row["settled"] == "yes" else None)
    assert standing(item, day(age)).light == row["light"]


@each_row_of("voting.md")
def test_votes_are_counted_as_the_page_says(row):
    whole = Whole[row["share of"].upper()]
    voters = []
    for choice, column in ((Choice.FOR, "for"), (Choice.AGAINST, "against"), (Choice.ABSTAIN, "abstain")):
        num = int(row[column])
        weight = Fraction(1)
        if row["weights"] and choice is not Choice.ABSTAIN:
            weight = Fraction(int(row["weights"].split("/")[choice is Choice.AGAINST]), num)
        voters += [Voter(f"{column} {n}", f"{column} {n}", True, True, choice, weight=weight) for n in range(num)]
    voters += [Voter(f"away {n}", "Away", True, False) for n in range(int(row["away"]))]
    casting = Choice(row["casting"]) if row["casting"] else None
    rule = Rule(Method(row["method"]), whole, has_casting_vote=casting is not None)
    assert WORDS[count(rule, voters, casting).holds] == row["carried"]


@each_row_of("step-in.md")
def test_flags_stand_as_the_page_says(row):
    flag = Flag("f", START, "Residents", "Police", "minute 7")
    for part in row["happened"].split(", "):
        numbers = [day(int(word)) for word in part.split() if word.isdigit()]
        if part.startswith("answered"):
            flag = replace(flag, answered_on=numbers[0])
        elif part.startswith("unresolved"):
            flag = replace(flag, unresolved_on=numbers[0])
        elif part.startswith("not yet"):
            flag = replace(flag, not_yet_on=numbers[0], review_on=numbers[1])
        elif part.startswith("stepped in"):
            flag = replace(flag, stepped_in_on=numbers[0], stepped_in_by="Council", hand_back_by=numbers[1])
        elif part.startswith("closed"):
            flag = replace(flag, closed_on=numbers[0])
    on = START + timedelta(int(row["day asked about"]))
    found = flag_standing(flag, on)
    assert found.turn is Turn[row["whose turn"].upper()]
    assert (found.light, days_unmet(flag, on)) == (row["light"], int(row["days unmet"]))


def test_an_objection_of_the_example_has_its_reason():
    asked = licensing_question()
    assert asked.option("D").open_objections == (Answer("Chamber", Grade.OBJECTION, "it harms trade"),)
