"""Nesting is a forest on every day, under any sequence of dated moves (white paper 2.37)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.rules.life import Life
from joinedup.rules.register.nesting import Forest, apex_of, children_on, depth, may_link, parent_on
from joinedup.rules.register.records import NESTING, Link

DAY = date(2002, 4, 1)
NAMES = "abcde"
HORIZON = [DAY + timedelta(n) for n in range(28)]


def under(child, parent, start=0, length=None, relation=NESTING):
    first = DAY + timedelta(start)
    return Link(child, parent, relation, Life(first, None, first + timedelta(length) if length else None))


@st.composite
def moves(draw):
    return under(
        draw(st.sampled_from(NAMES)),
        draw(st.sampled_from(NAMES)),
        draw(st.integers(0, 15)),
        draw(st.none() | st.integers(1, 8)),
    )


def broken_days(links):
    """Days on which, counted by hand, somebody has two parents or is above itself."""
    found = []
    for day in HORIZON:
        parents = {}
        for link in (link for link in links if link.life.covers(day)):
            parents.setdefault(link.child, []).append(link.parent)
        if any(len(above) > 1 for above in parents.values()) or any(loops(name, parents) for name in parents):
            found.append(day)
    return found


def loops(name, parents):
    place = name
    for _ in parents:
        place = parents.get(place, [None])[0]
        if place == name:
            return True
    return False


@settings(max_examples=150, deadline=None)
@given(st.lists(moves(), max_size=14))
def test_no_sequence_of_dated_moves_makes_a_loop_or_a_second_parent_on_any_day(sequence):
    kept = []
    for move in sequence:
        is_sound = move.child != move.parent and not broken_days([*kept, move])
        assert may_link(kept, move).holds is is_sound
        if is_sound:
            kept.append(move)


def test_a_second_parent_at_the_same_time_is_refused_with_the_days():
    finding = may_link([under("csp", "lsp", 0, 100)], under("csp", "hwb", 40))
    assert finding.holds is False
    assert finding.why == (
        "csp already sits under lsp from 11 May 2002 until 10 July 2002; it can have one parent at a time."
    )
    assert finding.would_satisfy == "end the nesting under lsp by 11 May 2002 first"


def test_a_partnership_may_move_to_another_parent_on_the_day_the_first_ends():
    assert may_link([under("csp", "lsp", 0, 100)], under("csp", "hwb", 100)).holds


def test_a_partnership_cannot_sit_under_itself():
    assert may_link([], under("lsp", "lsp")).holds is False
    assert may_link([], under("lsp", "lsp", relation="reports_to")).holds is False


def test_a_loop_on_one_day_in_the_middle_is_found_and_named():
    existing = [under("b", "c", 0, 11), under("c", "a", 10, 5)]
    finding = may_link(existing, under("a", "b"))
    assert finding.holds is False
    assert finding.why == "a would sit under itself from 11 April 2002 until 12 April 2002: a under b under c under a."


def test_a_ring_of_partnerships_on_different_days_is_not_a_loop():
    existing = [under("b", "c", 0, 10), under("c", "a", 10, 5)]
    assert may_link(existing, under("a", "b")).holds


def test_other_relations_may_cross():
    assert may_link([under("a", "b")], under("b", "a", relation="reports_to")).holds
    assert may_link([under("a", "b", relation="reports_to")], under("b", "a")).holds


def test_a_loop_that_is_already_in_the_data_does_not_trap_the_rules():
    forest = Forest([under("b", "c"), under("c", "b")])
    assert forest.may_link(under("a", "b")).holds
    with pytest.raises(ValueError, match="loop"):
        forest.apex_of("b", DAY)


def test_the_tree_can_be_read_on_any_day():
    links = [under("csp", "lsp", 0, 10), under("csp", "hwb", 10), under("dat", "csp"), under("yot", "csp")]
    later = DAY + timedelta(10)
    assert parent_on(links, "csp", DAY) == "lsp"
    assert parent_on(links, "csp", later) == "hwb"
    assert parent_on(links, "lsp", DAY) is None
    assert children_on(links, "csp", DAY) == ["dat", "yot"]
    assert (apex_of(links, "dat", DAY), apex_of(links, "dat", later)) == ("lsp", "hwb")
    assert (depth(links, "dat", DAY), depth(links, "lsp", DAY)) == (2, 0)
    assert Forest(links).families_on(["lsp", "csp", "dat"], DAY) == {"lsp": ["lsp", "csp", "dat"]}


def test_five_and_a_half_thousand_partnerships_are_nested_without_waiting():
    forest = Forest()
    for number in range(1, 5500):
        link = under(f"p{number}", f"p{(number - 1) // 3}")
        assert forest.may_link(link).holds
        forest.add(link)
    assert forest.may_link(under("p0", "p5499")).holds is False
