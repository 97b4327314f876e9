"""The outbox."""

from django.db import models


class Message(models.Model):
    """One message to one person: shown on their own page at once, sent by e-mail by the worker.

    `recipient_id` is a person's id as a plain number: this room stands below `people` and knows nobody.
    """

    recipient_id = models.PositiveBigIntegerField()
    address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    num_attempts = models.PositiveSmallIntegerField(default=0)
    try_after = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["recipient_id", "-created_at"], name="notifications_inbox"),
            models.Index(
                fields=["try_after"],
                condition=models.Q(sent_at__isnull=True) & ~models.Q(address=""),
                name="notifications_unsent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.recipient_id}"
