"""A person's own messages."""

from django.db.models import QuerySet

from joinedup.apps.notifications.models import Message


def messages_of(person_id: int) -> QuerySet[Message]:
    """Newest first."""
    return Message.objects.filter(recipient_id=person_id)


def num_unread(person_id: int) -> int:
    """How many the person has not opened."""
    return messages_of(person_id).filter(read_at__isnull=True).count()
