"""Files that have been sent and looked at, kept on the server until they are taken in or thrown away."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone

from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE, authorise
from joinedup.apps.register import permissions
from joinedup.apps.register.actions.imports.taking import Source
from joinedup.apps.register.models import Draft
from joinedup.formats.tables import read_tables

KEEP = timedelta(days=1)
MOST_KEPT = 3  # for each person: two browser tabs and one to spare


def keep_draft(source: Source, *, by: Person, on: date) -> Draft:
    """Keep a file that can at least be read, for whoever sent it. Raises Refused; BadInput where it cannot."""
    authorise(by, permissions.IMPORT_ROWS, over=ANYWHERE)
    read_tables(source.content, source.name)
    kept = Draft.objects.create(
        person=by, file_name=source.name[:255], content=source.content, on=on, at=timezone.now()
    )
    latest = Draft.objects.filter(person=by).values_list("pk", flat=True)[:MOST_KEPT]
    Draft.objects.filter(person=by).exclude(pk__in=list(latest)).delete()
    return kept


def source_of(draft: Draft) -> Source:
    """The file as it came."""
    return Source(draft.file_name, bytes(draft.content))


def explain_columns(draft: Draft, mapping: Mapping[str, str]) -> None:
    """What the file's strange headings mean; remembered for other files once this one has been taken in."""
    draft.mapping = draft.mapping | dict(mapping)
    draft.save(update_fields=["mapping"])


def explain_roles(draft: Draft, roles: Mapping[str, str]) -> None:
    """What the file's role texts mean; those with no role are kept as they are written."""
    kept = {text: role for text, role in draft.roles.items() if text not in roles}
    draft.roles = kept | {text: role for text, role in roles.items() if role}
    draft.save(update_fields=["roles"])


def forget_drafts(*, at: datetime) -> int:
    """Throw away the files that nobody took in within a day. Returns how many."""
    num, _by_kind = Draft.objects.filter(at__lt=at - KEEP).delete()
    return num
