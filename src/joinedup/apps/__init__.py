"""The rooms: one Django app per capability, the same file names in each.

An app never reaches up to another. Where a page or a runner gathers what several rooms declare
(checks, panels, events, permissions, tasks), the rooms are found by name here.
"""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def declared(name: str) -> Iterator[tuple[str, ModuleType]]:
    """Every room's module of this name: (room, module), in the order of the installed apps.

    >>> [room for room, module in declared("checks")]
    ['register', ...]
    """
    for config in apps.get_app_configs():
        if config.name.startswith("joinedup.apps.") and module_has_submodule(config.module, name):
            yield config.label, import_module(f"{config.name}.{name}")
