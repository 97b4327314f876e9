"""Taking files in, whole or not at all; undoing an import as a whole; saying what a strange role means."""

from joinedup.apps.register.actions.imports.digest import digest_of
from joinedup.apps.register.actions.imports.mappings import forget_mapping
from joinedup.apps.register.actions.imports.roles import map_role_text
from joinedup.apps.register.actions.imports.taking import Source, import_rows, plan_import
from joinedup.apps.register.actions.imports.undoing import undo_import

__all__ = [
    "Source",
    "digest_of",
    "forget_mapping",
    "import_rows",
    "map_role_text",
    "plan_import",
    "undo_import",
]
