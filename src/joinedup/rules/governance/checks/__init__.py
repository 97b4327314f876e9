"""The 22 health checks of governance: HC05, HC06, HC08 to HC19, HC30 to HC33, HC36 to HC38 and HC43.

Each is told the day's facts and the bands of its check, as the lawbook and the profile give them by measure;
no cut-off is written here. As in the register, a check's own rule for missing data applies once a manager has
`accepted` the partnership. Of one merely imported, what is missing is not known, and a light is given only
where every way of filling it in gives the same one.
"""

from joinedup.rules.governance.checks.actions import hc18, hc19
from joinedup.rules.governance.checks.attendance import Held, hc08, hc09, hc10, hc12
from joinedup.rules.governance.checks.decisions import Completeness, ItemKind, Taken, hc13, hc14, hc15, hc16, hc17
from joinedup.rules.governance.checks.leadership import hc43
from joinedup.rules.governance.checks.meetings import Publication, hc11, hc33
from joinedup.rules.governance.checks.membership import Representative, hc05, hc06
from joinedup.rules.governance.checks.probity import Declaration, Undeclared, hc30, hc31
from joinedup.rules.governance.checks.reading import Band, Bands, light_of
from joinedup.rules.governance.checks.review import Recommendation, Review, Risk, hc32, hc36, hc37, hc38

__all__ = [
    "Band",
    "Bands",
    "Completeness",
    "Declaration",
    "Held",
    "ItemKind",
    "Publication",
    "Recommendation",
    "Representative",
    "Review",
    "Risk",
    "Taken",
    "Undeclared",
    "hc05",
    "hc06",
    "hc08",
    "hc09",
    "hc10",
    "hc11",
    "hc12",
    "hc13",
    "hc14",
    "hc15",
    "hc16",
    "hc17",
    "hc18",
    "hc19",
    "hc30",
    "hc31",
    "hc32",
    "hc33",
    "hc36",
    "hc37",
    "hc38",
    "hc43",
    "light_of",
]
