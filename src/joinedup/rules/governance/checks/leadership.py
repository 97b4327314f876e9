"""HC43: somebody owns each of the three accountabilities, and step-in works."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from joinedup.rules.governance.accountability import ACCOUNTABILITIES, Holder, is_held
from joinedup.rules.governance.checks.reading import Bands, light_of, no_data
from joinedup.rules.governance.step_in import Flag, Times, days_unmet
from joinedup.rules.health import CheckResult, Light, worst
from joinedup.rules.working import say


def hc43(
    holders: Sequence[Holder],
    flags: Sequence[Flag],
    on: date,
    *,
    accepted: bool,
    bands: Bands,
    times: Times | None = None,
) -> CheckResult:
    """How many of the three are held by a named person, and flags that nobody has met.

    A flag is late beyond the days of the green cut-off. Once accepted, one that nobody holds is red.
    """
    missing = [x for x in ACCOUNTABILITIES if not is_held(x, holders, on, managed=True).holds]
    num = len(ACCOUNTABILITIES) - len(missing)
    waiting = {flag.ref: days_unmet(flag, on, times) for flag in flags if flag.raised_on <= on}
    late = tuple(ref for ref, days in waiting.items() if days > bands["longest_flag_days"].green)
    longest = max(waiting.values(), default=0)
    by_flags = worst([light_of(len(late), bands["num_late_flags"]), light_of(longest, bands["longest_flag_days"])])
    why = say(
        "{num} of 3 accountabilities have a named holder; flags that nobody has met in time: {late}, "
        "the longest {days} days.",
        num=num,
        late=len(late),
        days=longest,
    )
    todo = [say("Name who answers for: {missing}.", missing=[f"({x})" for x in missing])] if missing else []
    todo += [say("Answer, step in or say why not yet: {late}.", late=late)] if late else []
    if missing and not accepted and by_flags is not Light.RED:
        return no_data("HC43", why, " ".join(todo))
    light = worst([light_of(num, bands["num_held"]), by_flags])
    records = (*(f"({x})" for x in missing), *late)
    return CheckResult("HC43", light, float(num), why, records, " ".join(todo))
