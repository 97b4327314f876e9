"""Imports that were made: the list, what each did, undoing one; and the mappings that they taught us."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from joinedup import lawbook
from joinedup.apps.people.permissions import ANYWHERE, Anywhere, needs
from joinedup.apps.register.actions.imports import forget_mapping, map_role_text, undo_import
from joinedup.apps.register.actions.refusals import RefusedByRuleError, StaleError
from joinedup.apps.register.forms.imports import MapRoleForm
from joinedup.apps.register.models import ColumnMapping, Import, Organisation, RoleMapping, Seat
from joinedup.apps.register.permissions import IMPORT_ROWS, UNDO_IMPORT
from joinedup.apps.register.views.asking import page_of
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.apps.register.views.editing import actor, carry_out, doing, done, form_for
from joinedup.apps.register.views.import_words import count_words
from joinedup.formats.write import template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TEXTS = 200


def anywhere(_request: HttpRequest, **_address: object) -> Anywhere:
    """Whoever may import into one partnership or area may see these pages; how far they reach is asked later."""
    return ANYWHERE


def own_imports(request: HttpRequest) -> QuerySet[Import]:
    """All of them to whoever imports everywhere; their own to others."""
    rows = Import.objects.select_related("by")
    return rows if request.user.has_perm(IMPORT_ROWS) else rows.filter(by=actor(request))


def import_of(request: HttpRequest, pk: int) -> Import:
    """The import of the address, or no such page."""
    return get_object_or_404(own_imports(request), pk=pk)


def may_undo(request: HttpRequest, taken: Import) -> bool:
    """Whether this person may undo it: anyone over everything, and whoever made it."""
    is_own = taken.by_id == actor(request).pk
    return taken.undone_at is None and actor(request).has_perm(UNDO_IMPORT, ANYWHERE if is_own else None)


@needs(IMPORT_ROWS, over=anywhere)
def imports(request: DatedRequest) -> HttpResponse:
    """The list: who, when, which file, what it did."""
    page = page_of(request, own_imports(request).defer("journal", "notes"))
    rows = [(row, count_words(row.counts), may_undo(request, row)) for row in page]
    return render(request, "register/imports.html", {"page": page, "rows": rows, "on": None})


@needs(IMPORT_ROWS, over=anywhere)
def import_template(_request: HttpRequest) -> HttpResponse:
    """The workbook to start from."""
    return HttpResponse(
        template(),
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="joinedup-template.xlsx"'},
    )


@needs(IMPORT_ROWS, over=anywhere)
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    """What one import did, and what there was to know."""
    taken = import_of(request, pk)
    names = {name for note in taken.notes for name in note["names"]}
    found = Organisation.objects.filter(name__in=names, merged_into=None).order_by("-pk")
    refs = dict(found.values_list("name", "ref"))
    context = {
        "taken": taken,
        "counts": count_words(taken.counts),
        "notes": [(note["text"], _merge_address([refs.get(name) for name in note["names"]])) for note in taken.notes],
        "may_undo": may_undo(request, taken),
        "crumbs": [(reverse("register:imports"), _("Imports")), ("", taken.file_name)],
        "on": None,
    }
    return render(request, "register/import_report.html", context)


def _merge_address(refs: list[str | None]) -> str:
    """Where the two may be merged; "" where they are not two records any more."""
    if len(refs) != 2 or not all(refs) or refs[0] == refs[1]:
        return ""
    return reverse("register:merge_organisations", args=refs)


@needs(UNDO_IMPORT, over=anywhere)
def undo_import_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then undo it as a whole."""
    taken = import_of(request, pk)
    if not may_undo(request, taken):
        raise Http404
    error_list = []
    if request.method == "POST":
        try:
            undo_import(taken, **doing(request))
        except RefusedByRuleError as refusal:
            error_list.append(("", str(refusal)))
        except StaleError:
            error_list.append(("", _("Somebody else has undone this import already.")))
        else:
            text = _("The import of %(file)s is undone.") % {"file": taken.file_name}
            return done(request, text, reverse("register:imports"))
    context = {
        "taken": taken,
        "counts": count_words(taken.counts),
        "error_list": error_list,
        "crumbs": [
            (reverse("register:imports"), _("Imports")),
            (reverse("register:import_report", args=[pk]), taken.file_name),
            ("", _("Undo")),
        ],
        "on": None,
    }
    return render(request, "register/import_undo.html", context)


@needs(IMPORT_ROWS, over=anywhere)
def import_mappings(request: HttpRequest) -> HttpResponse:
    """What strange headings and role texts mean here; saying what a role text of the register means."""
    may_map = request.user.has_perm(IMPORT_ROWS)
    form = form_for(request, MapRoleForm, texts=_strange_roles())

    def act() -> None:
        map_role_text(form.cleaned_data["role_text"], form.cleaned_data["role"], **doing(request))

    if may_map and carry_out(request, form, act, {"": "role"}):
        return done(request, _("The role is kept."), reverse("register:import_mappings"))
    roles = [
        (row, lawbook.roles()[row.role_id].label if row.role_id in lawbook.roles() else row.role_id)
        for row in RoleMapping.objects.order_by("role_text")
    ]
    context = {
        "columns": ColumnMapping.objects.order_by("heading"),
        "roles": roles,
        "form": form if may_map and len(form.fields["role_text"].choices) > 1 else None,  # type: ignore[attr-defined] # a ChoiceField
        "crumbs": [(reverse("register:imports"), _("Imports")), ("", _("What headings and roles mean"))],
        "on": None,
    }
    return render(request, "register/import_mappings.html", context)


def _strange_roles() -> list[tuple[str, int]]:
    """The role texts of seats that no list knows and nobody has explained, with how many seats have each."""
    mapped = set(RoleMapping.objects.values_list("role_text", flat=True))
    texts = Seat.objects.exclude(role_text="").order_by("role_text").values_list("role_text")
    found: list[tuple[str, int]] = []
    for text, num in texts.annotate(num=Count("pk")):
        role = lawbook.role_for(text)
        if text not in mapped and (role is None or role.is_suggestion):
            found.append((text, num))
    return found[:MOST_TEXTS]


@require_POST
@needs(IMPORT_ROWS)
def forget_mapping_page(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask about this heading or role text again next time."""
    models: dict[str, type[Any]] = {"column": ColumnMapping, "role": RoleMapping}
    forget_mapping(get_object_or_404(models[kind], pk=pk), **doing(request))
    return redirect("register:import_mappings")
