"""Meetings: attendance, notice, how often, quorum item by item, urgent decisions and minutes."""

from joinedup.rules.governance.meetings.attendance import Attended, How, quorum_for_item
from joinedup.rules.governance.meetings.frequency import Deadline, deadline_kept, is_held_in_time, next_due
from joinedup.rules.governance.meetings.minutes import Correction, may_approve, may_correct, stands_as
from joinedup.rules.governance.meetings.notice import is_notice_enough, latest_notice
from joinedup.rules.governance.meetings.urgent import Following, may_take_urgently, standing_of_urgent

__all__ = [
    "Attended",
    "Correction",
    "Deadline",
    "Following",
    "How",
    "deadline_kept",
    "is_held_in_time",
    "is_notice_enough",
    "latest_notice",
    "may_approve",
    "may_correct",
    "may_take_urgently",
    "next_due",
    "quorum_for_item",
    "standing_of_urgent",
    "stands_as",
]
