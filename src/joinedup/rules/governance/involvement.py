"""Involvement of a sector or an organisation: attendance, papers raised and actions led, not only seats held.

White paper 2.33 asks for the effective involvement of all four sectors; a seat by itself is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from joinedup.rules.governance.engagement import spread
from joinedup.rules.working import Finding, say

AUTHORITY = "white paper 2.33: effective involvement; 2.35(a)"


@dataclass(frozen=True, slots=True)
class Part:
    """What one name (a sector, an organisation) has and does, as shares of the whole; None where there is none.

    attendance is its own: places attended of those it was expected in. seats, papers and actions are its
    share of all seats held, papers raised and actions led.
    """

    name: str
    seats: Fraction | None
    attendance: Fraction | None
    papers: Fraction | None
    actions: Fraction | None


def involvement(
    seats: Mapping[str, int],
    attended: Mapping[str, tuple[int, int]],
    papers: Mapping[str, int],
    actions: Mapping[str, Fraction | int],
) -> tuple[Part, ...]:
    """Return the part of every name in any of the four, those with most seats first.

    attended: (places attended, places expected) by name. ValueError where more attended than were expected.
    """
    for name, (there, expected) in attended.items():
        if there > expected:
            raise ValueError(f"{name} attended {there} of {expected} places")
    shares = [spread(amounts) for amounts in (seats, papers, actions)]
    names = dict.fromkeys([*seats, *attended, *papers, *actions])
    found = [
        Part(
            name,
            shares[0].shares.get(name, Fraction(0)) if shares[0].total else None,
            _rate(attended.get(name)),
            shares[1].shares.get(name, Fraction(0)) if shares[1].total else None,
            shares[2].shares.get(name, Fraction(0)) if shares[2].total else None,
        )
        for name in names
    ]
    return tuple(sorted(found, key=lambda part: (-(part.seats or 0), part.name)))


def seats_only(parts: Iterable[Part]) -> Finding:
    """Say whether nobody holds seats and does nothing else: no place attended, no paper raised, no action led.

    None where neither attendance nor papers nor actions are recorded of anybody.
    """
    rows = list(parts)
    does = {part.name: [part.attendance, part.papers, part.actions] for part in rows}
    if all(share is None for shares in does.values() for share in shares):
        why = say("Attendance, papers and actions are not recorded, so involvement is not known.")
        return Finding(None, why, AUTHORITY, would_satisfy=say("record who came, who raised what, and who leads"))
    idle = [part.name for part in rows if part.seats and not any(does[part.name])]
    why = say("Hold seats, and neither attend nor raise papers nor lead actions: {idle}.", idle=idle)
    todo = say("ask {idle} what would make it worth their while", idle=idle) if idle else ""
    counted = tuple(
        say(
            "{name}: {seats} of seats, attends {there}, {papers} of papers, {actions} of actions",
            name=part.name,
            seats=_shown(part.seats),
            there=_shown(part.attendance),
            papers=_shown(part.papers),
            actions=_shown(part.actions),
        )
        for part in rows
    )
    return Finding(not idle, why, AUTHORITY, counted, say("attendance, papers or actions beside seats"), todo)


def _rate(attended: tuple[int, int] | None) -> Fraction | None:
    return Fraction(*attended) if attended is not None and attended[1] else None


def _shown(share: Fraction | None) -> object:
    return say("not recorded") if share is None else share
