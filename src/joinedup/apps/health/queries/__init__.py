"""What the checks say: worked out for a day, or read from the results that are kept."""

from joinedup.apps.health.queries.answering import checks_on
from joinedup.apps.health.queries.asked import Answers, answers

__all__ = ["Answers", "answers", "checks_on"]
