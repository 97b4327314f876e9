"""What the register keeps."""

from joinedup.apps.register.models.areas import Area, Coverage
from joinedup.apps.register.models.grants import RoleGrant
from joinedup.apps.register.models.imports import ColumnMapping, Draft, Import, NotDuplicates, RoleMapping
from joinedup.apps.register.models.organisations import Identifier, Organisation
from joinedup.apps.register.models.partnerships import (
    FormerFacts,
    Link,
    Partnership,
    PartnershipTheme,
    Requirement,
)
from joinedup.apps.register.models.seats import Appointment, Seat
from joinedup.apps.register.models.setups import SetUp

__all__ = [
    "Appointment",
    "Area",
    "ColumnMapping",
    "Coverage",
    "Draft",
    "FormerFacts",
    "Identifier",
    "Import",
    "Link",
    "NotDuplicates",
    "Organisation",
    "Partnership",
    "PartnershipTheme",
    "Requirement",
    "RoleGrant",
    "RoleMapping",
    "Seat",
    "SetUp",
]
