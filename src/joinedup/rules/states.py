"""State machines, each written down once as a table of moves. `docs/states.md` is made from them.

A move is made by compare-and-set: the row is updated only where it is still in the state it was read in.
"""

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
        return Finding(
            False,
            say("A {noun} that is {before} cannot become {after}.", noun=self.noun, before=before, after=after),
            self.authority,
            would_satisfy=f"From {before} it may become: {', '.join(sorted(set(following.values()))) or 'nothing else'}.",
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


PARTNERSHIP = Machine(
    "partnership",
    starts=("proposed", "forming", "active", "dormant"),
    ends=("ended",),
    moves={
        ("proposed", "form"): "forming",
        ("proposed", "drop"): "ended",
        ("forming", "begin"): "active",
        ("forming", "drop"): "ended",
        ("active", "rest"): "dormant",
        ("active", "end"): "ended",
        ("dormant", "wake"): "active",
        ("dormant", "end"): "ended",
    },
    authority="white paper 2.32 (stages of development) and 2.39 (ending)",
)
IMPORT = Machine(
    "import",
    starts=("previewed",),
    ends=("refused", "done", "undone", "dropped"),
    moves={
        ("previewed", "refuse"): "refused",
        ("previewed", "import"): "done",
        ("previewed", "drop"): "dropped",
        ("done", "undo"): "undone",
    },
    authority="rule of the register: all or nothing",
)
SETUP = Machine(
    "set-up",
    starts=("begun",),
    ends=("finished", "dropped"),
    moves={("begun", "finish"): "finished", ("begun", "drop"): "dropped"},
    authority="white paper 2.32 and 2.35",
)
MESSAGE = Machine(
    "message",
    starts=("written",),
    ends=("sent", "given up"),
    moves={
        ("written", "send"): "sent",
        ("written", "fail"): "waiting",
        ("waiting", "send"): "sent",
        ("waiting", "fail"): "waiting",
        ("waiting", "give up"): "given up",
    },
    authority="rule of the house: an outbox, delivered after the commit",
)
TASK = Machine(
    "task",
    starts=("ready",),
    ends=("successful", "failed"),
    moves={
        ("ready", "claim"): "running",
        ("running", "finish"): "successful",
        ("running", "fail"): "failed",
        ("running", "lose the lease"): "ready",
    },
    authority="rule of the house: a killed worker's task is picked up",
)
MACHINES = (PARTNERSHIP, IMPORT, SETUP, MESSAGE, TASK)


def page() -> str:
    """`docs/states.md`."""
    lines = [
        "# States",
        "",
        "Made from `src/joinedup/rules/states.py` by `python -m joinedup.rules.states`; do not edit.",
    ]
    for machine in MACHINES:
        lines += ["", f"## {machine.noun.capitalize()}", "", f"Authority: {machine.authority}.", ""]
        lines += [f"Begins as: {', '.join(machine.starts)}. Ends as: {', '.join(machine.ends)}.", ""]
        lines += ["| from | verb | to |", "|---|---|---|"]
        lines += [f"| {before} | {verb} | {to} |" for (before, verb), to in machine.moves.items()]
        lines += ["", "```mermaid", "stateDiagram-v2"]
        lines += [f"    [*] --> {_mermaid(state)}" for state in machine.starts]
        lines += [
            f"    {_mermaid(before)} --> {_mermaid(to)}: {verb}"
            for (before, verb), to in machine.moves.items()
        ]
        lines += [f"    {_mermaid(state)} --> [*]" for state in machine.ends]
        lines += ["```"]
    return "\n".join(lines) + "\n"


def _mermaid(state: str) -> str:
    return state.replace(" ", "_")


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
