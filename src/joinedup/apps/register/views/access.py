"""Who has access, and to what."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import PERMISSIONS, Role, needs
from joinedup.apps.register.actions.grants import Over, end_role, invite_person
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError, as_form_errors
from joinedup.apps.register.forms.access import AccessFilter, GiveRoleForm
from joinedup.apps.register.models import RoleGrant
from joinedup.apps.register.permissions import GRANT_ROLE, SEE_PEOPLE

NUM_ON_PAGE = 50


def people_with_access(q: str = "", role: str = "") -> QuerySet[Person]:
    """Whoever holds a role today, with the roles they hold, filtered by name or address and by role."""
    today = timezone.localdate()
    held = RoleGrant.objects.on(today)
    wanted = held.filter(role=role) if role else held
    people = Person.objects.filter(Exists(wanted.filter(person=OuterRef("pk"))))
    if q:
        people = people.filter(Q(name__icontains=q) | Q(email__icontains=q))
    roles = held.select_related("partnership", "organisation", "area").order_by("role", "pk")
    return people.prefetch_related(Prefetch("grants", roles, to_attr="roles_today"))


@needs(SEE_PEOPLE)
def access(request: HttpRequest) -> HttpResponse:
    """The list."""
    form = AccessFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(people_with_access(**wanted), NUM_ON_PAGE).get_page(request.GET.get("page"))
    may_grant = request.user.has_perm(GRANT_ROLE)
    return render(
        request,
        "register/access.html",
        {"page": page, "form": form, "may_grant": may_grant, "on": None},
    )


@needs(GRANT_ROLE)
def give_role(request: HttpRequest) -> HttpResponse:
    """Invite somebody, or give a role to somebody who is here."""
    form = GiveRoleForm(request.POST or None)
    if form.is_valid():
        try:
            grant = invite_person(**form.cleaned_data, by=cast(Person, request.user), on=timezone.localdate())
        except RefusedByRuleError as refusal:
            form.add_error("role", as_form_errors(refusal))
        except ValidationError as wrong:
            form.add_error("email", wrong)
        else:
            messages.success(request, str(grant))
            return redirect("register:access")
    return render(request, "register/access_give.html", {"form": form, "on": None})


def roles_of(person: Person) -> dict[str, Any]:
    """For the panel of a person's own page: the roles they hold today, and what those let them do."""
    held = RoleGrant.objects.filter(person=person).on(timezone.localdate())
    grants = list(held.select_related("partnership", "organisation", "area").order_by("role", "pk"))
    roles = {Role(grant.role) for grant in grants}
    words = sorted(str(permission.words) for permission in PERMISSIONS.values() if permission.roles & roles)
    return {"grants": grants, "words": words}


def over_of(request: HttpRequest, pk: int) -> Over:
    """What the role is held over, for asking whether this person may end it."""
    return get_object_or_404(RoleGrant, pk=pk).over


@needs(GRANT_ROLE, over=over_of)
def end_role_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then end a role from today."""
    grant = get_object_or_404(RoleGrant.objects.on(timezone.localdate()).select_related("person"), pk=pk)
    error_list = []
    if request.method == "POST":
        try:
            end_role(grant, by=cast(Person, request.user), on=timezone.localdate())
        except RefusedByRuleError as refusal:
            error_list.append(("", str(refusal)))
        except StaleError:
            error_list.append(("", _("Somebody else has changed this role. Look again.")))
        else:
            messages.success(request, _("The role is ended."))
            return redirect("register:access")
    return render(request, "register/access_end.html", {"grant": grant, "error_list": error_list, "on": None})
