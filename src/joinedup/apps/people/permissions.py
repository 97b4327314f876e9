"""What may be done, in words, by which roles. Denied unless declared; an unknown name raises.

Who holds which role over what is kept in `register` (it knows partnerships, organisations and areas) and is
asked through Django's own `has_perm`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from joinedup.apps.audit.actions import Actor, System
from joinedup.apps.people.models import Person


class Role(TextChoices):
    """What a person may be here. A role is always held over something, from a day."""

    MANAGER = "manager", _("manager")
    REPRESENTATIVE = "representative", _("representative")
    COUNCIL_LEAD = "council_lead", _("council lead")
    SPONSOR = "sponsor", _("sponsor")
    ASSESSOR = "assessor", _("assessor")
    PANEL_MEMBER = "panel_member", _("panel member")
    APPLICANT = "applicant", _("applicant")
    BALLOT_HOLDER = "ballot_holder", _("ballot holder")
    FINANCE = "finance", _("finance")
    SCRUTINEER = "scrutineer", _("scrutineer")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


PUBLIC = "PUBLIC"  # anyone, signed in or not
SIGNED_IN = "SIGNED_IN"  # anyone signed in, about themselves
COLLEAGUE = "people.be_colleague"  # holds any role over the thing asked about


class Anywhere:
    """Asked over this, a permission is held where the role is held over anything at all."""


ANYWHERE = Anywhere()


@dataclass(frozen=True)
class Permission:
    """One thing that may be done."""

    name: str
    words: str | Promise
    roles: frozenset[Role]


PERMISSIONS: dict[str, Permission] = {}


class UnknownPermissionError(KeyError):
    """Something asked for a permission that no room has declared."""


class Refused(PermissionDenied):
    """The person may not do this; says in words what they may not do and which roles may."""

    def __init__(self, permission: Permission) -> None:
        roles = ", ".join(sorted(str(role.label) for role in permission.roles))
        super().__init__(
            _now("You may not do this: %(words)s. It needs one of these roles here: %(roles)s.")
            % {"words": permission.words, "roles": roles}
        )


def declare(name: str, words: str | Promise, *, roles: set[Role]) -> str:
    """Declare a permission once: its name, the words people read, the roles that hold it."""
    if name in PERMISSIONS:
        raise ValueError(f"{name} is declared twice")
    PERMISSIONS[name] = Permission(name, words, frozenset(roles))
    return name


def permission_of(name: str) -> Permission:
    """The declared permission; raises UnknownPermissionError."""
    try:
        return PERMISSIONS[name]
    except KeyError:
        raise UnknownPermissionError(name) from None


def authorise(by: Actor, permission: str, *, over: object = None) -> None:
    """Raise Refused unless this actor may do this over this. `over=None` means over everything."""
    asked = permission_of(permission)
    if isinstance(by, System):
        return
    if not (isinstance(by, Person) and by.has_perm(permission, over)):
        raise Refused(asked)


View = TypeVar("View", bound=Callable[..., HttpResponseBase])
Over = Callable[..., object]


def public(view: View) -> View:
    """Anyone may see this page."""
    view.permission = PUBLIC  # type: ignore[attr-defined] # read by the structure test and the menus
    return view


def _marked(guarded: Any, permission: str) -> Any:
    """Say which permission a view checks for itself, so that the middleware need not."""
    guarded.permission, guarded.is_guarded = permission, True
    return guarded


def signed_in(view: View) -> View:
    """Anyone signed in may see this page, about themselves."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_signed_in(request.user)
        return view(request, *args, **kwargs)

    return cast(View, _marked(guarded, SIGNED_IN))


def needs(permission: str, *, over: Over | None = None) -> Callable[[View], View]:
    """Only those who hold the permission. `over(request, **address)` gives the thing it must be held over.

    A stranger (no role over the thing) is told that there is no such page; a colleague, that they may not.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            subject = over(request, *args, **kwargs) if over else None
            check_permission(request.user, permission, subject)
            return view(request, *args, **kwargs)

        return cast(View, _marked(guarded, permission))

    return decorate


def check_signed_in(person: Person | AnonymousUser) -> None:
    """Raise Http404 for anyone who is not signed in: the page that then shows offers to sign in."""
    if not person.is_authenticated:
        raise Http404


def check_permission(person: Person | AnonymousUser, permission: str, over: object = None) -> None:
    """Raise Http404 for a stranger, Refused for a colleague, nothing for one who may."""
    asked = permission_of(permission)
    if isinstance(person, AnonymousUser):
        raise Http404
    if person.has_perm(permission, over):
        return
    if not person.has_perm(COLLEAGUE, ANYWHERE if over is None else over):
        raise Http404
    raise Refused(asked)


declare(COLLEAGUE, _("See what is kept for colleagues"), roles=set(Role))
