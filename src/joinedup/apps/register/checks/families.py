"""Families: partnerships that are nested, at any depth, under one apex on a day."""

from collections.abc import Iterable, Mapping
from datetime import date

from joinedup.apps.register.models import Link
from joinedup.apps.register.models.partnerships import Relation


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


def families_on(on: date) -> Families:
    """The families of a day: one query, over every nesting of that day."""
    nested = Link.objects.on(on).filter(relation=Relation.NESTED_IN)
    return Families(dict(nested.values_list("child_id", "parent_id")))
