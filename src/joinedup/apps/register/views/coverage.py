"""Setting what a partnership covers."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import needs
from joinedup.apps.register.actions.coverage import set_coverage
from joinedup.apps.register.forms.coverage import CoverageForm
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.permissions import EDIT_PARTNERSHIP
from joinedup.apps.register.views.editing import (
    again,
    carry_out,
    doing,
    done,
    form_for,
    page_of,
    partnership_of,
    show,
)


def set_coverage_from(form: CoverageForm, row: Partnership, request: HttpRequest) -> None:
    """The action, with the form's answers."""
    answers = form.cleaned_data
    set_coverage(
        row,
        answers["areas"],
        from_day=answers["from_day"],
        is_start_known=not answers["is_start_unknown"],
        **doing(request),
    )


@needs(EDIT_PARTNERSHIP, over=partnership_of)
def set_coverage_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Search for areas and say of each how far it is covered; then save all from a day."""
    row = partnership_of(request, ref)
    if "search" in request.POST:
        form = again(request, CoverageForm)
    else:
        now = row.coverage.filter(valid_until=None).select_related("area")
        areas = {found.area.code: "whole" if found.is_whole else "part" for found in now}
        form = form_for(request, CoverageForm, areas=areas)
        if carry_out(request, form, lambda: set_coverage_from(form, row, request)):
            return done(request, _("What it covers is recorded. Earlier days keep what they had."), page_of(row))
    return show(
        request,
        form,
        title=_("Set what it covers"),
        button=_("Save what it covers"),
        back=page_of(row),
        of=row,
        intro=_(
            "One area, several, or parts of them, across any boundary: coverage is for local "
            "partners to decide "
            "(paragraph 2.33)."
        ),
        is_search_first=True,
    )
