"""A check over time, from the results that are kept."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from joinedup.apps.health.models import Result
from joinedup.apps.health.queries.trends import HEIGHT, MARGIN, MOST_POINTS, WIDTH, trends_of
from tests.apps.health.boards import partnership

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
FIRST = date(2003, 1, 1)


def keep(row, days):
    """One result of HC04 for each (days after FIRST, number)."""
    for after, number in days:
        light = "no data" if number is None else "green"
        Result.objects.create(
            partnership=row,
            check_id="HC04",
            on=FIRST + timedelta(days=after),
            light=light,
            number=number,
            why="",
            rule_version="1",
            computed_at=AT,
        )


def test_the_points_stand_where_their_days_and_numbers_put_them():
    row = partnership()
    keep(row, [(0, 0), (50, 30), (100, 60)])
    trend = trends_of(row, date(2004, 1, 1))["HC04"]
    assert [point.x for point in trend.points] == [MARGIN, WIDTH // 2, WIDTH - MARGIN]
    assert [point.y for point in trend.points] == [HEIGHT - MARGIN, HEIGHT // 2, MARGIN]
    assert trend.lines == ("12,72 160,42 308,12",)


def test_a_day_with_no_number_breaks_the_line():
    row = partnership()
    keep(row, [(0, 1), (1, 1), (2, None), (3, 1), (4, 1), (5, None)])
    trend = trends_of(row, date(2004, 1, 1))["HC04"]
    assert len(trend.lines) == 2
    assert [point.light for point in trend.points].count("no data") == 2


def test_later_days_are_not_shown_and_one_day_is_no_trend():
    row = partnership()
    keep(row, [(0, 1), (10, 2), (20, 3)])
    assert len(trends_of(row, FIRST + timedelta(days=10))["HC04"].points) == 2
    assert trends_of(row, FIRST + timedelta(days=9)) == {}


def test_a_long_history_is_thinned_evenly_and_ends_with_the_latest():
    row = partnership()
    keep(row, [(n, n) for n in range(100)])
    points = trends_of(row, date(2004, 1, 1))["HC04"].points
    assert len(points) <= MOST_POINTS
    assert points[-1].on == FIRST + timedelta(days=99)
    assert {(b.on - a.on).days for a, b in itertools.pairwise(points)} == {5}
