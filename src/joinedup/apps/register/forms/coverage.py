"""Choosing areas: search, and say of each whether it is covered whole or in part. It needs no script."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from joinedup.apps.register.forms.days import DayField
from joinedup.apps.register.models import Area

NUM_FOUND = 20
PREFIX = "area_"
HOW_FAR = [("no", _("Not covered")), ("whole", _("The whole of it")), ("part", _("Part of it"))]


class HowFarField(forms.ChoiceField):
    """How far an area is covered. One that was only just found, and so was not sent, is not covered."""

    def clean(self, value: Any) -> str:
        """Never an error: anything but whole or part is not covered."""
        return value if value in {"whole", "part"} else "no"


class AreasForm(forms.Form):
    """A box to search in, and a choice for each area that is chosen or found.

    `areas` are those chosen before, as {code: "whole" or "part"}. What is sent replaces them: an area is
    covered where its own choice says so.
    """

    q = forms.CharField(
        label=_("Find an area by its name or code"),
        required=False,
        max_length=100,
        help_text=_("For example, Stockton or E06000004. Add as many as you need, one search after another."),
    )

    def __init__(
        self,
        *args: Any,
        areas: dict[str, str] | None = None,
        search: str = "",
        are_areas_needed: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.are_areas_needed = are_areas_needed
        self.is_too_many, self.num_found = False, 0
        self.search = self.data.get("q", "").strip() if self.is_bound else search.strip()
        self.initial.setdefault("q", search)
        wanted = sent_areas(self.data) if self.is_bound else areas or {}
        rows = {area.code: area for area in Area.objects.filter(code__in=wanted)}
        self.wanted = {code: how for code, how in wanted.items() if code in rows}
        self.area_rows = rows | {area.code: area for area in self._found(self.search) if area.code not in rows}
        order = list(self.fields)
        for code, area in self.area_rows.items():
            self.fields[PREFIX + code] = HowFarField(
                label=described(area), choices=HOW_FAR, initial=self.wanted.get(code, "no")
            )
        place = order.index("q") + 1
        self.order_fields([*order[:place], *(PREFIX + code for code in self.area_rows), *order[place:]])

    def _found(self, text: str) -> list[Area]:
        if not text:
            return []
        rows = Area.objects.filter(Q(name__icontains=text) | Q(code__istartswith=text))
        found = list(rows.order_by("name", "code")[: NUM_FOUND + 1])
        self.is_too_many, self.num_found = len(found) > NUM_FOUND, len(found)
        return found[:NUM_FOUND]

    def clean(self) -> dict[str, Any]:
        """`areas` as the action wants them: (area, whole?) pairs."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned = {name: value for name, value in cleaned.items() if name != "q" and not name.startswith(PREFIX)}
        cleaned["areas"] = [(self.area_rows[code], how == "whole") for code, how in self.wanted.items()]
        if not cleaned["areas"] and self.search:
            self.add_error("q", _("Say how far each area is covered, or empty this box"))
        elif not cleaned["areas"] and self.are_areas_needed:
            self.add_error("q", _("Find at least one area and say how far it is covered"))
        return cleaned

    @property
    def search_note(self) -> str:
        """What the search found, in words; "" before any search."""
        if not self.search:
            return ""
        if self.is_too_many:
            return _now("More than %(num)s areas match. These are the first: add to the words to narrow them.") % {
                "num": NUM_FOUND
            }
        return "" if self.num_found else _now("No area has this in its name or code.")


class CoverageForm(AreasForm):
    """The areas, and the day from which they are covered."""

    from_day = DayField(
        label=_("From which day does it cover these areas, and no others?"),
        error_messages={"required": _("Enter the day from which it covers these areas")},
    )
    is_start_unknown = forms.BooleanField(
        label=_("It may have done so before: that day is only when this was known"), required=False
    )


def sent_areas(data: Any) -> dict[str, str]:
    """The areas chosen in what was sent, as {code: "whole" or "part"}."""
    return {
        name.removeprefix(PREFIX): value
        for name, value in data.items()
        if name.startswith(PREFIX) and value in {"whole", "part"}
    }


def described(area: Area) -> str:
    """An area among others of its name."""
    until = _now("until %(year)s") % {"year": area.valid_until.year} if area.valid_until else ""
    return f"{area.name} ({', '.join(filter(None, (area.code, area.kind, until)))})"
