"""The state machines of governance. A decision has no state "agreed": what there is, a person recorded."""

from __future__ import annotations

from joinedup.rules.governance.authority import (
    DECISION_METHOD,
    EXECUTIVE,
    STOCKTON,
    WHITE_PAPER_DIFFICULT,
    WHITE_PAPER_STEP_IN,
)
from joinedup.rules.machine import Machine

MEETING = Machine(
    "meeting",
    starts=("called",),
    ends=("approved", "inquorate", "cancelled"),
    moves={
        ("called", "move the day"): "called",
        ("called", "cancel"): "cancelled",
        ("called", "find inquorate"): "inquorate",
        ("called", "begin"): "sitting",
        ("sitting", "adjourn"): "adjourned",
        ("adjourned", "resume"): "sitting",
        ("adjourned", "close"): "held",
        ("sitting", "close"): "held",
        ("held", "write the minutes"): "minuted",
        ("minuted", "correct"): "minuted",
        ("minuted", "approve"): "approved",
    },
    authority=f"{STOCKTON}: minutes are corrected and approved at the next meeting",
)
ITEM = Machine(
    "item",
    starts=("proposed",),
    ends=("decided", "discussed", "noted", "withdrawn"),
    moves={
        ("proposed", "put on the agenda"): "on the agenda",
        ("proposed", "withdraw"): "withdrawn",
        ("on the agenda", "withdraw"): "withdrawn",
        ("on the agenda", "defer"): "deferred",
        ("on the agenda", "open"): "under discussion",
        ("under discussion", "defer"): "deferred",
        ("under discussion", "decide"): "decided",
        ("under discussion", "discuss"): "discussed",
        ("under discussion", "note"): "noted",
        ("deferred", "bring back"): "on the agenda",
        ("deferred", "escalate"): "escalated",
        ("deferred", "withdraw"): "withdrawn",
        ("escalated", "bring back"): "on the agenda",
        ("escalated", "withdraw"): "withdrawn",
    },
    authority=f"{WHITE_PAPER_DIFFICULT}: difficult decisions are addressed and resolved",
)
DECISION = Machine(
    "decision",
    starts=("answering", "taken urgently"),
    ends=("in effect", "withdrawn", "dropped", "replaced"),
    moves={
        ("answering", "close the answers"): "before the meeting",
        ("answering", "withdraw"): "withdrawn",
        ("before the meeting", "reopen the answers"): "answering",
        ("before the meeting", "withdraw"): "withdrawn",
        ("before the meeting", "record the outcome"): "recorded",
        ("taken urgently", "homologate"): "recorded",
        ("taken urgently", "refuse to homologate"): "dropped",
        ("recorded", "ask the partners"): "awaiting ratification",
        ("recorded", "put into effect"): "in effect",
        ("awaiting ratification", "put into effect"): "in effect",
        ("awaiting ratification", "take back"): "answering",
        ("awaiting ratification", "drop"): "dropped",
        ("in effect", "replace"): "replaced",
    },
    authority=f"{DECISION_METHOD}; {EXECUTIVE}",
)
OBJECTION = Machine(
    "objection",
    starts=("open",),
    ends=("met by change", "withdrawn", "overruled under rule"),
    moves={
        ("open", "meet by a change"): "met by change",
        ("open", "withdraw"): "withdrawn",
        ("open", "overrule"): "overruled under rule",
        ("overruled under rule", "open again at the review"): "open",
    },
    authority=DECISION_METHOD,
)
RATIFICATION = Machine(
    "ratification",
    starts=("asked",),
    ends=("ratified", "refused", "no longer needed"),
    moves={
        ("asked", "ratify"): "ratified",
        ("asked", "refuse"): "refused",
        ("asked", "let go"): "no longer needed",
        ("refused", "ask again"): "asked",
    },
    authority=EXECUTIVE,
)
ACTION = Machine(
    "action",
    starts=("open",),
    ends=("done", "dropped"),
    moves={
        ("open", "start"): "started",
        ("open", "finish"): "done",
        ("open", "drop"): "dropped",
        ("started", "finish"): "done",
        ("started", "drop"): "dropped",
        ("done", "find not done"): "started",
    },
    authority="white paper 2.31: to devise and implement strategies",
)
FLAG = Machine(
    "flag",
    starts=("raised",),
    ends=("resolved", "withdrawn", "handed back"),
    moves={
        ("raised", "answer"): "answered",
        ("raised", "refer"): "referred",
        ("raised", "withdraw"): "withdrawn",
        ("answered", "accept the answer"): "resolved",
        ("answered", "refer"): "referred",
        ("answered", "withdraw"): "withdrawn",
        ("referred", "step in"): "stepped in",
        ("referred", "say not yet"): "not yet",
        ("referred", "resolve"): "resolved",
        ("referred", "withdraw"): "withdrawn",
        ("not yet", "step in"): "stepped in",
        ("not yet", "say not yet again"): "not yet",
        ("not yet", "resolve"): "resolved",
        ("not yet", "withdraw"): "withdrawn",
        ("stepped in", "hand back"): "handed back",
    },
    authority=WHITE_PAPER_STEP_IN,
)
GOVERNANCE = (MEETING, ITEM, DECISION, OBJECTION, RATIFICATION, ACTION, FLAG)
