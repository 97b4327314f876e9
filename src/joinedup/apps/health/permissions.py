"""What may be done with the health checks, in words."""

from django.utils.translation import gettext_lazy as _

from joinedup.apps.people.permissions import Role, declare

RUN_CHECKS = declare(
    "health.run_checks",
    _("Run the health checks and keep the results"),
    roles={Role.MANAGER, Role.ADMINISTRATOR},
)
