"""A task that says that it has begun, then waits for a file. Run in a process of its own by the kill test."""

import time
from pathlib import Path

from django_tasks import task


@task()
def wait_for(folder: str) -> str:
    """Leave the file `begun`; return once `go` is there."""
    place = Path(folder)
    (place / "begun").touch()
    while not (place / "go").exists():
        time.sleep(0.02)
    (place / "done").touch()
    return "waited"


if __name__ == "__main__":
    import django

    django.setup()
    from django.utils import timezone

    from joinedup.apps.background.worker import LeasedWorker

    LeasedWorker(worker_id="killed", clock=timezone.now).run()
