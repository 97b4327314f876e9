"""One state machine as a table of moves: `docs/states.md` draws them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from joinedup.rules.working import Finding, say


@dataclass(frozen=True)
class Machine:
    """A thing's states: `moves` are {(from, verb): to}; `ends` are states that need no move out of them."""

    noun: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    moves: Mapping[tuple[str, str], str]
    authority: str

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which the table names them."""
        named = [*self.starts]
        for (before, _verb), after in self.moves.items():
            named += [before, after]
        return tuple(dict.fromkeys([*named, *self.ends]))

    def after(self, state: str) -> dict[str, str]:
        """What may follow a state: {verb: next state}."""
        return {verb: to for (before, verb), to in self.moves.items() if before == state}

    def may_move(self, before: str, after: str) -> Finding:
        """Whether one move leads from a state to another, and if not, what may follow."""
        following = self.after(before)
        if before == after or after in following.values():
            why = say("A {noun} that is {before} may become {after}.", noun=self.noun, before=before, after=after)
            return Finding(True, why, self.authority)
        nexts = sorted(set(following.values()))
        return Finding(
            False,
            say("A {noun} that is {before} cannot become {after}.", noun=self.noun, before=before, after=after),
            self.authority,
            would_satisfy=f"From {before} it may become: {', '.join(nexts) or 'nothing else'}.",
        )

    def stuck(self) -> set[str]:
        """States from which no sequence of moves reaches an end. None, in a machine that is right."""
        reaching = set(self.ends)
        while True:
            more = {before for (before, _verb), to in self.moves.items() if to in reaching} - reaching
            if not more:
                return set(self.states) - reaching
            reaching |= more

    def unreachable(self) -> set[str]:
        """States that no sequence of moves leads to."""
        reached = set(self.starts)
        while True:
            more = {to for (before, _verb), to in self.moves.items() if before in reached} - reached
            if not more:
                return set(self.states) - reached
            reached |= more
