"""The register written out as at a day: CSV and XLSX that import back unchanged, Popolo, and JSON."""

from joinedup.apps.register.exports.popolo import popolo_on
from joinedup.apps.register.exports.proposal import proposal_on
from joinedup.apps.register.exports.tables import members_on, structure_on

__all__ = ["members_on", "popolo_on", "proposal_on", "structure_on"]
