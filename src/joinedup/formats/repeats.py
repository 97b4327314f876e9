"""Rows of the `members` table that say the same twice, or put one member in one place twice at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from joinedup.formats.faults import Fault
from joinedup.formats.tables.table import same_name
from joinedup.rules.working import say

if TYPE_CHECKING:
    from joinedup.formats.members import MemberRow

Key = tuple[str, ...]


def find_repeats(members: Sequence[MemberRow]) -> list[Fault]:
    """A fault, on the later row, for every id used twice and every pair of rows that overlap.

    Two rows are of the same member when partnership, organisation, person, role and qualifier agree. Where
    they name no person and each carries its own id, they are two seats of one organisation: both stand.
    """
    faults = list(_same_ids(members))
    groups: dict[Key, list[MemberRow]] = {}
    for member in members:
        groups.setdefault(_key(member), []).append(member)
    for group in groups.values():
        if len(group) > 1:
            faults += _overlaps(group)
    return faults


def _key(member: MemberRow) -> Key:
    names = (member.partnership, member.organisation, member.person, member.role, member.qualifier)
    return tuple(map(same_name, names))


def _same_ids(members: Iterable[MemberRow]) -> Iterable[Fault]:
    seen: dict[str, int] = {}
    for member in members:
        if not member.id:
            continue
        if member.id in seen:
            wrong = say("the id “{id}” is already used in row {row}", id=member.id, row=seen[member.id])
            yield Fault(member.where, member.row, "id", wrong, say("leave the id of a new row blank"))
        else:
            seen[member.id] = member.row


def _overlaps(group: list[MemberRow]) -> Iterable[Fault]:
    """Compare each row with those so far that last longest, in order of their first days.

    One that is a seat of its own (an id and no person) is kept apart from one that is not, and compared with
    the latter only.
    """
    longest: dict[bool, MemberRow] = {}
    for member in sorted(group, key=lambda each: (_first_day(each), each.row)):
        is_own_seat = bool(member.id and not member.person)
        rivals = [longest.get(False)] if is_own_seat else [longest.get(False), longest.get(True)]
        clash = next((each for each in rivals if each and _clash(each, member)), None)
        if clash:
            yield _overlap(*sorted((clash, member), key=lambda each: each.row))
        if is_own_seat not in longest or _last_day(member) > _last_day(longest[is_own_seat]):
            longest[is_own_seat] = member


def _clash(earlier: MemberRow, later: MemberRow) -> bool:
    """Whether both are so on some day; the same id twice is a fault of its own."""
    is_told_already = bool(later.id) and earlier.id == later.id
    return _first_day(later) < _last_day(earlier) and not is_told_already


def _first_day(member: MemberRow) -> date:
    return member.valid_from or member.known_on or date.min


def _last_day(member: MemberRow) -> date:
    return member.valid_until or date.max


def _overlap(first: MemberRow, second: MemberRow) -> Fault:
    if _facts(first) == _facts(second):
        same = say("the row says the same as row {row}", row=first.row)
        return Fault(second.where, second.row, None, same, say("delete one of the two"))
    who = second.person or second.organisation or second.qualifier
    wrong = say("“{who}” is already there in row {row} at the same time", who=who, row=first.row)
    right = say("end one term before the next begins, or delete one of the two")
    return Fault(second.where, second.row, "from", wrong, right)


def _facts(member: MemberRow) -> tuple[object, ...]:
    dates = (member.valid_from, member.valid_until, member.known_on)
    return (*dates, member.seats, member.voting, member.sector, member.rights)
