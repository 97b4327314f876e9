"""Every component on one page, to look at and to test. Its address exists only in DEBUG."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from joinedup.apps.people.permissions import public
from joinedup.apps.register.forms.days import DayField

SECTORS = [
    ("public", "Public"),
    ("private", "Private"),
    ("voluntary", "Voluntary"),
    ("community", "Community"),
]


class SeatForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label="What is the seat called?",
        help_text="As its terms of reference call it, for example “Vice chair”",
        error_messages={"required": "Enter what the seat is called"},
    )
    from_day = DayField(label="When does the seat begin?", error_messages={"required": "Enter the day the seat begins"})
    until_day = DayField(label="When does the seat end?", required=False)
    sector = forms.ChoiceField(label="Which sector is it for?", choices=SECTORS, widget=forms.RadioSelect)
    rights = forms.MultipleChoiceField(
        label="What may its holder do?",
        help_text="Choose all that apply",
        choices=[("vote", "Vote"), ("speak", "Speak"), ("papers", "See the papers")],
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label="How is the holder chosen?",
        choices=[("", "Choose one"), ("elected", "Elected"), ("named", "Named by the organisation")],
    )
    note = forms.CharField(label="Note", widget=forms.Textarea, required=False)
    paper = forms.FileField(label="Terms of reference", required=False, help_text="PDF or Word, up to 5 MB")
    is_open = forms.BooleanField(label="Anyone may ask to hold this seat", required=False)


class FilterForm(forms.Form):
    """The fields of the register's filters."""

    words = forms.CharField(label="Name contains", required=False)
    sector = forms.MultipleChoiceField(
        label="Sector", choices=SECTORS, widget=forms.CheckboxSelectMultiple, required=False
    )
    kind = forms.ChoiceField(label="Type", choices=[("", "Any"), ("csp", "Community safety")], required=False)


LIST_PARTS: dict[str, Any] = {
    "crumbs": [("/", "Home"), ("/register/", "Register"), ("", "Style guide")],
    "tabs": [
        ("?view=now", "Members", True),
        ("?view=seats", "Seats", False),
        ("?view=past", "History", False),
    ],
    "figures": [
        (21, "organisations", "?a"),
        (3, "vacancies", "?b"),
        (9, "partnerships", ""),
        (2, "reasons not known", ""),
    ],
    "steps": [
        {"label": "Name the area", "state": "done", "url": "?1"},
        {
            "label": "Invite the partners",
            "state": "now",
            "url": "?2",
            "hint": "Each sector needs a voice.",
        },
        {
            "label": "Call the first meeting",
            "state": "later",
            "hint": "When two sectors agree.",
        },
    ],
    "cards": [
        {
            "light": "red",
            "title": "Northmoor Health Partnership has no named chair",
            "url": "?card",
            "why": "The last appointment ended on 31 March 2004 and nobody has been named since.",
            "what_to_do": "Name a holder, or record that the seat is to stay empty and why.",
        },
        {"light": "amber", "title": "Two seats end this month", "why": "Both are voluntary sector seats."},
        {"light": "no data", "title": "Attendance is not recorded", "why": "Meetings are not kept here yet."},
    ],
    "rows": [
        {"key": "Purpose", "value": "To cut burglary and fear of crime", "action_url": "?purpose"},
        {"key": "Why it exists", "value": "Crime and Disorder Act 1998, section 6"},
        {
            "key": "Chair",
            "value": "Not recorded",
            "action_url": "?chair",
            "action": "Name one",
            "action_of": "chair",
        },
    ],
    "table_rows": [
        ("Northmoor Borough Council", "public", "Public", "yes", "1 April 2001", 4),
        ("Hartley & Sons (Engineering) Limited", "private", "Private", "not known", "not known", 1),
        ("Northmoor Council for Voluntary Service", "voluntary", "Voluntary", "yes", "1 April 2002", 12),
        ("Moor Edge Residents’ Association", "community", "Community", "no", "9 June 2003", 1234),
    ],
}


@public
def style_guide(request: HttpRequest) -> HttpResponse:
    """The page; `?wrong=1` shows it with a form that was sent empty, `?past=1` as at an earlier day."""
    wrong = {"from_day": "31/2/2026"} if "wrong" in request.GET else None
    parts: dict[str, Any] = {
        "form": SeatForm(wrong),
        "filter_form": FilterForm(),
        "page": Paginator(range(1, 500), 50).get_page(request.GET.get("page", "3")),
        **LIST_PARTS,
    }
    if "past" in request.GET:
        parts |= {"on": dt.date(2003, 4, 1), "is_past": True}
    return render(request, "style_guide.html", parts)
