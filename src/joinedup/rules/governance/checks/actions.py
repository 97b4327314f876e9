"""HC18 and HC19: actions are done when due, and not all left to the council."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.actions import Action, led_by, on_time, overdue
from joinedup.rules.governance.checks.reading import Bands, known, light_of, no_data, read_share
from joinedup.rules.health import CheckResult, Light
from joinedup.rules.working import say


def hc18(actions: Sequence[Action], on: date, *, bands: Bands) -> CheckResult:
    """Actions done by the day they were due, of those that fell due in the last twelve months."""
    good, due = on_time(actions, on)
    late = tuple(action.ref for action in overdue(actions, on))
    if not due:
        why = say("No action fell due in the last twelve months; overdue since before: {late}.", late=late)
        return no_data("HC18", why, say("Record the actions agreed, and when each is due."))
    facts = say("{good} of {due} actions were done on time; overdue now: {late}", good=good, due=due, late=late)
    todo = say("Ask the owners which days they can keep before any more are agreed.")
    if late:
        todo = say("Ask the owners what stands in the way, and agree a day: {late}.", late=late)
    return read_share("HC18", known(good, due), bands["on_time_share"], facts, records=late, todo=todo)


def hc19(actions: Sequence[Action], council: str, on: date, *, bands: Bands) -> CheckResult:
    """The share of open actions led by the convening council. council: "" where it is not recorded."""
    found = led_by(actions, on)
    if not council:
        return no_data("HC19", say("It is not recorded which council convenes."), say("Record the convening council."))
    if not found.total:
        return no_data("HC19", say("No open action has a lead."))
    share = found.shares.get(council, Fraction(0))
    light = light_of(share, bands["council_share"])
    each = [say("{name} {part}", name=name, part=part) for name, part in found.shares.items()]
    why = say("{council} leads {share} of open actions ({each}).", council=council, share=share, each=each)
    todo = "" if light is Light.GREEN else say("Ask other partners which actions they would lead.")
    return CheckResult("HC19", light, float(share), why, () if light is Light.GREEN else (council,), todo)
