"""The room of background work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackgroundConfig(AppConfig):
    """Keeps leases on running tasks and the slots that the schedule has filled."""

    name = "joinedup.apps.background"
    label = "background"
    verbose_name = _("background work")
