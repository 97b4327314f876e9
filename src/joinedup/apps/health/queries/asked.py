"""The answer at a prompt: the checks of one partnership, or of all, as plain values."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from joinedup.apps.health.queries.answering import batches, built_results, with_all
from joinedup.apps.register.models import FormerFacts, Partnership
from joinedup.apps.register.queries.partnerships import facts_on
from joinedup.rules.health import CheckResult, Light
from joinedup.rules.register.names import exact
from joinedup.rules.register.nesting import spell_days
from joinedup.rules.working import say

NEAR = 3  # names offered for one that is not found


@dataclass(frozen=True)
class Answers:
    """`checks` are plain dicts: partnership, ref, id, light, number, why, records, what_to_do."""

    checks: list[dict[str, Any]]

    @property
    def has_red(self) -> bool:
        """Whether any check is red."""
        return any(check["light"] == Light.RED for check in self.checks)


def answers(name_or_ref: str | None, on: date) -> Answers:
    """Every check of the partnership of this reference or name, or of every partnership, as at a day.

    Raises LookupError for a name that is not found, naming near matches, or that is not shown on the day.
    """
    rows = [_called(name_or_ref, on)] if name_or_ref else list(Partnership.objects.on(on))
    return Answers(
        [
            _plain(row, result)
            for batch in batches(rows)
            for row, results in _paired(batch, on)
            for result in with_all(results).values()
        ]
    )


def _paired(batch: Sequence[Partnership], on: date) -> Iterator[tuple[Partnership, list[CheckResult]]]:
    rows = facts_on(batch, on)
    found = built_results(rows, on)
    for row in rows:
        yield row, found[row.pk]


def _plain(row: Partnership, result: CheckResult) -> dict[str, Any]:
    return {
        "partnership": row.name,
        "ref": row.ref,
        "id": result.check_id,
        "light": str(result.light),
        "number": result.number,
        "why": str(result.why),
        "records": list(result.records),
        "what_to_do": str(result.what_to_do),
    }


def _called(text: str, on: date) -> Partnership:
    """The partnership of that reference, else of that name, now or on the day. Raises LookupError."""
    text = " ".join(text.split())
    named = Partnership.objects.filter(name_key=exact(text)).order_by("-shown_from")
    found: list[Partnership] = list(Partnership.objects.filter(ref=text)) or list(named)
    found = found or [former.partnership for former in _formerly(text)]
    for row in found:
        if row.life.covers(on):
            return row
    if found:
        row = found[0]
        when = spell_days(row.life)
        raise LookupError(say("{name} is not shown on {on}: it runs {when}", name=row.name, on=on, when=when))
    names = Partnership.objects.on(on).values_list("name", flat=True)
    near = difflib.get_close_matches(text, list(names), n=NEAR, cutoff=0.5)
    hint = say("; near matches: {near}", near=near) if near else ""
    raise LookupError(say("no partnership is called “{text}” on {on}{hint}", text=text, on=on, hint=hint))


def _formerly(text: str) -> Iterable[FormerFacts]:
    return FormerFacts.objects.filter(facts__name__iexact=text).select_related("partnership")
