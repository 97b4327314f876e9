"""All that the database keeps, for tests that say that nothing changed."""

from typing import Any

from django.apps import apps

NOT_ASKED = {"django_session", "django_tasks_db_dbtaskresult"}  # a visit, and work that waits


def everything_kept() -> dict[str, list[Any]]:
    """Every row of every table, as text."""
    return {
        model._meta.label: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.db_table not in NOT_ASKED
    }
