"""The cut-offs of the register's checks: the lawbook's, with those that a profile sets in their place."""

from dataclasses import replace
from fractions import Fraction

from joinedup import lawbook
from joinedup.lawbook.register.profiles.parts import CheckOverride
from joinedup.rules.register.thresholds import (
    Recorded,
    SeatsFilled,
    SectorBalance,
    SharedMembers,
    VacancyDays,
    VotePower,
)

# (check, measure, side) that the check's own wording fixes: all four sectors, no pair at all, one rate.
FIXED = {("HC02", "num_sectors"), ("HC07", "num_overlapping_pairs"), ("HC04", "vacancy_rate")}


def overrides(check_id: str, profile: lawbook.Profile | None) -> tuple[CheckOverride, ...]:
    """What the profile says of one check."""
    return tuple(own for own in profile.check_overrides if own.check == check_id) if profile else ()


def switched_off(check_id: str, profile: lawbook.Profile | None) -> CheckOverride | None:
    """The row of the profile that switches the check off, or None."""
    return next((own for own in overrides(check_id, profile) if own.is_off), None)


def bands_of(check_id: str, profile: lawbook.Profile | None) -> dict[str, lawbook.Band]:
    """The cut-offs by measure. KeyError for a measure that the check does not have; ValueError for one that
    its wording fixes.
    """
    check = lawbook.check_of(check_id)
    bands = {band.measure: band for band in check.bands}
    for own in overrides(check_id, profile):
        if own.is_off:
            continue
        band = check.band(own.measure)
        green = band.green if own.green is None else own.green
        amber = band.amber if own.amber is None else own.amber
        _refuse_fixed(check_id, band, green, amber)
        bands[own.measure] = replace(band, green=green, amber=amber)
    return bands


def _refuse_fixed(check_id: str, band: lawbook.Band, green: Fraction, amber: Fraction) -> None:
    is_one_number = band.measure == "vacancy_rate" and green == amber
    is_green_kept = band.measure == "num_overlapping_pairs" and green == band.green
    if (check_id, band.measure) in FIXED and not (is_one_number or is_green_kept):
        raise ValueError(f"the wording of {check_id} fixes {band.measure}: a profile may not set it so")


def seats_filled(profile: lawbook.Profile | None) -> SeatsFilled:
    """HC01."""
    share = bands_of("HC01", profile)["filled_share"]
    return SeatsFilled(share.green, share.amber)


def sector_balance(profile: lawbook.Profile | None) -> SectorBalance:
    """HC02."""
    share = bands_of("HC02", profile)["smallest_sector_share"]
    return SectorBalance(share.green, share.amber)


def vote_power(profile: lawbook.Profile | None) -> VotePower:
    """HC03."""
    bands = bands_of("HC03", profile)
    organisation, sector = bands["largest_organisation_share"], bands["largest_sector_share"]
    return VotePower(organisation.green, organisation.amber, sector.green, sector.amber)


def vacancy_days(profile: lawbook.Profile | None) -> VacancyDays:
    """HC04."""
    bands = bands_of("HC04", profile)
    days = bands["longest_vacancy_days"]
    return VacancyDays(int(days.green), int(days.amber), bands["vacancy_rate"].amber)


def shared_members(profile: lawbook.Profile | None) -> SharedMembers:
    """HC07."""
    bands = bands_of("HC07", profile)
    overlap = lawbook.check_of("HC07").overlap
    assert overlap is not None  # the lawbook's own row has it
    return SharedMembers(overlap, bands["highest_overlap"].amber, int(bands["num_overlapping_pairs"].amber))


def recorded(profile: lawbook.Profile | None) -> Recorded:
    """HC40."""
    share = bands_of("HC40", profile)["placed_share"]
    return Recorded(share.green, share.amber)
