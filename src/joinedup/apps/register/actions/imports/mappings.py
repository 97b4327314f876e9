"""What strange headings and role texts mean here, remembered from the imports that said so."""

from datetime import date

from django.db import transaction

from joinedup import lawbook
from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import ANYWHERE, authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.models import ColumnMapping, RoleMapping
from joinedup.formats.tables.table import same_name

LONGEST_HEADING = 200


def remembered_columns() -> dict[str, str]:
    """Every heading that is remembered, with our column or "ignore"."""
    return dict(ColumnMapping.objects.values_list("heading", "column"))


def remember_column(heading: str, column: str) -> None:
    """From now on this heading means this column. Headings are one whatever their capitals and spaces."""
    key = same_name(heading)
    if not key or len(heading) > LONGEST_HEADING:
        return  # too long to be kept: it is asked about again next time
    for known in ColumnMapping.objects.all():
        if same_name(known.heading) == key:
            if known.column != column:
                known.column = column
                known.save()
            return
    ColumnMapping.objects.create(heading=heading.strip(), column=column)


def remember_role(role_text: str, role_id: str) -> RoleMapping:
    """From now on this role text means this role. Raises lawbook.UnknownRow."""
    role = lawbook.role_of(role_id)
    mapping, _is_new = RoleMapping.objects.update_or_create(role_text=role_text, defaults={"role_id": role.id})
    return mapping


@transaction.atomic
def forget_mapping(mapping: ColumnMapping | RoleMapping, *, by: Actor, on: date) -> None:
    """Ask about this heading or role text again next time. What was taken in stays as it is."""
    authorise(by, permissions.IMPORT_ROWS, over=ANYWHERE)
    words = mapping.heading if isinstance(mapping, ColumnMapping) else mapping.role_text
    record(events.MAPPING_FORGOTTEN, by=by, subject=mapping, facts={"name": words, "words": words})
    mapping.delete()
