"""A file on its way in: sent, looked at, explained, taken in whole or not at all.

The file stays on the server between the pages. It is planned afresh each time, so what is confirmed is written.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from joinedup.apps.people.permissions import needs
from joinedup.apps.register.actions.imports import Source, digest_of, import_rows, plan_import
from joinedup.apps.register.actions.imports.drafts import explain_columns, explain_roles, keep_draft, source_of
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.apps.register.actions.imports.reach import refuse_out_of_reach
from joinedup.apps.register.actions.refusals import StaleError
from joinedup.apps.register.forms.imports import ColumnsForm, RolesForm, UploadForm
from joinedup.apps.register.models import Draft
from joinedup.apps.register.permissions import IMPORT_ROWS
from joinedup.apps.register.views.editing import actor, doing, done
from joinedup.apps.register.views.import_words import count_words
from joinedup.apps.register.views.imports import anywhere
from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.write import write_csv

MOST_SHOWN = 100  # faults, and notes, on the page; the file of them has all


def draft_of(request: HttpRequest, key: str) -> Draft:
    """The person's own draft of the address, or no such page."""
    return get_object_or_404(Draft, key=key, person=actor(request))


def plan_of(draft: Draft) -> Plan:
    """What the file would do now. A file that cannot be read any more has that as its fault."""
    try:
        return plan_import(source_of(draft), on=draft.on, mapping=draft.mapping, roles=draft.roles)
    except BadInput as bad:
        plan = Plan(draft.on)
        plan.faults = bad.faults
        return plan


@needs(IMPORT_ROWS, over=anywhere)
def add_import(request: HttpRequest) -> HttpResponse:
    """Send a file."""
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            draft = keep_draft(Source(sent.name, sent.read()), **doing(request))
        except BadInput as bad:
            for fault in bad.faults[:5]:
                form.add_error("file", str(fault))
        else:
            return redirect("register:import_preview", draft.key)
    context = {
        "form": form,
        "crumbs": [(reverse("register:imports"), _("Imports")), ("", _("Import a file"))],
        "on": None,
    }
    return render(request, "register/import_add.html", context)


@needs(IMPORT_ROWS, over=anywhere)
def import_preview(request: HttpRequest, key: str) -> HttpResponse:
    """What would be added and changed, what is wrong, what there is to know."""
    draft = draft_of(request, key)
    plan = plan_of(draft)
    faults = [fault for fault in plan.faults if fault.row or fault.column not in plan.strange]
    refusal = _out_of_reach(plan, request)
    texts = sorted({*plan.role_texts, *draft.roles})
    context = {
        "draft": draft,
        "plan": plan,
        "seen": "" if plan.faults else digest_of(plan),
        "may_take": not (plan.faults or refusal or plan.changes_nothing),
        "faults": faults[:MOST_SHOWN],
        "num_faults": len(faults),
        "notes": [note for note in plan.notes if note.names or note.where][:MOST_SHOWN],
        "counts": count_words(plan.counts),
        "columns_form": ColumnsForm(plan.strange) if plan.strange else None,
        "roles_form": RolesForm(texts, draft.roles) if texts and not plan.faults else None,
        "error_list": _errors(plan, len(faults), refusal),
        "crumbs": [(reverse("register:imports"), _("Imports")), ("", _("Check before you import"))],
        "on": None,
    }
    return render(request, "register/import_preview.html", context)


def _out_of_reach(plan: Plan, request: HttpRequest) -> str:
    try:
        refuse_out_of_reach(plan, actor(request))
    except PermissionDenied:
        return _(
            "The file speaks of partnerships that you may not change. Take their rows out, or ask somebody who "
            "may import everywhere."
        )
    return ""


def _errors(plan: Plan, num_faults: int, refusal: str) -> list[tuple[str, str]]:
    """For the summary at the top of the page: what stands in the way, with where to look."""
    errors = []
    if plan.strange:
        num = len(plan.strange)
        text = ngettext("Say what %(num)s column means", "Say what %(num)s columns mean", num)
        errors.append(("#columns", text % {"num": num}))
    if num_faults:
        text = ngettext("%(num)s thing in the file is wrong", "%(num)s things in the file are wrong", num_faults)
        errors.append(("#faults", text % {"num": num_faults}))
    if refusal:
        errors.append(("", refusal))
    return errors


@require_POST
@needs(IMPORT_ROWS, over=anywhere)
def explain_columns_page(request: HttpRequest, key: str) -> HttpResponse:
    """Say what strange headings mean."""
    draft = draft_of(request, key)
    form = ColumnsForm(request.POST.getlist("text"), request.POST)
    form.is_valid()  # a heading that is not answered is asked about again
    if form.pairs:
        explain_columns(draft, form.pairs)
    return redirect("register:import_preview", draft.key)


@require_POST
@needs(IMPORT_ROWS, over=anywhere)
def explain_roles_page(request: HttpRequest, key: str) -> HttpResponse:
    """Say what strange role texts mean."""
    draft = draft_of(request, key)
    form = RolesForm(request.POST.getlist("text"), {}, request.POST)
    if form.is_valid():
        explain_roles(draft, form.roles)
    return redirect("register:import_preview", draft.key)


@needs(IMPORT_ROWS, over=anywhere)
def import_faults(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that is wrong, as a table to work through beside the spreadsheet."""
    draft = draft_of(request, key)
    rows = [_fault_row(fault) for fault in plan_of(draft).faults]
    content = write_csv(("file", "row", "column", "what is wrong", "what would be right"), rows)
    headers = {"Content-Disposition": 'attachment; filename="faults.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _fault_row(fault: Fault) -> tuple[Any, ...]:
    return (fault.file, fault.row, fault.column, str(fault.wrong), str(fault.right))


@require_POST
@needs(IMPORT_ROWS, over=anywhere)
def take_import(request: HttpRequest, key: str) -> HttpResponse:
    """Take it in, whole or not at all, if it would still do what was seen."""
    draft = draft_of(request, key)
    try:
        taken, _plan = import_rows(
            source_of(draft),
            by=actor(request),
            on=draft.on,
            mapping=draft.mapping,
            roles=draft.roles,
            seen=request.POST.get("seen") or "nothing",
        )
    except StaleError:
        text = _("The register has changed since you looked, so nothing was imported. Look again, then import.")
        messages.warning(request, text)
        return redirect("register:import_preview", draft.key)
    except BadInput:
        messages.warning(request, _("Nothing was imported: there are faults now."))
        return redirect("register:import_preview", draft.key)
    draft.delete()
    if taken is None:
        text = _("The register says all of this already. Nothing was changed.")
        return done(request, text, reverse("register:imports"))
    text = _("%(file)s is imported.") % {"file": taken.file_name}
    return done(request, text, reverse("register:import_report", args=[taken.pk]))


@require_POST
@needs(IMPORT_ROWS, over=anywhere)
def discard_import(request: HttpRequest, key: str) -> HttpResponse:
    """Throw the file away."""
    draft_of(request, key).delete()
    return done(request, _("The file is thrown away. Nothing was imported."), reverse("register:imports"))
