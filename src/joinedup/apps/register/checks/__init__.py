"""The health checks that the register answers: HC01 to HC04, HC07 and HC40.

The health room finds them by name. `CHECKS` maps the ids that are answered together to what answers them:
`(partnerships, on)` gives each partnership's results by its key. The partnerships carry the facts of that
day, and the number of queries does not depend on how many there are. `NUMBERS` says which measure of the
lawbook the number of each result is.
"""

from joinedup.apps.register.checks.places import seat_checks
from joinedup.apps.register.checks.structure import structure_checks

CHECKS = {
    ("HC01", "HC02", "HC03", "HC04"): seat_checks,
    ("HC07", "HC40"): structure_checks,
}
NUMBERS = {
    "HC01": "filled_share",
    "HC02": "smallest_sector_share",
    "HC03": "largest_organisation_share",
    "HC04": "longest_vacancy_days",
    "HC07": "num_overlapping_pairs",
    "HC40": "placed_share",
}
