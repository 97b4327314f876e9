"""The register, the page of one partnership, and its history."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from joinedup.apps.audit.queries import history_of, sentence
from joinedup.apps.people.permissions import ANYWHERE, COLLEAGUE, public
from joinedup.apps.register import panels, permissions
from joinedup.apps.register.forms.search import PartnershipSearch
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.models.partnerships import Relation
from joinedup.apps.register.queries.history import former_names, former_of, happenings
from joinedup.apps.register.queries.lines import lines
from joinedup.apps.register.queries.partnerships import Sheet, kind_of, overlaid, sheet
from joinedup.apps.register.queries.search import found as found_by
from joinedup.apps.register.queries.seats import membership
from joinedup.apps.register.templatetags.register_words import address
from joinedup.apps.register.views.asking import may, page_of, partnership_or_404
from joinedup.apps.register.views.dated import DatedRequest
from joinedup.apps.register.views.maps import coverage_map
from joinedup.rules.register.operations import OPERATIONS, what_may_be_done

NOT_ASKED = {"on", "page", "sort"}
IN_THE_OPEN = {"on", "page", "q", "area"}  # what is asked without opening the filters
EDITS = (
    permissions.EDIT_PARTNERSHIP,
    permissions.ACCEPT_PARTNERSHIP,
    permissions.LINK_PARTNERSHIPS,
    permissions.EDIT_SEATS,
    permissions.APPOINT,
    permissions.GRANT_ROLE,
)


@public
def partnerships(request: DatedRequest) -> HttpResponse:
    """The register: search, filter, sort, fifty at a time."""
    asked = PartnershipSearch(request.GET)
    page = page_of(request, found_by(asked.wanted, request.on))
    context = {
        "search": asked,
        "keep": [("on", request.GET["on"])] if request.GET.get("on") else [],
        "page": page,
        "lines": lines(list(page.object_list), request.on),
        "is_filtered": any(value for name, value in request.GET.items() if name not in NOT_ASKED),
        "is_open": any(value for name, value in request.GET.items() if name not in IN_THE_OPEN),
        "clear_url": address(request, "register:partnerships"),
        "may": may(request, (permissions.ADD_PARTNERSHIP, permissions.SET_UP_PARTNERSHIP), ANYWHERE),
    }
    return render(request, "register/partnerships.html", context)


def not_then(request: DatedRequest, row: Partnership) -> HttpResponse:
    """What is said of a partnership on a day on which it is not shown."""
    last_day = row.valid_until - timedelta(days=1) if row.valid_until else None
    context = {
        "partnership": row,
        "crumbs": crumbs(request, row),
        "last_day": last_day,
        "may": may(request, (permissions.EDIT_PARTNERSHIP,), row),
    }
    return render(request, "register/not_then.html", context)


@public
def partnership(request: DatedRequest, ref: str) -> HttpResponse:
    """Everything public about one partnership on the day."""
    row = partnership_or_404(request, ref)
    if not row.life.covers(request.on):
        return not_then(request, row)
    held = may(request, EDITS, row)
    found = sheet(row, request.on)
    members = membership(found)
    context = {
        "partnership": row,
        "sheet": found,
        "crumbs": crumbs(request, row),
        "tabs": tabs(request, row.ref, "partnership"),
        "reason": found.reason,
        "origin": found.origin,
        "members": members,
        "is_accepted": row.accepted_on is not None and row.accepted_on <= request.on,
        "figures": figures(request, found),
        "operations": _operations(found),
        "parent": next(
            (x for x in found.links_on_day if x.relation == Relation.NESTED_IN and x.child_id == row.pk), None
        ),
        "children": [x for x in found.links_on_day if x.relation == Relation.NESTED_IN and x.parent_id == row.pk],
        "others": _others(found),
        "map": coverage_map(found.coverage_on_day),
        "may": held,
        "can": {name.split(".")[1]: name in held for name in EDITS},
        "panels": panels.of_partnership(request, row),
    }
    return render(request, "register/partnership.html", context)


@public
def history(request: DatedRequest, ref: str) -> HttpResponse:
    """What happened to it, from the register's rows; for colleagues, `?recorded=yes`: who recorded what."""
    row = partnership_or_404(request, ref, as_now=True)
    former = former_of(row)
    overlaid([row], former, request.on)
    is_colleague = request.user.is_authenticated and request.user.has_perm(COLLEAGUE, row)
    here = (address(request, "register:partnership", row.ref), row.name)
    context = {
        "partnership": row,
        "crumbs": [*crumbs(request, row)[:-1], here, ("", _("History"))],
        "tabs": tabs(request, row.ref, "history"),
        "is_colleague": is_colleague,
    }
    if is_colleague and request.GET.get("recorded"):
        context["recorded"] = page = page_of(request, history_of(row))
        context["sentences"] = [(event.at, sentence(event, row.name)) for event in page.object_list]
        return render(request, "register/recorded.html", context)
    context["page"] = page_of(request, happenings(sheet(row, request.on), former))
    context["former_names"] = former_names(former)
    return render(request, "register/history.html", context)


def crumbs(request: DatedRequest, row: Any) -> list[tuple[str, str]]:
    """Home, the register, this one."""
    return [
        (address(request, "register:home"), _("Home")),
        (address(request, "register:partnerships"), _("Register")),
        ("", row.name),
    ]


def tabs(request: DatedRequest, ref: str, current: str) -> list[tuple[str, str, bool]]:
    """The views of a partnership."""
    views = (
        ("partnership", _("Overview")),
        ("seats", _("Seats")),
        ("family_structure", _("Structure")),
        ("history", _("History")),
    )
    return [(address(request, f"register:{name}", ref), label, name == current) for name, label in views]


def figures(request: DatedRequest, found: Sheet) -> list[tuple[int, str, str]]:
    """The numbers at the top."""
    members = membership(found)
    seats_url = address(request, "register:seats", found.partnership.ref)
    organisations = {holder.organisation_id for line in members.seats for holder in line.holders}
    return [
        (len(organisations), _("organisations"), ""),
        (members.vacancies.num_places, _("places"), seats_url),
        (members.vacancies.num_vacant, _("vacant"), seats_url),
    ]


def _operations(found: Sheet) -> list[dict[str, Any]]:
    """The table of 2.39. Where no reason is recorded the type's own origin is used, else it is not known."""
    origin = found.origin.kind if found.requirements else (kind.origin if (kind := kind_of(found.partnership)) else "")
    words = {
        "slot": _("Make it a sub-partnership"),
        "nest": _("Nest it in another"),
        "merge": _("Merge it"),
        "close": _("Close it"),
    }
    answers = what_may_be_done(origin, found.partnership.has_separate_legal_status)
    return [{"words": words[name], "finding": finding} for name, finding in zip(OPERATIONS, answers, strict=True)]


def _others(found: Sheet) -> list[dict[str, Any]]:
    """Links other than nesting, worded from this partnership's side."""
    inverse = {
        Relation.REPORTS_TO: _("is reported to by"),
        Relation.SHARES_SECRETARIAT: _("shares a secretariat with"),
        Relation.SUCCEEDED_BY: _("took over from"),
    }
    made = []
    for link in found.links_on_day:
        if link.relation == Relation.NESTED_IN:
            continue
        is_child = link.child_id == found.partnership.pk
        made.append(
            {
                "words": str(link.get_relation_display()) if is_child else inverse[Relation(link.relation)],
                "other": link.parent if is_child else link.child,
                "link": link,
                "is_own": is_child,
            }
        )
    return made
