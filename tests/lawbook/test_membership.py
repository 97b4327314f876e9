from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest

from joinedup import lawbook
from joinedup.lawbook.shelf import folded


def twice_named(listed: Iterable[Any]) -> list[str]:
    named = Counter(word for row in listed for word in {folded(w) for w in (row.id, row.label, *row.aliases)})
    return [word for word, times in named.items() if times > 1]


def test_the_four_sectors_are_those_of_2_33_in_its_order() -> None:
    assert list(lawbook.sectors()) == ["public", "private", "voluntary", "community"]


def test_a_sector_is_found_by_its_other_names() -> None:
    assert lawbook.sector_for("Business sector") == lawbook.sector_of("private")
    assert lawbook.sector_for("neither") is None


@pytest.mark.parametrize("name", ["real_memberships.csv", "northmoor_memberships.csv"])
def test_every_role_text_of_the_real_lists_is_known_or_suggested(shared_rows, name: str) -> None:
    texts = {row["role"] for row in shared_rows(name)}
    assert texts
    assert {text for text in texts if lawbook.role_for(text) is None} == set()


@pytest.mark.parametrize("name", ["real_memberships.csv", "northmoor_memberships.csv"])
def test_every_sector_nation_and_type_of_the_real_lists_is_known(shared_rows, name: str) -> None:
    for row in shared_rows(name):
        assert lawbook.sector_for(row["sector"]), row
        assert lawbook.nation_for(row["nation"]), row
        assert lawbook.type_for(row["type"]), row


@pytest.mark.parametrize("text", ["delivery sub-board", "sub-group", "council reference panel"])
def test_boards_inside_a_board_are_suggested_as_nesting(text: str) -> None:
    role = lawbook.role_for(text)
    assert role is not None
    assert (role.kind, role.is_suggestion) == ("nesting", True)


def test_nesting_is_never_more_than_a_suggestion() -> None:
    for role in lawbook.roles().values():
        assert role.kind in {"seat", "nesting"}
        assert role.kind == "seat" or role.is_suggestion, role.id
        assert bool(role.why) == role.is_suggestion, role.id


def test_no_wording_names_two_roles() -> None:
    assert twice_named(lawbook.roles().values()) == []


def test_no_wording_names_two_kinds_sectors_nations_or_relations() -> None:
    for listed in (lawbook.kinds(), lawbook.sectors(), lawbook.nations(), lawbook.relations()):
        assert twice_named(listed.values()) == []


def test_an_unknown_role_text_is_left_alone() -> None:
    assert lawbook.role_for("keeper of the keys") is None


def test_an_invited_participant_does_not_decide() -> None:
    """Well-being of Future Generations (Wales) Act 2015, explanatory note 115."""
    assert set(lawbook.role_of("invited-participant").rights) == {"speak", "papers", "must_invite"}


def test_roles_point_at_rights_and_kinds_that_exist() -> None:
    for role in lawbook.roles().values():
        assert set(role.rights) <= set(lawbook.rights()), role.id
        assert role.qualifier == "" or lawbook.kind_of(role.qualifier)


def test_kinds_point_at_sectors_and_kinds_that_exist() -> None:
    for kind in lawbook.kinds().values():
        assert kind.what in {"body", "office", "interest", "person"}, kind.id
        assert kind.sector == "" or lawbook.sector_of(kind.sector), kind.id
        assert set(kind.includes) <= set(lawbook.kinds()) - {kind.id}, kind.id
        assert kind.became == "" or lawbook.kind_of(kind.became), kind.id


def test_every_kind_is_asked_for_by_a_seat_or_belongs_to_one_that_is() -> None:
    asked = {seat.qualifier for profile in lawbook.profiles().values() for seat in profile.seats}
    asked |= {role.qualifier for role in lawbook.roles().values()}
    reached = asked | {inner for kind in lawbook.kinds().values() for inner in kind.includes}
    reached |= {kind.became for kind in lawbook.kinds().values()}
    assert set(lawbook.kinds()) - reached == set()


def test_a_narrower_kind_satisfies_a_wider_one_and_not_the_reverse() -> None:
    assert lawbook.satisfies("unitary-authority", "local-authority")
    assert lawbook.satisfies("unitary-authority", "constituent-council")
    assert not lawbook.satisfies("local-authority", "unitary-authority")


def test_the_health_body_of_england_became_another_twice() -> None:
    trust = lawbook.kind_of("primary-care-trust")
    assert lawbook.kind_of(trust.became).became == "integrated-care-board"


def test_a_kind_is_found_by_its_abbreviation() -> None:
    found = lawbook.kind_for("ICB")
    assert found is not None
    assert found.id == "integrated-care-board"


def test_a_council_is_one_of_the_responders_of_a_resilience_forum() -> None:
    assert lawbook.satisfies("district-council", "category-1-responder")
    assert not lawbook.satisfies("college", "category-1-responder")
