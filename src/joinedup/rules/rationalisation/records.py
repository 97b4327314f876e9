"""The facts that a proposed restructuring is judged on: the partnerships, the places, the unit values, the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# From the strongest reason to exist to the weakest (white paper 2.37).
STRENGTH = ("statute", "funding", "planning", "voluntary")


@dataclass(frozen=True, slots=True)
class Values:
    """What things are taken to cost, in pence or whole per cent, and how large things may grow.

    They are assumptions, never facts: the lawbook gives each with its mark, and anyone may put in their own.
    `is_busiest`: a merged board meets as often as the busiest of those in it and keeps the largest budget whole;
    else it takes over its host's meetings and budget.
    """

    seat_meeting_pence: int
    shared_cost_percent: int
    theme_home_pence: int
    duty_home_pence: int
    crowded_seat_pence: int
    comfortable_board: int
    reporting_line_pence: int
    shared_secretariat_percent: int
    largest_board: int
    largest_group: int
    most_under_lsp: int
    most_under_partnership: int
    lsp_meetings: int
    mostly_there_percent: int
    is_busiest: bool = True


@dataclass(frozen=True, slots=True)
class Body:
    """A partnership as the rules of rationalisation see it.

    members, themes: ids. duties: each duty's name with the organisations it requires at the table, of this body.
    origin: one of STRENGTH, "" when not known. is_separate: whether it has separate legal status; what is not known
    is taken as yes by whoever makes the record. parent: the id of what it is nested in, "" when nothing.
    least_meetings: the meetings a year that its duties ask for. is_agreed: whether it has already said yes.
    fixed: why it takes part in no change at all (a refusal, something not known), "" when it may.
    """

    id: str
    members: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    duties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    area: str = ""
    meetings: int = 0
    cost_pence: int = 0
    origin: str = "voluntary"
    is_separate: bool = False
    parent: str = ""
    may_close: bool = False
    is_agreed: bool = False
    least_meetings: int = 0
    fixed: str = ""

    @property
    def is_protected(self) -> bool:
        """Whether it must go on existing: a statute requires it, or it has separate legal status (2.39)."""
        return self.origin == "statute" or self.is_separate


@dataclass(frozen=True, slots=True)
class Setting:
    """Everything that a plan is judged against.

    bodies: every partnership but the LSP itself, by id. area_parents: each area's code with that of the area it is
    in, "" at the top. lsp_area: "" when the LSP covers everything here. lsp_meetings: a year, None when not known.
    routes: the recorded provision of law that lets two statutory partnerships merge, by the pair of ids.
    lsp: its id, by which bodies name it as their parent.
    """

    bodies: Mapping[str, Body]
    area_parents: Mapping[str, str]
    values: Values
    lsp: str
    lsp_area: str = ""
    lsp_meetings: int | None = None
    routes: Mapping[frozenset[str], str] = field(default_factory=dict)

    def is_in(self, area: str, outer: str) -> bool:
        """Whether `area` is `outer` or somewhere inside it. An outer of "" holds everything."""
        while area not in (outer, ""):
            area = self.area_parents[area]
        return area == outer

    def is_beside_or_in(self, area: str, outer: str) -> bool:
        """Whether `area` is `outer`, or the next smaller area in it: one step, no more."""
        return outer == area or (outer != "" and self.area_parents.get(area) == outer)


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposed restructuring: who joins whom, who is nested in whom, who is wound up. Everything else stays.

    merges: each partnership that would join another, with its host. nests: each that would be newly nested, with
    its parent. closes: those that would be wound up.
    """

    merges: Mapping[str, str] = field(default_factory=dict)
    nests: Mapping[str, str] = field(default_factory=dict)
    closes: frozenset[str] = frozenset()

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Each host with those that join it, both in order of their ids."""
        found: dict[str, list[str]] = {}
        for joining, host in sorted(self.merges.items()):
            found.setdefault(host, []).append(joining)
        return {host: tuple(found[host]) for host in sorted(found)}

    def gone(self) -> frozenset[str]:
        """Those that would no longer exist."""
        return frozenset(self.merges) | self.closes

    def asked(self) -> frozenset[str]:
        """Every partnership whose agreement is needed: changed, joined, or given others beneath it (2.39)."""
        return self.gone() | frozenset(self.merges.values()) | frozenset(self.nests) | frozenset(self.nests.values())
