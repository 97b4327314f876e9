"""A lease says that a worker still holds a task; a slot, that a scheduled task was queued for its hour."""

from django.db import models


class Lease(models.Model):
    """A worker's hold on one running task. Past `held_until` the task may be given to another."""

    task_id = models.UUIDField(primary_key=True)
    worker_id = models.CharField(max_length=64)
    held_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.task_id} held by {self.worker_id} until {self.held_until:%Y-%m-%d %H:%M:%S}"


class Slot(models.Model):
    """One due time of a scheduled task. Its uniqueness is what stops two workers from queueing it twice."""

    name = models.CharField(max_length=100)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due_at"], name="background_slot_once")]

    def __str__(self) -> str:
        return f"{self.name} at {self.due_at:%Y-%m-%d %H:%M}"
