"""Nesting: on every day at most one parent each, and nobody above itself (white paper 2.37).

Method: `docs/methods/nesting.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from joinedup.rules.life import Life, Stretch
from joinedup.rules.register.records import NESTING, REGISTER_RULE, Link
from joinedup.rules.working import Finding, Sentence, say

AUTHORITY = f"white paper 2.37 (the apex organises partnerships on a sensible basis); {REGISTER_RULE}"


class Climb(NamedTuple):
    """The way up from a partnership on a stretch of days on which it does not change."""

    chain: tuple[str, ...]
    days: Stretch
    is_loop: bool


class Forest:
    """The nestings of a register, indexed by child and by parent. Links of other relations are left out."""

    def __init__(self, links: Iterable[Link] = ()) -> None:
        self._above: dict[str, list[Link]] = {}
        self._below: dict[str, list[Link]] = {}
        for link in links:
            self.add(link)

    def add(self, link: Link) -> None:
        """Keep a link without asking; call `may_link` first."""
        if link.relation == NESTING:
            self._above.setdefault(link.child, []).append(link)
            self._below.setdefault(link.parent, []).append(link)

    def may_link(self, new: Link) -> Finding:
        """Say whether the new link keeps the forest a forest on every day of its life."""
        if new.child == new.parent:
            return _refused(
                say("{child} cannot be linked to itself.", child=new.child), say("name another partnership")
            )
        if new.relation != NESTING:
            return Finding(True, say("Only nesting has to be a forest; other links may cross."), AUTHORITY)
        return self._second_parent(new) or self._loop(new) or _accepted(new)

    def parent_on(self, partnership: str, day: date) -> str | None:
        """Return the parent on the day, or None when there is none or it is not known."""
        return next((x.parent for x in self._above.get(partnership, ()) if x.life.covers(day)), None)

    def children_on(self, partnership: str, day: date) -> list[str]:
        """Return the partnerships directly under this one on the day, in order of name."""
        return sorted({link.child for link in self._below.get(partnership, ()) if link.life.covers(day)})

    def chain_on(self, partnership: str, day: date) -> tuple[str, ...]:
        """Return the partnership and all above it on the day, the apex last; ValueError on a loop."""
        chain = [partnership]
        while (parent := self.parent_on(chain[-1], day)) is not None:
            if parent in chain:
                raise ValueError(f"nesting has a loop on {day}: {' under '.join([*chain, parent])}")
            chain.append(parent)
        return tuple(chain)

    def apex_of(self, partnership: str, day: date) -> str:
        """Return the partnership at the top on the day: itself when nothing is above it."""
        return self.chain_on(partnership, day)[-1]

    def depth(self, partnership: str, day: date) -> int:
        """Return how many partnerships are above this one on the day: 0 at the apex."""
        return len(self.chain_on(partnership, day)) - 1

    def families_on(self, partnerships: Iterable[str], day: date) -> dict[str, list[str]]:
        """Return the partnerships under each apex on the day, the apex itself among them."""
        families: dict[str, list[str]] = {}
        for partnership in partnerships:
            families.setdefault(self.apex_of(partnership, day), []).append(partnership)
        return families

    def _second_parent(self, new: Link) -> Finding | None:
        clashes = [
            (days, link)
            for link in self._above.get(new.child, ())
            if (days := link.life.stretch.meet(new.life.stretch)) is not None
        ]
        if not clashes:
            return None
        days, link = min(clashes, key=lambda clash: clash[0].start)
        why = say(
            "{child} already sits under {parent} {days}; it can have one parent at a time.",
            child=new.child,
            parent=link.parent,
            days=_spell(days),
        )
        return _refused(why, say("end the nesting under {parent} by {day} first", parent=link.parent, day=days.start))

    def _loop(self, new: Link) -> Finding | None:
        loops = [climb for climb in self._climbs(new) if climb.is_loop]
        if not loops:
            return None
        first = min(loops, key=lambda climb: climb.days.start)
        why = say(
            "{child} would sit under itself {days}: {chain}.",
            child=new.child,
            days=_spell(first.days),
            chain=" under ".join((new.child, *first.chain)),
        )
        return _refused(why, say("choose other days, or a parent that is not under {child}", child=new.child))

    def _climbs(self, new: Link) -> Iterator[Climb]:
        """Climb from the new parent on exact stretches of days, splitting only where a parent changes."""
        waiting = [Climb((new.parent,), new.life.stretch, is_loop=False)]
        while waiting:
            climb = waiting.pop()
            for link in self._above.get(climb.chain[-1], ()):
                days = link.life.stretch.meet(climb.days)
                if days is None:
                    continue
                higher = Climb((*climb.chain, link.parent), days, link.parent == new.child)
                if higher.is_loop:
                    yield higher
                elif link.parent not in climb.chain:  # a loop already there must not trap the climb
                    waiting.append(higher)


def may_link(existing: Forest | Iterable[Link], new: Link) -> Finding:
    """Say whether `new` may join the links: one parent at a time, and no loop on any day of its life.

    Give a `Forest` when asking many times; plain links are indexed afresh for each call.
    """
    return _forest(existing).may_link(new)


def parent_on(links: Forest | Iterable[Link], partnership: str, day: date) -> str | None:
    """Return the parent on the day, or None."""
    return _forest(links).parent_on(partnership, day)


def children_on(links: Forest | Iterable[Link], partnership: str, day: date) -> list[str]:
    """Return the partnerships directly under this one on the day."""
    return _forest(links).children_on(partnership, day)


def apex_of(links: Forest | Iterable[Link], partnership: str, day: date) -> str:
    """Return the partnership at the top on the day: itself when nothing is above it."""
    return _forest(links).apex_of(partnership, day)


def depth(links: Forest | Iterable[Link], partnership: str, day: date) -> int:
    """Return how many partnerships are above this one on the day: 0 at the apex."""
    return _forest(links).depth(partnership, day)


def _forest(links: Forest | Iterable[Link]) -> Forest:
    return links if isinstance(links, Forest) else Forest(links)


def _accepted(new: Link) -> Finding:
    why = say(
        "{child} may sit under {parent} {days}.",
        child=new.child,
        parent=new.parent,
        days=spell_days(new.life),
    )
    return Finding(True, why, AUTHORITY)


def _refused(why: Sentence, would_satisfy: Sentence) -> Finding:
    return Finding(False, why, AUTHORITY, needed=say("one parent at a time and no loop"), would_satisfy=would_satisfy)


def spell_days(life: Life) -> Sentence:
    """Return the days on which a life is shown, in words."""
    return _spell(life.stretch)


def _spell(days: Stretch) -> Sentence:
    if days.end is None:
        return say("from {start} with no end", start=days.start)
    return say("from {start} until {end}", start=days.start, end=days.end)
