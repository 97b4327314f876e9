"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.rules.dates import EARLIEST, MONTHS, read_day


@pytest.mark.parametrize(
    "text",
    [
        "27/3/2026",
        "27/03/2026",
        "27 3 2026",
        "27.3.2026",
        "27-3-2026",
        "2026-03-27",
        "2026-3-27",
        "27 March 2026",
        "27 mar 2026",
        "27  March   2026 ",
        "27-Mar-2026",
    ],
)
def test_a_day_is_read_in_every_way_that_people_write_it(text):
    assert read_day(text) == date(2026, 3, 27)


@given(st.dates(EARLIEST, date(2199, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day):
    ways = (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {MONTHS[day.month - 1].title()} {day.year}",
    )
    assert [read_day(way) for way in ways] == [day] * 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("27/3/26", "a year of two figures"),
        ("27 March 26", "a year of two figures"),
        ("30/2/2026", "not in the calendar"),
        ("3/27/2026", "not in the calendar"),
        ("29/2/1900", "not in the calendar"),  # 1900 was no leap year
        ("2026-13-01", "not in the calendar"),
        ("27 Foo 2026", "not in the calendar"),
        ("1/1/1799", "before 1800"),
        ("1/1/2200", "after 2199"),
        ("spring 2026", "is not a day"),
        ("2026", "is not a day"),
        ("", "is not a day"),
        ("27/3/2026 10:00", "is not a day"),
        ("=1+1", "is not a day"),
    ],
)
def test_what_is_no_day_is_refused_with_what_would_be_right(text, said):
    with pytest.raises(ValueError, match=said):
        read_day(text)


def test_figures_of_other_scripts_are_read_as_what_they_mean():
    assert read_day("٢٧/٣/٢٠٢٦") == date(2026, 3, 27)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_is_refused_and_never_crashes(text):
    try:
        found = read_day(text)
    except ValueError:
        found = EARLIEST
    assert found >= EARLIEST
