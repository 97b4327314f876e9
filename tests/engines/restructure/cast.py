"""The hand-checkable register, and small invented ones that try every rule at once."""

from __future__ import annotations

import random
from dataclasses import replace

from joinedup.lawbook.rationalisation import unit_values
from joinedup.rules.rationalisation.records import Body, Setting, Values

LSP = "lsp"
PROPOSED = Values(**{each.id: each.number for each in unit_values().values()})


def seats(first: int, last: int) -> frozenset[str]:
    """Organisations by number, the last one too."""
    return frozenset(str(number) for number in range(first, last + 1))


CDRP = Body("cdrp", seats(0, 11), frozenset({"0"}), {}, "A", 6, 3_000_000, "statute")
DAT = Body("dat", seats(4, 13), frozenset({"0", "1"}), {}, "A", 6, 1_200_000, "funding")
PANEL = Body("panel", seats(6, 14), frozenset({"0", "2"}), {}, "A", 4, 400_000, "voluntary")


def setting(*bodies: Body, values: Values = PROPOSED, **more: object) -> Setting:
    """A setting of one area, A, with an LSP that meets six times a year."""
    facts = {"area_parents": {"A": ""}, "lsp_area": "A", "lsp_meetings": 6} | more
    return Setting({body.id: body for body in bodies}, values=values, lsp=LSP, **facts)  # type: ignore[arg-type]


def tiny(num: int, seed: int) -> Setting:
    """A small register in which every rule is likely to bind somewhere. The same seed gives the same one."""
    chance = random.Random(seed)
    values = replace(
        PROPOSED,
        largest_board=chance.choice([6, 8, 30]),
        comfortable_board=chance.choice([4, 20]),
        largest_group=chance.choice([2, 3, 4]),
        most_under_lsp=chance.choice([1, 2, 10]),
        most_under_partnership=chance.choice([1, 8]),
        seat_meeting_pence=chance.choice([5_000, 15_000]),
        crowded_seat_pence=chance.choice([0, 60_000]),
        is_busiest=seed % 2 == 0,
    )
    ids = [f"p{number}" for number in range(num)]
    bodies = {each: _body(chance, each, ids[:number]) for number, each in enumerate(ids)}
    statutory = [each for each in ids if bodies[each].origin == "statute"]
    routes = {frozenset(statutory[:2]): "an Act"} if len(statutory) > 1 and chance.random() < 0.5 else {}
    areas = {"R": "", "A": "R", "B": "A", "C": "A", "D": "B"}
    meetings = chance.choice([None, 2, 6, 6, 6])
    return Setting(bodies, areas, values, LSP, chance.choice(["A", "A", ""]), meetings, routes)


def _body(chance: random.Random, own: str, before: list[str]) -> Body:
    members = frozenset(chance.sample("abcdefgh", chance.randint(1, 6)))
    duties = {
        duty: frozenset(chance.sample("abcdefgh", chance.randint(0, 2)))
        for duty in ("plan", "scheme")
        if chance.random() < 0.25
    }
    parent = chance.choice([LSP, LSP, *before]) if before and chance.random() < 0.35 else ""
    return Body(
        own,
        members,
        frozenset(chance.sample("xyz", chance.randint(1, 2))),
        duties,
        chance.choice("AAAAABBCDR"),
        chance.choice([2, 4, 6, 12]),
        chance.randint(0, 300_000) * 10 + chance.choice([0, 0, 7]),
        chance.choice(["statute", "funding", "planning", "voluntary", "voluntary"]),
        chance.random() < 0.12,
        parent,
        chance.random() < 0.4,
        chance.random() < 0.15,
        chance.choice([0, 0, 0, 6]),
        "it has refused" if chance.random() < 0.08 else "",
    )
