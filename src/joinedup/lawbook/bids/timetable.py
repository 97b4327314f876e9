"""The limits of a ballot's timetable, by nation, kind of ballot and day of the ballot."""

import datetime
from functools import cache

from joinedup.lawbook.shelf import Row, is_in_force, rows
from joinedup.rules.bids.timetable import Limit

FILE = "bids/timetable.toml"
STEPS = (
    "notice_of_intention",
    "proposals_submitted",
    "request_for_ballot",
    "notice_of_ballot",
    "postponement_decided",
    "papers_sent",
    "veto_decided",
    "proxy_application",
    "proxy_cancellation",
    "lost_paper_replacement",
    "spoilt_paper_replacement",
    "ballot_day",
    "veto_end",
    "void_request_end",
    "papers_destroyed",
)
KINDS = ("new", "renewal", "alteration")
REGIMES = ("ratepayer", "property-owner")
Period = tuple[datetime.date | None, datetime.date | None]


def limits_for(nation: str, kind: str, regime: str, ballot_on: datetime.date) -> tuple[Limit, ...]:
    """The limits in force for a ballot on that day, in the order of `STEPS`; none before the law began.

    A step with no row for the nation and kind (no veto of a renewal, say) has no place in the answer.
    """
    return tuple(
        limit for limit, (starts, ends) in _listed(nation, kind, regime) if is_in_force(starts, ends, ballot_on)
    )


@cache
def law_began(nation: str, regime: str) -> datetime.date | None:
    """The first ballot day that the lawbook has limits for; None where it has none, or none with a first day."""
    starts = [row.get("valid_from") for row in rows(FILE, "step") if (row["nation"], row["regime"]) == (nation, regime)]
    return min((day for day in starts if day is not None), default=None)


@cache
def _listed(nation: str, kind: str, regime: str) -> tuple[tuple[Limit, Period], ...]:
    wanted = [
        row for row in rows(FILE, "step") if (row["nation"], row["regime"]) == (nation, regime) and kind in row["kinds"]
    ]
    wanted.sort(key=lambda row: STEPS.index(row["step"]))
    return tuple((_limit(row), (row.get("valid_from"), row.get("valid_until"))) for row in wanted)


def _limit(row: Row) -> Limit:
    return Limit(
        step=row["step"],
        anchor=row["anchor"],
        count=row["count"],
        unit=row["unit"],
        rule=row["rule"],
        not_before=row.get("not_before", 0),
        words=row["words"],
        authority=row["cite"],
        mark=row["mark"],
        doubt=row.get("doubt", ""),
    )
