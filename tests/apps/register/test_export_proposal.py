"""The JSON that `restructure propose` reads says only what the register knows."""

from datetime import date

import pytest

from joinedup.apps.register.exports import proposal_on
from joinedup.apps.register.models import Partnership, Requirement

DAY = date(2003, 4, 1)
pytestmark = pytest.mark.django_db


def row(**fields: object) -> Partnership:
    return Partnership.objects.create(
        name="Safer Moor", name_key="safer moor", legal_personality="no", valid_from=date(2001, 1, 1), **fields
    )


def exported() -> dict[str, object]:
    found: dict[str, object] = proposal_on(DAY, {})["partnerships"][0]
    return found


def test_a_partnership_that_may_be_closed_is_not_said_to_be_finished() -> None:
    row()
    assert exported()["may_close"] is False


def test_one_that_is_dormant_may_close() -> None:
    row(status="dormant")
    assert exported()["may_close"] is True


@pytest.mark.parametrize(("until", "answer"), [(date(2003, 4, 1), True), (date(2003, 4, 2), False)])
def test_one_whose_fund_has_ended_may_close_from_that_day(until: date, answer: bool) -> None:
    Requirement.objects.create(
        partnership=row(), kind="funding", title="A fund", valid_from=date(2001, 1, 1), valid_until=until
    )
    assert exported()["may_close"] is answer


def test_what_the_register_does_not_keep_is_null_and_never_made_up() -> None:
    row()
    assert {exported()[name] for name in ("cost_pence", "meetings_a_year", "area", "parent", "answer")} == {None}
