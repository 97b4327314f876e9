"""Quorum expressions of a profile, and whether enough people are there.

`all_members`, `n`, `n_from_m_organisations`, `one_per_sector`, `own_procedure` and `none`, with numbers for
n and m: so `7` and `7_from_4_organisations` (Dumfries and Galloway). Method: `docs/methods/quorum.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from joinedup.rules.register.records import SECTORS
from joinedup.rules.working import Finding, Sentence, say

FORMS = "all_members, a number such as 7, 7_from_4_organisations, one_per_sector, own_procedure or none"
NAMED = ("all_members", "one_per_sector", "own_procedure", "none")


@dataclass(frozen=True, slots=True)
class Quorum:
    """A quorum as read. kind is one of NAMED or `number`; num_organisations is 1 where none is asked for."""

    expression: str
    kind: str
    num_members: int = 0
    num_organisations: int = 1


@dataclass(frozen=True, slots=True)
class Attendance:
    """One place at a meeting. who "" is a vacant place; counts None: its part in a quorum is not known."""

    seat: str
    who: str
    organisation: str
    sector: str
    counts: bool | None
    is_present: bool


def parse(expression: str) -> Quorum:
    """Read a quorum expression; ValueError says what would be right."""
    text = expression.strip().lower()
    if text in NAMED:
        return Quorum(text, text)
    match = re.fullmatch(r"([1-9][0-9]{0,3})(?:_from_([1-9][0-9]{0,3})_organisations)?", text, re.ASCII)
    if match is None:
        raise ValueError(f'"{expression}" is not a quorum; write {FORMS}')
    members, organisations = int(match[1]), int(match[2] or 1)
    if organisations > members:
        raise ValueError(f'"{expression}" asks for more organisations than members; write {FORMS}')
    return Quorum(text, "number", members, organisations)


def is_quorate(
    quorum: Quorum, places: Iterable[Attendance], authority: str = "the partnership's terms of reference"
) -> Finding:
    """Say whether a meeting is quorate, who counted, and who did not and why.

    None for `own_procedure`, whose rule is not kept here, and where places whose part in a quorum is not
    known would settle it.
    """
    if quorum.kind == "none":
        return Finding(True, say("No quorum is fixed."), authority, needed=quorum.expression)
    if quorum.kind == "own_procedure":
        why = say("The partnership decides its quorum by its own procedure, which is not recorded here.")
        todo = say("record at the meeting whether it was quorate and under which rule")
        return Finding(None, why, authority, needed=quorum.expression, would_satisfy=todo)
    everyone = list(places)
    test = _test_of(quorum)
    # A place that may or may not count helps when it is present, and hinders "all members" when it is not:
    # leaving all of them out, taking all in, and taking in only those present cover every possible answer.
    answers = {
        test([place for place in everyone if place.counts]),
        test([place for place in everyone if place.counts is not False]),
        test([place for place in everyone if place.counts or (place.counts is None and place.is_present)]),
    }
    holds = answers.pop() if len(answers) == 1 else None
    todo = {
        True: say(""),
        False: _missing(quorum, everyone),
        None: say("record which seats count towards the quorum"),
    }[holds]
    counted = tuple(_described(place) for place in everyone)
    return Finding(holds, _why(quorum, everyone, holds), authority, counted, _needed(quorum), todo)


def _test_of(quorum: Quorum) -> Callable[[Sequence[Attendance]], bool]:
    if quorum.kind == "all_members":
        return lambda places: bool(places) and all(place.is_present and place.who for place in places)
    if quorum.kind == "one_per_sector":
        return lambda places: not _sectors_away(places)
    return lambda places: (
        len(_present(places)) >= quorum.num_members
        and len({place.organisation for place in _present(places)}) >= quorum.num_organisations
    )


def _present(places: Iterable[Attendance]) -> list[Attendance]:
    return [place for place in places if place.is_present and place.who]


def _sectors_away(places: Iterable[Attendance]) -> list[str]:
    there = {place.sector for place in _present(places)}
    return [sector for sector in SECTORS if sector not in there]


def _why(quorum: Quorum, everyone: Sequence[Attendance], holds: bool | None) -> Sentence:
    present = [place for place in _present(everyone) if place.counts]
    opening = {True: say("Quorate"), False: say("Not quorate"), None: say("Not known whether quorate")}[holds]
    return say(
        "{opening}: {present} present who count, from {organisations} organisations; needed: {needed}.",
        opening=opening,
        present=len(present),
        organisations=len({place.organisation for place in present}),
        needed=_needed(quorum),
    )


def _needed(quorum: Quorum) -> Sentence:
    if quorum.kind == "all_members":
        return say("every member, and no place vacant")
    if quorum.kind == "one_per_sector":
        return say("at least one from each sector")
    if quorum.num_organisations == 1:
        return say("{members} members", members=quorum.num_members)
    return say(
        "{members} members from {organisations} organisations",
        members=quorum.num_members,
        organisations=quorum.num_organisations,
    )


def _missing(quorum: Quorum, everyone: Sequence[Attendance]) -> Sentence:
    if quorum.kind == "one_per_sector":
        away = _sectors_away(place for place in everyone if place.counts)
        return say("someone present who counts from: {away}", away=away)
    if quorum.kind == "all_members":
        away = [place.who or f"{place.seat} (vacant)" for place in everyone if place.counts and not _present([place])]
        return say("these present too: {away}", away=away) if away else say("record who the members are")
    return _needed(quorum)


def _described(place: Attendance) -> str:
    if not place.who:
        return f"{place.seat}: vacant, {'counts' if place.counts else 'does not count'}"
    name = f"{place.who} for {place.organisation}"
    if not place.is_present:
        return f"{name}: absent"
    return f"{name}: {_COUNTING[place.counts]}"


_COUNTING = {
    True: "present, counts",
    False: "present, does not count: the seat has no part in the quorum",
    None: "present, not known whether the seat counts",
}
