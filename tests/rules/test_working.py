"""A sentence keeps what it was made from; a finding carries its working."""

import copy
import pickle
from datetime import date
from fractions import Fraction

import pytest

from joinedup.rules.working import Finding, listed, percent, say


def test_a_sentence_is_text_that_remembers_its_template_and_its_parameters():
    made = say("{seat} is vacant since {since}", seat="Police", since=date(2002, 4, 1))
    assert made == "Police is vacant since 1 April 2002"
    assert made.template == "{seat} is vacant since {since}"
    assert made.params == {"seat": "Police", "since": date(2002, 4, 1)}


def test_a_sentence_can_be_said_again_in_another_language():
    made = say("{held} of {places} held", held=2, places=3)
    assert made.reworded("{places} lle, {held} wedi eu llenwi") == "3 lle, 2 wedi eu llenwi"


def test_braces_in_a_name_are_printed_and_not_filled():
    assert say("{who} sits", who="{0.__class__}") == "{0.__class__} sits"


def test_a_sentence_without_its_parameter_is_an_error():
    with pytest.raises(KeyError):
        say("{who} sits")


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda s: pickle.loads(pickle.dumps(s))])
def test_a_copied_sentence_still_knows_its_template(twin):
    made = twin(say("{n} seats", n=3))
    assert (made, made.template, made.params) == ("3 seats", "{n} seats", {"n": 3})


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(2, 25), "8%"),
        (Fraction(1, 3), "33.3%"),
        (Fraction(2, 3), "66.7%"),
        (Fraction(1), "100%"),
        (Fraction(-1, 8), "-12.5%"),
    ],
)
def test_a_share_is_spoken_to_one_decimal_place(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("items", "words"),
    [((), "none"), (("a",), "a"), (("a", "b"), "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_spoken_with_and_before_the_last(items, words):
    assert listed(items) == words


def test_a_finding_cannot_be_changed_after_it_is_made():
    finding = Finding(True, say("yes"), "white paper 2.33")
    with pytest.raises(AttributeError):
        finding.holds = False
