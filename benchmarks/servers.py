"""A server in a process of its own, and what it costs: processor time of the process and of its children."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # in a second
ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def granian(app: str, environ: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Serve with one worker. Yields the port and the process id; stops the server at the end."""
    port = free_port()
    options = ["--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws"]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", *options, "--port", str(port), app], cwd=ROOT, env=dict(environ)
    )
    try:
        _wait(port, server)
        yield port, server.pid
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            return ask(http.client.HTTPConnection("127.0.0.1", port), "/bare/", {})
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def ask(connection: http.client.HTTPConnection, address: str, headers: Mapping[str, str]) -> None:
    """Ask for a page and read all of it."""
    connection.request("GET", address, headers=dict(headers))
    connection.getresponse().read()


def processor_seconds(pid: int) -> float:
    """User and system time so far of a process and all below it, from /proc, to a hundredth of a second."""
    times: dict[int, tuple[int, int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
            times[int(entry.name)] = (int(stat[1]), int(stat[11]) + int(stat[12]))
    ours, ticks = {pid}, times[pid][1]
    while more := {child for child, (parent, _) in times.items() if parent in ours} - ours:
        ours |= more
        ticks += sum(times[child][1] for child in more)
    return ticks / TICKS
