"""SQLite is told how large its tables are: after an import, and every night."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from joinedup.apps.register.tasks import SCHEDULE, note_sizes
from tests.apps.register.files import take

pytestmark = pytest.mark.django_db
FILE = (
    "partnership,organisation,sector,role,from,until,known_on",
    "Northmoor Together,Northmoor Council,public,member,2002-04-01,,",
)
sqlite_only = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="PostgreSQL looks at its tables by itself and keeps no such table"
)


def tables_looked_at() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl FROM sqlite_stat1")
        return {table for (table,) in cursor.fetchall()}


@pytest.fixture
def unknown_sizes(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")


@sqlite_only
@pytest.mark.usefixtures("unknown_sizes")
def test_after_an_import_the_sizes_are_known(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        take(*FILE)
    assert "register_appointment" in tables_looked_at()


@sqlite_only
@pytest.mark.usefixtures("unknown_sizes")
def test_an_import_that_changes_nothing_leaves_them(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    take(*FILE)
    with django_capture_on_commit_callbacks(execute=True) as told:
        take(*FILE)
    assert not told
    assert not tables_looked_at()


@sqlite_only
@pytest.mark.usefixtures("unknown_sizes")
def test_every_night_the_sizes_are_looked_at() -> None:
    take(*FILE)
    note_sizes.call()
    assert "register_partnership" in tables_looked_at()
    assert SCHEDULE["register.note_sizes"] == (note_sizes, timedelta(days=1))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="what PostgreSQL is spared")
def test_postgresql_is_left_alone(django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(0):
        note_sizes.call()
