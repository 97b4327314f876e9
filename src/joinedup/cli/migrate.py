"""`joinedup migrate`: the database, made or brought up to date."""

import json
import os

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="answer as JSON")
def migrate(as_json: bool) -> None:
    """Make the database, or bring it up to date. Doing it twice changes nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0 if as_json else 1)
    if as_json:
        click.echo(json.dumps({"migrated": True}))
