"""Every event has a sentence and a rule for erasing what is personal; every action records a declared one."""

import ast
import string
from importlib import import_module
from pathlib import Path

import pytest

from joinedup.apps.audit.events import KINDS, Erasure, declare

SOURCE = Path(__file__).resolve().parents[2] / "src" / "joinedup"


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_event_has_a_sentence_and_a_rule_of_erasure(kind):
    fields = {field for _text, field, _format, _conversion in string.Formatter().parse(str(kind.sentence)) if field}
    assert "actor" in fields
    assert isinstance(kind.erase, Erasure)


def recorded() -> list[tuple[str, ast.expr]]:
    """The first argument of every call of the audit's `record`, with the module that it stands in."""
    found = []
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__")
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        if module != "joinedup.apps.audit.actions" and not any(
            node.module == "joinedup.apps.audit.actions" and "record" in {name.name for name in node.names}
            for node in imports
        ):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                found.append((module, node.args[0]))
    return found


CALLS = recorded()


def named(module: str, argument: ast.expr) -> list[object]:
    """The kinds that the argument may be: a constant, an attribute of an events module, or a choice."""
    if isinstance(argument, ast.IfExp):
        return [*named(module, argument.body), *named(module, argument.orelse)]
    here = import_module(module)
    if isinstance(argument, ast.Attribute) and isinstance(argument.value, ast.Name):
        return [getattr(getattr(here, argument.value.id, None), argument.attr, None)]
    return [getattr(here, argument.id, None)] if isinstance(argument, ast.Name) else [None]


@pytest.mark.parametrize(
    ("module", "argument"), CALLS, ids=[f"{module}:{argument.lineno}" for module, argument in CALLS]
)
def test_every_action_records_a_declared_constant_and_never_a_text_of_its_own(module, argument):
    kinds = named(module, argument)
    is_handed_in = isinstance(argument, ast.Name) and kinds == [None]  # an argument or a variable, checked by record
    assert is_handed_in or set(kinds) <= set(KINDS)


def test_every_room_that_changes_anything_records_it():
    rooms = {module.split(".")[2] for module, _argument in CALLS}
    assert {"audit", "people", "register"} <= rooms


def test_every_event_is_recorded_somewhere():
    used = {name for module, argument in CALLS for name in named(module, argument)}
    sources = [path.read_text("utf-8") for path in SOURCE.rglob("*.py") if path.name != "events.py"]
    idle = set()
    for name in set(KINDS) - used:
        room, stem = name.split(".")
        constants = vars(import_module(f"joinedup.apps.{room}.events"))
        (constant,) = [key for key, value in constants.items() if value == name]
        if not any(constant in source for source in sources):
            idle.add(stem)
    assert idle == set()


def test_an_event_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        declare("audit.erased", "{actor}", erase=Erasure.NOTHING_PERSONAL)
