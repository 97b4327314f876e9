"""Give back what a dead worker held, and queue what is due.

Tasks may run twice (a worker may stop for longer than its lease and wake again), so every task is idempotent.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from joinedup.apps import declared
from joinedup.apps.background.models import Lease, Slot

LEASE = timedelta(seconds=60)  # three missed heartbeats of 20 s before a worker is taken to be dead
KEEP_SLOTS = timedelta(days=40)


def hold_task(task_id: str, worker_id: str, *, at: datetime) -> None:
    """Begin a worker's lease on a task that it has just claimed."""
    Lease.objects.update_or_create(task_id=task_id, defaults={"worker_id": worker_id, "held_until": at + LEASE})


def renew_lease(task_id: str, worker_id: str, *, at: datetime) -> bool:
    """Renew a lease, if this worker still has it: one that woke too late does not take it back."""
    mine = Lease.objects.filter(task_id=task_id, worker_id=worker_id)
    return mine.update(held_until=at + LEASE) == 1


def release_task(task_id: str, worker_id: str) -> None:
    """End this worker's lease: the task is finished, well or badly."""
    Lease.objects.filter(task_id=task_id, worker_id=worker_id).delete()


def requeue_lost_tasks(*, at: datetime) -> int:
    """Make ready again every running task whose lease ran out, or that never got one. Returns how many."""
    held = Lease.objects.filter(held_until__gt=at).values_list("task_id", flat=True)
    lost = DBTaskResult.objects.running().filter(started_at__lt=at - LEASE).exclude(id__in=list(held))
    num_requeued = 0
    for task in lost:
        with transaction.atomic():
            # Compare and set: another worker may be doing the same at this moment.
            num_requeued += DBTaskResult.objects.filter(
                id=task.id, status=TaskResultStatus.RUNNING, started_at=task.started_at
            ).update(status=TaskResultStatus.READY, started_at=None)
            Lease.objects.filter(task_id=task.id, held_until__lte=at).delete()
    return num_requeued


def queue_due_tasks(*, at: datetime) -> list[str]:
    """Queue each scheduled task once per period. Returns the names queued now.

    A room declares `SCHEDULE = {"name": (task, timedelta)}` in its tasks.py. Periods are counted from the
    epoch, so that every worker computes the same slot.
    """
    queued = []
    for _room, module in declared("tasks"):
        for name, (task, every) in getattr(module, "SCHEDULE", {}).items():
            seconds = int(every.total_seconds())
            due_at = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=at.tzinfo)
            with transaction.atomic():
                _slot, is_new = Slot.objects.get_or_create(name=name, due_at=due_at)
                if is_new:
                    task.enqueue()
                    queued.append(name)
    Slot.objects.filter(due_at__lt=at - KEEP_SLOTS).delete()
    return queued
