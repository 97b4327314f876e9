"""HC13 to HC17: things are decided, the hard ones too, not watered down, recorded in full, and ratified."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from joinedup.rules.governance.checks.reading import Bands, Ends, known, light_of, missing_is, no_data, read_share
from joinedup.rules.governance.days import year_before
from joinedup.rules.governance.decisions.dilution import Change, dilution
from joinedup.rules.governance.deferrals import Item, ages
from joinedup.rules.governance.ratification import Asked
from joinedup.rules.health import CheckResult, Light, worst
from joinedup.rules.working import say

TWICE = 2  # HC14's own wording


class ItemKind(StrEnum):
    """What an item comes to a meeting for."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    NOTING = "noting"


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision taken: whether anybody flagged it difficult, its ambition as first tabled and as adopted.

    The ambitions are None where not known. changes: what was changed on the way, each with its reason.
    """

    ref: str
    decided_on: date
    is_difficult: bool
    first: Fraction | None = None
    adopted: Fraction | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_watered_down(self) -> bool | None:
        """Whether ambition was lost with no recorded reason; None where the ambitions are not known."""
        if self.first is None or self.adopted is None:
            return None
        found = dilution(self.first, self.adopted, self.changes)
        return found is not None and found.is_watered_down


@dataclass(frozen=True, slots=True)
class Completeness:
    """What the record of one decision has: who decided, how, why, between what, who must act, and by when."""

    ref: str
    decided_on: date
    maker: bool
    method: bool
    reasons: bool
    options: bool
    owner: bool
    due_on: bool

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which of the six are not recorded."""
        six = {
            "who decided": self.maker,
            "how": self.method,
            "why": self.reasons,
            "the options": self.options,
            "who must act": self.owner,
            "by when": self.due_on,
        }
        return tuple(name for name, is_there in six.items() if not is_there)


def hc13(items: Iterable[tuple[date, ItemKind]], on: date, *, bands: Bands) -> CheckResult:
    """Items for decision as a share of all items, by the day of their meeting, over the last twelve months."""
    kinds = [kind for day, kind in items if year_before(on) <= day <= on]
    if not kinds:
        return no_data("HC13", say("No items are recorded in the last twelve months."), say("Record the agendas."))
    num = sum(kind is ItemKind.DECISION for kind in kinds)
    share = Fraction(num, len(kinds))
    light = light_of(share, bands["decision_share"])
    why = say("{num} of {all} items came for decision ({share}).", num=num, all=len(kinds), share=share)
    todo = "" if light is Light.GREEN else say("Ask of each item what the partnership is to decide.")
    return CheckResult("HC13", light, float(share), why, (), todo)


def hc14(items: Sequence[Item], on: date, *, bands: Bands) -> CheckResult:
    """Open items for decision that were put off twice or more, and the ages of all that were put off."""
    tabled = [item for item in items if item.tabled_on <= on]
    if not tabled:
        return no_data("HC14", say("No items for decision are recorded."), say("Record the items tabled."))
    found = ages(tabled, on)
    middle, longest = found.median_days or Fraction(0), found.longest_days or 0
    light = worst(
        [
            light_of(found.num_deferred_twice, bands["num_deferred_twice"]),
            light_of(middle, bands["median_deferred_days"]),
            light_of(longest, bands["longest_deferred_days"]),
        ]
    )
    cut = bands["median_deferred_days"].green
    records = tuple(item.ref for item in tabled if item.is_open(on) and _is_old_or_twice(item, on, cut))
    why = say(
        "Put off and still open: {num}, of which twice or more: {twice}; median age {median} days, longest {longest}.",
        num=found.num_open,
        twice=found.num_deferred_twice,
        median=f"{float(middle):g}",
        longest=longest,
    )
    todo = (
        say("Bring these back for decision, or say why they are dropped: {records}.", records=records)
        if records
        else ""
    )
    return CheckResult("HC14", light, float(found.num_deferred_twice), why, records, todo)


def hc15(decisions: Iterable[Taken], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Difficult decisions of the last twelve months that lost ambition with no recorded reason.

    Once accepted, none flagged as difficult at all is amber. Ambitions that are not known may go either way.
    """
    hard = [x for x in decisions if x.is_difficult and year_before(on) <= x.decided_on <= on]
    if not hard:
        why = say("No decision of the last twelve months is flagged as difficult.")
        todo = say("Ask whether hard questions are coming to the partnership at all.")
        return missing_is(Light.AMBER, "HC15", why, todo, accepted=accepted)
    lost = tuple(x.ref for x in hard if x.is_watered_down)
    unknown = tuple(x.ref for x in hard if x.is_watered_down is None)
    ends = Ends(Fraction(len(lost), len(hard)), Fraction(len(lost) + len(unknown), len(hard)))
    facts = say(
        "{lost} of {all} difficult decisions lost ambition with no recorded reason", lost=len(lost), all=len(hard)
    )
    missing = say("the ambition of {unknown} is not recorded", unknown=unknown)
    todo = say("Record the ambition first tabled and adopted, and why it changed: {refs}.", refs=[*lost, *unknown])
    records = (*lost, *unknown)
    return read_share("HC15", ends, bands["watered_down_share"], facts, records=records, todo=todo, missing=missing)


def hc16(decisions: Iterable[Completeness], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Decisions of the last twelve months recorded with maker, method, reasons, options, owner and due date."""
    taken = [x for x in decisions if year_before(on) <= x.decided_on <= on]
    if not taken:
        return no_data("HC16", say("No decision is recorded in the last twelve months."))
    short = [x for x in taken if x.lacks]
    most = len(taken) - len(short) if accepted else len(taken)
    ends = Ends(known(len(taken) - len(short), len(taken)).least, known(most, len(taken)).least)
    facts = say("{num} of {all} decisions are recorded in full", num=len(taken) - len(short), all=len(taken))
    lacking = [say("{ref} ({lacks})", ref=x.ref, lacks=x.lacks) for x in short]
    todo = say("Record what is missing: {lacking}.", lacking=lacking)
    records = tuple(x.ref for x in short)
    return read_share("HC16", ends, bands["complete_share"], facts, records=records, todo=todo)


def hc17(asked: Iterable[tuple[str, Asked]], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Ratifications received by the day they were due, of those due in the last twelve months.

    asked: (decision, partner asked). A refusal is an answer and no ratification.
    """
    due = [(ref, x) for ref, x in asked if year_before(on) <= x.due_on <= on and (x.due_on < on or x.is_answered(on))]
    if not due:
        return no_data("HC17", say("No ratification was due in the last twelve months."))
    short = [(ref, x) for ref, x in due if not x.is_in_time(on)]
    silent = 0 if accepted else sum(x.reply is None for _, x in short)
    good = len(due) - len(short)
    ends = Ends(known(good, len(due)).least, known(good + silent, len(due)).least)
    facts = say("{good} of {all} ratifications were received in time", good=good, all=len(due))
    names = [say("{partner} ({ref})", partner=x.partner, ref=ref) for ref, x in short]
    todo = say("Ask for the minute of: {names}.", names=names)
    records = tuple(dict.fromkeys(ref for ref, _ in short))
    return read_share("HC17", ends, bands["ratified_share"], facts, records=records, todo=todo)


def _is_old_or_twice(item: Item, on: date, days: Fraction) -> bool:
    times = sum(day <= on for day in item.deferred_on)
    return times >= TWICE or (times > 0 and (on - item.tabled_on).days > days)
