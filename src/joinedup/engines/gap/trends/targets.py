"""What a target asks of a measure: where it is and on which side of it one has to be (reference 4.2)."""

from dataclasses import dataclass

import numpy as np

from joinedup.engines.gap.distributions import Array

RATIOS = ("ratio_rest", "top_bottom_ratio", "rii", "rii_log", "rii_logit")
# Measures that are not gaps: there is no value at which all are equal.
LEVELS = ("rate_target", "rate_rest", "rate_whole")


@dataclass(frozen=True, slots=True)
class Target:
    """A share of the baseline gap to be cut or grown (-0.1 for "-10%"), or a value to be reached."""

    amount: float
    is_relative: bool


def target_of(text: str) -> Target:
    """A target from "-10%" or "0.05". Raises ValueError, saying what would be right."""
    shown = text.strip().replace("\N{MINUS SIGN}", "-")
    is_relative = shown.endswith("%")
    try:
        amount = float(shown.removesuffix("%"))
    except ValueError as wrong:
        raise ValueError(f'"{text}" is not a target; write a change such as -10% or a value such as 0.05') from wrong
    if not np.isfinite(amount):
        raise ValueError(f'"{text}" is not a target; write a change such as -10% or a value such as 0.05')
    return Target(amount / 100 if is_relative else amount, is_relative)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target on the scale of the fit, (N,): where, how much it moves with the baseline, and the good side.

    `side` is 1 where the value must come down to it and -1 where it must come up. `shown` is in the measure's own
    units, as `where` is too except for ratios, which are fitted in logarithms.
    """

    where: Array
    share: Array
    side: Array
    shown: Array


def aim_of(target: Target, measure: str, baseline: Array) -> Aim:
    """The target for each series from its baseline value, in the measure's own units.

    A cut of 10 % is a cut of the distance from where all are equal: nought, or one for a ratio. Going past that
    point meets it. For rates, which know no such point, it is a cut of the rate.
    """
    is_ratio = measure in RATIOS
    neutral = 1.0 if is_ratio else 0.0
    if target.is_relative:
        shown = neutral + (baseline - neutral) * (1 + target.amount)
        share = np.full(baseline.shape, 1 + target.amount)
        side = np.sign(baseline - shown) if measure in LEVELS else -np.sign(target.amount) * np.sign(baseline - neutral)
    else:
        shown, share = np.full(baseline.shape, target.amount), np.zeros(baseline.shape)
        side = np.where(baseline >= shown, 1.0, -1.0)
    if not is_ratio:
        return Aim(shown, share, side, shown)
    safe = np.where(shown > 0, shown, np.nan)
    return Aim(np.log(safe), share * baseline / safe, side, shown)
