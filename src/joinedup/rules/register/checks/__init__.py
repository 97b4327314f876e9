"""The register's six health checks: HC01, HC02, HC03, HC04, HC07 and HC40.

Each is told the day's facts and whether a manager has `accepted` the partnership. Only then do the checks'
own rules for missing data apply ("a required seat with no record is unfilled"); of a partnership merely
imported, what is missing is not known, and a light is given only where every way of filling it in gives the
same one.
"""

from joinedup.rules.register.checks.balance import hc02, hc03
from joinedup.rules.register.checks.places import hc01, hc04
from joinedup.rules.register.checks.structure import Placement, hc07, hc40

__all__ = ["Placement", "hc01", "hc02", "hc03", "hc04", "hc07", "hc40"]
