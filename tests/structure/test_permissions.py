"""Every page names its permission, and every permission has words and a use."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from joinedup.apps.people.permissions import COLLEAGUE, PERMISSIONS, PUBLIC, SIGNED_IN, Role, declare
from joinedup.site.middleware import DeniedByDefault

SOURCE = Path(__file__).resolve().parents[2] / "src" / "joinedup"


def pages(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[tuple[str, object]]:
    """Every address with its view, however deep it is included."""
    for entry in patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from pages(entry.url_patterns, address)
        else:
            yield address, entry.callback


PAGES = list(pages(get_resolver().url_patterns))


def test_there_are_pages_to_look_at():
    assert {"/people/sign-in/", "/people/account/second-step/", "/audit/"} <= {address for address, _view in PAGES}


@pytest.mark.parametrize(("address", "view"), PAGES, ids=[address for address, _view in PAGES])
def test_every_page_names_a_declared_permission_or_says_that_it_is_public(address, view):
    assert getattr(view, "permission", None) in {PUBLIC, SIGNED_IN, *PERMISSIONS}


def test_a_page_that_names_no_permission_does_not_answer(rf: RequestFactory):
    def mute(_request: object) -> HttpResponse:
        return HttpResponse("secret")

    with pytest.raises(ImproperlyConfigured, match="names no permission"):
        DeniedByDefault(mute).process_view(rf.get("/"), mute, (), {})


@pytest.mark.parametrize("permission", PERMISSIONS.values(), ids=list(PERMISSIONS))
def test_every_permission_has_words_and_somebody_who_holds_it(permission):
    words = str(permission.words)
    assert words[0].isupper()
    assert not words.endswith(".")
    assert permission.roles <= set(Role)
    assert permission.roles


def names_and_strings_used() -> set[str]:
    """Every name, attribute and text in the source outside the files that declare permissions."""
    used: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if path.name == "permissions.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Name):
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.add(node.value)
    return used


def constants() -> dict[str, str]:
    """The constant that each permission is kept in: {"register.appoint": "APPOINT"}."""
    found = {}
    for path in SOURCE.glob("apps/*/permissions.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                call = node.value
                if isinstance(call.func, ast.Name) and call.func.id == "declare":
                    found[ast.literal_eval(call.args[0])] = node.targets[0].id
    return found


def test_every_permission_is_asked_for_somewhere():
    used, kept_in = names_and_strings_used(), constants()
    idle = {name for name in PERMISSIONS if not {name, kept_in.get(name)} & used}
    assert idle - {COLLEAGUE} == set()  # COLLEAGUE is asked for by check_permission itself


def test_a_permission_is_declared_once():
    with pytest.raises(ValueError, match="declared twice"):
        declare(COLLEAGUE, "See", roles=set(Role))


def test_a_permission_bears_the_name_of_its_room():
    for path in SOURCE.glob("apps/*/permissions.py"):
        room = path.parent.name
        for name in constants():
            if f'"{name}"' in path.read_text("utf-8"):
                assert name.startswith(f"{room}.")
