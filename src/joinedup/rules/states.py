"""Every state machine of the house, each written down once as a table of moves; `docs/states.md` is made here.

A move is made by compare-and-set: the row is updated only where it is still in the state it was read in.
"""

from __future__ import annotations

from joinedup.rules.governance.states import GOVERNANCE
from joinedup.rules.machine import Machine

__all__ = ["IMPORT", "MACHINES", "MESSAGE", "PARTNERSHIP", "SETUP", "TASK", "Machine", "page"]

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
MACHINES = (PARTNERSHIP, IMPORT, SETUP, MESSAGE, TASK, *GOVERNANCE)


def page() -> str:
    """`docs/states.md`."""
    lines = [
        "# States",
        "",
        "Made from the tables in `src/joinedup/rules/` by `python -m joinedup.rules.states`; do not edit.",
    ]
    for machine in MACHINES:
        lines += ["", f"## {machine.noun.capitalize()}", "", f"Authority: {machine.authority}.", ""]
        lines += [f"Begins as: {', '.join(machine.starts)}. Ends as: {', '.join(machine.ends)}.", ""]
        lines += ["| from | verb | to |", "|---|---|---|"]
        lines += [f"| {before} | {verb} | {to} |" for (before, verb), to in machine.moves.items()]
        lines += ["", "```mermaid", "stateDiagram-v2"]
        lines += [f"    [*] --> {_mermaid(state)}" for state in machine.starts]
        lines += [f"    {_mermaid(before)} --> {_mermaid(to)}: {verb}" for (before, verb), to in machine.moves.items()]
        lines += [f"    {_mermaid(state)} --> [*]" for state in machine.ends]
        lines += ["```"]
    return "\n".join(lines) + "\n"


def _mermaid(state: str) -> str:
    return state.replace(" ", "_")


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
