"""Recording why a partnership exists, and when a reason ends."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import needs
from joinedup.apps.register.actions.requirements import add_requirement, end_requirement
from joinedup.apps.register.forms.requirements import EndRequirementForm, RequirementForm
from joinedup.apps.register.models import Requirement
from joinedup.apps.register.models.partnerships import RequirementKind
from joinedup.apps.register.permissions import EDIT_PARTNERSHIP
from joinedup.apps.register.views.editing import (
    carry_out,
    doing,
    done,
    form_for,
    must_be_open,
    page_of,
    partnership_of,
    show,
)


@needs(EDIT_PARTNERSHIP, over=partnership_of)
def add_requirement_page(request: HttpRequest, ref: str) -> HttpResponse:
    """A statute, funding stream or plan duty that calls for the partnership."""
    row = partnership_of(request, ref)
    form = form_for(request, RequirementForm)
    if carry_out(request, form, lambda: add_requirement(row, **form.without_life(), **doing(request))):
        return done(request, _("The reason is recorded."), page_of(row))
    return show(
        request,
        form,
        title=_("Say why it exists"),
        button=_("Save the reason"),
        back=page_of(row),
        of=row,
        intro=_(
            "Partnerships come from statutes, from conditions of funding and from duties to plan "
            "(paragraph 2.37). "
            "A partnership may have several such reasons."
        ),
    )


@needs(EDIT_PARTNERSHIP, over=partnership_of)
def end_requirement_page(request: HttpRequest, ref: str, requirement: str) -> HttpResponse:
    """The day on which a reason ended, or will."""
    reason = get_object_or_404(Requirement.objects.select_related("partnership"), ref=requirement, partnership__ref=ref)
    if request.method == "GET":
        must_be_open(reason)
    form = form_for(request, EndRequirementForm, is_statute=reason.kind == RequirementKind.STATUTE)
    if carry_out(request, form, lambda: end_requirement(reason, **form.cleaned_data, **doing(request)), {"": "until"}):
        return done(request, _("The end of that reason is recorded."), page_of(reason.partnership))
    return show(
        request,
        form,
        title=_("End a reason"),
        button=_("Save the end"),
        back=page_of(reason.partnership),
        of=reason.partnership,
        intro=reason.title,
    )
