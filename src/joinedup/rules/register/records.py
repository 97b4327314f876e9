"""The rows of the register as plain records, filled by whoever keeps them.

`ref`, `partnership`, `organisation` and `person` are whatever names the caller uses for one thing and one
only; they are printed in the working, so names read better than numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from joinedup.rules.life import Life

SECTORS = ("public", "private", "voluntary", "community")  # white paper 2.33
ORIGINS = ("statute", "funding", "planning", "voluntary")  # white paper 2.37; voluntary is none of the three

NESTING = "nested_in"  # the lawbook's relation that puts one under another; others are only shown

# The register keeps one truth for each day. Where a rule refuses for that reason and no law says so,
# this is what it cites.
REGISTER_RULE = "rule of the register: one truth for each day"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of a partnership. One with `places` 3 is three like places.

    sector is one of SECTORS, or "" when not known; votes, speaks, papers and counts_to_quorum may be None,
    not known. must_be_invited marks someone the law says to invite, who is not a member for that reason.
    """

    ref: str
    partnership: str
    name: str
    qualifier: str
    sector: str
    votes: bool | None
    speaks: bool | None
    papers: bool | None
    counts_to_quorum: bool | None
    must_be_invited: bool
    places: int
    life: Life


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who fills places of a seat (`seat` is its ref), for which organisation.

    person is "" when nobody is named; substitute "" when there is none; organisation_kind "" when not known;
    has_authority None when nobody recorded whether they may commit their organisation.
    """

    ref: str
    seat: str
    organisation: str
    organisation_kind: str
    person: str
    places: int
    life: Life
    how_chosen: str = ""
    has_authority: bool | None = None
    substitute: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A dated relation between two partnerships: `nested_in`, or another such as `reports_to`."""

    child: str
    parent: str
    relation: str
    life: Life


@dataclass(frozen=True, slots=True)
class Requirement:
    """Why a partnership exists. kind is `statute`, `funding` or `planning`."""

    ref: str
    partnership: str
    kind: str
    title: str
    life: Life


def by_seat(appointments: tuple[Appointment, ...] | list[Appointment]) -> dict[str, list[Appointment]]:
    """Return the appointments of each seat, by the seat's ref."""
    grouped: dict[str, list[Appointment]] = {}
    for appointment in appointments:
        grouped.setdefault(appointment.seat, []).append(appointment)
    return grouped
