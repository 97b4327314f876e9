"""Flags and stepping in (white paper 2.36): whose turn it is, since when, and what stepping in may and may not do.

Method: `docs/methods/step-in.md`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from joinedup.rules.governance.authority import WHITE_PAPER_STEP_IN
from joinedup.rules.health import Light
from joinedup.rules.working import Finding, Sentence, say


@dataclass(frozen=True, slots=True)
class Times:
    """Days that the holder has to answer, and that whoever steps in then has to say what they will do."""

    reply_days: int = 30
    step_in_days: int = 30


class Turn(StrEnum):
    """Whose move it is."""

    HOLDER = "the holder answers"
    RAISER = "whoever raised it says whether that resolves it"
    LEADER = "whoever steps in says what they will do"
    STEPPING = "stepping in"
    NOBODY = "nobody: it is closed"


@dataclass(frozen=True, slots=True)
class Flag:
    """One failing as a partner raised it. Days are None while it has not come to that.

    failing: the organisation said to be failing. answered_on: the holder's answer; unresolved_on: whoever
    raised it says that the answer does not resolve it. not_yet_on and review_on: reasons for not stepping in
    were given, until a day to look again. hand_back_by: the day by which stepping in ends.
    """

    ref: str
    raised_on: date
    raised_by: str
    failing: str
    evidence: str
    answered_on: date | None = None
    unresolved_on: date | None = None
    not_yet_on: date | None = None
    review_on: date | None = None
    stepped_in_on: date | None = None
    stepped_in_by: str = ""
    hand_back_by: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a flag stands on a day: whose turn, how many days it has been open, when the turn is up, its light."""

    turn: Turn
    days_open: int
    due_on: date | None
    light: Light
    why: Sentence
    authority: str = WHITE_PAPER_STEP_IN


def may_raise(raised_by: str, partners: Collection[str], evidence: str, failing: str) -> Finding:
    """Say whether a flag may be raised: by any partner, with evidence, against any, the council included."""
    if raised_by not in partners:
        why = say("{who} is not a partner.", who=raised_by)
        return Finding(False, why, WHITE_PAPER_STEP_IN, would_satisfy=say("ask a partner to raise it"))
    wanting = [] if evidence.strip() else [say("the evidence")]
    wanting += [] if failing.strip() else [say("who is failing")]
    if wanting:
        why = say("A flag says who is failing and shows it.")
        return Finding(False, why, WHITE_PAPER_STEP_IN, would_satisfy=say("{wanting}", wanting=wanting))
    return Finding(True, say("{who} may raise it.", who=raised_by), WHITE_PAPER_STEP_IN)


def who_steps_in(flag: Flag, partners: Collection[str], council: str, named: str = "") -> tuple[str, ...]:
    """Return whom the step-in task goes to: whom the profile names, else the council.

    Where that is who is failing, every other partner: any of them can record it and take the lead.
    """
    leader = named or council
    if leader and leader != flag.failing:
        return (leader,)
    return tuple(sorted(partner for partner in partners if partner != flag.failing))


def may_step_in(flag: Flag, who: str, leaders: Collection[str], *, on: date, hand_back_by: date | None) -> Finding:
    """Say whether somebody may step in: one whose task it is, openly, until a day that is named."""
    if flag.closed_on is not None and flag.closed_on <= on:
        return Finding(False, say("The flag is closed."), WHITE_PAPER_STEP_IN, would_satisfy=say("raise another"))
    if who not in leaders:
        why = say("The task is that of {leaders}.", leaders=sorted(leaders))
        return Finding(False, why, WHITE_PAPER_STEP_IN, would_satisfy=say("ask them to step in"))
    if hand_back_by is None or hand_back_by <= on:
        why = say("Stepping in ends on a day that is named when it begins.")
        return Finding(False, why, WHITE_PAPER_STEP_IN, would_satisfy=say("name a later day to hand back by"))
    why = say("{who} may step in until {day}.", who=who, day=hand_back_by)
    return Finding(True, why, WHITE_PAPER_STEP_IN, tuple(POWERS), needed=say("it is a lead, not a takeover"))


def may_say_not_yet(reason: str, on: date, review_on: date | None) -> Finding:
    """Say whether "not yet" may be recorded: with its reason and a day to look again."""
    wanting = [] if reason.strip() else [say("the reason")]
    wanting += [] if review_on is not None and review_on > on else [say("a later day to look again")]
    if wanting:
        why = say('"Not yet" is said with a reason and a day to look again.')
        return Finding(False, why, WHITE_PAPER_STEP_IN, would_satisfy=say("{wanting}", wanting=wanting))
    return Finding(True, say("It may be recorded; it is looked at again on {day}.", day=review_on), WHITE_PAPER_STEP_IN)


POWERS = (
    "call a meeting",
    "put an item on the agenda",
    "ask for a report",
    "offer staff or money of their own",
    "tell the partners and the public",
)


def may_do(what: str) -> Finding:
    """Say whether stepping in lets somebody do a thing: only what is in POWERS.

    It gives no power over others' votes, seats, money or decisions: those stay where they are.
    """
    if what in POWERS:
        return Finding(True, say("Stepping in lets them {what}.", what=what), WHITE_PAPER_STEP_IN)
    why = say("Stepping in is a lead and not a takeover: it does not let them {what}.", what=what)
    return Finding(False, why, WHITE_PAPER_STEP_IN, POWERS, would_satisfy=say("put it to the partners at a meeting"))


def task_due(flag: Flag, on: date, times: Times | None = None) -> date | None:
    """Return the day on which the step-in task arose, or None while the holder still has the turn.

    The day after the holder's days ran out without an answer, or the day an answer was found not to resolve it.
    """
    cut = times or Times()
    if flag.unresolved_on is not None and flag.unresolved_on <= on:
        return flag.unresolved_on
    last = flag.raised_on + timedelta(cut.reply_days)
    was_answered = flag.answered_on is not None and flag.answered_on <= min(on, last)
    return None if was_answered or on <= last else last + timedelta(1)


def standing(flag: Flag, on: date, times: Times | None = None) -> Standing:
    """Return how a flag stands on a day. ValueError before it was raised.

    Green while the holder's days run, while an answer is being considered, and once it is closed. Amber from
    the task on, and while somebody has stepped in or said why not yet. Red when whoever has the task stays
    silent for their own days, when the day to look again passes, or when the day to hand back does.
    """
    if on < flag.raised_on:
        raise ValueError(f"{flag.ref} was not raised until {flag.raised_on}")
    cut = times or Times()
    days = (on - flag.raised_on).days
    if _is_by(flag.closed_on, on):
        return _stand(Turn.NOBODY, days, None, on, Light.GREEN, say("It is closed."))
    if _is_by(flag.stepped_in_on, on):
        why = say("{who} has stepped in, until {day}.", who=flag.stepped_in_by, day=flag.hand_back_by)
        return _stand(Turn.STEPPING, days, flag.hand_back_by, on, Light.AMBER, why)
    since = task_due(flag, on, cut)
    if since is None:
        return _with_holder(flag, days, on, cut)
    if _is_by(flag.not_yet_on, on):
        why = say("Not yet, with reasons; looked at again on {day}.", day=flag.review_on)
        return _stand(Turn.LEADER, days, flag.review_on, on, Light.AMBER, why)
    due = since + timedelta(cut.step_in_days - 1)
    if flag.unresolved_on == since:
        due = since + timedelta(cut.step_in_days)
    why = say("The task to step in arose on {since}; it is to be answered by {due}.", since=since, due=due)
    return _stand(Turn.LEADER, days, due, on, Light.AMBER, why)


def days_unmet(flag: Flag, on: date, times: Times | None = None) -> int:
    """Return for how many days a flag has gone without what its turn asks for: what HC43 counts.

    Days since it was raised while the holder and then whoever steps in are silent. 0 while an answer is
    considered, once somebody has stepped in, and while reasons for "not yet" run. An answer that does not
    resolve it counts as the holder's days used up, and so does a day to look again that has passed for both.
    """
    cut = times or Times()
    now = standing(flag, on, cut)
    if now.turn is Turn.HOLDER:
        return now.days_open
    if now.turn is not Turn.LEADER:
        return 0
    if _is_by(flag.not_yet_on, on):
        late = (on - now.due_on).days if now.due_on is not None else 0
        return cut.reply_days + cut.step_in_days + late if late > 0 else 0
    if _is_by(flag.unresolved_on, on) and flag.unresolved_on is not None:
        return cut.reply_days + (on - flag.unresolved_on).days
    return now.days_open


def _with_holder(flag: Flag, days: int, on: date, cut: Times) -> Standing:
    if _is_by(flag.answered_on, on):
        why = say("The holder answered on {day}.", day=flag.answered_on)
        return _stand(Turn.RAISER, days, None, on, Light.GREEN, why)
    due = flag.raised_on + timedelta(cut.reply_days)
    return _stand(Turn.HOLDER, days, due, on, Light.GREEN, say("The holder is to answer by {due}.", due=due))


def _stand(turn: Turn, days: int, due: date | None, on: date, light: Light, why: Sentence) -> Standing:
    is_late = due is not None and on > due
    if is_late:
        why = say("{why} That day has passed.", why=why)
    return Standing(turn, days, due, Light.RED if is_late else light, why)


def _is_by(day: date | None, on: date) -> bool:
    return day is not None and day <= on
