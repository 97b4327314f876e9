"""`joinedup restructure`: proposals for a locality's partnerships, from a file, with no server and no database."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from joinedup.engines.restructure import Register

# A bar is shown for work that has lasted this long, in seconds.
PATIENCE = 1.0


@click.group()
def restructure() -> None:
    """Proposals for which partnerships to keep, nest, merge or wind up. Nothing is changed."""


@restructure.command("propose")
@click.argument("register", type=click.Path(path_type=Path))
@click.option("--effort", type=click.IntRange(0, 10**6), metavar="N", help="at most so many points of consent effort")
@click.option("--refused", multiple=True, metavar="ID", help="a partnership that has said no (may be given again)")
@click.option("--apex", default="", metavar="ID", help="the LSP, where the file does not say which it is")
@click.option("--points", type=click.IntRange(2, 1000), default=50, show_default=True, help="points of the curve")
@click.option("--seconds", type=click.FloatRange(0.1), default=120.0, show_default=True, help="to look for a proof")
@click.option("--rank-refusals", is_flag=True, help="say also what each single refusal would cost Full")
@click.option("--json", "as_json", is_flag=True, help="answer as JSON")
@click.option("--out", type=click.Path(path_type=Path), help="a table of the changes (.csv, .parquet or .xlsx)")
def propose(
    register: Path,
    effort: int | None,
    refused: tuple[str, ...],
    apex: str,
    points: int,
    seconds: float,
    rank_refusals: bool,
    as_json: bool,
    out: Path | None,
) -> None:
    """Propose structures for the partnerships in REGISTER, each proved the best for its trade-off.

    REGISTER is what `joinedup register export json` writes. Exit 1 when nothing can be proposed that saves.
    """
    from joinedup import cli
    from joinedup.engines.restructure import answer, refusals
    from joinedup.engines.restructure import propose as find

    if rank_refusals and effort is not None:
        cli.refuse("--rank-refusals: it is Full that is ranked; leave --effort out")

    content, read = _read(register, refused, apex)
    with Bar() as bar:
        proposal = find(read.setting, effort, num_points=points, seconds=seconds, say_progress=bar)
    ranked = None
    if rank_refusals:
        with Bar() as bar:
            ranked = refusals(read.setting, proposal.options[-1], seconds=seconds, say_progress=bar)
    told = cli.provenance(
        {register.name: hashlib.sha256(content).hexdigest()},
        effort=effort,
        refused=refused,
        apex=apex,
        points=points,
        seconds=seconds,
        rank_refusals=rank_refusals,
    )
    if effort is not None:
        told["options"]["effort"] = effort
    document = answer(proposal) | {"notes": list(map(str, read.notes)), "lsp": read.setting.lsp}
    document |= {"unit_values": _unit_values(read), "provenance": told}
    if ranked is not None:
        document["refusals"] = [asdict(each) for each in ranked]
    if out is not None:
        _write(out, proposal)
    if as_json:
        click.echo(json.dumps(document, indent=2, ensure_ascii=False))
    elif out is None:
        _show(document)
    sys.exit(0 if any(option.saving_pence for option in proposal.options) else 1)


def _read(register: Path, refused: tuple[str, ...], apex: str) -> tuple[bytes, Register]:
    from joinedup import cli
    from joinedup.engines.restructure import read_register
    from joinedup.formats.faults import BadInput

    try:
        content = register.read_bytes()
    except OSError as wrong:
        cli.refuse(f"{register}: {wrong.strerror}; name a file that can be read")
    try:
        return content, read_register(content, register.name, refused, apex)
    except BadInput as wrong:
        cli.refuse_faults(wrong.faults)


def _unit_values(read: Register) -> dict[str, int]:
    used = {name: value for name, value in asdict(read.setting.values).items() if name != "is_busiest"}
    return used if read.setting.lsp_meetings is None else used | {"lsp_meetings": read.setting.lsp_meetings}


def _write(out: Path, proposal: Any) -> None:
    from joinedup.cli.tables import write_table
    from joinedup.engines.restructure.answer import COLUMNS, table

    write_table(out, "Proposals", COLUMNS, table(proposal))


def _show(document: dict[str, Any]) -> None:
    for option in document["options"]:
        proof = "proved the best" if option["status"] == "optimal" else f"at most {_pounds(option['bound_pence'])}"
        num = len(option["consents"])
        head = f"saves {_pounds(option['saving_pence'])} a year ({proof}), effort {option['effort']}, {num} to ask"
        click.echo(f"\n{option['name']}: {head}\n  {option['what']}")
        for change in option["changes"]:
            into = f" into {change['into']}" if change["into"] else ""
            click.echo(f"  {change['kind'].replace('_', ' ')}: {', '.join(change['of'])}{into}")
    for each in document.get("refusals", ()):
        click.echo(f"if {each['partnership']} refuses: {_pounds(each['loss_pence'])} a year less")
    for note in document["notes"]:
        click.echo(f"note: {note}", err=True)


def _pounds(pence: int) -> str:
    return f"£{pence // 100:,}.{pence % 100:02}"


class Bar:
    """A bar on standard error, shown to a person at a terminal once the work has lasted a second."""

    def __enter__(self) -> Bar:
        self.bar: Any = None
        self.done, self.total = 0, 1
        self.lock = threading.Lock()
        self.timer = threading.Timer(PATIENCE, self._show)
        self.timer.daemon = True
        if sys.stderr.isatty():
            self.timer.start()
        return self

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        with self.lock:
            if self.bar is not None:
                self.bar.length = total
                self.bar.update(done - self.done)
            self.done, self.total = done, total

    def _show(self) -> None:
        with self.lock:
            self.bar = click.progressbar(length=self.total, file=sys.stderr, label="finding and proving")
            self.bar.__enter__()
            self.bar.update(self.done)

    def __exit__(self, *_failure: object) -> None:
        self.timer.cancel()
        with self.lock:
            if self.bar is not None:
                self.bar.__exit__(None, None, None)
