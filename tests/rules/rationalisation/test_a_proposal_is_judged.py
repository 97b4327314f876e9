"""Each rule of 2.37 to 2.39 refuses the plan that breaks it, by name, and prices are what can be worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from joinedup.rules.rationalisation.changes import may_join, may_nest, may_wind_up
from joinedup.rules.rationalisation.checking import broken_rules
from joinedup.rules.rationalisation.costs import cost_together, percent_of, saved_by_merging, saving
from joinedup.rules.rationalisation.effort import consents, effort
from joinedup.rules.rationalisation.homes import defects, duty_sheet
from joinedup.rules.rationalisation.records import Body, Plan, Setting, Values

VALUES = Values(15_000, 35, 80_000, 250_000, 60_000, 20, 150_000, 12, 30, 4, 10, 8, 6, 60)
PLACES = {"R": "", "A": "R", "B": "A", "C": "A"}


def seats(first: int, last: int) -> frozenset[str]:
    return frozenset(str(number) for number in range(first, last + 1))


# The hand-checkable vector of operations-research A3.
CDRP = Body("cdrp", seats(0, 11), frozenset("0"), {}, "A", 6, 3_000_000, "statute")
DAT = Body("dat", seats(4, 13), frozenset("01"), {}, "A", 6, 1_200_000, "funding")
PANEL = Body("panel", seats(6, 14), frozenset("02"), {}, "A", 4, 400_000, "voluntary")


def setting(*bodies: Body, **more: object) -> Setting:
    facts = {"area_parents": PLACES, "values": VALUES, "lsp_area": "A", "lsp_meetings": 6} | more
    return Setting({body.id: body for body in bodies or (CDRP, DAT, PANEL)}, lsp="lsp", **facts)  # type: ignore[arg-type]


def refusal(plan: Plan, *bodies: Body, **more: object) -> str:
    found = broken_rules(setting(*bodies, **more), plan)
    assert found
    assert all(finding.authority.startswith("white paper 2.3") for finding in found)
    return " ".join(finding.why for finding in found)


def test_the_costs_are_those_worked_by_hand() -> None:
    assert [cost_together(VALUES, body) for body in (CDRP, DAT, PANEL)] == [4_160_000, 2_260_000, 1_100_000]
    assert cost_together(VALUES, CDRP, [DAT]) == 4_840_000
    assert cost_together(VALUES, CDRP, [DAT, PANEL]) == 5_150_000
    assert saved_by_merging(VALUES, CDRP, [DAT]) == 1_580_000
    assert saving(setting(), Plan({"dat": "cdrp", "panel": "cdrp"}, {"cdrp": "lsp"})) == 2_790_000


def test_the_efforts_are_those_worked_by_hand() -> None:
    plans = [Plan(nests={"cdrp": "lsp"}), Plan({"panel": "dat"}), Plan({"dat": "cdrp"})]
    assert [effort(setting(), plan) for plan in plans] == [3, 5, 7]
    whole = consents(setting(), Plan({"dat": "cdrp", "panel": "cdrp"}, {"cdrp": "lsp"}))
    assert [(each.partnership, each.effort, each.how_hard) for each in whole] == [
        ("cdrp", 7, "high"),
        ("dat", 4, "medium"),
        ("panel", 3, "medium"),
    ]
    assert "8 of its 10 members already sit there (-1)" in whole[1].why


def test_halves_of_a_penny_are_rounded_up() -> None:
    assert [percent_of(pence, 35) for pence in (10, 11, 12)] == [4, 4, 4]
    assert percent_of(50, 1) == 1
    assert percent_of(49, 1) == 0


def test_whoever_has_agreed_costs_no_more_effort() -> None:
    register = setting(CDRP, replace(DAT, is_agreed=True))
    assert effort(register, Plan({"dat": "cdrp"})) == 3


def test_a_partnership_with_separate_legal_status_is_never_merged_or_wound_up() -> None:
    company = replace(PANEL, is_separate=True, may_close=True)
    assert "distinct identity" in refusal(Plan({"panel": "dat"}), DAT, company)
    assert "distinct identity" in refusal(Plan(closes=frozenset(["panel"])), DAT, company)
    assert may_nest(setting(), company, None).holds


def test_a_statutory_partnership_merges_only_by_a_recorded_route_and_never_into_a_lesser_one() -> None:
    other = replace(CDRP, id="ydrp", members=seats(0, 9))
    route = {frozenset(("cdrp", "ydrp")): "Crime and Disorder Act 1998 s.5(1A)"}
    assert "A statute requires ydrp" in refusal(Plan({"ydrp": "cdrp"}), CDRP, other)
    assert broken_rules(setting(CDRP, other, routes=route), Plan({"ydrp": "cdrp"})) == ()
    assert "smaller board" in refusal(Plan({"cdrp": "ydrp"}), CDRP, other, routes=route)
    assert "A statute requires cdrp" in refusal(Plan({"cdrp": "dat"}))
    assert "A statute requires cdrp" in may_wind_up(replace(CDRP, may_close=True)).why


def test_the_weaker_reason_joins_the_stronger() -> None:
    assert "weaker reason" in refusal(Plan({"dat": "panel"}))
    assert may_join(setting(), PANEL, DAT).holds


@pytest.mark.parametrize(
    ("joining", "host", "said"),
    [
        (PANEL, replace(DAT, area="B"), "does not cover the area"),
        (replace(PANEL, area="C"), replace(DAT, area="B"), "does not cover the area"),
        (PANEL, replace(DAT, area="R"), "outside the LSP's area"),
        (PANEL, replace(DAT, themes=frozenset("9")), "share no theme"),
        (replace(PANEL, least_meetings=12), DAT, "less often"),
        (replace(PANEL, members=seats(20, 45)), DAT, "36 seats; at most 30"),
        (replace(PANEL, fixed="it has refused"), DAT, "it has refused"),
        (PANEL, replace(DAT, fixed="it has refused"), "it has refused"),
    ],
)
def test_each_thing_that_stands_in_the_way_of_a_merger_is_named(joining: Body, host: Body, said: str) -> None:
    assert said in refusal(Plan({"panel": "dat"}), joining, host)


def test_a_ward_may_join_its_district_and_what_lies_outside_stays_outside() -> None:
    assert may_join(setting(), replace(PANEL, area="B"), DAT).holds
    wide = [replace(PANEL, area="R"), replace(DAT, area="R")]
    assert may_join(setting(), *wide).holds


def test_a_merger_of_too_many_or_with_too_many_seats_is_refused() -> None:
    small = replace(VALUES, largest_group=2)
    assert "made of 3" in refusal(Plan({"dat": "cdrp", "panel": "cdrp"}), values=small)
    tight = replace(VALUES, largest_board=14)
    assert "15 seats; at most 14" in refusal(Plan({"dat": "cdrp", "panel": "cdrp"}), values=tight)


def test_nobody_is_in_two_places() -> None:
    assert "two places" in refusal(Plan({"panel": "dat", "dat": "cdrp"}))
    assert "two places" in refusal(Plan({"panel": "dat"}, {"panel": "lsp"}))
    assert "two places" in refusal(Plan({"panel": "cdrp"}, closes=frozenset(["panel"])))


def test_the_last_home_of_a_theme_or_duty_is_never_wound_up() -> None:
    done = replace(PANEL, may_close=True)
    assert "Nobody would be left to work on 2" in refusal(Plan(closes=frozenset(["panel"])), CDRP, done)
    able = replace(PANEL, may_close=True, themes=frozenset("0"), duties={"plan": frozenset(["14"])})
    unable = replace(DAT, duties={"plan": frozenset()})
    assert "plan would have no home" in refusal(Plan(closes=frozenset(["panel"])), able, unable)


def test_a_duty_that_nobody_can_discharge_today_is_a_defect_and_bars_nothing() -> None:
    held = {"plan": frozenset(["99"])}
    register = setting(replace(PANEL, may_close=True, themes=frozenset("0"), duties=held), replace(DAT, duties=held))
    plan = Plan(closes=frozenset(["panel"]))
    assert defects(register) == ("plan",)
    assert broken_rules(register, plan) == ()
    assert [(move.before, move.after) for move in duty_sheet(register, plan)] == [("dat", "dat"), ("panel", "dat")]


def test_nesting_stays_within_two_levels_of_the_lsp_and_makes_no_loop() -> None:
    assert "within 2 levels" in refusal(Plan(nests={"panel": "dat"}))
    assert "nested in itself" in refusal(Plan(nests={"panel": "dat", "dat": "panel"}))
    deep = Plan(nests={"panel": "dat", "dat": "cdrp", "cdrp": "lsp"})
    assert "panel would not be within 2 levels" in refusal(deep)
    assert broken_rules(setting(), Plan(nests={"panel": "dat", "dat": "lsp"})) == ()


def test_nobody_is_taken_out_of_the_nesting_it_has_or_left_under_what_is_gone() -> None:
    assert "nested already" in refusal(Plan(nests={"panel": "lsp"}), DAT, replace(PANEL, parent="dat"))
    assert "would be gone" in refusal(Plan({"dat": "cdrp"}), CDRP, DAT, replace(PANEL, parent="dat"))


def test_spans_bind_but_never_undo_what_is_there() -> None:
    one = replace(VALUES, most_under_lsp=1)
    assert "lsp would have 2 beneath it" in refusal(Plan(nests={"dat": "lsp", "panel": "lsp"}), values=one)
    crowded = [replace(CDRP, parent="lsp"), replace(DAT, parent="lsp"), PANEL]
    assert broken_rules(setting(*crowded, values=one), Plan()) == ()
    assert "lsp would have 3 beneath it" in refusal(Plan(nests={"panel": "lsp"}), *crowded, values=one)


def test_nesting_needs_the_lsps_own_area_and_a_shared_theme() -> None:
    assert "outside the LSP's area" in refusal(Plan(nests={"panel": "lsp"}), replace(PANEL, area="R"))
    stranger = replace(PANEL, themes=frozenset("9"))
    assert "share no theme" in refusal(Plan(nests={"panel": "dat", "dat": "lsp"}), DAT, stranger)
    local = replace(DAT, area="B")
    assert "does not cover" in refusal(Plan(nests={"panel": "dat", "dat": "lsp"}), local, PANEL)


def test_a_plan_beyond_its_limit_of_effort_is_refused() -> None:
    found = broken_rules(setting(), Plan({"dat": "cdrp"}), most_effort=6)
    assert [finding.why for finding in found] == ["It needs 7 points of effort; at most 6."]
