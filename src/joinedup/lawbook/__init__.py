"""The lawbook: the numbers, profiles and lists of law and policy, as dated, cited rows in TOML.

Each row carries its citation and a mark: V verified, P partly, U unverified (a setting whose doubt is shown,
never law). Importing this parses nothing; each list is read when first asked for. An unknown id raises
`UnknownRow`, a KeyError that names the near matches. `version()` is a digest of every file, to store with
each result.
"""

from joinedup.lawbook.bids.approval import conditions_for as ballot_conditions
from joinedup.lawbook.bids.approval import cost_rule_for as ballot_cost_rule
from joinedup.lawbook.bids.approval import higher_thresholds_for as higher_thresholds
from joinedup.lawbook.bids.approval import improvement_relief_for as improvement_relief
from joinedup.lawbook.bids.approval import share_rule_for as value_shares
from joinedup.lawbook.bids.holidays import WorkingDay, bank_holidays, holidays_in, working_day_of
from joinedup.lawbook.bids.timetable import law_began as ballot_law_began
from joinedup.lawbook.bids.timetable import limits_for as ballot_limits
from joinedup.lawbook.governance.numbers import GovernanceNumber, governance_number, governance_numbers
from joinedup.lawbook.governance.words import (
    GradeWord,
    VotingMethod,
    Wording,
    accountabilities,
    agreement_clauses,
    exit_items,
    grades,
    minute_columns,
    voting_method_for,
    voting_method_of,
    voting_methods,
)
from joinedup.lawbook.health.checks import Band, Check, check_of, checks, checks_for, checks_version
from joinedup.lawbook.register.areas import (
    Area,
    Nation,
    area_notes,
    area_of,
    areas,
    nation_for,
    nation_of,
    nations,
)
from joinedup.lawbook.register.membership import (
    Kind,
    Role,
    Sector,
    kind_for,
    kind_of,
    kinds,
    rights,
    role_for,
    role_of,
    roles,
    satisfies,
    sector_for,
    sector_of,
    sectors,
)
from joinedup.lawbook.register.profiles import profile_for, profile_of, profiles
from joinedup.lawbook.register.profiles.parts import Profile, SeatRule
from joinedup.lawbook.register.structure import (
    Relation,
    SetupStep,
    relation_for,
    relation_of,
    relations,
    setup_steps,
)
from joinedup.lawbook.register.types import (
    BasisWording,
    LegalPersonality,
    Origin,
    PartnershipType,
    Theme,
    basis_wordings,
    legal_personalities,
    origins,
    theme_of,
    themes,
    type_for,
    type_of,
    types,
    was_active,
)
from joinedup.lawbook.shelf import MARKS, UnknownRow, files, version

__all__ = [
    "MARKS",
    "Area",
    "Band",
    "BasisWording",
    "Check",
    "GovernanceNumber",
    "GradeWord",
    "Kind",
    "LegalPersonality",
    "Nation",
    "Origin",
    "PartnershipType",
    "Profile",
    "Relation",
    "Role",
    "SeatRule",
    "Sector",
    "SetupStep",
    "Theme",
    "UnknownRow",
    "VotingMethod",
    "Wording",
    "WorkingDay",
    "accountabilities",
    "agreement_clauses",
    "area_notes",
    "area_of",
    "areas",
    "ballot_conditions",
    "ballot_cost_rule",
    "ballot_law_began",
    "ballot_limits",
    "bank_holidays",
    "basis_wordings",
    "check_of",
    "checks",
    "checks_for",
    "checks_version",
    "exit_items",
    "files",
    "governance_number",
    "governance_numbers",
    "grades",
    "higher_thresholds",
    "holidays_in",
    "improvement_relief",
    "kind_for",
    "kind_of",
    "kinds",
    "legal_personalities",
    "minute_columns",
    "nation_for",
    "nation_of",
    "nations",
    "origins",
    "profile_for",
    "profile_of",
    "profiles",
    "relation_for",
    "relation_of",
    "relations",
    "rights",
    "role_for",
    "role_of",
    "roles",
    "satisfies",
    "sector_for",
    "sector_of",
    "sectors",
    "setup_steps",
    "theme_of",
    "themes",
    "type_for",
    "type_of",
    "types",
    "value_shares",
    "version",
    "voting_method_for",
    "voting_method_of",
    "voting_methods",
    "was_active",
    "working_day_of",
]
