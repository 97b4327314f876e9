"""The guided set-up: a list of steps, one thing a page, and what came of it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from joinedup import lawbook
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE, needs
from joinedup.apps.register.actions.setups import (
    begin_setup,
    finish_setup,
    not_answered,
    over_of,
    save_step,
    seen_of,
)
from joinedup.apps.register.forms.coverage import AreasForm
from joinedup.apps.register.forms.setups import FORMS
from joinedup.apps.register.forms.setups.identity import KindForm, covered
from joinedup.apps.register.forms.setups.step import StepForm
from joinedup.apps.register.models import SetUp
from joinedup.apps.register.permissions import SET_UP_PARTNERSHIP
from joinedup.apps.register.queries.setups import outcome_of, steps_of, still_needed, under_way
from joinedup.apps.register.views.editing import actor, again, carry_out, form_for, show
from joinedup.apps.register.views.partnership_editing import filled_in, over_anything


def setup_of(pk: int) -> SetUp:
    """The set-up of the address, or no such page."""
    return get_object_or_404(SetUp.objects.select_related("partnership", "begun_by"), pk=pk)


def over_setup(request: HttpRequest, pk: int, **_address: object) -> object:
    """Whoever began it; others, by what they may do in its area."""
    user = request.user
    return over_of(setup_of(pk), user) if isinstance(user, Person) else ANYWHERE


@needs(SET_UP_PARTNERSHIP, over=over_anything)
def begin_setup_page(request: HttpRequest) -> HttpResponse:
    """What this does, a button to begin, and those that are under way."""
    if request.method == "POST":
        setup = begin_setup(by=actor(request), at=timezone.now())
        return redirect("register:setup", setup.pk)
    context = {
        "steps": lawbook.setup_steps(),
        "under_way": [row for row in under_way(actor(request)) if row.answers],
        "crumbs": [(reverse("register:partnerships"), _("Register")), ("", _("Set up a partnership"))],
        "on": None,
    }
    return render(request, "register/setup_begin.html", context)


def name_of(setup: SetUp) -> str:
    """What it is called so far."""
    return str(setup.answers.get("name", {}).get("name") or _("A new partnership"))


@needs(SET_UP_PARTNERSHIP, over=over_setup)
def setup_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The steps and how far they are; once finished, what came of it."""
    setup = setup_of(pk)
    context: dict[str, Any] = {
        "setup": setup,
        "name": name_of(setup),
        "crumbs": [(reverse("register:begin_setup"), _("Set up a partnership")), ("", name_of(setup))],
        "on": None,
    }
    if setup.partnership is not None:
        context |= {
            "outcome": outcome_of(setup, timezone.localdate()),
            "meeting": setup.answers["first_meeting"],
        }
        return render(request, "register/setup_done.html", context)
    needed = still_needed(setup)
    context |= {
        "steps": steps_of(setup),
        "needed": needed,
        "left": [step for step in not_answered(setup) if step not in needed],
    }
    return render(request, "register/setup_steps.html", context)


@needs(SET_UP_PARTNERSHIP, over=over_setup)
def setup_step_page(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step: its question, its answers so far."""
    setup = setup_of(pk)
    found = next((row for row in lawbook.setup_steps() if row.id == step), None)
    if found is None:
        raise Http404
    if setup.partnership is not None:
        return redirect("register:setup", pk)
    form, known = _step_form(request, setup, found)
    if carry_out(request, form, lambda: _save(request, setup, found, form)) if form.is_bound else False:
        return _after(request, pk)
    return show(
        request,
        form,
        title=found.title,
        button=_("Save and go on"),
        back=reverse("register:setup", args=[pk]),
        template="register/setup_step.html",
        step=found,
        name=name_of(setup),
        num_steps=len(lawbook.setup_steps()),
        covered=covered(setup) if step == "name" else [],
        known=known,
        may_look_up=step == "profile",
        is_search_first=step == "area",
        crumbs=[
            (reverse("register:begin_setup"), _("Set up a partnership")),
            (reverse("register:setup", args=[pk]), name_of(setup)),
            ("", found.title),
        ],
    )


def _step_form(
    request: HttpRequest, setup: SetUp, step: lawbook.SetupStep
) -> tuple[StepForm | forms.Form, dict[str, Any]]:
    """The step's form: with the answers so far, as sent, or again after something was looked up."""
    form_class = FORMS[step.id]
    options: dict[str, Any] = {"setup": setup, "today": timezone.localdate()}
    if "look_up" in request.POST and form_class is KindForm:
        return filled_in(request, form_class, **options)
    if "search" in request.POST and issubclass(form_class, AreasForm):
        return again(request, form_class, **options), {}
    kept = form_class.from_answers(setup.answers.get(step.id, {}))
    kept["initial"] = kept.get("initial", {}) | {"seen": seen_of(setup, step.id)}
    return form_for(request, form_class, **options, **kept), {}


def _save(request: HttpRequest, setup: SetUp, step: lawbook.SetupStep, form: forms.Form) -> None:
    assert isinstance(form, StepForm)
    save_step(setup, step.id, form.answers(), seen=form.cleaned_data["seen"], by=actor(request))


def _after(request: HttpRequest, pk: int) -> HttpResponse:
    """On to the next step that waits, or back to the list."""
    waiting = not_answered(setup_of(pk))
    messages.success(request, _("Saved."))
    if waiting and "stop" not in request.POST:
        return redirect("register:setup_step", pk, waiting[0].id)
    return redirect("register:setup", pk)


@require_POST
@needs(SET_UP_PARTNERSHIP, over=over_setup)
def finish_setup_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the partnership out of the answers. Pressed twice, it makes one."""
    setup = setup_of(pk)
    form = forms.Form(request.POST)
    if carry_out(
        request,
        form,
        lambda: finish_setup(setup, by=actor(request), at=timezone.now(), on=timezone.localdate()),
    ):
        messages.success(request, _("The partnership is set up and its first meeting is called."))
    else:
        for error in form.non_field_errors():
            messages.error(request, str(error))
    return redirect("register:setup", pk)
