"""HC01 to HC04, from the seats of a partnership and who holds them."""

from collections.abc import Callable, Sequence
from datetime import date

from joinedup import lawbook
from joinedup.apps.register.checks import cut_offs
from joinedup.apps.register.checks.required import required_seats, with_qualifiers
from joinedup.apps.register.checks.rows import Board, boards
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.queries.partnerships import profile_of
from joinedup.rules.health import CheckResult, Light
from joinedup.rules.register.checks import hc01, hc02, hc03, hc04
from joinedup.rules.working import say


def seat_checks(partnerships: Sequence[Partnership], on: date) -> dict[int, tuple[CheckResult, ...]]:
    """HC01, HC02, HC03 and HC04 of each partnership, by its key. One query."""
    found = boards([row.pk for row in partnerships], on)
    return {row.pk: _of_one(row, found[row.pk], on) for row in partnerships}


def is_accepted(row: Partnership, on: date) -> bool:
    """Whether a manager had accepted the record by that day: from then, what is missing counts as missing."""
    return row.accepted_on is not None and row.accepted_on <= on


def unless_off(check_id: str, profile: lawbook.Profile | None, answer: Callable[[], CheckResult]) -> CheckResult:
    """The check's answer; or, where the profile switches it off, that it does."""
    off = cut_offs.switched_off(check_id, profile)
    if off is None:
        return answer()
    why = say("no data: the profile does not use this check ({why})", why=off.why or off.cite)
    return CheckResult(check_id, Light.NO_DATA, None, why)


def _of_one(row: Partnership, board: Board, on: date) -> tuple[CheckResult, ...]:
    seats, held = board.seats, board.appointments
    profile, accepted = profile_of(row), is_accepted(row, on)
    return (
        unless_off("HC01", profile, lambda: _required(profile, board, on, accepted)),
        unless_off(
            "HC02",
            profile,
            lambda: hc02(seats, held, on, accepted=accepted, thresholds=cut_offs.sector_balance(profile)),
        ),
        unless_off(
            "HC03",
            profile,
            lambda: hc03(seats, held, on, accepted=accepted, thresholds=cut_offs.vote_power(profile)),
        ),
        unless_off(
            "HC04",
            profile,
            lambda: hc04(seats, held, on, accepted=accepted, thresholds=cut_offs.vacancy_days(profile)),
        ),
    )


def _required(profile: lawbook.Profile | None, board: Board, on: date, accepted: bool) -> CheckResult:
    if profile is None:
        why = say("No profile is recorded for this partnership, so it is not known which seats are required.")
        todo = say("Choose the profile of the law or guidance that it works under, if there is one.")
        return CheckResult("HC01", Light.NO_DATA, None, why, (), todo)
    recorded = {seat.qualifier for seat in board.seats if seat.life.covers(on)}
    required = required_seats(profile, on, recorded)
    seats = with_qualifiers(board.seats, board.appointments, required)
    cut = cut_offs.seats_filled(profile)
    return hc01(required, seats, board.appointments, on, accepted=accepted, thresholds=cut)
