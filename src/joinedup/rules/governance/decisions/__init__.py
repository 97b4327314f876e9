"""Whether a decision is the lowest common denominator (white paper 2.35): measures, four lines and a status.

Every partner gives every option one of six words; ambition comes from evidence. All else is worked out here,
shown with its working, and decides nothing. Method: `docs/methods/decisions.md`.
"""

from joinedup.rules.governance.decisions.answers import (
    Answer,
    Grade,
    Option,
    Outcome,
    Question,
    may_answer,
    may_close_objection,
)
from joinedup.rules.governance.decisions.dilution import Cause, Change, Dilution, dilution
from joinedup.rules.governance.decisions.judgement import compare, merit_order
from joinedup.rules.governance.decisions.lines import Line, four_lines
from joinedup.rules.governance.decisions.measures import Measures, in_reach, measured
from joinedup.rules.governance.decisions.outcome import Record, may_record
from joinedup.rules.governance.decisions.pairs import dominates, majority_prefers, near_misses
from joinedup.rules.governance.decisions.verdict import Demand, Reason, Status, Verdict, verdict

__all__ = [
    "Answer",
    "Cause",
    "Change",
    "Demand",
    "Dilution",
    "Grade",
    "Line",
    "Measures",
    "Option",
    "Outcome",
    "Question",
    "Reason",
    "Record",
    "Status",
    "Verdict",
    "compare",
    "dilution",
    "dominates",
    "four_lines",
    "in_reach",
    "majority_prefers",
    "may_answer",
    "may_close_objection",
    "may_record",
    "measured",
    "merit_order",
    "near_misses",
    "verdict",
]
