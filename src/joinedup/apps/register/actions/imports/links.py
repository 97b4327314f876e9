"""Planning how the partnerships of a file stand to one another; nesting stays a forest on every day."""

from collections.abc import Iterable
from typing import Any

from joinedup.apps.register.actions.imports.known import Known
from joinedup.apps.register.actions.imports.lives import Told, is_in_order, pick, shown_from
from joinedup.apps.register.actions.imports.plan import AnyRow, Plan
from joinedup.apps.register.actions.links import stored_nestings
from joinedup.apps.register.models import Link, Partnership
from joinedup.formats.structure import StructureRow
from joinedup.rules.register import records
from joinedup.rules.register.nesting import Forest
from joinedup.rules.working import say


class Links:
    """The links of one file. They are asked for row by row; whether they may stand is settled at the end."""

    def __init__(self, plan: Plan, known: Known) -> None:
        self.plan = plan
        self.known = known
        self._asked: list[tuple[Link, AnyRow, str]] = []
        self._named: dict[str, str] = {}

    def from_structure(self, child: Partnership, rows: Iterable[StructureRow]) -> None:
        """Plan the links of a partnership's rows."""
        for row in rows:
            if not row.relation:
                continue
            day = row.parent_from or row.parent_known_on or row.valid_from or row.known_on or self.plan.on
            parent = self.known.partnership(row.parent, row.parent_id, day)
            if parent is None:
                name = row.parent or row.parent_id
                wrong = say("no partnership called “{name}” is in the file or the register", name=name)
                self.plan.fault(row, "parent", wrong, say("add a row for it, or correct the name"))
                continue
            told = Told(row.parent_from, row.parent_known_on, row.parent_until, self.plan.on)
            fields: dict[str, Any] = dict(told.fields)
            if not told.is_dated:  # as long as the partnership itself
                fields |= {"valid_from": child.valid_from, "known_on": child.known_on}
                fields["valid_until"] = row.parent_until or child.valid_until
            link = Link(child=child, parent=parent, relation=row.relation, source=row.source, **fields)
            self.ask(link, told, row, "parent", columns=PARENT_COLUMNS)

    def ask(self, link: Link, told: Told, row: AnyRow, column: str, columns: dict[str, str] | None = None) -> None:
        """Plan a link: add it, or put on the stored one what the row tells further."""
        kept = self.known.links[link.child.ref]
        same = [x for x in kept if x.parent.ref == link.parent.ref and x.relation == link.relation]
        found = pick(same, told) if told.is_dated else _latest(same)
        if found is None:
            self.plan.add(link, row, columns)
            kept.append(link)
            self._asked.append((link, row, column))
            return
        given = told.given
        if found.known_on is not None and "valid_from" not in given:
            given.pop("known_on", None)
        if self.plan.set(found, row, **given):
            self._asked.append((found, row, column))

    def settle(self) -> None:
        """Faults for the links that would give a partnership two parents at once, or put it under itself."""
        if not self._asked:
            return
        asked = {link.pk for link, _row, _column in self._asked if link.pk is not None}
        forest = Forest(self._record(link) for link in stored_nestings() if link.pk not in asked)
        for link, row, column in self._asked:
            if not is_in_order(link):
                continue  # a fault of its own
            record = self._record(link)
            finding = forest.may_link(record)
            if finding.holds is False:
                self.plan.fault(row, column, finding.why, say("{text}", text=finding.would_satisfy))
            else:
                forest.add(record)

    def _record(self, link: Link) -> records.Link:
        return records.Link(self._called(link.child), self._called(link.parent), link.relation, link.life)

    def _called(self, row: Partnership) -> str:
        """The name of a partnership in the working, with its ref where another goes by the same name."""
        row = self.known.partnership_refs.get(row.ref, row)
        return row.name if self._named.setdefault(row.name, row.ref) == row.ref else f"{row.name} ({row.ref})"


def _latest(links: Iterable[Link]) -> Link | None:
    return max(links, key=lambda link: (link.valid_until is None, shown_from(link)), default=None)


PARENT_COLUMNS = {"valid_from": "parent_from", "valid_until": "parent_until", "known_on": "parent_known_on"}
