"""The rows about Business Improvement Districts, against published days: gov.uk's lists and notices of ballot."""

from datetime import date, timedelta

import pytest

from joinedup import lawbook
from joinedup.lawbook.bids.timetable import KINDS, STEPS
from joinedup.lawbook.shelf import read
from joinedup.rules.bids.timetable import StepDay, timetable

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")
BALLOT = date(2024, 11, 21)

# As gov.uk/bank-holidays listed them; Scotland's 2010 and 2011 as the Scottish Government put them right in 2014.
PUBLISHED = {
    ("England", 2002): "1/1 29/3 1/4 6/5 3/6 4/6 26/8 25/12 26/12",
    ("England", 2010): "1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12",
    ("England", 2011): "3/1 22/4 25/4 29/4 2/5 30/5 29/8 26/12 27/12",
    ("Wales", 2012): "2/1 6/4 9/4 7/5 4/6 5/6 27/8 25/12 26/12",
    ("England", 2020): "1/1 10/4 13/4 8/5 25/5 31/8 25/12 28/12",
    ("England", 2022): "3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12",
    ("Wales", 2023): "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12",
    ("England", 2026): "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12",
    ("Northern Ireland", 2022): "3/1 17/3 15/4 18/4 2/5 2/6 3/6 12/7 29/8 19/9 26/12 27/12",
    ("Northern Ireland", 2024): "1/1 18/3 29/3 1/4 6/5 27/5 12/7 26/8 25/12 26/12",
    ("Northern Ireland", 2025): "1/1 17/3 18/4 21/4 5/5 26/5 14/7 25/8 25/12 26/12",
    ("Scotland", 2006): "2/1 3/1 14/4 1/5 29/5 7/8 25/12 26/12",
    ("Scotland", 2012): "2/1 3/1 6/4 7/5 4/6 5/6 6/8 30/11 25/12 26/12",
    ("Scotland", 2022): "3/1 4/1 15/4 2/5 2/6 3/6 1/8 19/9 30/11 26/12 27/12",
    ("Scotland", 2024): "1/1 2/1 29/3 6/5 27/5 5/8 2/12 25/12 26/12",
    ("Scotland", 2026): "1/1 2/1 3/4 4/5 25/5 15/6 3/8 30/11 25/12 28/12",
}


_d = date.fromisoformat


def _days(
    nation: str, kind: str = "new", regime: str = "ratepayer", on: date = BALLOT, **given: date
) -> dict[str, StepDay]:
    steps = timetable(
        lawbook.ballot_limits(nation, kind, regime, on),
        ballot_on=on,
        request_on=given.get("request_on"),
        result_on=given.get("result_on"),
        holidays=lawbook.bank_holidays(nation),
    )
    assert len({step.limit.step for step in steps}) == len(steps)
    return {step.limit.step: step for step in steps}


@pytest.mark.parametrize(("nation", "year"), PUBLISHED)
def test_bank_holidays_are_the_published_ones(nation: str, year: int) -> None:
    found = [day for day in lawbook.holidays_in(nation, year) if day.weekday() < 5]
    assert " ".join(f"{day.day}/{day.month}" for day in found) == PUBLISHED[nation, year]


def test_scotland_kept_no_substitute_on_4_january_2010_or_2011() -> None:
    assert not {date(2010, 1, 4), date(2011, 1, 4)} & lawbook.bank_holidays("Scotland")
    assert date(2011, 1, 3) in lawbook.bank_holidays("Scotland")


def test_the_year_2000_began_with_a_holiday_on_its_eve() -> None:
    assert all(date(1999, 12, 31) in lawbook.bank_holidays(nation) for nation in NATIONS)


def test_st_andrews_day_is_kept_from_2007_on() -> None:
    assert date(2006, 11, 30) not in lawbook.bank_holidays("Scotland")
    assert date(2007, 11, 30) in lawbook.bank_holidays("Scotland")


def test_a_place_that_is_no_nation_has_no_holidays() -> None:
    with pytest.raises(lawbook.UnknownRow):
        lawbook.bank_holidays("Jersey")


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_step_is_there_once_and_in_order(nation: str, kind: str) -> None:
    found = list(_days(nation, kind))
    vetoes = {"veto_decided", "veto_end"}
    assert found == [step for step in STEPS if step in found]
    assert set(STEPS) - vetoes <= set(found)
    before = nation in ("Scotland", "Northern Ireland")
    expected = set() if kind != "new" else {"veto_decided" if before else "veto_end"}
    assert vetoes & set(found) == expected


def test_every_doubtful_row_says_what_is_in_doubt() -> None:
    for name in ("bids/timetable.toml", "bids/approval.toml", "bids/holidays.toml"):
        for table in read(name).values():
            assert [row["id"] for row in table if row["mark"] == "U" and not row.get("doubt")] == []


def test_no_row_speaks_of_a_step_that_the_contract_has_not() -> None:
    assert {row["step"] for row in read("bids/timetable.toml")["step"]} == set(STEPS)


# Notices of ballot as published: the day, and steps that they keep to the day ("exactly") or in time.
NOTICES = [
    (
        "Wellingborough renewal 2019 (its limits all met exactly)",
        "England",
        _d("2019-09-26"),
        {
            "notice_of_ballot": _d("2019-08-15"),
            "papers_sent": _d("2019-08-29"),
            "proxy_application": _d("2019-09-16"),
            "proxy_cancellation": _d("2019-09-21"),
            "lost_paper_replacement": _d("2019-09-20"),
        },
    ),
    (
        "King's Lynn 2016",
        "England",
        _d("2016-11-08"),
        {"notice_of_ballot": _d("2016-09-27"), "papers_sent": _d("2016-10-11")},
    ),
    (
        "Yorkshire Coast 2024, proxies on a Saturday",
        "England",
        _d("2024-06-04"),
        {"proxy_application": _d("2024-05-25")},
    ),
    ("Penrith 2023, proxies on a Sunday", "England", _d("2023-06-28"), {"proxy_application": _d("2023-06-18")}),
    ("Brackmills 2024, proxies on a Sunday", "England", _d("2024-03-13"), {"proxy_application": _d("2024-03-03")}),
    ("Stakehill 2025", "England", _d("2025-10-30"), {"proxy_application": _d("2025-10-20")}),
    (
        "Canterbury 2024",
        "England",
        _d("2024-07-11"),
        {"proxy_application": _d("2024-07-01"), "lost_paper_replacement": _d("2024-07-05")},
    ),
    (
        "Ulverston 2020",
        "England",
        _d("2020-10-22"),
        {"proxy_cancellation": _d("2020-10-17"), "lost_paper_replacement": _d("2020-10-16")},
    ),
    ("Skipton renewal 2019", "England", _d("2019-02-07"), {"proxy_application": _d("2019-01-28")}),
    ("Luton 2014", "England", _d("2014-10-30"), {"papers_sent": _d("2014-10-02")}),
    (
        "Darlington 2017",
        "England",
        _d("2017-03-09"),
        {"papers_sent": _d("2017-02-09"), "proxy_application": _d("2017-02-27")},
    ),
    (
        "Dunfermline 2014, its printed timetable",
        "Scotland",
        _d("2014-06-18"),
        {
            "notice_of_intention": _d("2014-01-15"),
            "proposals_submitted": _d("2014-03-12"),
            "veto_decided": _d("2014-04-09"),
            "request_for_ballot": _d("2014-04-23"),
        },
    ),
    (
        "Living Lochaber 2013",
        "Scotland",
        _d("2013-12-12"),
        {
            "papers_sent": _d("2013-10-31"),
            "proxy_application": _d("2013-12-02"),
            "proxy_cancellation": _d("2013-12-06"),
        },
    ),
    (
        "Peterhead 2017",
        "Scotland",
        _d("2017-09-28"),
        {"papers_sent": _d("2017-08-17"), "proxy_application": _d("2017-09-18")},
    ),
    (
        "Paisley renewal 2019",
        "Scotland",
        _d("2019-10-24"),
        {"papers_sent": _d("2019-09-12"), "proxy_application": _d("2019-10-14")},
    ),
    ("Inverness and Loch Ness 2019", "Scotland", _d("2019-03-07"), {"papers_sent": _d("2019-01-24")}),
]


@pytest.mark.parametrize(("case", "nation", "on", "kept"), NOTICES, ids=[notice[0] for notice in NOTICES])
def test_a_published_timetable_keeps_its_limits_to_the_day(
    case: str, nation: str, on: date, kept: dict[str, date]
) -> None:
    steps = _days(nation, on=on)
    for step, day in kept.items():
        late = day + timedelta(1) if steps[step].limit.rule == "latest" else day - timedelta(1)
        assert (steps[step].on, steps[step].is_in_time(day), steps[step].is_in_time(late)) == (day, True, False), step


# Published days that keep the limits with days to spare.
WITH_ROOM = [
    (
        "Salisbury 2019",
        "England",
        _d("2019-02-28"),
        {"notice_of_ballot": _d("2019-01-17"), "papers_sent": _d("2019-01-30")},
    ),
    ("Canterbury 2024", "England", _d("2024-07-11"), {"papers_sent": _d("2024-06-06")}),
    ("Fort William 2024", "Scotland", BALLOT, {"notice_of_ballot": _d("2024-09-26"), "papers_sent": _d("2024-10-03")}),
    ("Inverness and Loch Ness 2024", "Scotland", _d("2024-03-14"), {"notice_of_ballot": _d("2024-01-18")}),
    (
        "Linen Quarter renewal 2023",
        "Northern Ireland",
        _d("2023-01-24"),
        {"notice_of_ballot": _d("2022-12-06"), "papers_sent": _d("2022-12-09")},
    ),
]


@pytest.mark.parametrize(("case", "nation", "on", "kept"), WITH_ROOM, ids=[notice[0] for notice in WITH_ROOM])
def test_a_published_timetable_is_in_time(case: str, nation: str, on: date, kept: dict[str, date]) -> None:
    steps = _days(nation, on=on)
    assert all(steps[step].is_in_time(day) for step, day in kept.items())


def test_the_notice_may_be_published_90_days_before_and_no_earlier() -> None:
    notice = _days("England", on=date(2019, 9, 26))["notice_of_ballot"]
    assert notice.is_in_time(date(2019, 9, 26) - timedelta(90))
    assert not notice.is_in_time(date(2019, 9, 26) - timedelta(91))


def test_eighty_four_days_run_to_the_request_and_not_to_the_ballot() -> None:
    steps = _days("England", request_on=date(2024, 7, 1))
    assert steps["notice_of_intention"].on == date(2024, 4, 8)
    missing = _days("England")["notice_of_intention"]
    assert (missing.on, missing.needs, missing.is_in_time(date(2024, 4, 8))) == (None, "request_day", None)


def test_the_veto_ends_14_working_days_after_the_ballot_over_christmas() -> None:
    # 12 December 2024: the 13th is the first; Christmas, Boxing and New Year's Day do not count.
    assert _days("England", on=date(2024, 12, 12))["veto_end"].on == date(2025, 1, 6)


def test_a_request_to_void_counts_28_days_from_the_result() -> None:
    assert _days("England", result_on=date(2024, 11, 22))["void_request_end"].on == date(2024, 12, 20)


def test_scotland_took_the_three_working_days_for_a_spoilt_paper_out_in_2009() -> None:
    assert _days("Scotland", on=date(2008, 12, 11))["spoilt_paper_replacement"].on == date(2008, 12, 8)
    assert _days("Scotland", on=date(2009, 3, 12))["spoilt_paper_replacement"].on == date(2009, 3, 11)


def test_scotland_wanted_56_days_between_notice_and_ballot_until_december_2007() -> None:
    for on, days in ((date(2007, 12, 5), 56), (date(2007, 12, 6), 42)):
        assert _days("Scotland", on=on)["notice_of_ballot"].on == on - timedelta(days)


def test_there_are_no_limits_before_the_law_began() -> None:
    assert lawbook.ballot_law_began("England", "ratepayer") == date(2004, 9, 17)
    assert lawbook.ballot_limits("England", "new", "ratepayer", date(2004, 9, 16)) == ()
    assert lawbook.ballot_limits("Scotland", "new", "property-owner", BALLOT) == ()


def test_improvement_relief_begins_in_april_2024_and_in_england_and_wales_only() -> None:
    assert lawbook.improvement_relief("England", "ratepayer", date(2024, 4, 1))
    assert not lawbook.improvement_relief("England", "ratepayer", date(2024, 3, 31))
    assert not lawbook.improvement_relief("Scotland", "ratepayer", BALLOT)
