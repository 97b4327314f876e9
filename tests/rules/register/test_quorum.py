"""Quorum expressions are read strictly, and say who counted and who did not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.rules.register.quorum import Attendance, Quorum, is_quorate, parse
from joinedup.rules.register.records import SECTORS


def there(who, organisation="", sector="public", counts=True, is_present=True):
    return Attendance(f"seat of {who}", who, organisation or who, sector, counts, is_present)


def away(who, **facts):
    return there(who, is_present=False, **facts)


VACANT = Attendance("fire seat", "", "", "public", True, False)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("all_members", Quorum("all_members", "all_members")),
        ("7", Quorum("7", "number", 7, 1)),
        (" 7_FROM_4_organisations ", Quorum("7_from_4_organisations", "number", 7, 4)),
        ("one_per_sector", Quorum("one_per_sector", "one_per_sector")),
        ("own_procedure", Quorum("own_procedure", "own_procedure")),
        ("none", Quorum("none", "none")),
    ],
)
def test_each_form_of_the_contract_is_read(text, read):
    assert parse(text) == read


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "n", "7 members", "7_from_4", "4_from_7_organisations", "١", "99999", "7.0"]
)
def test_anything_else_is_refused_with_what_would_be_right(text):
    with pytest.raises(ValueError, match="7_from_4_organisations"):
        parse(text)


def test_seven_members_from_four_organisations_need_both():
    # Dumfries and Galloway Community Planning Partnership: seven members from four organisations.
    rule = parse("7_from_4_organisations")
    three = [there(f"m{n}", f"org{n % 3}") for n in range(7)]
    four = [there(f"m{n}", f"org{n % 4}") for n in range(7)]
    assert is_quorate(rule, three).holds is False
    assert is_quorate(rule, four).holds is True
    assert is_quorate(rule, four[:6]).holds is False
    assert is_quorate(rule, three).needed == "7 members from 4 organisations"


def test_all_members_of_a_public_services_board_means_that_one_vacancy_stops_it():
    # Well-being of Future Generations (Wales) Act 2015 Sch.3 para 1: the quorum is all the members.
    rule = parse("all_members")
    assert is_quorate(rule, [there("a"), there("b")]).holds is True
    assert is_quorate(rule, [there("a"), away("b")]).holds is False
    stopped = is_quorate(rule, [there("a"), VACANT])
    assert stopped.holds is False
    assert stopped.would_satisfy == "these present too: fire seat (vacant)"
    assert is_quorate(rule, []).holds is False


def test_an_invited_participant_does_not_count_towards_all_members():
    assert is_quorate(parse("all_members"), [there("a"), away("guest", counts=False)]).holds is True
    finding = is_quorate(parse("2"), [there("a"), there("guest", counts=False)])
    assert finding.holds is False
    assert "guest for guest: present, does not count: the seat has no part in the quorum" in finding.counted


def test_one_per_sector_names_the_sector_that_is_away():
    members = [there(sector, sector=sector) for sector in SECTORS[:3]]
    finding = is_quorate(parse("one_per_sector"), [*members, away("z", sector="community")])
    assert finding.holds is False
    assert "community" in finding.would_satisfy
    assert is_quorate(parse("one_per_sector"), [*members, there("z", sector="community")]).holds is True


def test_a_partnerships_own_procedure_is_not_guessed():
    assert is_quorate(parse("own_procedure"), [there("a")]).holds is None
    assert is_quorate(parse("none"), []).holds is True


def test_a_place_that_may_or_may_not_count_leaves_the_answer_open_only_where_it_matters():
    unsure = there("u", counts=None)
    assert is_quorate(parse("2"), [there("a"), unsure]).holds is None
    assert is_quorate(parse("1"), [there("a"), unsure]).holds is True
    assert is_quorate(parse("3"), [there("a"), unsure]).holds is False
    assert is_quorate(parse("all_members"), [there("a"), away("u", counts=None)]).holds is None
    assert is_quorate(parse("all_members"), [there("a"), unsure]).holds is True


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=6), st.integers(1, 5))
def test_one_more_person_present_never_loses_a_quorum_of_a_number(rows, number):
    rule = parse(str(number))
    members = [there(f"m{n}", body, is_present=present) for n, (body, present) in enumerate(rows)]
    if is_quorate(rule, members).holds:
        assert is_quorate(rule, [*members, there("late")]).holds
