"""A page of results reads only the sections that it shows, and shows what the whole list would."""

import pytest

from joinedup.apps.audit.actions import SYSTEM
from joinedup.apps.health.actions import run_checks
from joinedup.apps.health.queries.results import Sought, WorstFirst, counts_by_check, results_of
from joinedup.apps.register.models import Partnership
from tests.apps.health.asking import AT, ON


@pytest.fixture
def listed(red, green):
    """The results of a run over both partnerships: as one list, and in sections."""
    run = run_checks(Partnership.objects.all(), on=ON, by=SYSTEM, at=AT)
    rows = results_of(run, Sought())
    return list(rows), WorstFirst(rows, counts_by_check(rows))


def test_there_are_as_many_results_as_in_the_whole_list(listed):
    whole, sections = listed
    assert len(sections) == len(whole) > 8


def test_any_page_shows_what_the_whole_list_has_there(listed):
    whole, sections = listed
    for start in range(len(whole) + 2):
        for stop in range(start, len(whole) + 2):
            assert sections[start:stop] == whole[start:stop]


def test_one_result_is_the_one_at_its_place(listed):
    whole, sections = listed
    assert [sections[place] for place in range(len(whole))] == whole
    assert sections[-1] == whole[-1]
    with pytest.raises(IndexError):
        sections[len(whole)]


def test_a_page_is_one_query(listed, django_assert_num_queries):
    _whole, sections = listed
    with django_assert_num_queries(1):
        assert sections[1:7]
