"""Planning what hangs on a partnership of a `structure` table: requirements, areas, themes."""

from typing import Any

from joinedup import lawbook
from joinedup.apps.register.actions.imports.known import Known
from joinedup.apps.register.actions.imports.lives import Told, meets, pick
from joinedup.apps.register.actions.imports.partnerships import Partnerships
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.apps.register.models import Coverage, Partnership, PartnershipTheme, Requirement
from joinedup.formats.structure import StructureRow
from joinedup.rules.life import Stretch
from joinedup.rules.register.names import exact
from joinedup.rules.register.records import ORIGINS
from joinedup.rules.working import say

UNNAMED = {
    "statute": "a statute that the import does not name",
    "funding": "funding that the import does not name",
    "planning": "a plan that the import does not name",
}
COLUMNS = {"source": "requirement_source"} | {
    name: f"requirement_{column}"
    for name, column in (("valid_from", "from"), ("valid_until", "until"), ("known_on", "known_on"), ("ref", "id"))
}


class Purposes:
    """Why one file's partnerships exist, where, and what they work on."""

    def __init__(self, plan: Plan, known: Known, partnerships: Partnerships) -> None:
        self.plan = plan
        self.known = known
        self.partnerships = partnerships

    def of(self, partnership: Partnership, rows: list[StructureRow]) -> None:
        """What the rows of a partnership tell."""
        for row in rows:
            if row.requirement:
                self._requirement(partnership, row)
        if not any(row.requirement for row in rows):
            row = next((row for row in rows if row.origin), rows[0])
            self._origin_only(partnership, row)
        self._areas(partnership, next((row for row in rows if row.areas), rows[0]))
        self._themes(partnership, next((row for row in rows if row.themes), rows[0]))

    def _requirement(self, partnership: Partnership, row: StructureRow) -> None:
        kind = row.requirement_kind or row.origin
        if kind not in UNNAMED:
            kind = lawbook.type_of(partnership.type_id).origin if partnership.type_id else ""
        told = Told(row.requirement_from, row.requirement_known_on, row.requirement_until, self.plan.on)
        found = self._stored(partnership, row, kind if row.requirement_kind else "", told)
        if found is not None:
            self._change(partnership, row, found, told)
        elif kind not in UNNAMED:
            wrong = say("what kind of requirement “{title}” is, is not said", title=row.requirement)
            right = say("write {kinds} in “requirement_kind” or “origin”", kinds=ORIGINS[:3])
            self.plan.fault(row, "requirement_kind", wrong, right)
        else:
            self._add(partnership, row, kind, told)

    def _stored(self, partnership: Partnership, row: StructureRow, kind: str, told: Told) -> Requirement | None:
        """The requirement that the row speaks of: by id, then by title (and kind where it is said) and days."""
        if found := self.known.requirement_refs.get(row.requirement_id):
            return found
        title = exact(row.requirement)
        same = [
            each
            for each in self.known.requirements[partnership.ref]
            if exact(each.title) == title and kind in ("", each.kind) and not (row.requirement_id and each.pk is None)
        ]
        if told.is_dated or told.valid_until:
            return pick(same, told) or next((each for each in same if meets(each, told.stretch)), None)
        return same[-1] if same else None

    def _change(self, partnership: Partnership, row: StructureRow, found: Requirement, told: Told) -> None:
        if found.partnership_id != partnership.pk:
            wrong = say("the mark {id} is of a requirement of another partnership", id=row.requirement_id)
            self.plan.fault(row, "requirement_id", wrong, say("clear it, or correct the partnership"))
            return
        news: dict[str, Any] = dict(told.given)
        if row.requirement_source:
            news["source"] = row.requirement_source
        if row.requirement_id == found.ref:
            news["title"] = row.requirement
            if row.requirement_kind in UNNAMED:
                news["kind"] = row.requirement_kind
        elif found.known_on is not None:
            news.pop("known_on", None)
        self.plan.set(found, row, **news)

    def _add(self, partnership: Partnership, row: StructureRow, kind: str, told: Told) -> None:
        fields: dict[str, Any] = dict(told.fields)
        if not told.is_dated:  # as long as the partnership itself
            known_on = partnership.known_on or self.plan.on
            fields |= {"valid_from": partnership.valid_from, "known_on": known_on}
        made = Requirement(
            partnership=partnership,
            kind=kind,
            title=row.requirement,
            source=row.requirement_source,
            **fields,
        )
        self.plan.add(made, row, COLUMNS)
        if row.requirement_id:
            self.plan.give_ref(made, row.requirement_id, row, "requirement_id")
            self.known.requirement_refs[made.ref] = made
        self.known.requirements[partnership.ref].append(made)

    def _origin_only(self, partnership: Partnership, row: StructureRow) -> None:
        """An origin with no requirement named: the type's own basis where it is of that kind, else unnamed."""
        stored = self.known.requirements[partnership.ref]
        if row.origin not in UNNAMED or any(each.kind == row.origin for each in stored):
            return
        kind = lawbook.types().get(partnership.type_id)
        title = kind.cite if kind and kind.origin == row.origin else UNNAMED[row.origin]
        made = Requirement(
            partnership=partnership,
            kind=row.origin,
            title=title[:500],
            source=row.source,
            valid_from=partnership.valid_from,
            known_on=partnership.known_on,
        )
        self.plan.add(made, row)
        stored.append(made)

    def _areas(self, partnership: Partnership, row: StructureRow) -> None:
        stored = self.known.coverage[partnership.ref]
        today = Stretch(row.as_at or self.plan.on, None)
        for code, extent in row.areas:
            is_whole = extent == "whole"
            live = [each for each in stored if each.area.code == code and meets(each, today)]
            if any(each.is_whole == is_whole for each in live):
                continue
            if live:
                self.plan.set(live[-1], row, is_whole=is_whole)
            else:
                self._cover(partnership, row, code, is_whole)

    def _cover(self, partnership: Partnership, row: StructureRow, code: str, is_whole: bool) -> None:
        area = self.known.area(code, row)
        if area is None:
            known = [*self.known.areas, *lawbook.areas()]
            wrong = say("no area has the code {code}", code=code)
            if near := lawbook.UnknownRow("area", code, known).near:
                right = say("did you mean {near}? If not, load the list that has it first", near=near)
            else:
                right = say("check the code, or load the list of areas that has it first")
            self.plan.fault(row, "areas", wrong, right)
            return
        made = Coverage(
            partnership=partnership,
            area=area,
            is_whole=is_whole,
            valid_from=partnership.valid_from,
            known_on=partnership.known_on,
            valid_until=partnership.valid_until,
            source=row.source,
        )
        self.plan.add(made, row)
        self.known.coverage[partnership.ref].append(made)

    def _themes(self, partnership: Partnership, row: StructureRow) -> None:
        stored = self.known.themes[partnership.ref]
        for theme in row.themes:
            if theme not in lawbook.themes():
                wrong = say("“{theme}” is not a theme we know", theme=theme)
                self.partnerships.unknown(row, "themes", theme, lawbook.themes(), wrong)
            elif theme not in stored:
                stored.add(theme)
                self.plan.add(PartnershipTheme(partnership=partnership, theme_id=theme), row)
