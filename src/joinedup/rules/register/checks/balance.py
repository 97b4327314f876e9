"""HC02 and HC03: all four sectors have a real share of the votes, and nobody can carry a vote alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from joinedup.rules.health import CheckResult, Light, when_at_least, when_at_most, worst
from joinedup.rules.register.checks.doubt import unsure
from joinedup.rules.register.membership import Holding, holdings
from joinedup.rules.register.records import SECTORS, Appointment, Seat
from joinedup.rules.register.thresholds import SectorBalance, VotePower
from joinedup.rules.register.votes import (
    Largest,
    can_reach,
    has_votes,
    largest,
    not_known,
    organisation_bounds,
    sector_bounds,
    smallest_sector_least,
)
from joinedup.rules.working import Sentence, say

NO_SECTOR = "not recorded"  # HC02's own rule: a sector that is not known is none of the four
RECORD_BOTH = say("Record the sector and the vote of those named.")
SHARE_VOTES = say("Consider more voting places for others, or a rule that two sectors must agree.")


def hc02(
    seats: Sequence[Seat],
    appointments: Sequence[Appointment],
    on: date,
    *,
    accepted: bool,
    thresholds: SectorBalance | None = None,
) -> CheckResult:
    """All four sectors hold voting places, and none is a token. Places held are counted, not vacant ones.

    Once accepted, a place of no recorded sector counts for no sector. A smallest share below the amber
    cut-off is red: that sector is a token.
    """
    cut = thresholds or SectorBalance()
    held = _as_accepted(holdings(seats, appointments, on), accepted)
    unclear = not_known(held, is_sector_needed=True)
    if not has_votes(held) and (unclear or not accepted):
        return _no_votes("HC02", held, unclear)
    facts = _sector_facts(held)
    lowest = _balance_light(held, smallest_sector_least(held), cut)
    highest = _best_balance(held, cut)
    if lowest is not highest:
        return unsure("HC02", facts, _missing_facts(unclear), unclear, RECORD_BOTH)
    small = tuple(bounds.name for bounds in sector_bounds(held) if bounds.most < cut.green_share)
    todo = "" if lowest is Light.GREEN else say("Seek more voting places for: {small}.", small=small)
    least = smallest_sector_least(held)
    is_exact = all(bounds.is_exact for bounds in sector_bounds(held))
    number = float(least) if is_exact else None
    return CheckResult("HC02", lowest, number, say("{facts}.", facts=facts), small, todo)


def hc03(
    seats: Sequence[Seat],
    appointments: Sequence[Appointment],
    on: date,
    *,
    accepted: bool,
    thresholds: VotePower | None = None,
) -> CheckResult:
    """No single organisation or sector can carry a vote alone. It has no rule for missing data."""
    cut = thresholds or VotePower()
    held = holdings(seats, appointments, on)
    unclear = not_known(held, is_sector_needed=True)
    if not has_votes(held):
        return _no_votes("HC03", held, unclear)
    organisation, sector = largest(organisation_bounds(held)), largest(sector_bounds(held))
    facts = say(
        "Largest organisation {organisation}: {organisation_share} of votes; largest sector {sector}: {sector_share}",
        organisation=organisation.name,
        organisation_share=_range(organisation),
        sector=sector.name,
        sector_share=_range(sector),
    )
    best = _power_light(organisation.least, sector.least, cut)
    light = _power_light(organisation.most, sector.most, cut)
    if best is not light:
        return unsure("HC03", facts, _missing_facts(unclear), unclear, RECORD_BOTH)
    number = float(organisation.most) if organisation.least == organisation.most else None
    records = tuple(
        share.name
        for share, green in ((organisation, cut.green_organisation), (sector, cut.green_sector))
        if share.most > green
    )
    todo = SHARE_VOTES if records else ""
    return CheckResult("HC03", light, number, say("{facts}.", facts=facts), records, todo)


def _no_votes(check_id: str, held: Sequence[Holding], unclear: tuple[str, ...]) -> CheckResult:
    if not held:
        why = say("Nobody is recorded as holding a seat on this day.")
        return CheckResult(check_id, Light.NO_DATA, None, why)
    if unclear:
        why = say("Nobody is recorded as voting; not recorded for {unclear}.", unclear=unclear)
        return CheckResult(check_id, Light.NO_DATA, None, why, unclear, say("Record who votes."))
    return CheckResult(check_id, Light.NO_DATA, None, say("Nobody on this partnership votes."))


def _missing_facts(unclear: tuple[str, ...]) -> Sentence:
    return say("the vote or the sector is not recorded for {unclear}", unclear=unclear)


def _as_accepted(held: tuple[Holding, ...], accepted: bool) -> tuple[Holding, ...]:
    """Apply HC02's own rule, "unknown sector counts as missing": a sector that is none of the four."""
    if not accepted:
        return held
    return tuple(replace(x, sector=x.sector or NO_SECTOR) for x in held)


def _sector_facts(held: Sequence[Holding]) -> Sentence:
    total = sum(x.places for x in held if x.votes)
    sums = dict.fromkeys(SECTORS, 0)
    for x in held:
        if x.votes:
            sums[x.sector or NO_SECTOR] = sums.get(x.sector or NO_SECTOR, 0) + x.places
    each = [f"{sector} {places}" for sector, places in sums.items()]
    return say("Voting places held: {total} ({each})", total=total, each=each)


def _balance_light(held: Sequence[Holding], smallest: Fraction, cut: SectorBalance) -> Light:
    return when_at_least(smallest, cut.green_share, cut.amber_share) if smallest else Light.RED


def _best_balance(held: Sequence[Holding], cut: SectorBalance) -> Light:
    if can_reach(held, cut.green_share):
        return Light.GREEN
    return Light.AMBER if can_reach(held, cut.amber_share) else Light.RED


def _power_light(organisation: Fraction, sector: Fraction, cut: VotePower) -> Light:
    return worst(
        [
            when_at_most(organisation, cut.green_organisation, cut.amber_organisation),
            when_at_most(sector, cut.green_sector, cut.amber_sector),
        ]
    )


def _range(share: Largest) -> Sentence:
    if share.least == share.most:
        return say("{share}", share=share.most)
    return say("{least} to {most}", least=share.least, most=share.most)
