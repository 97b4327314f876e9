"""The loop that runs tasks: give back what was lost, queue what is due, run what is ready, wait."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import OperationalError, close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from joinedup.apps.background.actions import (
    LEASE,
    hold_task,
    queue_due_tasks,
    release_task,
    renew_lease,
    requeue_lost_tasks,
)

Clock = Callable[[], datetime]


class LeasedWorker(Worker):
    """django-tasks-db's worker, holding a lease while each task runs."""

    def __init__(
        self,
        *,
        worker_id: str,
        clock: Clock,
        stop: threading.Event | None = None,
        heartbeat_seconds: float | None = None,
    ) -> None:
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )
        self.clock = clock
        self.stop = stop or threading.Event()
        self.heartbeat_seconds = heartbeat_seconds or LEASE.total_seconds() / 3

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Run one task, renewing its lease from a thread of its own until it is done."""
        task_id = str(db_task_result.id)
        hold_task(task_id, self.worker_id, at=self.clock())
        done = threading.Event()
        heart = threading.Thread(target=self._beat, args=(task_id, done), daemon=True)
        heart.start()
        try:
            super().run_task(db_task_result)
        finally:
            done.set()
            heart.join()
            release_task(task_id, self.worker_id)
            self.running = self.running and not self.stop.is_set()

    def _beat(self, task_id: str, done: threading.Event) -> None:
        while not done.wait(self.heartbeat_seconds):
            with suppress(OperationalError):  # a long write holds the database; the next beat tries again
                renew_lease(task_id, self.worker_id, at=self.clock())
        connection.close()


def work_once(*, worker_id: str, clock: Clock, stop: threading.Event | None = None) -> None:
    """One turn: requeue, queue what is due, and run every task that is ready, or until told to stop."""
    requeue_lost_tasks(at=clock())
    queue_due_tasks(at=clock())
    LeasedWorker(worker_id=worker_id, clock=clock, stop=stop).run()


def work(*, worker_id: str, clock: Clock, stop: threading.Event, pause_seconds: float = 1.0) -> None:
    """Work until told to stop."""
    while not stop.is_set():
        close_old_connections()
        work_once(worker_id=worker_id, clock=clock, stop=stop)
        stop.wait(pause_seconds)
