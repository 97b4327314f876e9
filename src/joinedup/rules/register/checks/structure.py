"""HC07 and HC40: no duplicated membership under one apex, and every partnership accounted for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from joinedup.rules.health import CheckResult, Light, when_at_least, when_at_most, worst
from joinedup.rules.register.checks.doubt import NOT_ACCEPTED, unsure
from joinedup.rules.register.overlap import Overlap, overlaps
from joinedup.rules.register.thresholds import Recorded, SharedMembers
from joinedup.rules.working import say


@dataclass(frozen=True, slots=True)
class Placement:
    """What the register has of one partnership, for HC40. The four things are the four properties below.

    is_reported_only: it came to light in an organisation's return and was not in the register.
    """

    ref: str
    name: str
    has_place: bool
    has_purpose: bool
    has_parent: bool
    has_reason: bool
    has_legal_basis: bool
    has_review: bool
    is_reported_only: bool = False

    @property
    def lacks(self) -> tuple[str, ...]:
        """Return which of the four things are not recorded."""
        four = {
            "place": self.has_place,
            "purpose": self.has_purpose,
            "parent or reason": self.has_parent or self.has_reason,
            "legal basis or review": self.has_legal_basis or self.has_review,
        }
        return tuple(name for name, is_recorded in four.items() if not is_recorded)


def hc07(
    members: Mapping[str, Collection[str]], *, accepted: bool, thresholds: SharedMembers | None = None
) -> CheckResult:
    """Membership is not duplicated across too many sub-groups of one apex.

    members: the organisations of each partnership under the apex (the apex itself is left out by the caller).
    """
    cut = thresholds or SharedMembers()
    empty = tuple(sorted(name for name, organisations in members.items() if not organisations))
    pairs = overlaps(members, at_least=cut.overlap)
    light = _overlap_light(pairs, cut)
    if len(members) < 2:
        why = say("Fewer than two partnerships are recorded under this apex, so there is nothing to compare.")
        return CheckResult("HC07", Light.NO_DATA, None, why)
    facts = say("Pairs that share {cut} or more of their organisations: {num}", cut=cut.overlap, num=len(pairs))
    if empty and (not accepted or len(members) - len(empty) < 2) and light is not Light.RED:
        missing = say("no members are recorded for {empty}", empty=empty)
        return unsure("HC07", facts, missing, empty, say("Record the members of the partnerships named."))
    records = tuple(dict.fromkeys(name for pair in pairs for name in (pair.one, pair.other)))
    named = [say("{one} and {other} ({share})", one=pair.one, other=pair.other, share=pair.share) for pair in pairs]
    todo = say("Ask whether these need to be separate: {named}.", named=named) if pairs else ""
    return CheckResult("HC07", light, float(len(pairs)), say("{facts}.", facts=facts), records, todo)


def hc40(placements: Sequence[Placement], *, accepted: bool, thresholds: Recorded | None = None) -> CheckResult:
    """Every partnership has a place, a purpose, a parent or reason, and a legal basis or review."""
    cut = thresholds or Recorded()
    if not placements:
        return CheckResult("HC40", Light.NO_DATA, None, say("No partnerships are recorded in this area."))
    short = [placement for placement in placements if placement.lacks]
    share = Fraction(len(placements) - len(short), len(placements))
    facts = say(
        "{whole} of {all} partnerships have all four things recorded ({share})",
        whole=len(placements) - len(short),
        all=len(placements),
        share=share,
    )
    records = tuple(placement.ref for placement in short)
    light = when_at_least(share, cut.green_share, cut.amber_share)
    best = when_at_least(Fraction(1), cut.green_share, cut.amber_share)
    lacking = [say("{name} ({lacks})", name=placement.name, lacks=placement.lacks) for placement in short]
    todo = say("Record what is missing: {lacking}.", lacking=lacking) if lacking else ""
    if not accepted and light is not best:
        return unsure("HC40", facts, NOT_ACCEPTED, records, todo)
    if any(placement.is_reported_only for placement in placements):
        light = worst([light, Light.AMBER])
        facts = say("{facts}; a return named a partnership that was not in the register", facts=facts)
    return CheckResult("HC40", light, float(share), say("{facts}.", facts=facts), records, todo)


def _overlap_light(pairs: Sequence[Overlap], cut: SharedMembers) -> Light:
    if any(pair.share >= cut.red_overlap for pair in pairs):
        return Light.RED
    return when_at_most(len(pairs), 0, cut.amber_pairs)
