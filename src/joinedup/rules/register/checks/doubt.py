"""The answer of a check whose light turns on something that is not known."""

from joinedup.rules.health import CheckResult, Light
from joinedup.rules.working import Sentence, say

NOT_ACCEPTED = say("a manager has not yet accepted this record, so what is missing is not known")


def unsure(check_id: str, facts: Sentence, missing: Sentence, records: tuple[str, ...], todo: str) -> CheckResult:
    """Return "no data", with the facts there are and what is missing."""
    why = say("{facts}, but {missing}.", facts=facts, missing=missing)
    return CheckResult(check_id, Light.NO_DATA, None, why, records, todo)
