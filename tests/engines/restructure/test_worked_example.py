"""The table of docs/methods/restructure.md is what the engine finds."""

from pathlib import Path

from joinedup.engines.restructure import Option, propose
from tests.engines.restructure.cast import CDRP, DAT, LSP, PANEL, setting

PAGE = Path(__file__).parents[3] / "docs" / "methods" / "restructure.md"


def how(option: Option) -> str:
    plan = option.plan
    said = [f"{one} into {host}" for one, host in sorted(plan.merges.items())]
    said += [f"{one} in {'LSP' if parent == LSP else parent}" for one, parent in sorted(plan.nests.items())]
    return "; ".join(said) or "as now"


def test_the_curve_is_as_the_page_says() -> None:
    text = PAGE.read_text(encoding="utf-8").split("## Worked example")[1]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")][2:]
    written = [(int(effort), 100 * int(pounds), said.strip()) for effort, pounds, said in rows]
    curve = propose(setting(CDRP, DAT, PANEL)).curve
    assert [(point.effort, point.saving_pence, how(point)) for point in curve] == written
