"""Invented registers of one locality, for measuring `restructure propose`: families of partnerships that overlap.

Real localities had 20 to 150 partnerships (Lancaster City Council's mapping of 2008-09: 59; an LSP manager in Audit
Commission, Governing partnerships, October 2005, paragraph 54: "We stopped counting when we got to 150").
A family shares a theme, a place and a pool of organisations, which plants the duplication that 2.37 speaks of.
"""

from __future__ import annotations

import math
import random
from typing import Any

THEMES = tuple(f"theme-{number:02}" for number in range(12))
FAMILY = ((1, 2, 3, 4, 6), (0.30, 0.28, 0.20, 0.14, 0.08))
ORIGINS = (("statute", "funding", "planning", "voluntary"), (0.12, 0.34, 0.18, 0.36))
SEPARATE = {"statute": 0.12, "funding": 0.08, "planning": 0.02, "voluntary": 0.06}
MEETINGS = ((2, 4, 6, 12), (0.06, 0.46, 0.28, 0.20))
SMALLEST, MEAN, LARGEST = 4, 12, 34
MOST_UNDER_LSP = 5
POOL = 22
SIZES = {20: 50, 60: 150, 150: 300, 250: 400, 400: 600, 600: 800, 800: 1000}
LSP, SUB_REGION, LSP_AREA = "lsp", "sub-region", "lsp-area"


def generate(num_partnerships: int, num_organisations: int, seed: int) -> dict[str, Any]:
    """The JSON of a register with so many partnerships beside the LSP. ValueError with too few organisations."""
    if num_organisations <= LARGEST:
        raise ValueError(f"there must be more than {LARGEST} organisations: the largest board has that many seats")
    return _Locality(num_organisations, random.Random(seed)).register(num_partnerships)


class _Locality:
    def __init__(self, num_organisations: int, chance: random.Random) -> None:
        self.chance = chance
        self.districts = [f"district-{number}" for number in range(chance.randint(2, 8))]
        self.organisations = [f"org-{number:04}" for number in range(num_organisations)]
        num_core = max(1, num_organisations // 12)
        self.weights = {each: 3.0 / (rank + 1) for rank, each in enumerate(self.organisations[:num_core])}
        self.core = self.organisations[:num_core]
        self.interests = {
            each: set(chance.sample(THEMES, chance.randint(1, 3))) for each in self.organisations[num_core:]
        }
        self.homes = {
            each: chance.choice(self.districts) if chance.random() < 0.6 else LSP_AREA for each in self.interests
        }

    def areas(self) -> list[dict[str, str | None]]:
        """Sub-region, LSP area, districts, three wards each."""
        listed: list[dict[str, str | None]] = [{"code": SUB_REGION, "parent": None}]
        listed.append({"code": LSP_AREA, "parent": SUB_REGION})
        for district in self.districts:
            listed.append({"code": district, "parent": LSP_AREA})
            listed += [{"code": f"{district}-ward-{number}", "parent": district} for number in range(3)]
        return listed

    def register(self, num_partnerships: int) -> dict[str, Any]:
        """Families until there are enough, and the LSP above those that it has already."""
        made: list[dict[str, Any]] = []
        while len(made) < num_partnerships:
            size = self.chance.choices(*FAMILY)[0]
            made += self._family(min(size, num_partnerships - len(made)), len(made))
        loose = [each for each in made if each["area"] != SUB_REGION]
        for each in self.chance.sample(loose, min(MOST_UNDER_LSP, len(loose), num_partnerships // 10)):
            each["parent"] = LSP
        lsp = {
            "id": LSP,
            "name": "Local strategic partnership",
            "members": self.core[:20],
            "area": LSP_AREA,
            "meetings_a_year": 6,
            "cost_pence": 4_000_000,
            "origin": "voluntary",
            "legal_status": "none",
        }
        return {"partnerships": [lsp, *made], "areas": self.areas(), "unit_values": {}, "apex": LSP}

    def _family(self, size: int, start: int) -> list[dict[str, Any]]:
        theme, place = self.chance.choice(THEMES), self._place()
        near = [
            each
            for each, interests in self.interests.items()
            if theme in interests or self.homes[each] in (place, place.rsplit("-ward", 1)[0])
        ]
        pool = self._drawn([*self.core, *near], POOL)
        return [self._partnership(f"p{start + number:03}", theme, place, pool) for number in range(size)]

    def _place(self) -> str:
        kind = self.chance.random()
        if kind < 0.06:
            return SUB_REGION
        if kind < 0.46:
            return LSP_AREA
        district = self.chance.choice(self.districts)
        return district if kind < 0.86 else f"{district}-ward-{self.chance.randrange(3)}"

    def _partnership(self, own: str, theme: str, place: str, pool: list[str]) -> dict[str, Any]:
        chance = self.chance
        origin = chance.choices(*ORIGINS)[0]
        is_separate = chance.random() < SEPARATE[origin]
        members = self._board(pool)
        more = [each for each in THEMES if each != theme and chance.random() < 0.06]
        has_duty = origin in ("statute", "planning") or chance.random() < 0.15
        required = sorted(chance.sample(members, min(3, len(members))))
        cost = round(chance.lognormvariate(math.log(9_000), 0.6))
        cost += round(chance.uniform(25_000, 80_000)) if chance.random() < 0.12 else 0
        return {
            "id": own,
            "name": f"Partnership {own}",
            "members": members,
            "themes": sorted([theme, *more]),
            "duties": [{"name": f"plan-{theme}-{own}", "required_members": required}] if has_duty else [],
            "area": place,
            "meetings_a_year": chance.choices(*MEETINGS)[0],
            "cost_pence": 100 * cost,
            "origin": origin,
            "legal_status": "separate" if is_separate else "none",
            "parent": None,
            "may_close": origin == "voluntary" and not is_separate and chance.random() < 0.25,
            "answer": None,
        }

    def _board(self, pool: list[str]) -> list[str]:
        size = round(self.chance.lognormvariate(math.log(MEAN) - 0.08, 0.4))
        size = max(SMALLEST, min(LARGEST, size))
        wanted = pool if len(pool) >= size else [*pool, *self.chance.sample(self.organisations, size)]
        return sorted(self._drawn(wanted, size))

    def _drawn(self, wanted: list[str], size: int) -> list[str]:
        """So many of these, the core bodies more likely than others."""
        # Efraimidis and Spirakis: a weighted sample without replacement is the largest of u ** (1 / weight).
        drawn = {each: self.chance.random() ** (1 / self.weights.get(each, 1.0)) for each in dict.fromkeys(wanted)}
        return sorted(drawn, key=lambda each: -drawn[each])[:size]
