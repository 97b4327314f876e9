"""`joinedup migrate`: the database, made or brought up to date."""

import os

import click


@click.command()
def migrate() -> None:
    """Make the database, or bring it up to date. Doing it twice changes nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "joinedup.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=1)
