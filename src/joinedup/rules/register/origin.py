"""Where a partnership comes from, and whether it still has a reason to exist (white paper 2.37 and 2.38).

Method: `docs/methods/reason-to-exist.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from joinedup.rules.health import Light
from joinedup.rules.register.nesting import spell_days
from joinedup.rules.register.records import ORIGINS, Requirement
from joinedup.rules.working import Finding, Sentence, say

AUTHORITY = "white paper 2.37 and 2.38"
SOON_DAYS = 183  # half a year; advice, editable


@dataclass(frozen=True, slots=True)
class Origin:
    """The origin on a day (one of ORIGINS) and its working."""

    kind: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Reason:
    """The light of a reason to exist, and its working. ends_on: the day by which all requirements end."""

    light: Light
    finding: Finding
    ends_on: date | None = None


def origin_of(requirements: Sequence[Requirement], on: date) -> Origin:
    """Return the origin on the day from the requirements that run then: statute, else funding, else planning.

    With none running the origin is voluntary: 2.37 names no fourth kind of partnership.
    """
    live = [requirement for requirement in requirements if requirement.life.covers(on)]
    kind = next((kind for kind in ORIGINS if any(x.kind == kind for x in live)), "voluntary")
    counted = tuple(_described(requirement) for requirement in live)
    if not live:
        why = say("No statute, fund or plan is recorded as requiring it on {on}.", on=on)
    else:
        titles = [requirement.title for requirement in live if requirement.kind == kind]
        why = say("On {on} its origin is {kind}: {titles}.", on=on, kind=kind, titles=titles)
    return Origin(
        kind,
        Finding(True, why, AUTHORITY, counted, say("statute comes before funding, and funding before planning")),
    )


def reason_to_exist(requirements: Sequence[Requirement], on: date, soon_days: int = SOON_DAYS) -> Reason:
    """Return whether something still requires the partnership on the day.

    Green: a requirement runs for more than `soon_days` more. Amber: the last one ends by then, or all have
    ended, or none has begun. Red: none is recorded at all, and the question is "why does this exist?".
    """
    counted = tuple(_described(requirement) for requirement in requirements)
    if not requirements:
        why = say("Why does this exist? No statute, fund or plan is recorded.")
        todo = say("record what requires it, or decide that it is voluntary")
        return Reason(Light.RED, _finding(None, why, (), todo))
    live = [requirement for requirement in requirements if requirement.life.covers(on)]
    if not live:
        return _none_running(requirements, on, counted)
    ends = [requirement.life.valid_until for requirement in live]
    known = [end for end in ends if end is not None]
    last = max(known) if len(known) == len(ends) else None
    if last is not None and last <= on + timedelta(days=soon_days):
        why = say("The last requirement ends on {last}: {titles}.", last=last, titles=[x.title for x in live])
        todo = say("open a review of what happens after that day")
        return Reason(Light.AMBER, _finding(True, why, counted, todo), last)
    why = say("It is required by {titles}.", titles=[requirement.title for requirement in live])
    return Reason(Light.GREEN, _finding(True, why, counted, ""), last)


def _none_running(requirements: Sequence[Requirement], on: date, counted: tuple[str, ...]) -> Reason:
    ended = [x.life.valid_until for x in requirements if x.life.valid_until and x.life.valid_until <= on]
    if not ended:
        starts = min(requirement.life.shown_from for requirement in requirements)
        why = say("Nothing recorded requires it yet: the first requirement is shown from {starts}.", starts=starts)
        todo = say("record what required it before that day")
        return Reason(Light.AMBER, _finding(None, why, counted, todo))
    why = say("Everything that required it had ended by {last}.", last=max(ended))
    todo = say("open a review: merge it, nest it, close it, or record why it goes on")
    return Reason(Light.AMBER, _finding(False, why, counted, todo), max(ended))


def _finding(holds: bool | None, why: Sentence, counted: tuple[str, ...], todo: str) -> Finding:
    return Finding(holds, why, AUTHORITY, counted, say("a statute, fund or plan that runs on the day"), todo)


def _described(requirement: Requirement) -> str:
    return f"{requirement.kind}: {requirement.title}, {spell_days(requirement.life)}"
