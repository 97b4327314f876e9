"""The room of the audit."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from joinedup.apps import declared


class AuditConfig(AppConfig):
    """Reads every room's declared events when Django is ready."""

    name = "joinedup.apps.audit"
    label = "audit"
    verbose_name = _("audit")

    def ready(self) -> None:
        """Importing a room's events.py declares them."""
        for _room, _module in declared("events"):
            pass
