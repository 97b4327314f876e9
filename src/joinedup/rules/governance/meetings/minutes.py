"""Minutes: corrected and approved at a later meeting, and after that changed only by another correction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.rules.governance.authority import STOCKTON
from joinedup.rules.working import Finding, say


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: the item, the words as they stood and as they should be, the day and by which meeting.

    by_meeting is "" until a meeting has made it.
    """

    item: str
    was: str
    should_be: str
    corrected_on: date
    by_meeting: str = ""


def may_approve(
    held_on: date, approving_on: date, *, is_quorate: bool | None, corrections: Iterable[Correction] = ()
) -> Finding:
    """Say whether a meeting may approve the minutes of an earlier one: later, quorate, every correction dealt with.

    None where it is not known whether the meeting is quorate.
    """
    needed = say("a later quorate meeting, with every correction proposed made or withdrawn")
    if approving_on <= held_on:
        why = say("Minutes of {day} are approved at a later meeting.", day=held_on)
        return Finding(False, why, STOCKTON, needed=needed, would_satisfy=say("put them to the next meeting"))
    waiting = [correction.item for correction in corrections if not correction.by_meeting]
    if waiting:
        why = say("Corrections to {items} are not yet dealt with.", items=waiting)
        return Finding(False, why, STOCKTON, needed=needed, would_satisfy=say("make or withdraw them first"))
    if not is_quorate:
        why = say("The meeting of {day} is not known to be quorate.", day=approving_on)
        todo = say("put them to a quorate meeting")
        return Finding(is_quorate, why, STOCKTON, needed=needed, would_satisfy=todo)
    why = say("The meeting of {day} may approve the minutes of {held}.", day=approving_on, held=held_on)
    return Finding(True, why, STOCKTON, needed=needed)


def may_correct(text: str, correction: Correction, *, is_approved: bool) -> Finding:
    """Say whether a correction may be made to an item's text: it quotes what stands there and changes it.

    Once approved, minutes are corrected only by a meeting, and both wordings are kept.
    """
    needed = say("the words as they stand, and other words")
    if not correction.was.strip() or correction.was not in text:
        why = say('The minute of {item} does not say "{was}".', item=correction.item, was=correction.was)
        return Finding(False, why, STOCKTON, needed=needed, would_satisfy=say("quote the words as they stand"))
    if correction.was == correction.should_be:
        why = say("The correction changes nothing.")
        return Finding(False, why, STOCKTON, needed=needed, would_satisfy=say("say what it should be"))
    if is_approved and not correction.by_meeting:
        why = say("The minutes are approved, so only a meeting corrects them.")
        return Finding(False, why, STOCKTON, needed=needed, would_satisfy=say("put it to the next meeting"))
    return Finding(True, say("The minute of {item} may be corrected.", item=correction.item), STOCKTON, needed=needed)


def stands_as(text: str, item: str, corrections: Sequence[Correction]) -> str:
    """Return an item's text with the corrections that meetings have made, in the order of their days."""
    made = [x for x in corrections if x.item == item and x.by_meeting]
    for correction in sorted(made, key=lambda x: x.corrected_on):
        text = text.replace(correction.was, correction.should_be, 1)
    return text
