"""Writing to the outbox and delivering from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from joinedup.apps.notifications.models import Message

LONGEST_SUBJECT = 200
GIVE_UP_AFTER = 8  # attempts; with the waits below that is about four hours


@dataclass(frozen=True)
class Recipient:
    """Whom to tell, as the caller knows them. A blank address means: on their own page only."""

    person_id: int
    address: str


def tell(recipients: Iterable[Recipient], *, subject: str, body: str, link: str = "") -> int:
    """Write a message to each recipient in the transaction of the change; deliver after commit.

    Returns how many were written. `link` is a path on this site.
    """
    now = timezone.now()
    subject = " ".join(subject.split())[:LONGEST_SUBJECT]  # a line break would be a header of its own
    messages = [
        Message(
            recipient_id=recipient.person_id,
            address=recipient.address,
            subject=subject,
            body=body,
            link=link,
            created_at=now,
        )
        for recipient in {r.person_id: r for r in recipients}.values()
    ]
    Message.objects.bulk_create(messages)
    if any(message.address for message in messages):
        transaction.on_commit(_queue_delivery)
    return len(messages)


def _queue_delivery() -> None:
    from joinedup.apps.notifications.tasks import deliver_messages  # noqa: PLC0415 - tasks import actions

    deliver_messages.enqueue()


def deliver_due(*, at: datetime) -> int:
    """Send what is unsent and due, one transaction each, oldest first. Returns how many went."""
    due = _due(at).exclude(address="").filter(num_attempts__lt=GIVE_UP_AFTER).order_by("created_at")
    return sum(_deliver_one(message_id, at=at) for message_id in list(due.values_list("pk", flat=True)))


def _due(at: datetime) -> QuerySet[Message]:
    return Message.objects.filter(Q(try_after__isnull=True) | Q(try_after__lte=at), sent_at__isnull=True)


def _deliver_one(message_id: int, *, at: datetime) -> int:
    """Claim by compare-and-set on the number of attempts, send, and say how it went.

    The claim also asks that the message is still due: one that another worker has just claimed is not.
    """
    message = Message.objects.get(pk=message_id)
    wait = timedelta(minutes=2**message.num_attempts)
    mine = _due(at).filter(pk=message_id, num_attempts=message.num_attempts)
    if mine.update(num_attempts=message.num_attempts + 1, try_after=at + wait) != 1:
        return 0  # another worker has it
    text = message.body + (f"\n\n{settings.JOINEDUP_ADDRESS}{message.link}" if message.link else "")
    try:
        EmailMessage(message.subject, text, to=[message.address]).send()
    except (
        OSError,
        ValueError,
    ) as failure:  # the post office's failures are OSErrors; a bad address, ValueError
        Message.objects.filter(pk=message_id).update(last_error=str(failure)[:300])
        return 0
    Message.objects.filter(pk=message_id).update(sent_at=at, last_error="")
    return 1


def mark_read(message: Message, *, at: datetime) -> None:
    """Note that its recipient has seen a message on their own page. A second time changes nothing."""
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=at)


def mark_all_read(recipient_id: int, *, at: datetime) -> int:
    """Note that a person has seen all their messages. Returns how many were new."""
    return Message.objects.filter(recipient_id=recipient_id, read_at__isnull=True).update(read_at=at)
