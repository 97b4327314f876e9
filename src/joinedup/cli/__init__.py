"""The command line: parse, call, print. Imports are lazy, so that `joinedup --help` answers at once.

A command's module is imported when it is called, and Django is loaded when a command needs the register.
"""

import importlib
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from joinedup import __version__

if TYPE_CHECKING:
    from joinedup.apps.audit.actions import Actor
    from joinedup.formats.faults import Fault

# Each command with its one line of help: shown without importing the command.
COMMANDS = {
    "demo": "A worked example in a browser; signed-in links are printed.",
    "serve": "Serve the web pages.",
    "migrate": "Make or bring up to date the database.",
    "worker": "Deliver messages and run what is due.",
    "people": "Accounts and the roles they hold.",
    "register": "Import, export and check an area's partnerships.",
    "restructure": "Propose which partnerships to keep, nest, merge or wind up.",
    "gap": "The gap between the most deprived neighbourhoods and the rest, and its trend.",
    "bids": "A Business Improvement District's timetable, count and levy, from files.",
    "audit": "Verify and publish the record of what was done.",
}


class Commands(click.Group):
    """The top of the command line; loads each command when it is asked for."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command. A file or a database that cannot be used ends it with one line and 2, wherever it shows."""
        try:
            return super().main(*args, **extra)
        except Exception as failure:
            if (line := in_one_line(failure)) is None:
                raise
            refuse(line)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """In the order of COMMANDS: what a newcomer needs first comes first."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command in the module of its name."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"joinedup.cli.{name}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version=__version__, prog_name="joinedup")
def main() -> None:
    """The software that local partnerships run on.

    Exit 0: done; 1: the answer is "no"; 2: bad input, and nothing was written.
    """


def in_one_line(failure: Exception) -> str | None:
    """What is wrong with the place that we were given to read, write or keep things in; None for anything else.

    Told by the names of the failures, so that `joinedup --help` need not import what raises them.
    """
    kinds = {f"{kind.__module__}.{kind.__name__}" for kind in type(failure).__mro__}
    said = (str(failure).strip().splitlines() or [""])[0]
    if "django.db.utils.Error" in kinds:
        return f"the database cannot be used: {said}; check JOINEDUP_DATABASE_URL, and that it may be written to"
    if "dj_database_url.ParseError" in kinds or "dj_database_url.UnknownSchemeError" in kinds:
        return "JOINEDUP_DATABASE_URL: it is not the address of a database; write postgresql://... or sqlite:///FILE"
    if isinstance(failure, OSError) and failure.strerror:
        where = f'"{failure.filename}"' if failure.filename else "the output"
        return f"{where}: {failure.strerror}; name a place that you may read and write, with room in it"
    return None


def start() -> None:
    """Load Django, for a command that needs the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.site.settings")
    import django

    django.setup()
    _need_tables()


def _need_tables() -> None:
    """Make a SQLite database ready by itself; say what to do about any other."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import OperationalError

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as failure:
        refuse(f"the database cannot be reached: {str(failure).strip()}; check JOINEDUP_DATABASE_URL")
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    if connection.vendor == "sqlite":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
    else:
        refuse("the database is not up to date; run: joinedup migrate")


def acting(by: str) -> "Actor":
    """Whoever acts: the person with this e-mail address, or the system operator where none is given."""
    from joinedup.apps.audit.actions import SYSTEM
    from joinedup.apps.people.models import Person

    if not by:
        return SYSTEM
    person = Person.objects.with_email(by)
    if person is None:
        refuse(f'--by: nobody here has the address "{by}"; joinedup people invite {by} --role manager')
    return person


def refuse(*lines: str) -> NoReturn:
    """Bad input: say it on standard error, a line a fault, and end with 2."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(2)


def refuse_faults(faults: "Iterable[Fault]") -> NoReturn:
    """Bad input in a file: a line a fault."""
    refuse(*(str(fault) for fault in faults))


def provenance(inputs: dict[str, str], **options: Any) -> dict[str, Any]:
    """What every answer carries: version, options, and the hash of each input."""
    told = {name: value for name, value in options.items() if value not in (None, "", False, ())}
    return {"version": __version__, "options": told, "inputs": inputs}
