"""Recording what was decided: a named person does it, from the approved minute, and says how and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from joinedup.rules.governance.authority import DECISION_METHOD
from joinedup.rules.governance.decisions.answers import Question
from joinedup.rules.governance.decisions.verdict import Status, verdict
from joinedup.rules.working import Finding, Sentence, say


@dataclass(frozen=True, slots=True)
class Record:
    """What somebody records of a decision. `minute` is a reference to the minute that says so.

    rule and review_on are needed where it was chosen over an open objection.
    """

    chosen: str
    recorded_by: str
    minute: str
    is_minute_approved: bool
    method: str
    reason: str
    decided_on: date
    rule: str = ""
    review_on: date | None = None


def may_record(question: Question, record: Record) -> Finding:
    """Say whether an outcome may be recorded, and everything that is still wanting.

    No answer, score or status stands in for the minute. KeyError where what was chosen is no option.
    """
    question.option(record.chosen)
    is_hard = verdict(question, record.chosen).status is Status.HARD
    wanting = [*_wanting(record), *(_wanting_of_hard(record) if is_hard else [])]
    needed = say("a named person, the approved minute, the method and the reason")
    if is_hard:
        needed = say("{needed}; over an open objection also the rule and a day to review it", needed=needed)
    if wanting:
        why = say("The outcome cannot be recorded yet.")
        return Finding(False, why, DECISION_METHOD, needed=needed, would_satisfy=say("{wanting}", wanting=wanting))
    why = say(
        "{who} may record it from {minute}, by {method}.",
        who=record.recorded_by,
        minute=record.minute,
        method=record.method,
    )
    return Finding(True, why, DECISION_METHOD, needed=needed)


def _wanting(record: Record) -> list[Sentence]:
    tests = [
        (record.recorded_by.strip(), say("who records it")),
        (record.minute.strip() and record.is_minute_approved, say("the approved minute")),
        (record.method.strip(), say("the method it was decided by")),
        (record.reason.strip(), say("the reason")),
    ]
    return [words for is_given, words in tests if not is_given]


def _wanting_of_hard(record: Record) -> list[Sentence]:
    is_reviewed = record.review_on is not None and record.review_on > record.decided_on
    tests = [
        (record.rule.strip(), say("the rule that lets it be chosen over an open objection")),
        (is_reviewed, say("a day after the decision to review it")),
    ]
    return [words for is_given, words in tests if not is_given]
