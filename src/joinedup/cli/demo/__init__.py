"""`joinedup demo`: Northmoor, an invented borough, from 2001 to 2004, and nine real partnerships, in a browser."""

import os
import secrets
import shutil
import threading
from pathlib import Path
from urllib.parse import quote

import click

HERE = Path(__file__).parent


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="the address to listen at")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="the port")
@click.option("--fresh", is_flag=True, help="begin again from the example as it was")
@click.option("--no-serve", is_flag=True, help="make the example and print the links, and end")
def demo(host: str, port: int, fresh: bool, no_serve: bool) -> None:
    """Open the worked example: a database of its own, signed-in links printed. Nothing of yours is touched."""
    folder = demo_folder(fresh=fresh)
    # A passkey needs a name, not a number.
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    os.environ |= {
        "JOINEDUP_DATA": str(folder),
        "JOINEDUP_DATABASE_URL": f"sqlite:///{quote(str(folder / 'demo.sqlite3'))}",
        "JOINEDUP_ADDRESS": address,
        "JOINEDUP_HOSTS": f"{host},127.0.0.1,localhost",
        "JOINEDUP_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "JOINEDUP_LINK_MINUTES": str(24 * 60),  # an example is often left open over lunch
    }
    from joinedup import cli

    cli.start()
    from joinedup.cli.demo.story import links, tell

    tell()
    click.echo(f"\nNorthmoor is at {address}/?on=2003-04-01 and today at {address}/")
    click.echo("Signed in as (each link works once; run the demo again for new ones):")
    for who, link in links(address):
        click.echo(f"  {who:<34} {link}")
    if no_serve:
        return
    click.echo("\nCtrl-C stops it.\n")
    _work_in_background()
    from joinedup.cli.serve import run_server

    run_server(host, port, workers=1, threads=4)


def demo_folder(*, fresh: bool) -> Path:
    """Where the example lives: beside the user's own data, and apart from it."""
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(os.environ.get("JOINEDUP_DEMO") or base / "joinedup-demo")
    if fresh and folder.exists():
        trash = folder.with_name(f"{folder.name}-{secrets.token_hex(4)}")
        folder.rename(trash)
        shutil.rmtree(trash)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _work_in_background() -> None:
    """The worker in a thread, so that messages and nightly checks happen in the example too."""
    from django.utils import timezone

    from joinedup.apps.background.worker import work

    threading.Thread(
        target=work,
        kwargs={"worker_id": "demo", "clock": timezone.now, "stop": threading.Event()},
        daemon=True,
    ).start()
