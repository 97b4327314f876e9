"""Names that meet: a partnership that is an organisation, and organisations that may be one."""

from collections import defaultdict

from joinedup.apps.register.actions.imports.known import Known, chunks
from joinedup.apps.register.actions.imports.lives import shown_from
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.apps.register.models import Organisation, Partnership
from joinedup.rules.register.names import exact, near_duplicates
from joinedup.rules.working import say


def link_own_organisations(plan: Plan, known: Known) -> None:
    """A partnership whose name is an organisation's is that organisation: it can sit on another.

    Only where the import brings one of the two; what is stored already has been left so.
    """
    known.load_partnerships((row.name for row in plan.new["organisation"]), ())
    named: dict[str, list[Partnership]] = defaultdict(list)
    for row in known.partnership_refs.values():
        if row.name_key in known.organisations:
            named[row.name_key].append(row)
    pairs = {key: (_latest(rows), known.organisations[key]) for key, rows in named.items()}
    keys = [organisation.pk for _row, organisation in pairs.values() if organisation.pk is not None]
    theirs: set[int | None] = set()
    for part in chunks(keys):
        theirs |= set(Partnership.objects.filter(organisation__in=part).values_list("organisation", flat=True))
    for row, organisation in pairs.values():
        is_new = row.pk is None or organisation.pk is None
        if is_new and row.organisation is None and organisation.pk not in theirs - {None}:
            told_in = plan.told_in(row if row.pk is None else organisation)
            plan.set(row, told_in, organisation=organisation)


def _latest(rows: list[Partnership]) -> Partnership:
    """One organisation is one partnership: of those that shared its name one after another, the latest."""
    return max(rows, key=lambda row: (row.valid_until is None, str(shown_from(row))))


def note_near_duplicates(plan: Plan) -> None:
    """Names that nearly agree are noted; on the page they are offered for merging."""
    new = {exact(row.name): row.name for row in plan.new["organisation"]}
    if not new:
        return
    stored = Organisation.objects.filter(merged_into__isnull=True).values_list("name", flat=True)
    names = set(new.values())
    for first, second, why in near_duplicates([*sorted(names), *stored.iterator()]):
        if first in names or second in names:
            text = "“{first}” and “{second}” may be one organisation ({why})."
            plan.note(None, say(text, first=first, second=second, why=why), names=(first, second))
