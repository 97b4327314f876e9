"""The room of health checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HealthConfig(AppConfig):
    """Runs the checks that each room declares in its checks.py."""

    name = "joinedup.apps.health"
    label = "health"
    verbose_name = _("health checks")
