"""Chance that repeats itself: everything drawn for one seed is drawn the same again."""

import random
from datetime import date, timedelta

from joinedup.apps.register.models.lives import REF_ALPHABET

FIRST_DAY = date(2001, 4, 1)
LAST_DAY = date(2011, 4, 1)  # the first day after the ten years

Life = dict[str, date | None]


class Draw(random.Random):
    """A source of chance with the draws that a register needs."""

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random() < share

    def ref(self) -> str:
        """A ref as `new_ref` makes them, but the same for the same seed."""
        return "".join(self.choices(REF_ALPHABET, k=10))

    def day(self, first: date, last: date) -> date:
        """A day of [first, last); `first` where that is empty."""
        return first + timedelta(days=self.randrange(max((last - first).days, 1)))

    def life(self, start: date, until: date | None, unknown: float = 0.1) -> Life:
        """A life; in the share `unknown` of cases only the day on which it was known is recorded."""
        if self.chance(unknown):
            return {"valid_from": None, "known_on": start, "valid_until": until}
        return {"valid_from": start, "known_on": None, "valid_until": until}
