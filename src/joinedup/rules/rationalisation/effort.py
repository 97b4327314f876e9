"""How hard each consent is likely to be: plain points with their reasons, never a probability.

A recorded answer replaces the points: whoever has agreed costs no more effort. Method: `docs/methods/restructure.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

from joinedup.rules.rationalisation.records import Body, Plan, Setting
from joinedup.rules.working import Sentence, say

CLOSED, UNDER_LSP, UNDER_ANOTHER, MOST_FOR_A_HOST, JOINS = 1, 1, 2, 3, 4
LEGAL = {
    "funding": (1, say("its funder must agree (1)")),
    "statute": (2, say("a statute requires it (2)")),
}
SEPARATE = (2, say("it has separate legal status (2)"))
LOW, MEDIUM = 2, 4


@dataclass(frozen=True, slots=True)
class Consent:
    """One partnership whose agreement a plan needs: how many points, how hard that is, and what the points are for."""

    partnership: str
    effort: int
    why: tuple[Sentence, ...]

    @property
    def how_hard(self) -> str:
        """Return low (2 points or fewer), medium (3 or 4) or high."""
        return "low" if self.effort <= LOW else "medium" if self.effort <= MEDIUM else "high"


def consents(setting: Setting, plan: Plan) -> tuple[Consent, ...]:
    """Return every consent that the plan needs, in order of the partnerships' ids. The LSP's own is not counted."""
    return tuple(_consent(setting, plan, each) for each in sorted(plan.asked() - {setting.lsp}))


def effort(setting: Setting, plan: Plan) -> int:
    """Return the points of the whole plan."""
    return sum(consent.effort for consent in consents(setting, plan))


def _consent(setting: Setting, plan: Plan, partnership: str) -> Consent:
    body = setting.bodies[partnership]
    parts = _parts(setting, plan, body)
    if body.is_agreed:
        agreed = say("it has already agreed, so its {points} points are not counted", points=sum(p for p, _ in parts))
        return Consent(partnership, 0, (agreed, *(why for _, why in parts)))
    return Consent(partnership, sum(points for points, _ in parts), tuple(why for _, why in parts))


def _parts(setting: Setting, plan: Plan, body: Body) -> list[tuple[int, Sentence]]:
    found: list[tuple[int, Sentence]] = []
    joining = [each for each, host in plan.merges.items() if host == body.id]
    if body.id in plan.closes:
        found += [(CLOSED, say("it would be wound up (1)")), *_legal(body)]
    if body.id in plan.merges:
        found += [*_joining(setting, body, setting.bodies[plan.merges[body.id]]), *_legal(body)]
    if joining:
        points = min(MOST_FOR_A_HOST, len(joining))
        found += [(points, say("{num} would join it ({points})", num=len(joining), points=points)), *_legal(body)]
    if body.id in plan.nests:
        found += [_nesting(setting, plan.nests[body.id]), *_legal(body)]
    if body.id in plan.nests.values():
        num = sum(parent == body.id for parent in plan.nests.values())
        found.append((0, say("{num} would be nested in it; the points are theirs (0)", num=num)))
    return found


def _joining(setting: Setting, body: Body, host: Body) -> list[tuple[int, Sentence]]:
    found = [(JOINS, say("it would join {host} ({points})", host=host.id, points=JOINS))]
    there = len(body.members & host.members)
    if route := setting.routes.get(frozenset((body.id, host.id))):
        found.append((0, say("all whom {route} names must agree as well (0)", route=route)))
    if body.members and 100 * there >= setting.values.mostly_there_percent * len(body.members):
        why = say("{there} of its {num} members already sit there (-1)", there=there, num=len(body.members))
        found.append((-1, why))
    return found


def _nesting(setting: Setting, parent: str) -> tuple[int, Sentence]:
    if parent == setting.lsp:
        return UNDER_LSP, say("it would be nested in the LSP ({points})", points=UNDER_LSP)
    return UNDER_ANOTHER, say("it would be nested in {parent} ({points})", parent=parent, points=UNDER_ANOTHER)


def _legal(body: Body) -> list[tuple[int, Sentence]]:
    found = [LEGAL[body.origin]] if body.origin in LEGAL else []
    return [*found, SEPARATE] if body.is_separate else found
