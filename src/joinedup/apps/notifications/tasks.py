"""Delivery in the background."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from joinedup.apps.notifications.actions import deliver_due


@task()
def deliver_messages() -> int:
    """Send what is due. Running it twice sends nothing twice."""
    return deliver_due(at=timezone.now())


SCHEDULE = {"notifications.deliver_messages": (deliver_messages, timedelta(minutes=5))}
