"""Whom to invite, and the first seats."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from joinedup import lawbook
from joinedup.apps.register.actions.setups import invited
from joinedup.apps.register.forms.choices import offer
from joinedup.apps.register.forms.seats import rule_words
from joinedup.apps.register.forms.setups.step import StepForm
from joinedup.apps.register.models import SetUp
from joinedup.apps.register.models.lives import plain_text


class InviteForm(StepForm):
    """Whom to invite, sector by sector."""

    why_not = forms.CharField(
        label=_("If a sector has nobody yet: why, and what will be done about it?"),
        required=False,
        max_length=500,
        validators=[plain_text],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sector in lawbook.sectors().values():
            self.fields[sector.id] = forms.CharField(
                label=_("%(sector)s sector") % {"sector": sector.label},
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("The organisations to invite, one a line"),
            )
        self.order_fields([*lawbook.sectors(), "why_not"])

    @classmethod
    def from_answers(cls, answers: dict[str, Any]) -> dict[str, Any]:
        """Names one a line."""
        lines = {name: "\n".join(value) if isinstance(value, list) else value for name, value in answers.items()}
        return {"initial": lines}

    def clean(self) -> dict[str, Any]:
        """Names without empty lines. A sector with nobody needs a word of why (2.33)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for sector in lawbook.sectors():
            names = [" ".join(line.split()) for line in cleaned.get(sector, "").splitlines() if line.strip()]
            cleaned[sector] = list(dict.fromkeys(names))
            for name in names:
                try:
                    plain_text(name)
                except forms.ValidationError as wrong:
                    self.add_error(sector, wrong)
                if len(name) > 250:
                    self.add_error(sector, _("Write one name a line, of at most 250 letters"))
        empty = [row.label for row in lawbook.sectors().values() if not cleaned.get(row.id)]
        if empty and not cleaned.get("why_not") and not self.errors:
            self.add_error("why_not", _("Say why nobody is invited from: %(sectors)s") % {"sectors": ", ".join(empty)})
        return cleaned


class SeatsForm(StepForm):
    """The first seats, and who has said yes."""

    listed = forms.MultipleChoiceField(
        label=_("Seats that the kind of partnership names"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each is your choice (paragraph 2.33). They stand vacant until somebody is appointed."),
    )
    own = forms.MultipleChoiceField(
        label=_("A seat for each of these?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The seat is kept for them until they answer."),
    )
    agreed = forms.MultipleChoiceField(
        label=_("Which of them have agreed to take part?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    decided = forms.CharField(
        label=_("Who decided on these seats, and when?"),
        required=False,
        max_length=300,
        validators=[plain_text],
        help_text=_("For example, a meeting of partners on 3/4/2026"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = list(invited(self.setup))
        rules = profile_rules(self.setup, self.today)
        self._choose("listed", [(rule.id, rule_words(rule)) for rule in rules])
        self._choose("own", [(name, name) for name in names])
        self._choose("agreed", [(name, name) for name in names])
        if not self.initial.keys() - {"seen"}:
            self.initial = {**self.initial, "own": names, "agreed": names[:1]}

    def _choose(self, name: str, offered: list[tuple[str, str]]) -> None:
        if offered:
            offer(self, name, offered)
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Whoever has agreed to take part has a seat."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        missing = [name for name in cleaned.get("agreed", []) if name not in cleaned.get("own", [])]
        if missing:
            self.add_error("own", _("Keep a seat for those who have agreed: %(names)s") % {"names": ", ".join(missing)})
        return cleaned


def profile_rules(setup: SetUp, day: date) -> list[lawbook.SeatRule]:
    """The seats that the chosen kind's profile lists on a day."""
    kind = setup.answers.get("profile", {})
    if not kind.get("type_id"):
        return []
    profile = lawbook.profile_for(kind["type_id"], kind.get("nation", ""), day)
    return list(profile.seats_on(day)) if profile else []
