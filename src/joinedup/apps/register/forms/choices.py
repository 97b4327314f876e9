"""Choices that the lawbook gives, in its words."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from joinedup import lawbook
from joinedup.apps.register.models.partnerships import LegalPersonality, Status

Choices = list[tuple[Any, Any]]
NOT_KNOWN = _("Not known")
NONE = _("None")

WHAT_KINDS_ARE = {
    "body": _("Bodies that send someone"),
    "office": _("Holders of a post"),
    "interest": _("Interests that are spoken for"),
    "person": _("People chosen for themselves"),
}


def grouped(rows: Iterable[Any], group: Callable[[Any], Any], label: Callable[[Any], str]) -> Choices:
    """Rows of the lawbook in groups, each in the order it is first met."""
    groups: dict[Any, Choices] = {}
    for row in rows:
        groups.setdefault(group(row), []).append((row.id, label(row)))
    return list(groups.items())


def type_choices() -> Choices:
    """The types by nation."""
    rows = sorted(lawbook.types().values(), key=lambda row: (row.nation, row.name))
    return [
        ("", _("None of these, or not known")),
        *grouped(rows, lambda row: row.nation, lambda row: f"{row.name} ({row.abbreviation})"),
    ]


def profile_choices(blank: str | Promise = NONE) -> Choices:
    """The profiles; `blank` says what choosing none means."""
    rows = sorted(lawbook.profiles().values(), key=lambda row: row.name)
    return [("", blank), *((row.id, f"{row.name}, {row.nation}") for row in rows)]


def nation_choices() -> Choices:
    """The nations."""
    return [("", NOT_KNOWN), *((row.id, row.label) for row in lawbook.nations().values())]


def theme_choices() -> Choices:
    """The themes, those of 2.30 first."""
    return [(row.id, row.label) for row in lawbook.themes().values()]


def sector_choices() -> Choices:
    """The four sectors of 2.33."""
    return [("", NOT_KNOWN), *((row.id, row.label) for row in lawbook.sectors().values())]


def kind_choices(blank: str | Promise = NOT_KNOWN) -> Choices:
    """Kinds of member, by what they are."""
    return [
        ("", blank),
        *grouped(
            lawbook.kinds().values(),
            lambda row: WHAT_KINDS_ARE.get(row.what, row.what),
            lambda row: row.label,
        ),
    ]


def relation_choices() -> Choices:
    """How one partnership may stand to another, with what each means."""
    return [(row.id, f"{row.label}. {row.words}") for row in lawbook.relations().values()]


def legal_choices() -> Choices:
    """Whether a body is a person in law."""
    known = lawbook.legal_personalities()
    return [("", NOT_KNOWN), *((value, known[value].label) for value in LegalPersonality.values)]


def status_choices() -> Choices:
    """Where a partnership stands; ending has a page of its own."""
    return [(value, label.capitalize()) for value, label in Status.choices if value != Status.ENDED]


def offer(form: forms.Form, name: str, offered: Choices) -> None:
    """Give a field of a form its choices, where these depend on what the form is about."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = offered


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not known (None)."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(
            choices=[("", NOT_KNOWN), ("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as the choice that stands for it."""
        return {True: "yes", False: "no", None: ""}.get(value, value)


def mark_words(mark: str) -> str:
    """What a mark of the lawbook says of its row."""
    return {
        "V": _now("Verified in its source."),
        "P": _now("Partly verified: details may differ."),
        "U": _now("Not verified: treat it as a hint, not as law."),
    }.get(mark, "")
