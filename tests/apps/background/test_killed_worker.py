"""A real worker in a process of its own, really killed in the middle of its task, loses nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from joinedup.apps.background.actions import LEASE, requeue_lost_tasks
from joinedup.apps.background.models import Lease
from joinedup.apps.background.worker import LeasedWorker
from tests.apps.background.waiting import wait_for

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 60  # for a busy machine; each wait ends as soon as its condition holds


def until(condition: Callable[[], object], what: str, worker: "subprocess.Popen[bytes]") -> None:
    """Wait for a condition; fail with its name if it never comes, and at once if the worker has ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert worker.poll() is None, worker.stderr.read().decode()
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.02)


def database_url() -> str:
    """The tests' own database, as another process reaches it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    user, password, host, port, name = (
        quote(str(at[key] or ""), safe="") for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    )
    return f"postgres://{user}:{password}@{host}:{port}/{name}"


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process on the tests' database, gone when the block ends however it ends."""
    told = {
        "JOINEDUP_DATABASE_URL": database_url(),
        "JOINEDUP_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "joinedup.site.settings",
    }
    with subprocess.Popen([sys.executable, *arguments], env=os.environ | told, stderr=subprocess.PIPE) as running:
        try:
            yield running
        finally:
            running.kill()


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_worker_that_was_killed_is_run_by_another(tmp_path: Path):
    result = wait_for.enqueue(str(tmp_path))
    row = DBTaskResult.objects.filter(id=result.id)
    with process("-m", "tests.apps.background.waiting") as worker:
        until((tmp_path / "begun").exists, "the worker begins the task", worker)
        until(lambda: Lease.objects.filter(worker_id="killed").exists(), "the worker holds a lease", worker)
        worker.send_signal(signal.SIGKILL)
        assert worker.wait(timeout=PATIENCE_SECONDS) == -signal.SIGKILL
    assert row.get().status == "RUNNING"  # this is what the killed worker leaves behind
    assert not (tmp_path / "done").exists()

    (tmp_path / "go").touch()
    assert requeue_lost_tasks(at=timezone.now()) == 0  # its lease is not over yet
    assert requeue_lost_tasks(at=timezone.now() + LEASE + timedelta(seconds=1)) == 1
    LeasedWorker(worker_id="other", clock=timezone.now).run()
    assert (row.get().status, row.get().worker_ids) == ("SUCCESSFUL", ["killed", "other"])
    assert (tmp_path / "done").exists()
    assert Lease.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_told_to_stop_finishes_its_task_and_ends_well(tmp_path: Path):
    result, next_one = wait_for.enqueue(str(tmp_path)), wait_for.enqueue(str(tmp_path))
    with process("-c", "from joinedup.cli import main; main()", "worker") as worker:
        until((tmp_path / "begun").exists, "the worker begins the task", worker)
        worker.send_signal(signal.SIGTERM)
        (tmp_path / "go").touch()
        assert worker.wait(timeout=PATIENCE_SECONDS) == 0
    statuses = [DBTaskResult.objects.get(id=one.id).status for one in (result, next_one)]
    assert statuses == ["SUCCESSFUL", "READY"]
    assert Lease.objects.count() == 0
