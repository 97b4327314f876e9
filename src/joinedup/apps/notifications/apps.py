"""The room of notifications."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Looks nobody up: callers hand over the recipients."""

    name = "joinedup.apps.notifications"
    label = "notifications"
    verbose_name = _("notifications")
