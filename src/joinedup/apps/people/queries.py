"""Who a sign-in link belongs to."""

from sesame.tokens import parse_token

from joinedup.apps.people.models import Person

SCOPE = "people.sign_in"  # a token made for anything else does not sign in


def signs_in(person_id: int) -> Person | None:
    """A person who may sign in: known, active, with an address."""
    return Person.objects.filter(pk=person_id, is_active=True, email__isnull=False).first()


def person_of_link(token: str) -> Person | None:
    """Whose link this is, while it still works. Looking does not use it up."""
    found: Person | None = parse_token(token, signs_in, scope=SCOPE) if token else None
    return found
