"""The arithmetic of the audit chain: any single change shows, and says where."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.rules.chain import GENESIS, Link, breaks, canonical, digest, personal_digest, row_hash

plain = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
rows = st.lists(st.dictionaries(st.text(max_size=4), plain, max_size=4), min_size=1, max_size=8)


def chain_of(contents: list[dict[str, object]]) -> list[Link]:
    """Links with their sequence among what is hashed, as the audit writes them."""
    links, previous = [], GENESIS
    for sequence, content in enumerate(contents, 1):
        row = {"sequence": sequence, "content": content}
        links.append(Link(sequence, row, previous, row_hash(previous, row)))
        previous = links[-1].hash
    return links


@given(rows)
def test_a_chain_that_nobody_touched_has_no_break(contents):
    assert list(breaks(chain_of(contents))) == []


@given(rows, st.data())
def test_a_changed_row_is_named(contents, data):
    links = chain_of(contents)
    at = data.draw(st.integers(0, len(links) - 1))
    links[at] = replace(links[at], row={**links[at].row, "content": {"changed": "x" * 9}})
    assert [found.sequence for found in breaks(links)] == [at + 1]


@given(rows, st.data())
def test_a_changed_hash_is_named(contents, data):
    links = chain_of(contents)
    at = data.draw(st.integers(0, len(links) - 1))
    field = data.draw(st.sampled_from(["hash", "previous_hash"]))
    links[at] = replace(links[at], **{field: "f" * 64})
    assert next(iter(breaks(links))).sequence == at + 1


@given(rows.filter(lambda contents: len(contents) > 1), st.data())
def test_a_removed_row_is_named_by_the_row_after_it(contents, data):
    links = chain_of(contents)
    at = data.draw(st.integers(0, len(links) - 2))
    del links[at]
    first = next(iter(breaks(links)))
    assert first.what == f"row {at + 1} is missing before row {at + 2}"


@given(rows.filter(lambda contents: len(contents) > 1), st.data())
def test_two_rows_that_changed_places_are_named(contents, data):
    links = chain_of(contents)
    first, second = sorted(data.draw(st.permutations(range(len(links))))[:2])
    one, two = links[first], links[second]
    links[first], links[second] = replace(two, sequence=one.sequence), replace(one, sequence=two.sequence)
    assert next(iter(breaks(links))).sequence == first + 1


def test_several_missing_rows_are_named_together():
    links = chain_of([{}] * 5)
    assert [found.what for found in breaks(links[:1] + links[3:])] == ["row 2 to 3 is missing before row 4"]


def test_the_order_of_keys_does_not_matter_and_that_of_items_does():
    assert canonical({"a": 1, "b": [1, 2]}) == canonical({"b": [1, 2], "a": 1})
    assert canonical([1, 2]) != canonical([2, 1])


def test_no_two_lists_of_parts_give_one_digest():
    assert digest(b"ab", b"c") != digest(b"a", b"bc")
    assert digest(b"") != digest()


def test_the_salt_hides_what_a_personal_part_says():
    assert personal_digest("one", {"name": "Alice"}) != personal_digest("two", {"name": "Alice"})


def test_what_json_cannot_hold_is_refused():
    with pytest.raises(TypeError):
        canonical({"day": object()})
