"""What would go if all were as well off as the least deprived: PAR, PAF and the excess (reference 4.1).

PAR = mean rate less the least deprived quantile's; PAF = PAR / mean; excess = people x PAR. The mean holds the
least deprived too, so each is worked out from the others against the least deprived and scaled. Where a low
rate is good they are nought or more; where a high rate is good, nought or less (a shortfall).
"""

import numpy as np

from joinedup.engines.gap.differences import Pair, gap, part_of_whole
from joinedup.engines.gap.estimate import Estimate
from joinedup.engines.gap.groups import Groups
from joinedup.engines.gap.slopes import absent

Polarity = str


def attributable(groups: Groups, confidence: float, polarity: Polarity) -> dict[str, Estimate]:
    """PAR, PAF and excess of every set; `polarity` "low" (a low rate is good) or "high"."""
    last = groups.num_quantiles
    pair = Pair(groups.part(1, last - 1), groups.part(last, last), confidence)
    risk = gap(pair).scaled(pair.share)
    fraction = part_of_whole(pair)
    made = {"par": _capped(risk, polarity), "paf": _capped(fraction, polarity)}
    if groups.kind == "value":
        return made | {"excess": absent(groups.people.shape[0], "not_a_count")}
    return made | {"excess": made["par"].scaled(groups.whole.people)}


def _capped(made: Estimate, polarity: Polarity) -> Estimate:
    """Nothing is attributable where the least deprived are the worse off."""
    is_capped = made.value < 0 if polarity == "low" else made.value > 0
    cap = np.maximum if polarity == "low" else np.minimum
    value, lower, upper = (cap(each, 0) for each in (made.value, made.lower, made.upper))
    return Estimate(value, lower, upper, made.method, made.flags).flagged(capped=is_capped)
