"""Naming a row of the register in a form by typing. It needs no script and serves a register of any size."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from joinedup.rules.register.names import exact

NUM_OFFERED = 8
NEW = "new"  # the choice that stands for a row to be added; refs have ten letters or come from a file


def like(rows: QuerySet[Any], text: str, num: int = NUM_OFFERED) -> list[Any]:
    """The rows most like what was typed: all its words in the name, else its longest word."""
    words = [word for word in exact(text).split() if len(word) > 2][:5] or [exact(text)]
    every = Q()
    for word in words:
        every &= Q(name_key__contains=word)
    found = list(rows.filter(every)[:num])
    return found or list(rows.filter(name_key__contains=max(words, key=len))[:num])


class FindingForm(forms.Form):
    """A form in which rows are named by typing a name or a reference.

    A name that is not exact keeps what was typed and offers the rows most like it, to choose from. `finds`
    lists the fields; the cleaned value of each is a row, or None where it may be empty.
    """

    finds: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, may_add: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_add = may_add
        self._rows: dict[str, Model | None] = {}
        if self.is_bound:
            for name in self.finds:
                self._look(name)

    def rows(self, name: str) -> QuerySet[Any]:
        """The rows that the field may name."""
        raise NotImplementedError

    def typed(self, name: str) -> str:
        """What was typed in the field."""
        return " ".join(self.data.get(self.add_prefix(name), "").split())

    def _look(self, name: str) -> None:
        text = self.typed(name)
        if not text:
            return
        same = list(self.rows(name).filter(Q(ref=text) | Q(name_key=exact(text)))[:2])
        if len(same) == 1:
            self._rows[name] = same[0]
            return
        offered = [(row.ref, self.described(row)) for row in same or like(self.rows(name), text)]
        if self.may_add and not same:
            offered.append((NEW, _now("Add “%(name)s” to the register") % {"name": text}))
        if offered:
            self._offer(name, offered)

    def described(self, row: Any) -> str:
        """A row as a choice."""
        return str(row)

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        """Put the choice straight after the field that it speaks of."""
        order = list(self.fields)
        self.fields[f"{name}_choice"] = forms.ChoiceField(
            label=_("Which one do you mean?"),
            choices=offered,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose which one you mean")},
        )
        order.insert(order.index(name) + 1, f"{name}_choice")
        self.order_fields(order)

    def clean(self) -> dict[str, Any]:
        """Put the row where its name was. A name to be added stands in `NAME_new`."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.finds:
            if not {name, f"{name}_choice"} & set(self.errors):
                self._choose(name, cleaned)
        return cleaned

    def _choose(self, name: str, cleaned: dict[str, Any]) -> None:
        choice = cleaned.pop(f"{name}_choice", "")
        cleaned[f"{name}_new"] = ""
        row = self._rows.get(name)
        if row is None and choice == NEW:
            cleaned[f"{name}_new"] = self.typed(name)
        elif row is None and choice:
            row = self.rows(name).get(ref=choice)
        elif row is None and self.typed(name):
            self.add_error(name, _("There is nothing like this in the register: check the spelling"))
        cleaned[name] = row
