"""The room of people."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _

from joinedup.apps import declared


class PeopleConfig(AppConfig):
    """Reads every room's declared permissions when Django is ready."""

    name = "joinedup.apps.people"
    label = "people"
    verbose_name = _("people")

    def ready(self) -> None:
        """Importing a room's permissions.py declares them. allauth's own models tell us of their changes."""
        for _room, _module in declared("permissions"):
            pass
        actions = import_module("joinedup.apps.people.actions")  # it needs models, which are ready only now
        authenticator = apps.get_model("mfa", "Authenticator")
        post_save.connect(actions.method_added, sender=authenticator, dispatch_uid="method_added")
        post_delete.connect(actions.method_removed, sender=authenticator, dispatch_uid="method_removed")
