"""Decisions too urgent for a meeting: who may take them, and that the next meeting homologates or refuses."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from joinedup.rules.governance.authority import DUMFRIES_AND_GALLOWAY
from joinedup.rules.working import Finding, say


@dataclass(frozen=True, slots=True)
class Following:
    """A meeting held after an urgent decision, and what it did with it: True, False, or None for nothing."""

    held_on: date
    is_quorate: bool
    has_homologated: bool | None = None


def may_take_urgently(
    reason: str, by: Collection[str], allowed: Collection[str], authority: str = DUMFRIES_AND_GALLOWAY
) -> Finding:
    """Say whether a decision may be taken between meetings: with a reason, by all whom the rule names.

    allowed: whom the partnership's own rule names, for example the chair and the senior leadership team; with
    nobody named there is no such rule.
    """
    needed = say("a reason why it cannot wait, and {allowed}", allowed=sorted(allowed))
    if not allowed:
        why = say("The partnership has no rule for decisions between meetings.")
        return Finding(False, why, authority, would_satisfy=say("call a meeting, or agree such a rule at one"))
    absent = sorted(set(allowed) - set(by))
    wanting = [say("say why it cannot wait")] if not reason.strip() else []
    wanting += [say("have it also from {absent}", absent=absent)] if absent else []
    if wanting:
        why = say("It cannot be taken between meetings yet.")
        return Finding(False, why, authority, tuple(sorted(by)), needed, say("{wanting}", wanting=wanting))
    why = say("It may be taken between meetings; the next meeting homologates it or refuses.")
    return Finding(True, why, authority, tuple(sorted(by)), needed)


def standing_of_urgent(
    taken_on: date, following: Iterable[Following], authority: str = DUMFRIES_AND_GALLOWAY
) -> Finding:
    """Say whether an urgent decision was homologated at the next quorate meeting after it.

    None until such a meeting has been held: it stands meanwhile. False when that meeting refused it or let it
    pass, though a later one that homologates mends that, and says that it was late.
    """
    after = sorted((x for x in following if x.held_on > taken_on and x.is_quorate), key=lambda x: x.held_on)
    counted = tuple(_described(meeting) for meeting in after)
    needed = say("homologation at the next quorate meeting after {day}", day=taken_on)
    if not after:
        why = say("No quorate meeting has been held since {day}.", day=taken_on)
        return Finding(None, why, authority, counted, needed, say("put it to the next meeting"))
    answered = [meeting for meeting in after if meeting.has_homologated is not None]
    if not answered:
        why = say("The meeting of {day} did not take it up.", day=after[0].held_on)
        return Finding(False, why, authority, counted, needed, say("put it to the next meeting"))
    first = answered[0]
    if not first.has_homologated:
        why = say("The meeting of {day} refused it.", day=first.held_on)
        return Finding(False, why, authority, counted, needed, say("undo what was done, and record it"))
    late = say("") if first == after[0] else say(", later than the next meeting")
    why = say("The meeting of {day} homologated it{late}.", day=first.held_on, late=late)
    return Finding(True, why, authority, counted, needed)


def _described(meeting: Following) -> str:
    words = {True: say("homologated"), False: say("refused"), None: say("not taken up")}
    return say("{day}: {did}", day=meeting.held_on, did=words[meeting.has_homologated])
