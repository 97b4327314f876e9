"""The forms of the import pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from joinedup import lawbook
from joinedup.formats.columns import IGNORE, nearest
from joinedup.formats.members import MEMBER_COLUMNS
from joinedup.formats.structure import STRUCTURE_COLUMNS
from joinedup.formats.tables.limits import MAX_FILE_BYTES

AS_WRITTEN = "as-written"
SHORT = 80  # characters of a heading or role text in a label
COLUMNS = {
    "members": [column.name for column in MEMBER_COLUMNS],
    "structure": [column.name for column in STRUCTURE_COLUMNS],
}


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A spreadsheet saved as Excel workbook (.xlsx) or CSV UTF-8, of 25 MB or less."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.xlsm"}),
        error_messages={
            "required": _("Choose a file"),
            "empty": _("The file is empty. Choose another"),
            "max_length": _("The name of the file is too long. Give it a shorter one"),
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Raises ValidationError for one that is too large."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_FILE_BYTES:
            raise forms.ValidationError(_now("The file is larger than 25 MB. Split it into smaller ones."))
        return file


class PairsForm(forms.Form):
    """A choice for each of some texts that came with a file. The texts travel with the form."""

    texts: Sequence[str]

    def add_choices(
        self, texts: Iterable[str], label: Any, choices: Any, chosen: Mapping[str, str], near: Mapping[str, str]
    ) -> None:
        """A box for each text: `chosen` is what it says at first, `near` what it is likely to mean."""
        self.texts = list(texts)
        for place, text in enumerate(self.texts):
            short = text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
            hint = _now("It may mean: %(near)s.") % {"near": near[text]} if near.get(text) else ""
            self.fields[f"choice_{place}"] = forms.ChoiceField(
                label=label % {"text": short}, choices=choices, initial=chosen.get(text, ""), help_text=hint
            )

    @property
    def pairs(self) -> dict[str, str]:
        """Each text with what was chosen for it, where something was."""
        named = {text: self.cleaned_data.get(f"choice_{place}", "") for place, text in enumerate(self.texts)}
        return {text: choice for text, choice in named.items() if choice}


class ColumnsForm(PairsForm):
    """What each heading that we do not know means: one of our columns, or nothing."""

    def __init__(self, headings: Mapping[str, Iterable[str]] | Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = headings if isinstance(headings, Mapping) else dict.fromkeys(headings, COLUMNS)
        columns = list(dict.fromkeys(name for kinds in tables.values() for kind in kinds for name in COLUMNS[kind]))
        choices = [
            ("", _("Choose")),
            (IGNORE, _("Leave this column out")),
            (_("Our columns"), [(name, name) for name in columns]),
        ]
        near = {heading: nearest(heading, columns) for heading in tables}
        self.add_choices(tables, _now("The column “%(text)s” is"), choices, {}, near)


class RolesForm(PairsForm):
    """What each role text that we do not know means: a role of the lawbook, or itself."""

    def __init__(self, texts: Iterable[str], chosen: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(texts)
        near = {text: role.label for text in listed if (role := lawbook.role_for(text)) and text not in chosen}
        kept = dict.fromkeys(listed, AS_WRITTEN) | dict(chosen)
        self.add_choices(listed, _now("“%(text)s” means"), role_choices(), kept, near)

    @property
    def roles(self) -> dict[str, str]:
        """Each text with the id of its role; "" where it is kept as it is written."""
        return {text: "" if choice == AS_WRITTEN else choice for text, choice in self.pairs.items()}


class MapRoleForm(forms.Form):
    """What a role text of the register means."""

    role_text = forms.ChoiceField(label=_("Role in the files"), choices=())
    role = forms.ChoiceField(label=_("It means"), choices=())

    def __init__(self, *args: Any, texts: Iterable[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(text, f"{text} ({num})") for text, num in texts]
        self.fields["role_text"].choices = [("", _("Choose")), *told]  # type: ignore[attr-defined] # a ChoiceField
        self.fields["role"].choices = role_choices(("", _("Choose")))  # type: ignore[attr-defined] # a ChoiceField


def role_choices(first: tuple[str, Any] | None = None) -> list[tuple[Any, Any]]:
    """The roles of the lawbook: seats, and those that are partnerships nested in another."""
    rows = lawbook.roles().values()
    return [
        first or (AS_WRITTEN, _("Only what it says: keep it as written")),
        (_("A partnership of its own, nested in the other"), [(r.id, r.label) for r in rows if r.kind == "nesting"]),
        (_("A member"), [(r.id, r.label) for r in rows if r.kind == "seat"]),
    ]
