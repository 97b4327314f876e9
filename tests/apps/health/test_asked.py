"""The answers that the command line gives."""

import json
from datetime import date

import pytest

from joinedup.apps.health.queries import answers
from joinedup.apps.register.models import FormerFacts
from tests.apps.health.boards import balanced, member, partnership

pytestmark = pytest.mark.django_db
ON = date(2003, 1, 1)


def test_one_partnership_answers_by_reference_by_name_and_by_the_name_it_had():
    row = balanced(partnership())
    FormerFacts.objects.create(partnership=row, facts={"name": "Moor Forum"}, valid_until=date(2003, 6, 1))
    found = [answers(asked, ON).checks for asked in (row.ref, " northmoor  TOGETHER ", "moor forum")]
    assert found[0] == found[1] == found[2]
    assert {check["partnership"] for check in found[0]} == {"Moor Forum"}
    assert len(found[0]) == 43


def test_the_answers_are_the_contracts_fields_in_plain_json():
    partnership()
    found = answers(None, ON).checks
    assert json.loads(json.dumps(found)) == found
    assert {"partnership", "id", "light", "number", "why", "records"} <= found[0].keys()


def test_without_a_name_every_partnership_of_the_day_answers():
    partnership(), partnership("Another"), partnership("Later", valid_from=date(2004, 1, 1))
    names = [check["partnership"] for check in answers(None, ON).checks]
    assert (len(names), set(names)) == (86, {"Northmoor Together", "Another"})


def test_has_red_says_whether_any_check_is_red():
    row = balanced(partnership())
    assert answers(row.ref, ON).has_red is False
    member(row, "Council", places=20)
    assert answers(row.ref, ON).has_red is True


def test_a_name_that_is_not_found_raises_with_the_near_matches():
    partnership()
    with pytest.raises(LookupError, match=r"no partnership is called “Northmor Togther”.*Northmoor Together"):
        answers("Northmor Togther", ON)


def test_a_partnership_that_is_not_shown_on_the_day_says_when_it_is():
    partnership()
    with pytest.raises(LookupError, match="not shown on 31 March 2002: it runs from 1 April 2002"):
        answers("Northmoor Together", date(2002, 3, 31))
