"""Nesting stays a forest, whatever is tried and in whatever order (2.37)."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.endings import end_partnership
from joinedup.apps.register.actions.links import end_link, link_partnerships, move_partnership, stored_forest
from joinedup.apps.register.actions.refusals import RefusedByRuleError
from joinedup.apps.register.models import Link, Partnership
from joinedup.rules.life import Life
from tests.apps.register.making import (
    BY_SYSTEM,
    SINCE,
    START,
    TODAY,
    events_made,
    leaves_nothing_when_rolled_back,
    partnership,
    refused_to,
)


@pytest.mark.django_db
def test_nesting_writes_one_row_of_audit_and_ending_it_another(alice: Person) -> None:
    one, other = partnership("One"), partnership("Other")
    with events_made() as made:
        link = link_partnerships(one, other, life=SINCE, by=alice, on=TODAY)
        end_link(link, until=TODAY, by=alice, on=TODAY)
    assert [event.kind for event in made] == ["register.partnerships_linked", "register.link_ended"]
    with pytest.raises(RefusedByRuleError, match="1 June 2004"):
        end_link(Link.objects.get(), until=date(2005, 1, 1), by=alice, on=TODAY)
    leaves_nothing_when_rolled_back(lambda: link_partnerships(one, other, life=Life(TODAY), by=alice, on=TODAY))


@pytest.mark.django_db
def test_neither_a_representative_nor_a_stranger_may_link(bob: Person, charlie: Person) -> None:
    one, other = partnership("One"), partnership("Other")
    link = link_partnerships(one, other, life=SINCE, **BY_SYSTEM)
    for act in (
        lambda by: link_partnerships(other, one, relation="reports_to", life=SINCE, by=by, on=TODAY),
        lambda by: end_link(link, until=TODAY, by=by, on=TODAY),
        lambda by: move_partnership(one, other, from_day=TODAY, by=by, on=TODAY),
    ):
        refused_to(bob, charlie, act=act)


@pytest.mark.django_db
def test_a_loop_is_refused_with_its_authority_and_its_field() -> None:
    top, middle, low = (partnership(name) for name in ("Top", "Middle", "Low"))
    link_partnerships(middle, top, life=SINCE, **BY_SYSTEM)
    link_partnerships(low, middle, life=SINCE, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="would sit under itself") as refusal:
        link_partnerships(top, low, life=Life(TODAY), **BY_SYSTEM)
    assert refusal.value.field == "parent"
    assert "2.37" in refusal.value.finding.authority
    assert Link.objects.count() == 2


@pytest.mark.django_db
def test_a_second_parent_at_the_same_time_is_refused_but_another_relation_is_not() -> None:
    one, first, second = (partnership(name) for name in ("One", "First", "Second"))
    link_partnerships(one, first, life=SINCE, **BY_SYSTEM)
    with pytest.raises(RefusedByRuleError, match="one parent at a time"):
        link_partnerships(one, second, life=Life(TODAY), **BY_SYSTEM)
    assert link_partnerships(one, second, relation="reports_to", life=Life(TODAY), **BY_SYSTEM).pk


@pytest.mark.django_db
def test_a_partnership_is_not_linked_to_itself() -> None:
    one = partnership()
    with pytest.raises(RefusedByRuleError, match="to itself"):
        link_partnerships(one, one, relation="reports_to", life=SINCE, **BY_SYSTEM)


@pytest.mark.django_db
def test_two_partnerships_of_one_name_at_different_times_are_not_taken_for_one() -> None:
    old = partnership("Forum", legal_personality="no")
    top = partnership("Top")
    link_partnerships(top, old, life=Life(START, None, date(2003, 1, 1)), **BY_SYSTEM)
    end_partnership(old, until=TODAY, **BY_SYSTEM)
    new = partnership("Forum", life=Life(TODAY))
    assert link_partnerships(new, top, life=Life(TODAY), **BY_SYSTEM).parent == top
    again = Life(date(2002, 4, 1), None, date(2003, 1, 1))
    with pytest.raises(RefusedByRuleError):
        link_partnerships(old, top, life=again, **BY_SYSTEM)


@pytest.mark.django_db
def test_a_move_leaves_earlier_days_with_the_old_parent() -> None:
    one, first, second = (partnership(name) for name in ("One", "First", "Second"))
    link_partnerships(one, first, life=SINCE, **BY_SYSTEM)
    move_partnership(one, second, from_day=TODAY, **BY_SYSTEM)
    forest = stored_forest()
    assert forest.parent_on("One", TODAY - timedelta(days=1)) == "First"
    assert forest.parent_on("One", TODAY) == "Second"


NAMES = ("A", "B", "C", "D")
DAYS = st.integers(0, 12).map(lambda months: START + timedelta(days=30 * months))
NESTINGS = st.tuples(
    st.just("nest"), st.sampled_from(NAMES), st.sampled_from(NAMES), DAYS, st.none() | st.integers(1, 200)
)
MOVES = st.tuples(st.just("move"), st.sampled_from(NAMES), st.sampled_from(NAMES), DAYS, st.none())
ENDINGS = st.tuples(st.just("end"), st.sampled_from(NAMES), st.sampled_from(NAMES), DAYS, st.none())


class NestingNeverLoopsTest(TestCase):
    """A law, kept by the actions on the database itself."""

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.one_of(NESTINGS, MOVES, ENDINGS), min_size=2, max_size=8))
    def test_no_sequence_of_dated_moves_makes_a_loop_or_a_second_parent(
        self, moves: list[tuple[str, str, str, date, int | None]]
    ) -> None:
        rows = {name: partnership(name) for name in NAMES}
        for kind, child, parent, day, length in moves:
            _try(kind, rows[child], rows[parent], day, length)
        forest = stored_forest()
        for day in {START + timedelta(days=10 * step) for step in range(60)}:
            links = [link for link in Link.objects.all() if link.life.covers(day)]
            assert len({link.child_id for link in links}) == len(links)
            for name in NAMES:
                forest.chain_on(name, day)  # raises on a loop


def _try(kind: str, child: Partnership, parent: Partnership, day: date, length: int | None) -> None:
    until = day + timedelta(days=length) if length else None
    try:
        if kind == "nest":
            link_partnerships(child, parent, life=Life(day, None, until), **BY_SYSTEM)
        elif kind == "move":
            move_partnership(child, parent, from_day=day, **BY_SYSTEM)
        else:
            for link in Link.objects.filter(child=child, valid_until=None, shown_from__lt=day):
                end_link(link, until=day, **BY_SYSTEM)
    except RefusedByRuleError:
        return
