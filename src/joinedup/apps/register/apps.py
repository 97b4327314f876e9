"""The room of the register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    """Partnerships, organisations, areas, seats, appointments, links, requirements, and who may do what."""

    name = "joinedup.apps.register"
    label = "register"
    verbose_name = _("register")
