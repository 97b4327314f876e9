"""Who may do what, over what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import Role
from joinedup.apps.register.models.areas import Area
from joinedup.apps.register.models.lives import Living
from joinedup.apps.register.models.organisations import Organisation
from joinedup.apps.register.models.partnerships import Partnership


class RoleGrant(Living):
    """A person holds a role over one partnership, organisation or area, or over everything (all three blank).

    A role over a partnership is not a role over those nested in it: each keeps its own identity (2.39).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")

    class Meta(Living.Meta):
        constraints = [
            *Living.Meta.constraints,
            models.CheckConstraint(
                condition=Q(partnership__isnull=True, organisation__isnull=True)
                | Q(partnership__isnull=True, area__isnull=True)
                | Q(organisation__isnull=True, area__isnull=True),
                name="register_rolegrant_over_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} is {self.get_role_display()} of {self.over or 'everything'}"

    @property
    def over(self) -> Partnership | Organisation | Area | None:
        """What the role is held over; None is everything."""
        return self.partnership or self.organisation or self.area
