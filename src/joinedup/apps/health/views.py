"""The health pages: what is red first, one partnership, one check; and running the checks."""

from datetime import date
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from joinedup import lawbook
from joinedup.apps.health.actions import run_checks
from joinedup.apps.health.forms import ResultSearch
from joinedup.apps.health.models import Run
from joinedup.apps.health.permissions import RUN_CHECKS
from joinedup.apps.health.queries import rolling
from joinedup.apps.health.queries.answering import built_ids, built_results, one_on, with_all
from joinedup.apps.health.queries.cards import Card, cards_of, dimensions
from joinedup.apps.health.queries.results import (
    Sought,
    WorstFirst,
    counts_by_check,
    counts_over_all,
    latest_run,
    num_partnerships,
    results_of,
)
from joinedup.apps.health.tasks import run_for
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE, needs, public
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.queries.attention import looked_after
from joinedup.apps.register.queries.kept import kept as kept_answer
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views.asking import page_of, partnership_or_404
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.rules.health import Light

AT_ONCE = 200  # partnerships: beyond this the checks are run in the background, not while somebody waits
WORDS = {
    Light.RED: ("num_red", _("red")),
    Light.AMBER: ("num_amber", _("amber")),
    Light.NO_DATA: ("num_no_data", _("no data")),
    Light.GREEN: ("num_green", _("green")),
}


@public
def overview(request: DatedRequest) -> HttpResponse:
    """The results of the latest run over everything, the worst first."""
    run = latest_run(request.on)
    context: dict[str, Any] = {
        "run": run,
        "may_run": may_run(request, ANYWHERE),
        "num_checks": len(lawbook.checks()),
        "num_built": len(built_ids()),
        "crumbs": [(address(request, "register:home"), _("Home")), ("", _("Health checks"))],
    }
    if run is not None:
        context |= _overview(request, run)
    return render(request, "health/overview.html", context)


def _overview(request: DatedRequest, run: Run) -> dict[str, Any]:
    asked = ResultSearch(request.GET or None)
    sought = asked.sought
    if sought.area:
        counts = counts_by_check(results_of(run, Sought(area=sought.area)))
    else:
        counts = kept_answer(counts_over_all, request.on)
    asked_for = {
        (check_id, light): num
        for (check_id, light), num in counts.items()
        if sought.check_id in ("", check_id) and sought.light in ("", light)
    }
    scope = num_partnerships(counts)
    everything = rolling.with_not_built(counts, scope)
    kept = rolling.over_all(counts)
    return {
        "search": asked,
        "sought": sought,
        "page": page_of(request, WorstFirst(results_of(run, sought), asked_for)),
        "num_partnerships": scope,
        "figures": _figures(request, kept, area=sought.area),
        "dimensions": rolling.by_dimension(everything),
        "criteria": rolling.by_criterion(everything),
        "is_filtered": sought != Sought(),
        "is_not_built": bool(sought.check_id) and sought.check_id not in built_ids(),
        "clear_url": address(request, "health:overview"),
        "keep": [("on", request.GET["on"])] if request.GET.get("on") else [],
    }


def _figures(request: DatedRequest, heap: rolling.Heap, **asked: str) -> list[tuple[int, str, str]]:
    return [
        (getattr(heap, name), words, address(request, "health:overview", light=str(light), **asked))
        for light, (name, words) in WORDS.items()
    ]


@public
def partnership(request: DatedRequest, ref: str) -> HttpResponse:
    """Every check of one partnership, worked out for the day asked about."""
    try:
        row = one_on(ref, request.on)
    except Partnership.DoesNotExist:
        raise Http404 from None
    context: dict[str, Any] = {"partnership": row, "crumbs": crumbs(request, row.name)}
    if not row.life.covers(request.on):
        return render(request, "health/not_then.html", context)
    results = with_all(built_results([row], request.on)[row.pk])
    cards = cards_of(row, results, request.on)
    counts = rolling.counts_of(results.values())
    heap = rolling.over_all(counts)
    context |= {
        "figures": [(getattr(heap, name), words, "") for name, words in WORDS.values()],
        "attention": _attention(cards),
        "dimensions": dimensions(cards),
        "heaps": rolling.by_dimension(counts),
        "criteria": rolling.by_criterion(counts),
        "is_accepted": row.accepted_on is not None and row.accepted_on <= request.on,
        "may_run": may_run(request, row),
        "rule_version": lawbook.checks_version(),
    }
    return render(request, "health/partnership.html", context)


def _attention(cards: list[Card]) -> list[dict[str, Any]]:
    """What is red, then what is amber."""
    return [
        {
            "light": str(light),
            "title": f"{card.check.id} {card.check.text}",
            "url": f"#{card.check.id}",
            "why": card.result.why,
            "what_to_do": card.result.what_to_do,
        }
        for light in (Light.RED, Light.AMBER)
        for card in cards
        if card.result.light is light
    ]


@public
def check(request: DatedRequest, check_id: str) -> HttpResponse:
    """What a check is, where its cut-offs are from, and who is red."""
    found = lawbook.checks().get(check_id.upper())
    if found is None:
        raise Http404
    run = latest_run(request.on)
    is_built = found.id in built_ids()
    context: dict[str, Any] = {
        "check": found,
        "is_built": is_built,
        "run": run,
        "crumbs": crumbs(request, found.id),
        "mark": lawbook.MARKS[found.mark],
        "rule_version": lawbook.checks_version(),
    }
    if run is not None and is_built:
        rows = results_of(run, Sought(check_id=found.id))
        heap = rolling.over_all(counts_by_check(rows))
        context["figures"] = _figures(request, heap, check=found.id)
        context["page"] = page_of(request, rows)
    return render(request, "health/check.html", context)


def crumbs(request: DatedRequest, here: str) -> list[tuple[str, str]]:
    """Home, the health checks, this page."""
    return [
        (address(request, "register:home"), _("Home")),
        (address(request, "health:overview"), _("Health checks")),
        ("", here),
    ]


def may_run(request: DatedRequest, over: Any) -> bool:
    """Whether to offer running the checks: to who may, and for no day to come."""
    return request.on <= request.today and request.user.has_perm(RUN_CHECKS, over)


def anywhere(_request: HttpRequest) -> object:
    """What the page over everything is held over: anything at all."""
    return ANYWHERE


def partnership_of(request: DatedRequest, ref: str) -> Partnership:
    """What the page of one partnership is held over."""
    return partnership_or_404(request, ref)


@require_POST
@needs(RUN_CHECKS, over=anywhere)
def run_checks_page(request: DatedRequest) -> HttpResponse:
    """Run the checks of every partnership that this person looks after, at once or in the background."""
    person = cast(Person, request.user)
    scope = looked_after(person, request.on, request.today)
    back = redirect(address(request, "health:overview"))
    if _is_to_come(request, request.on):
        return back
    if scope is None or not scope.exists():
        messages.info(request, _("You look after no partnership that is shown on that day."))
    elif scope.count() > AT_ONCE:
        run_for.enqueue(person.pk, request.on.isoformat())
        messages.success(request, _("The checks are being run in the background. Look again in a minute."))
    else:
        _say_done(request, run_checks(scope, on=request.on, by=person, at=timezone.now()))
    return back


@require_POST
@needs(RUN_CHECKS, over=partnership_of)
def run_checks_of(request: DatedRequest, ref: str) -> HttpResponse:
    """Run the checks of one partnership and keep the results."""
    row = partnership_or_404(request, ref)
    if not _is_to_come(request, request.on):
        person = cast(Person, request.user)
        _say_done(request, run_checks([row], on=request.on, by=person, at=timezone.now()))
    return redirect(address(request, "health:partnership", ref))


def _is_to_come(request: DatedRequest, day: date) -> bool:
    if day > request.today:
        messages.error(request, _("Results are kept for today and earlier days. Choose one of those."))
        return True
    return False


def _say_done(request: HttpRequest, run: Run) -> None:
    text = ngettext(
        "The checks of %(num)s partnership were run, and their results are kept.",
        "The checks of %(num)s partnerships were run, and their results are kept.",
        run.num_partnerships,
    )
    messages.success(request, text % {"num": run.num_partnerships})
