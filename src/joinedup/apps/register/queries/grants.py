"""Who may do what, over what, today: Django's `has_perm`, answered from the role grants."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q
from django.utils import timezone

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Anywhere, Role, permission_of
from joinedup.apps.register.models import Area, Coverage, Organisation, Partnership, RoleGrant


@dataclass(frozen=True)
class Held:
    """One role held today, and over what."""

    role: Role
    partnership_id: int | None
    organisation_id: int | None
    area_id: int | None

    @property
    def over_everything(self) -> bool:
        """Whether nothing narrows it."""
        return self.partnership_id is None and self.organisation_id is None and self.area_id is None


def roles_held(person: Person, on: date) -> tuple[Held, ...]:
    """The roles a person holds on a day, read once per request."""
    kept: dict[date, tuple[Held, ...]] = person.__dict__.setdefault("_roles_held", {})
    if on not in kept:
        rows = RoleGrant.objects.filter(person=person).on(on)
        kept[on] = tuple(
            Held(Role(role), partnership, organisation, area)
            for role, partnership, organisation, area in rows.values_list(
                "role", "partnership_id", "organisation_id", "area_id"
            )
        )
    return kept[on]


def covers(held: Held, over: object, on: date) -> bool:
    """Whether a role held reaches this thing. `None` asks over everything; ANYWHERE, over anything."""
    if held.over_everything or isinstance(over, Anywhere):
        return True
    if isinstance(over, Organisation):
        return held.organisation_id == over.pk
    if isinstance(over, Area):
        return held.area_id is not None and held.area_id in {over.pk, over.parent_id}
    if isinstance(over, Partnership):
        return _reaches(held.area_id, over, on) if held.area_id else held.partnership_id == over.pk
    return False


def _reaches(area_id: int, partnership: Partnership, on: date) -> bool:
    """Whether it covers the area, or a part of it, on the day or later; once it has ended, as it last did."""
    rows = Coverage.objects.filter(Q(area=area_id) | Q(area__parent=area_id), partnership=partnership)
    still = Q(valid_until__isnull=True) | Q(valid_until__gt=on) | Q(valid_until=F("partnership__valid_until"))
    return rows.filter(still).exists()


class GrantBackend(BaseBackend):
    """Denied unless a role held today, over the thing asked about, has the permission."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Raises UnknownPermissionError for a name that nobody declared."""
        asked = permission_of(perm)
        if isinstance(user_obj, AnonymousUser) or not user_obj.is_active:
            return False
        today = timezone.localdate()
        held = [role for role in roles_held(user_obj, today) if role.role in asked.roles]
        return any(covers(role, obj, today) for role in held)
