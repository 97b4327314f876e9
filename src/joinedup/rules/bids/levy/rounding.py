"""Rounding to whole pence, each way with the name that a rule set calls it by. Amounts are not negative."""

from __future__ import annotations

from fractions import Fraction

HALF_UP, HALF_EVEN, HALF_DOWN, DOWN, UP = "half_up", "half_even", "half_down", "down", "up"
WAYS = {
    HALF_UP: "to the nearest penny, a half upwards",
    HALF_EVEN: "to the nearest penny, a half to the even penny",
    HALF_DOWN: "to the nearest penny, a half downwards",
    DOWN: "down to the whole penny",
    UP: "up to the whole penny",
}


def rounded(amount: Fraction, way: str, unit: int = 1) -> int:
    """Return an amount in pence as a whole multiple of `unit` pence, rounded the way that is named."""
    units, rest = divmod(amount, unit)
    if way == DOWN or not rest:
        return int(units) * unit
    half = Fraction(unit, 2)
    is_up = way == UP or rest > half or (rest == half and (way == HALF_UP or (way == HALF_EVEN and units % 2 == 1)))
    return int(units + is_up) * unit


def spread(amounts: dict[str, int], cap: int) -> dict[str, int]:
    """Bring whole pence down to a cap together, pro rata, the odd pence by largest remainder.

    Equal remainders go by the order of the keys. The result adds up to the cap exactly, or is as it was where the
    amounts are within it.
    """
    total = sum(amounts.values())
    if total <= cap:
        return dict(amounts)
    shares = {key: divmod(amount * cap, total) for key, amount in amounts.items()}
    left = cap - sum(share for share, _ in shares.values())
    first = sorted(shares, key=lambda key: (-shares[key][1], key))[:left]
    lifted = set(first)
    return {key: share + (key in lifted) for key, (share, _) in shares.items()}
