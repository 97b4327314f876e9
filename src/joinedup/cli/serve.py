"""`joinedup serve`: the web pages, served by granian."""

import click


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="the address to listen at")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="the port")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="processes")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="threads in each")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve the web pages until told to stop. Put a reverse proxy with TLS before it."""
    from joinedup import cli

    cli.start()
    run_server(host, port, workers, threads)


def run_server(host: str, port: int, workers: int, threads: int) -> None:
    """Serve; returns when the server has been told to stop. Ends with 2 where the port is taken."""
    _need_port(host, port)
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "joinedup.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        log_access=False,
        workers_kill_timeout=10,  # seconds: told to stop, it stops, whatever a page is waiting for
    ).serve()


def _need_port(host: str, port: int) -> None:
    """Say plainly that a port is taken, rather than let the server fail in its own words."""
    import socket

    from joinedup import cli

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as failure:
            cli.refuse(f"cannot listen at {host} port {port}: {failure.strerror}; choose another with --port")
