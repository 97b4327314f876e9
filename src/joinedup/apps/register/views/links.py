"""Recording how partnerships nest and relate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import needs
from joinedup.apps.register.actions.links import end_link, link_partnerships, move_partnership
from joinedup.apps.register.forms.links import LinkForm
from joinedup.apps.register.forms.lives import EndForm
from joinedup.apps.register.models import Link, Partnership
from joinedup.apps.register.permissions import LINK_PARTNERSHIPS
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


def link_from(form: LinkForm, row: Partnership, request: HttpRequest) -> Link:
    """The action, with the form's answers."""
    answers = form.cleaned_data
    if answers["is_move"]:
        return move_partnership(row, answers["parent"], from_day=answers["life"].valid_from, **doing(request))
    return link_partnerships(
        row,
        answers["parent"],
        relation=answers["relation"],
        life=answers["life"],
        source=answers["source"],
        **doing(request),
    )


@needs(LINK_PARTNERSHIPS, over=partnership_of)
def link_partnership_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Nest it in another, or say how else it stands to one."""
    row = partnership_of(request, ref)
    form = form_for(request, LinkForm, initial={"relation": "nested_in"})
    if carry_out(request, form, lambda: link_from(form, row, request)):
        return done(request, _("How the two stand to each other is recorded."), page_of(row))
    return show(
        request,
        form,
        title=_("Link it to another partnership"),
        button=_("Save the link"),
        back=page_of(row),
        of=row,
        intro=_(
            "Any partnership may be slotted in or nested, from a day that is agreed with it; each "
            "keeps its own "
            "duties (paragraph 2.39). It sits inside one other at a time, and never inside itself."
        ),
    )


@needs(LINK_PARTNERSHIPS, over=partnership_of)
def end_link_page(request: HttpRequest, ref: str, link: int) -> HttpResponse:
    """The day on which a relation ended."""
    row = get_object_or_404(Link.objects.select_related("child", "parent"), pk=link, child__ref=ref)
    if request.method == "GET":
        must_be_open(row)
    form = form_for(request, EndForm)
    if carry_out(request, form, lambda: end_link(row, **form.cleaned_data, **doing(request)), {"": "until"}):
        return done(request, _("The end of that link is recorded."), page_of(row.child))
    return show(
        request,
        form,
        title=_("End a link"),
        button=_("Save the end"),
        back=page_of(row.child),
        of=row.child,
        intro=f"{row.child.name} {row.get_relation_display()} {row.parent.name}.",
    )
