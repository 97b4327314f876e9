"""Work survives the death of a worker, is never stolen from a living one, and what is due is queued once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from joinedup.apps.background import worker as workers
from joinedup.apps.background.actions import (
    LEASE,
    hold_task,
    queue_due_tasks,
    release_task,
    renew_lease,
    requeue_lost_tasks,
)
from joinedup.apps.background.models import Lease, Slot
from joinedup.apps.background.worker import LeasedWorker, work, work_once

ran: list[str] = []


@task()
def note(word: str) -> None:
    """A task that leaves a trace."""
    ran.append(word)


@task()
def fail() -> None:
    """A task with a fault in it."""
    raise ValueError("a fault of our own")


@pytest.fixture(autouse=True)
def _nothing_ran() -> None:
    ran.clear()


@pytest.fixture
def nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the tasks of the test itself."""
    monkeypatch.setattr(workers, "queue_due_tasks", lambda at: [])


def status_of(task_id: str) -> str:
    return str(DBTaskResult.objects.get(id=task_id).status)


def claimed_by_a_dead_worker() -> str:
    """A task that a worker claimed, and was then killed."""
    result = note.enqueue("again")
    DBTaskResult.objects.get(id=result.id).claim("dead")
    return str(result.id)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("nothing_is_due")
class TestWork:
    def test_a_task_is_run_once_and_its_lease_given_back(self):
        result = note.enqueue("once")
        work_once(worker_id="w", clock=timezone.now)
        work_once(worker_id="w", clock=timezone.now)
        assert (ran, status_of(result.id), Lease.objects.count()) == (["once"], "SUCCESSFUL", 0)

    def test_a_task_that_fails_gives_its_lease_back_and_is_not_run_again(self):
        result = fail.enqueue()
        work_once(worker_id="w", clock=timezone.now)
        assert (status_of(result.id), Lease.objects.count()) == ("FAILED", 0)

    def test_what_a_dead_worker_held_is_run_by_another_once_its_lease_is_over(self):
        task_id = claimed_by_a_dead_worker()
        hold_task(task_id, "dead", at=timezone.now())
        work_once(worker_id="w", clock=timezone.now)
        assert (ran, status_of(task_id)) == ([], "RUNNING")
        work_once(worker_id="w", clock=lambda: timezone.now() + LEASE + timedelta(seconds=5))
        assert (ran, status_of(task_id)) == (["again"], "SUCCESSFUL")
        assert DBTaskResult.objects.get(id=task_id).worker_ids == ["dead", "w"]

    def test_a_worker_killed_before_it_took_the_lease_loses_its_task_too(self):
        claimed_by_a_dead_worker()
        work_once(worker_id="w", clock=lambda: timezone.now() + LEASE + timedelta(seconds=5))
        assert ran == ["again"]

    def test_a_worker_told_to_stop_finishes_the_task_in_hand_and_takes_no_other(self):
        stop = threading.Event()
        for word in ("first", "second"):
            note.enqueue(word)
        stop.set()
        LeasedWorker(worker_id="w", clock=timezone.now, stop=stop).run()
        assert ran == ["first"]

    def test_work_ends_when_told_to(self):
        stop = threading.Event()
        turns = []

        def clock() -> datetime:
            turns.append(1)
            if len(turns) > 3:
                stop.set()
            return timezone.now()

        work(worker_id="w", clock=clock, stop=stop, pause_seconds=0)
        assert stop.is_set()


@pytest.mark.django_db
def test_a_lease_that_is_held_is_not_stolen():
    task_id = claimed_by_a_dead_worker()
    later = timezone.now() + timedelta(hours=1)
    hold_task(task_id, "alive", at=later)
    assert requeue_lost_tasks(at=later + LEASE / 2) == 0
    assert status_of(task_id) == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_renewed_lease_lasts_from_its_renewal():
    task_id = claimed_by_a_dead_worker()
    now = timezone.now()
    hold_task(task_id, "alive", at=now)
    assert renew_lease(task_id, "alive", at=now + LEASE / 2)
    assert requeue_lost_tasks(at=now + LEASE * 1.25) == 0
    assert requeue_lost_tasks(at=now + LEASE * 2) == 1


@pytest.mark.django_db
def test_a_worker_that_wakes_too_late_neither_renews_nor_ends_the_lease_of_another():
    task_id = claimed_by_a_dead_worker()
    now = timezone.now()
    hold_task(task_id, "slow", at=now)
    hold_task(task_id, "new", at=now + LEASE * 2)
    assert not renew_lease(task_id, "slow", at=now + LEASE * 2)
    release_task(task_id, "slow")
    assert Lease.objects.get().worker_id == "new"


@pytest.mark.django_db(transaction=True)
def test_a_task_that_takes_longer_than_its_lease_keeps_it_by_its_heartbeat(monkeypatch: pytest.MonkeyPatch):
    renewed = threading.Event()

    def beat(*_lease: object, at: datetime) -> bool:
        renewed.set()
        return True

    monkeypatch.setattr(workers, "renew_lease", beat)
    monkeypatch.setattr(LeasedWorker.__bases__[0], "run_task", lambda *_task: renewed.wait(timeout=30))
    result = note.enqueue("long")
    row = DBTaskResult.objects.get(id=result.id)
    LeasedWorker(worker_id="w", clock=timezone.now, heartbeat_seconds=0.01).run_task(row)
    assert renewed.is_set()


@pytest.mark.django_db
def test_each_scheduled_task_is_queued_once_per_period():
    noon = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
    assert "notifications.deliver_messages" in queue_due_tasks(at=noon)
    assert queue_due_tasks(at=noon + timedelta(minutes=4)) == []
    assert queue_due_tasks(at=noon + timedelta(minutes=5)) == ["notifications.deliver_messages"]
    assert "audit.publish_head" in queue_due_tasks(at=noon + timedelta(days=1))


@pytest.mark.django_db
def test_old_slots_are_cleared():
    noon = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
    queue_due_tasks(at=noon)
    queue_due_tasks(at=noon + timedelta(days=60))
    assert Slot.objects.filter(due_at__lt=noon + timedelta(days=1)).count() == 0


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_queue_what_is_due_once():
    noon = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)
    together = Barrier(8)

    def queue(_worker: int) -> list[str]:
        try:
            together.wait(timeout=60)
            return queue_due_tasks(at=noon)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        queued = [name for names in pool.map(queue, range(8)) for name in names]
    assert len(queued) == len(set(queued)) == DBTaskResult.objects.count()


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_requeue_a_lost_task_once():
    claimed_by_a_dead_worker()
    later = timezone.now() + timedelta(hours=1)
    together = Barrier(8)

    def requeue(_worker: int) -> int:
        try:
            together.wait(timeout=60)
            return requeue_lost_tasks(at=later)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(requeue, range(8))) == 1
