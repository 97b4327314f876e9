"""`joinedup worker`: delivers messages and runs what is due."""

import os
import signal
import socket
import threading
from typing import Any

import click

from joinedup import cli


@click.command()
@click.option("--once", is_flag=True, help="run what is ready and due, then end")
def worker(once: bool) -> None:
    """Run background work until told to stop (SIGTERM or Ctrl-C): the task in hand is finished first."""
    cli.start()
    from django.utils import timezone

    from joinedup.apps.background.worker import work, work_once

    stop = threading.Event()

    def told_to_stop(*_signal: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told_to_stop)
    signal.signal(signal.SIGINT, told_to_stop)
    worker_id = f"{socket.gethostname()}-{os.getpid()}"[:64]
    if once:
        work_once(worker_id=worker_id, clock=timezone.now, stop=stop)
    else:
        work(worker_id=worker_id, clock=timezone.now, stop=stop)
