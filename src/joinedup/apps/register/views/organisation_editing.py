"""Adding, correcting and merging organisations."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from joinedup.apps.people.permissions import ANYWHERE, Anywhere, needs
from joinedup.apps.register.actions.facts import as_read
from joinedup.apps.register.actions.organisations import (
    add_organisation,
    correct_organisation,
    keep_organisations_apart,
    merge_organisations,
)
from joinedup.apps.register.forms.organisations import CorrectOrganisationForm, MergeForm, OrganisationForm
from joinedup.apps.register.models import Organisation
from joinedup.apps.register.permissions import APPOINT, EDIT_ORGANISATION, MERGE_ORGANISATIONS
from joinedup.apps.register.queries.duplicates import alike, what_moves, with_rows
from joinedup.apps.register.views.editing import carry_out, doing, done, form_for, organisation_of, show

NUM_ON_PAGE = 25


def over_anything(request: HttpRequest, **_address: object) -> Anywhere:
    """Whoever may appoint somewhere may add the organisation that they appoint."""
    return ANYWHERE


def organisation_page(row: Organisation) -> str:
    """The address of an organisation's page."""
    return reverse("register:organisation", args=[row.ref])


@needs(APPOINT, over=over_anything)
def add_organisation_page(request: HttpRequest) -> HttpResponse:
    """A body that can hold a seat."""
    form = form_for(request, OrganisationForm)
    added: list[Organisation] = []
    if carry_out(request, form, lambda: added.append(add_organisation(**form.cleaned_data, **doing(request)))):
        return done(request, _("The organisation is in the register."), organisation_page(added[0]))
    return show(
        request,
        form,
        title=_("Add an organisation"),
        button=_("Add the organisation"),
        back=reverse("register:organisations"),
    )


@needs(EDIT_ORGANISATION, over=organisation_of)
def correct_organisation_page(request: HttpRequest, ref: str) -> HttpResponse:
    """Put right what was recorded wrongly."""
    row = organisation_of(request, ref)
    numbers = "\n".join(f"{kept.scheme} {kept.number}" for kept in row.identifiers.all())
    initial = {name: getattr(row, name) for name in ("name", "sector", "kind", "website")}
    form = form_for(request, CorrectOrganisationForm, initial=initial | {"identifiers": numbers, "seen": as_read(row)})
    if carry_out(request, form, lambda: correct_organisation(row, **form.cleaned_data, **doing(request))):
        return done(request, _("The record is put right."), organisation_page(row))
    return show(
        request,
        form,
        title=_("Correct the record"),
        button=_("Save the correction"),
        back=organisation_page(row),
        of=row,
    )


@needs(MERGE_ORGANISATIONS)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Organisations whose names are alike: compare and merge, or say that they are different."""
    if request.method == "POST":
        one, other = (organisation_of(request, request.POST.get(name, "")) for name in ("one", "other"))
        keep_organisations_apart(one, other, **doing(request))
        messages.success(
            request,
            _("“%(one)s” and “%(other)s” will not be offered again.") % {"one": one.name, "other": other.name},
        )
        return redirect("register:duplicates")
    page = Paginator(alike(), NUM_ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "pairs": with_rows(list(page.object_list), doing(request)["on"]),
        "crumbs": [(reverse("register:organisations"), _("Organisations")), ("", _("Names that are alike"))],
        "on": None,
    }
    return render(request, "register/duplicates.html", context)


@needs(MERGE_ORGANISATIONS)
def merge_organisations_page(request: HttpRequest, ref: str, other: str) -> HttpResponse:
    """Two records side by side, with what hangs on each; one is chosen to stay."""
    rows = (
        get_object_or_404(Organisation, ref=ref, merged_into=None),
        get_object_or_404(Organisation.objects.exclude(ref=ref), ref=other, merged_into=None),
    )
    form = form_for(request, MergeForm, rows=rows, initial={"keep": ref})

    def act() -> None:
        into, absorbed = sorted(rows, key=lambda row: row.ref != form.cleaned_data["keep"])
        merge_organisations(absorbed, into, **doing(request))

    if carry_out(request, form, act, {"": "keep"}):
        return done(
            request,
            _("The two records are one."),
            reverse("register:organisation", args=[form.cleaned_data["keep"]]),
        )
    sides = what_moves(*rows)
    return show(
        request,
        form,
        title=_("Merge two records"),
        button=_("Merge them"),
        back=reverse("register:duplicates"),
        template="register/merge.html",
        sides=sides,
        one=sides[0],
        other=sides[1],
        is_danger=True,
        crumbs=[
            (reverse("register:organisations"), _("Organisations")),
            (reverse("register:duplicates"), _("Names that are alike")),
            ("", _("Merge two records")),
        ],
    )
