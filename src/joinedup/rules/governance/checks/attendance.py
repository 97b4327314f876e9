"""HC08, HC09, HC10 and HC12: meetings are quorate, and every partner and sector is there in person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.checks.reading import Bands, Ends, between, light_of, no_data
from joinedup.rules.governance.days import year_before
from joinedup.rules.governance.meetings.attendance import Attended, How
from joinedup.rules.health import CheckResult, Light, worst
from joinedup.rules.working import say

LAST = 6  # HC09 and HC10: over the last six meetings; HC12 is read so too
SENT = (How.SUBSTITUTE, How.DEPUTY)


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held. attended is empty where nobody recorded it; is_quorate None where not known.

    decided_inquorate: refs of decisions taken in it with no quorum.
    """

    ref: str
    held_on: date
    is_quorate: bool | None
    attended: tuple[Attended, ...] = ()
    decided_inquorate: tuple[str, ...] = ()


def hc08(meetings: Sequence[Held], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Quorate meetings of those held in the last twelve months; red with any decision taken without a quorum.

    Once accepted, a meeting with no record of attendance counts as inquorate.
    """
    held = [meeting for meeting in meetings if year_before(on) <= meeting.held_on <= on]
    if not held:
        return no_data(
            "HC08", say("No meeting is recorded in the last twelve months."), say("Record the meetings held.")
        )
    answers = [_quorate(meeting, accepted) for meeting in held]
    ends = Ends(
        Fraction(sum(answer is True for answer in answers), len(held)),
        Fraction(sum(answer is not False for answer in answers), len(held)),
    )
    decided = tuple(ref for meeting in held for ref in meeting.decided_inquorate)
    band = bands["quorate_share"]
    light = between(light_of(ends.least, band), light_of(ends.most, band))
    by_decision = light_of(len(decided), bands["num_inquorate_decisions"])
    if light is Light.NO_DATA and by_decision is Light.RED:
        light = Light.RED
    elif light is not Light.NO_DATA:
        light = worst([light, by_decision])
    short = tuple(x.ref for x, answer in zip(held, answers, strict=True) if not answer)
    why = say(
        "{num} of {all} meetings are recorded as quorate; decisions taken without a quorum: {decided}.",
        num=sum(answer is True for answer in answers),
        all=len(held),
        decided=decided,
    )
    todo = say(
        "Record attendance, and take again what was decided without a quorum: {which}.", which=[*short, *decided]
    )
    records = (*short, *decided)
    return CheckResult("HC08", light, ends.number, why, records, todo if records else "")


def hc09(meetings: Sequence[Held], on: date, *, bands: Bands) -> CheckResult:
    """The lowest attendance of any organisation, by member or named substitute, and the longest run of absences."""
    last = _last(meetings, on)
    by_organisation = _by(last, lambda row: row.organisation)
    if not by_organisation:
        return no_data("HC09", say("No attendance is recorded."), say("Record who came to each meeting."))
    rates = {name: Fraction(sum(there), len(there)) for name, there in by_organisation.items()}
    runs = {name: _longest_absence(there) for name, there in by_organisation.items()}
    lights = {
        name: worst(
            [
                light_of(rates[name], bands["lowest_attendance_share"]),
                light_of(runs[name], bands["longest_absence_run"]),
            ]
        )
        for name in rates
    }
    short = tuple(sorted((x for x in rates if lights[x] is not Light.GREEN), key=lambda x: (rates[x], x)))
    lowest = min(rates.values())
    why = say(
        "Over the last {num} meetings with a record the lowest attendance of an organisation is {lowest}, and the "
        "longest run of absences {run}.",
        num=len(last),
        lowest=lowest,
        run=max(runs.values()),
    )
    todo = say("Ask whether the day, the place or the seat is wrong for: {short}.", short=short) if short else ""
    return CheckResult("HC09", worst(lights.values()), float(lowest), why, short, todo)


def hc10(meetings: Sequence[Held], on: date, *, bands: Bands) -> CheckResult:
    """The highest share of one seat's attendances that were by a substitute or a deputy."""
    came = [row for meeting in _last(meetings, on) for row in meeting.attended if row.how.is_there]
    if not came:
        return no_data("HC10", say("No attendance is recorded."), say("Record who came to each meeting."))
    shares = {
        seat: Fraction(sum(row.how in SENT for row in came if row.seat == seat), sum(row.seat == seat for row in came))
        for seat in dict.fromkeys(row.seat for row in came)
    }
    highest, band = max(shares.values()), bands["highest_substitute_share"]
    short = tuple(seat for seat, share in shares.items() if light_of(share, band) is not Light.GREEN)
    why = say("The seat most often attended by somebody else was so {highest} of the time.", highest=highest)
    todo = say("Ask who should sit, and name them: {short}.", short=short) if short else ""
    return CheckResult("HC10", light_of(highest, band), float(highest), why, short, todo)


def hc12(meetings: Sequence[Held], on: date, *, bands: Bands) -> CheckResult:
    """The gap between the sectors that attend most and least. Seats of no recorded sector are left out."""
    by_sector = _by_seat(_last(meetings, on))
    if len(by_sector) < 2:
        why = say("Attendance is recorded for fewer than two sectors, so there is nothing to compare.")
        return no_data("HC12", why, say("Record who came to each meeting, and the sector of each seat."))
    rates = {sector: Fraction(sum(there), len(there)) for sector, there in by_sector.items()}
    gap = max(rates.values()) - min(rates.values())
    light = light_of(gap, bands["attendance_gap"])
    least = tuple(sector for sector, rate in rates.items() if rate == min(rates.values()))
    each = [say("{sector} {rate}", sector=sector, rate=rate) for sector, rate in rates.items()]
    why = say("Attendance by sector: {each}; the gap is {gap}.", each=each, gap=gap)
    records = () if light is Light.GREEN else least
    todo = say("Ask these sectors what would make it easier to come: {least}.", least=least) if records else ""
    return CheckResult("HC12", light, float(gap), why, records, todo)


def _quorate(meeting: Held, accepted: bool) -> bool | None:
    if not meeting.attended:
        return False if accepted else None
    return meeting.is_quorate


def _last(meetings: Iterable[Held], on: date) -> list[Held]:
    """Return the last six meetings with a record of attendance, oldest first."""
    recorded = [meeting for meeting in meetings if meeting.held_on <= on and meeting.attended]
    return sorted(recorded, key=lambda meeting: (meeting.held_on, meeting.ref))[-LAST:]


def _by(meetings: Iterable[Held], name_of: Callable[[Attended], str]) -> dict[str, list[bool]]:
    """Return, for each name, whether it was represented by any seat at each meeting that expected it."""
    found: dict[str, list[bool]] = {}
    for meeting in meetings:
        there: dict[str, bool] = {}
        for row in meeting.attended:
            if name := name_of(row):
                there[name] = there.get(name, False) or row.how.is_represented
        for name, is_there in there.items():
            found.setdefault(name, []).append(is_there)
    return found


def _by_seat(meetings: Iterable[Held]) -> dict[str, list[bool]]:
    """Return, for each sector, whether each of its seats was represented at each meeting."""
    found: dict[str, list[bool]] = {}
    for meeting in meetings:
        for row in meeting.attended:
            if row.sector:
                found.setdefault(row.sector, []).append(row.how.is_represented)
    return found


def _longest_absence(there: Sequence[bool]) -> int:
    longest = run = 0
    for is_there in there:
        run = 0 if is_there else run + 1
        longest = max(longest, run)
    return longest
