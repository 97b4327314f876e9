"""Who was at a meeting and in what way, and the quorum of each item of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from joinedup.rules.governance.authority import TERMS_OF_REFERENCE
from joinedup.rules.register.quorum import Attendance, Quorum, is_quorate
from joinedup.rules.working import Finding, Sentence, say


class How(StrEnum):
    """How a seat was attended. A deputy is somebody sent who is not the seat's named substitute."""

    PRESENT = "present"
    REMOTE = "remote"
    SUBSTITUTE = "named substitute"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"
    ABSENT = "absent"

    @property
    def is_there(self) -> bool:
        """Whether somebody came."""
        return self not in (How.APOLOGIES, How.ABSENT)

    @property
    def is_represented(self) -> bool:
        """Whether the member or the named substitute came."""
        return self.is_there and self is not How.DEPUTY


@dataclass(frozen=True, slots=True)
class Attended:
    """One seat at one meeting. person "" where the seat is vacant or nobody is named.

    counts: the seat's part in the quorum, None when not known. sector is "" when not known.
    """

    seat: str
    organisation: str
    sector: str
    person: str
    how: How
    counts: bool | None = True


def quorum_for_item(
    quorum: Quorum,
    attended: Iterable[Attended],
    left: Collection[str] = (),
    *,
    remote_counts: bool = True,
    authority: str = TERMS_OF_REFERENCE,
) -> Finding:
    """Say whether the meeting is quorate for one item. left: the seats of those out of the room for it.

    A named substitute counts as the member does; a deputy does not, nor somebody who has left for an interest,
    nor one attending remotely where the rule does not count them.
    """
    rows = list(attended)
    reasons = [_why_not(row, left, remote_counts) for row in rows]
    places = [
        Attendance(row.seat, row.person, row.organisation, row.sector, row.counts, not reason)
        for row, reason in zip(rows, reasons, strict=True)
    ]
    finding = is_quorate(quorum, places, authority)
    counted = tuple(
        say("{who} for {organisation}: {reason}", who=row.person, organisation=row.organisation, reason=reason)
        if reason and row.person and row.how.is_there
        else line
        for row, reason, line in zip(rows, reasons, finding.counted, strict=False)
    )
    return replace(finding, counted=counted)


def _why_not(row: Attended, left: Collection[str], remote_counts: bool) -> Sentence | None:
    if not row.how.is_there:
        return say("{how}", how=row.how)
    if row.seat in left:
        return say("left for this item, having an interest; does not count")
    if row.how is How.DEPUTY:
        return say("a deputy who is not the named substitute; does not count")
    if row.how is How.REMOTE and not remote_counts:
        return say("remote, which the rule does not count")
    return None
