"""Every measure of the gap for many sets at once: the one finish, whoever summed the areas."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from joinedup.engines.gap import concentration, entropy, slopes
from joinedup.engines.gap.attributable import attributable
from joinedup.engines.gap.differences import Pair, gap, gap_from_whole, rate, ratio, relative_gap_from_whole
from joinedup.engines.gap.estimate import Estimate, joined
from joinedup.engines.gap.groups import Groups
from joinedup.engines.gap.slopes import Ranked

MEASURES = (
    "rate_target",
    "rate_rest",
    "rate_whole",
    "gap_rest",
    "gap_whole",
    "ratio_rest",
    "relative_gap_whole",
    "top_bottom_gap",
    "top_bottom_ratio",
    "sii",
    "rii",
    "sii_log",
    "rii_log",
    "sii_logit",
    "rii_logit",
    "aci",
    "ci",
    "wagstaff",
    "erreygers",
    "par",
    "paf",
    "excess",
    "theil",
    "mld",
)


# The arrays of so many sets of ten quantiles stay in a core's own cache.
SETS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the sets.

    `target`: how many of the most deprived quantiles are the target group. `polarity`: whether a "low" or a
    "high" rate is good. `bounds`: the lowest and highest rate possible, for Erreygers's index of a rate or
    value. `confidence` of all limits, from a half up to but not 1.
    """

    target: int = 1
    confidence: float = 0.95
    polarity: str = "low"
    bounds: tuple[float, float] | None = None

    def check(self, num_quantiles: int) -> None:
        """Raises ValueError, saying what would be right."""
        if not 0.5 <= self.confidence < 1:
            raise ValueError("confidence is from 0.5 up to but not 1, for example 0.95")
        if not 1 <= self.target < num_quantiles:
            raise ValueError(f"target is from 1 to {num_quantiles - 1}: how many quantiles, of {num_quantiles}")
        if self.polarity not in ("low", "high"):
            raise ValueError("polarity is low or high: which is good")
        if self.bounds is not None and not self.bounds[0] < self.bounds[1]:
            raise ValueError("bounds are the lowest and then the highest rate possible")


def measure(groups: Groups, asked: Asked | None = None, only: Sequence[str] = MEASURES) -> dict[str, Estimate]:
    """Every one of MEASURES, or `only` some, for every set. Raises ValueError where what is asked cannot be."""
    asked = asked or Asked()
    asked.check(groups.num_quantiles)
    made = _compared(groups, asked, only) | _ranked(groups, asked, only)
    if {"par", "paf", "excess"} & set(only):
        made |= attributable(groups, asked.confidence, asked.polarity)
    is_few = groups.num_areas < groups.num_quantiles
    is_unplaced = groups.unplaced.people > 0
    told = {}
    for name in only:
        flagged = made[name].flagged(too_few_areas=is_few | is_unplaced, suppressed=groups.num_suppressed > 0)
        told[name] = flagged if name == "rate_whole" else flagged.without(is_unplaced)
    return told


def in_parts(
    groups: Groups,
    asked: Asked | None = None,
    only: Sequence[str] = MEASURES,
    say_progress: Callable[[int, int], None] | None = None,
) -> dict[str, Estimate]:
    """`measure`, some thousand sets at a time: faster for many, and it can say how far it has come.

    `say_progress` is called with how many sets are done and how many there are.
    """
    num_sets = groups.people.shape[0]
    parts = []
    for start in range(0, max(num_sets, 1), SETS_AT_ONCE):
        parts.append(measure(groups.chosen(slice(start, start + SETS_AT_ONCE)), asked, only))
        if say_progress:
            say_progress(min(start + SETS_AT_ONCE, num_sets), num_sets)
    return {name: joined([part[name] for part in parts]) for name in only}


def _compared(groups: Groups, asked: Asked, only: Sequence[str]) -> dict[str, Estimate]:
    last, confidence = groups.num_quantiles, asked.confidence
    pair = Pair(groups.part(1, asked.target), groups.part(asked.target + 1, last), confidence)
    ends = Pair(groups.part(1, 1), groups.part(last, last), confidence)
    makers: dict[str, Callable[[], Estimate]] = {
        "rate_target": lambda: rate(pair.one, confidence).flagged(no_target=pair.one.is_empty),
        "rate_rest": lambda: rate(pair.other, confidence).flagged(no_comparator=pair.other.is_empty),
        "rate_whole": lambda: rate(groups.whole, confidence),
        "gap_rest": lambda: gap(pair),
        "gap_whole": lambda: gap_from_whole(pair),
        "ratio_rest": lambda: ratio(pair),
        "relative_gap_whole": lambda: relative_gap_from_whole(pair),
        "top_bottom_gap": lambda: gap(ends),
        "top_bottom_ratio": lambda: ratio(ends),
    }
    return {name: makers[name]() for name in only if name in makers}


# Each from the sets made ready with their line and their chance variation.
RANKED: dict[str, Callable[[Ranked, Asked], Estimate]] = {
    "sii": lambda sets, _: slopes.sii(sets),
    "rii": lambda sets, _: slopes.rii(sets),
    "sii_log": lambda sets, _: slopes.linked(sets, "log")[0],
    "rii_log": lambda sets, _: slopes.linked(sets, "log")[1],
    "sii_logit": lambda sets, _: slopes.linked(sets, "logit")[0],
    "rii_logit": lambda sets, _: slopes.linked(sets, "logit")[1],
    "aci": lambda sets, _: concentration.absolute(sets),
    "ci": lambda sets, _: concentration.standard(sets),
    "wagstaff": lambda sets, _: concentration.wagstaff(sets),
    "erreygers": lambda sets, asked: concentration.erreygers(sets, asked.bounds),
    "theil": lambda sets, _: entropy.theil(sets),
    "mld": lambda sets, _: entropy.mean_log_deviation(sets),
}


@np.errstate(over="ignore")
def _ranked(groups: Groups, asked: Asked, only: Sequence[str]) -> dict[str, Estimate]:
    wanted = [name for name in only if name in RANKED]
    if not wanted:
        return {}
    sets = slopes.ranked(groups, asked.confidence)
    return {name: RANKED[name](sets, asked) for name in wanted}
