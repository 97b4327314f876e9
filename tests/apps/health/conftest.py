"""Two partnerships of the health pages: one whose council carries every vote, one in balance."""

import pytest

from tests.apps.health.boards import START, balanced, cover, member, partnership


@pytest.fixture
def red(db):
    """A partnership in which the council carries every vote; the other three sectors have nobody."""
    row = partnership("Council’s own", accepted_on=START)
    member(row, "Council", places=5)
    cover(row)
    return row


@pytest.fixture
def green(db):
    row = balanced(partnership("Balanced", accepted_on=START))
    cover(row, "X00002")
    return row
