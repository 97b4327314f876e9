"""`joinedup people`: the first account, and every other."""

import json
import sys

import click

from joinedup import cli


@click.group()
def people() -> None:
    """Accounts and the roles they hold."""


@people.command()
@click.argument("email")
@click.option("--role", required=True, help="manager, administrator, representative, auditor and so on")
@click.option("--over", default="", help="a partnership's or organisation's reference, or an area's code")
@click.option("--name", default="", help="the name, for a new account")
@click.option("--by", default="", metavar="EMAIL", help="who acts; else the system operator")
@click.option("--json", "as_json", is_flag=True, help="answer as JSON")
def invite(email: str, role: str, over: str, name: str, by: str, as_json: bool) -> None:
    """Give EMAIL a role, with an account and an invitation if there is none yet.

    For the first administrator a link that signs in once is printed: an installation without mail can start.
    """
    cli.start()
    from django.core.exceptions import PermissionDenied, ValidationError
    from django.utils import timezone

    from joinedup.apps.people.permissions import Role
    from joinedup.apps.register.actions.grants import invite_person
    from joinedup.apps.register.actions.refusals import RefusedByRuleError
    from joinedup.apps.register.forms.access import thing_called

    if role not in Role.values:
        cli.refuse(f'--role: "{role}" is not a role; one of {", ".join(Role.values)}')
    try:
        grant = invite_person(email, name, Role(role), thing_called(over), by=cli.acting(by), on=timezone.localdate())
    except ValidationError as wrong:
        cli.refuse(" ".join(wrong.messages))
    except RefusedByRuleError as refusal:
        click.echo(str(refusal), err=True)
        sys.exit(1)
    except PermissionDenied as refusal:
        cli.refuse(f"--by: {refusal}")
    answer = _told(grant)
    click.echo(json.dumps(answer, indent=2) if as_json else _in_words(answer))


def _told(grant: "object") -> dict[str, object]:
    """What was given, and the link where this is the first administrator."""
    from joinedup.apps.people.actions import sign_in_address
    from joinedup.apps.people.permissions import Role
    from joinedup.apps.register.models import RoleGrant

    assert isinstance(grant, RoleGrant)
    administrators = RoleGrant.objects.filter(role=Role.ADMINISTRATOR)
    is_first = grant.role == Role.ADMINISTRATOR and administrators.count() == 1
    return {
        "person": grant.person.name,
        "email": grant.person.email,
        "role": grant.role,
        "over": str(grant.over) if grant.over else None,
        "from": grant.valid_from.isoformat() if grant.valid_from else None,
        "sign_in_link": sign_in_address(grant.person) if is_first else None,
    }


def _in_words(answer: dict[str, object]) -> str:
    lines = [f"{answer['email']} is {answer['role']} of {answer['over'] or 'everything'}."]
    if answer["sign_in_link"]:
        lines += ["This link signs in once, within 15 minutes:", str(answer["sign_in_link"])]
    return "\n".join(lines)
