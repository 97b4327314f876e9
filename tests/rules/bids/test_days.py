from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.rules.bids.days import is_working_day, months_from, working_days_from
from joinedup.rules.bids.holidays import HolidayRule, days_kept, easter_sunday

DAYS = st.dates(date(1998, 1, 1), date(2050, 12, 31))


def test_one_working_day_after_a_friday_is_the_monday() -> None:
    assert working_days_from(date(2019, 9, 20), 1, ()) == date(2019, 9, 23)
    assert working_days_from(date(2019, 9, 23), -1, ()) == date(2019, 9, 20)


def test_no_working_days_leave_the_day_as_it_is_even_on_a_sunday() -> None:
    assert working_days_from(date(2019, 9, 22), 0, ()) == date(2019, 9, 22)


def test_a_holiday_is_no_working_day() -> None:
    assert not is_working_day(date(2019, 12, 25), {date(2019, 12, 25)})
    assert working_days_from(date(2019, 12, 24), 1, {date(2019, 12, 25), date(2019, 12, 26)}) == date(2019, 12, 27)


@given(DAYS, st.integers(1, 40), st.sets(DAYS, max_size=20))
def test_so_many_working_days_lie_between_a_day_and_the_one_found(day: date, num: int, holidays: set[date]) -> None:
    for sign in (1, -1):
        found = working_days_from(day, sign * num, holidays)
        between = [day + timedelta(sign * step) for step in range(1, abs((found - day).days) + 1)]
        assert is_working_day(found, holidays)
        assert sum(is_working_day(each, holidays) for each in between) == num


def test_six_months_after_the_end_of_august_is_the_end_of_february() -> None:
    assert months_from(date(2019, 8, 31), 6) == date(2020, 2, 29)
    assert months_from(date(2019, 9, 26), 6) == date(2020, 3, 26)


@pytest.mark.parametrize(
    "day",  # Easter Sundays of the Book of Common Prayer's table
    [date(1998, 4, 12), date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2024, 3, 31), date(2038, 4, 25)],
)
def test_easter_falls_where_the_table_has_it(day: date) -> None:
    assert easter_sunday(day.year) == day


def test_a_substitute_never_lands_on_another_holiday() -> None:
    rules = [
        HolidayRule("a", month=12, day=25, has_substitute=True),
        HolidayRule("b", month=12, day=26, has_substitute=True),
    ]
    assert sorted(days_kept(rules, 2021)) == [date(2021, 12, 27), date(2021, 12, 28)]
    assert sorted(days_kept(rules, 2022)) == [date(2022, 12, 26), date(2022, 12, 27)]


def test_a_holiday_without_a_substitute_stays_on_its_weekend() -> None:
    assert list(days_kept([HolidayRule("a", month=12, day=25)], 2021)) == [date(2021, 12, 25)]
