"""Families: partnerships that are nested, at any depth, under one apex on a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from joinedup.apps.register.models import Link
from joinedup.apps.register.models.partnerships import Relation

# Up from some partnerships to whatever is above them, then down again to all that is below: by indexes, so that
# a page about one family does not read every nesting of the country. UNION, not UNION ALL, ends at a loop.
FAMILY = """(
WITH RECURSIVE
upward(pk) AS (
    SELECT id FROM register_partnership WHERE id IN (STARTS)
    UNION
    SELECT link.parent_id FROM register_link link JOIN upward ON link.child_id = upward.pk
    WHERE link.relation = %s AND link.shown_from <= %s AND (link.valid_until IS NULL OR link.valid_until > %s)
),
family(pk) AS (
    SELECT pk FROM upward
    UNION
    SELECT link.child_id FROM register_link link JOIN family ON link.parent_id = family.pk
    WHERE link.relation = %s AND link.shown_from <= %s AND (link.valid_until IS NULL OR link.valid_until > %s)
)
SELECT pk FROM family
)"""


class Families:
    """The families of a day. A partnership that is nested nowhere and holds none is a family of its own."""

    def __init__(self, parents: Mapping[int, int]) -> None:
        self.parents = parents
        self._members: dict[int, set[int]] = {}
        for child in parents:
            self._members.setdefault(self.apex(child), set()).add(child)

    def apex(self, pk: int) -> int:
        """The partnership at the top."""
        seen = {pk}
        while (parent := self.parents.get(pk)) is not None and parent not in seen:
            pk = parent
            seen.add(pk)
        return pk

    def under(self, apex: int) -> set[int]:
        """The partnerships under an apex, without it."""
        return self._members.get(apex, set()) - {apex}

    def all_of(self, apexes: Iterable[int]) -> set[int]:
        """The members of several families, their apexes among them."""
        return {pk for apex in apexes for pk in (apex, *self.under(apex))}


class FamilyOf(Expression):
    """The keys of everybody in the families of some partnerships on a day, for `child__in`."""

    def __init__(self, partnership_ids: tuple[int, ...], on: date) -> None:
        super().__init__(output_field=BigIntegerField())
        self.partnership_ids, self.on = partnership_ids, on

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[str | int, ...]]:
        """The text and its values, alike for SQLite and PostgreSQL."""
        places = ", ".join(["%s"] * len(self.partnership_ids)) or "NULL"
        day = self.on.isoformat()
        live = (Relation.NESTED_IN.value, day, day)
        return FAMILY.replace("STARTS", places), (*self.partnership_ids, *live, *live)


def nestings_near(partnership_ids: Iterable[int], on: date) -> QuerySet[Link]:
    """Every nesting of that day in the families of these partnerships, and none of any other family."""
    family = FamilyOf(tuple(partnership_ids), on)
    return Link.objects.on(on).filter(relation=Relation.NESTED_IN, child__in=family).order_by()
