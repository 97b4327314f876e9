"""Answers over the whole register are kept until the register changes, and no longer."""

from datetime import date

import pytest

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.register.actions.organisations import add_organisation
from joinedup.apps.register.models import Organisation
from joinedup.apps.register.queries.kept import kept

DAY, OTHER_DAY = date(2003, 4, 1), date(2004, 4, 1)


class Question:
    """How many organisations there are; it remembers the days for which it was worked out."""

    def __init__(self) -> None:
        self.days: list[date] = []

    def __call__(self, day: date) -> int:
        self.days.append(day)
        return Organisation.objects.count()


@pytest.fixture
def question(db: None) -> Question:
    add_organisation(name="Northmoor Council", by=SYSTEM, on=DAY)
    return Question()


def test_a_question_is_worked_out_once_for_each_day(question: Question) -> None:
    assert [kept(question, DAY), kept(question, DAY), kept(question, OTHER_DAY)] == [1, 1, 1]
    assert question.days == [DAY, OTHER_DAY]


def test_any_change_asks_again(question: Question) -> None:
    kept(question, DAY)
    add_organisation(name="Northmoor Police", by=SYSTEM, on=DAY)
    assert kept(question, DAY) == 2
    assert question.days == [DAY, DAY]


@pytest.mark.django_db
def test_nothing_is_kept_before_the_first_row_of_audit() -> None:
    empty = Question()
    assert [kept(empty, DAY), kept(empty, DAY)] == [0, 0]
    assert empty.days == [DAY, DAY]


def test_two_questions_are_kept_apart(question: Question) -> None:
    kept(question, DAY)
    assert kept(lambda _day: "another", DAY) == "another"
