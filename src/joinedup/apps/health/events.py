"""What can happen in the room of health checks. Results speak of partnerships, never of a named person."""

from django.utils.translation import gettext_lazy as _

from joinedup.apps.audit.events import Erasure, declare

CHECKS_RUN = declare(
    "health.checks_run",
    _("{actor} ran the health checks as at {on}: {count} results, {red} red"),
    erase=Erasure.NOTHING_PERSONAL,
)
