"""How partnerships nest and relate, dated; nesting stays a forest on every day (2.37, 2.39)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from joinedup.apps.audit.actions import Actor, record
from joinedup.apps.people.permissions import authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import check_row, end_row, life_fields, lock_alive
from joinedup.apps.register.actions.refusals import RefusedByRuleError
from joinedup.apps.register.models import Link, Partnership
from joinedup.apps.register.models.partnerships import Relation
from joinedup.rules.life import Life
from joinedup.rules.register import records
from joinedup.rules.register.nesting import Forest, may_link


@transaction.atomic
def link_partnerships(
    child: Partnership,
    parent: Partnership,
    *,
    relation: str = Relation.NESTED_IN,
    life: Life,
    by: Actor,
    on: date,
    source: str = "",
) -> Link:
    """Record that one is nested in, reports to, shares a secretariat with or is succeeded by another.

    Raises RefusedByRuleError for a second parent at the same time or a loop on any day.
    """
    authorise(by, permissions.LINK_PARTNERSHIPS, over=child)
    lock_forest(child, parent)
    if relation != Relation.SUCCEEDED_BY:  # which begins as the first of the two ends
        for end in (child, parent):
            lock_alive(end, life)
    row = Link(child=child, parent=parent, relation=relation, source=source, **life_fields(life))
    rows = [*stored_nestings(), row]
    *existing, new = _told_apart(rows)
    finding = may_link(existing, new)
    if finding.holds is False:
        raise RefusedByRuleError(finding, field="parent")
    check_row(row)
    row.save()
    record(events.PARTNERSHIPS_LINKED, by=by, subject=child, facts=_facts(row))
    return row


@transaction.atomic
def end_link(link: Link, *, until: date, by: Actor, on: date) -> Link:
    """Record the day on which the relation ended. Raises as `facts.end_row`."""
    authorise(by, permissions.LINK_PARTNERSHIPS, over=link.child)
    end_row(link, until)
    record(events.LINK_ENDED, by=by, subject=link.child, facts=_facts(link) | {"until": until})
    return link


@transaction.atomic
def move_partnership(child: Partnership, parent: Partnership, *, from_day: date, by: Actor, on: date) -> Link:
    """From a day, nest a partnership in another instead of where it was. Earlier days keep the old parent."""
    authorise(by, permissions.LINK_PARTNERSHIPS, over=child)
    lock_forest(child, parent)  # before the first row of audit: two who move at once stand in one line
    current = Link.objects.filter(child=child, relation=Relation.NESTED_IN, valid_until__isnull=True)
    for link in current.filter(shown_from__lt=from_day):
        end_link(link, until=from_day, by=by, on=on)
    return link_partnerships(child, parent, life=Life(from_day, None, None), by=by, on=on)


def stored_forest() -> Forest:
    """Every nesting in the register, as the rules want it."""
    return Forest(_told_apart(stored_nestings()))


def stored_nestings() -> list[Link]:
    """Every nesting in the register, of whatever day."""
    return list(Link.objects.filter(relation=Relation.NESTED_IN).select_related("child", "parent"))


def _told_apart(rows: Sequence[Link]) -> list[records.Link]:
    """Links as the rules want them. Partnerships that share a name (one ended, say) show their ref too."""
    refs: dict[str, set[str]] = {}
    for row in rows:
        for end in (row.child, row.parent):
            refs.setdefault(end.name, set()).add(end.ref)

    def called(end: Partnership) -> str:
        return end.name if len(refs[end.name]) == 1 else f"{end.name} ({end.ref})"

    return [records.Link(called(row.child), called(row.parent), row.relation, row.life) for row in rows]


def lock_forest(*ends: Partnership) -> None:
    """Lock every nesting, in order. Stand in line: two links that are each allowed may make a loop together.

    The two partnerships are locked too, for the first links of a register have no others to wait at.
    """
    list(Partnership.objects.select_for_update(no_key=True).filter(pk__in=[end.pk for end in ends]).order_by("pk"))
    nestings = Link.objects.select_for_update().filter(relation=Relation.NESTED_IN).order_by("pk")
    list(nestings.values_list("pk", flat=True))


def _facts(row: Link) -> dict[str, object]:
    facts: dict[str, object] = {
        "name": row.child.name,
        "parent": row.parent.name,
        "relation": str(row.get_relation_display()),
    }
    return facts | life_fields(row.life)
