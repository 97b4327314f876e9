"""Partnerships as a file speaks of them: found, filled in, or new."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from joinedup import lawbook
from joinedup.apps.register.actions.imports.known import Known, nation_id
from joinedup.apps.register.actions.imports.links import Links
from joinedup.apps.register.actions.imports.lives import Told, meets, shown_from
from joinedup.apps.register.actions.imports.plan import AnyRow, Plan
from joinedup.apps.register.actions.partnerships import type_requirement
from joinedup.apps.register.models import Link, Organisation, Partnership, PartnershipTheme
from joinedup.formats.members import MemberRow
from joinedup.rules.life import Stretch
from joinedup.rules.register.names import exact
from joinedup.rules.working import say

SUB_TYPE = "theme_group"  # what a sub-board is, until somebody says otherwise


class Partnerships:
    """Finds or makes the partnerships of a file; says where the file and the register disagree."""

    def __init__(self, plan: Plan, known: Known, links: Links) -> None:
        self.plan = plan
        self.known = known
        self.links = links
        self.described: set[str] = set()  # refs of those that a structure table of this file gives a life

    def from_members(self, rows: Sequence[MemberRow]) -> dict[str, Partnership | None]:
        """One partnership per id or name, by that; None where its rows are at fault.

        A new one is known from the first day on which any row of it is.
        """
        groups: dict[str, list[MemberRow]] = {}
        for row in rows:
            groups.setdefault(row.partnership_id or exact(row.partnership), []).append(row)
        found = {key: self._from_group(group) for key, group in groups.items()}
        self.known.load_organisations(row.name for row in self.known.partnership_refs.values())
        return found

    def _from_group(self, group: list[MemberRow]) -> Partnership | None:
        first = min(row.valid_from or row.known_on or self.plan.on for row in group)
        row = group[0]
        found = self.known.partnership(row.partnership, row.partnership_id, first)
        kind, nation = self.type_of(group), nation_id(self._one(group, "nation"))
        if found is None:
            return self._make(row, kind, nation, first)
        if found.ref == row.partnership_id and self._is_misnamed(found, group):
            return None
        self._fill(row, found, kind, nation)
        return found

    def _is_misnamed(self, found: Partnership, group: list[MemberRow]) -> bool:
        """Rows carried over from another partnership keep its mark: a name that differs is said, not ignored."""
        wrong_names = [
            row
            for row in group
            if exact(row.partnership) != found.name_key
            and "name" in self.known.news(found, {"name": row.partnership}, row.as_at)
        ]
        for row in wrong_names:
            wrong = say("the mark {id} is of “{name}”", id=row.partnership_id, name=found.name)
            self.plan.fault(row, "partnership", wrong, say("correct the name, or clear “partnership_id”"))
        return bool(wrong_names)

    def takes(self, row: MemberRow, partnership: Partnership) -> bool:
        """Whether the partnership is still there when the row begins; otherwise a fault, said."""
        begins = row.valid_from or row.known_on
        ended = partnership.valid_until
        if begins is None or ended is None or begins < ended:
            return True
        wrong = say("“{name}” ended on {day}, before this begins", name=partnership.name, day=ended)
        self.plan.fault(row, "from", wrong, say("correct the day, or the partnership's own record"))
        return False

    def type_of(self, rows: Iterable[AnyRow]) -> str:
        """The type that the rows name, as the lawbook has it."""
        found = ""
        for row in rows:
            if not row.type or row.type == found:
                continue
            kind = lawbook.type_for(row.type)
            if kind is None:
                self.unknown(
                    row, "type", row.type, lawbook.types(), say("“{value}” is not a type we know", value=row.type)
                )
            elif found and kind.id != found:
                wrong = say("the rows give this partnership two types, {a} and {b}", a=found, b=kind.id)
                self.plan.fault(row, "type", wrong, say("give it one"))
            else:
                found = kind.id
        return found

    def unknown(self, row: AnyRow, column: str, value: str, listed: Iterable[str], wrong: Any) -> None:
        """A fault for a value that the lawbook does not have, with those that come near, else all there are."""
        ids = sorted(listed)
        near = lawbook.UnknownRow(column, value, ids).near
        right = say("did you mean {near}?", near=near) if near else say("use one of {ids}", ids=ids)
        self.plan.fault(row, column, wrong, right)

    def _one(self, rows: Iterable[AnyRow], column: str) -> str:
        """The one value that the rows give in a column."""
        found = ""
        for row in rows:
            value = str(getattr(row, column))
            if found and value and value != found:
                wrong = say("the rows give this partnership both {a} and {b}", a=found, b=value)
                self.plan.fault(row, column, wrong, say("give it one"))
            found = found or value
        return found

    def _make(self, row: MemberRow, kind: str, nation: str, first: date) -> Partnership:
        name = " ".join(row.partnership.split())
        made = Partnership(
            name=name, name_key=exact(name), type_id=kind, nation=nation, known_on=first, source=row.source
        )
        self.finish(row, made, ref=row.partnership_id, column="partnership_id")
        return made

    def finish(
        self, row: AnyRow, made: Partnership, *, ref: str = "", column: str = "id", with_requirement: bool = True
    ) -> None:
        """Add a new partnership, filled in from its type: profile, legal status, themes, reason to exist.

        A row of an export says all there is, so nothing is filled in for it.
        """
        kind = lawbook.types().get(made.type_id)
        says_all = not isinstance(row, MemberRow) and row.as_at is not None
        first = shown_from(made) or self.plan.on
        if kind and not says_all:
            profile = lawbook.profile_for(kind.id, made.nation, first)
            made.profile_id = made.profile_id or (profile.id if profile else "")
            made.legal_personality = made.legal_personality or kind.legal_personality
        self.plan.add(made, row)
        if ref:
            self.plan.give_ref(made, ref, row, column)
        self.refuse_taken(row, made, made.name)
        self.known.keep_partnership(made)
        if not kind or says_all:
            return
        if with_requirement and (requirement := type_requirement(made)):
            self.plan.add(requirement, row)
            self.known.requirements[made.ref].append(requirement)
        if isinstance(row, MemberRow) or not row.themes:
            for theme in kind.themes:
                self.known.themes[made.ref].add(theme)
                self.plan.add(PartnershipTheme(partnership=made, theme_id=theme), row)

    def refuse_taken(self, row: AnyRow, one: Partnership, name: str) -> None:
        """One name, one partnership on any day."""
        start = shown_from(one)
        for other in self.known.partnerships.get(exact(name), ()):
            if other.ref == one.ref or start is None:
                continue
            if meets(other, Stretch(start, one.valid_until)):
                wrong = say("“{name}” is already the name of another partnership", name=name)
                right = say("give it the id {id} if it is the same, or a name that tells them apart", id=other.ref)
                self.plan.fault(row, "partnership", wrong, right)
                return

    def _fill(self, row: MemberRow, found: Partnership, kind: str, nation: str) -> None:
        """What a members file may tell of a stored partnership: its type and nation where they are not known."""
        told = {name: value for name, value in (("type_id", kind), ("nation", nation)) if value}
        for field, value in self.known.news(found, told, row.as_at).items():
            stored = getattr(found, field)
            if stored:
                wrong = say("the register has {stored} for {name}", stored=stored, name=found.name)
                right = say("correct the row, or the partnership's own page")
                self.plan.fault(row, field.removesuffix("_id"), wrong, right)
            else:
                self.plan.set(found, row, **{field: value})

    def widen(self, row: AnyRow, partnership: Partnership, first: date) -> None:
        """A partnership with no known start is known from the first day on which a member of it is.

        Not where a structure table, or an export, says from when it is known.
        """
        is_told = row.as_at is not None or partnership.ref in self.described
        if is_told or partnership.valid_from is not None:
            return
        if partnership.known_on is not None and first < partnership.known_on:
            self.plan.set(partnership, row, known_on=first)

    def nest_member(self, row: MemberRow, organisation: Organisation, parent: Partnership, told: Told) -> None:
        """A row whose role means nesting: the "member" is a partnership of its own inside the other."""
        child = self.known.partnership(organisation.name, "", told.first)
        if child is None:
            child = Partnership(
                name=organisation.name,
                name_key=organisation.name_key,
                type_id=SUB_TYPE,
                nation=nation_id(row.nation),
                organisation=organisation,
                source=row.source,
                **told.fields,
            )
            self.finish(row, child)
        link = Link(child=child, parent=parent, source=row.source, **told.fields)
        self.links.ask(link, told, row, "role")
