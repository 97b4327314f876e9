"""Planning the rows of a `structure` table: partnerships, why they exist, what they cover, how they nest."""

from collections.abc import Sequence
from typing import Any

from joinedup import lawbook
from joinedup.apps.register.actions.imports.known import Known, nation_id
from joinedup.apps.register.actions.imports.links import Links
from joinedup.apps.register.actions.imports.lives import shown_from
from joinedup.apps.register.actions.imports.partnerships import Partnerships
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.apps.register.actions.imports.progress import Steps
from joinedup.apps.register.actions.imports.purposes import Purposes
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.models.partnerships import Status
from joinedup.formats.structure import StructureRow
from joinedup.rules.register.names import exact
from joinedup.rules.working import say

# Facts of a partnership that are called the same in a row and in the register.
SAME = (
    "purpose",
    "status",
    "legal_personality",
    "legal_form",
    "valid_from",
    "known_on",
    "valid_until",
    "accepted_on",
    "source",
)


class Structure:
    """One file's partnerships being planned."""

    def __init__(self, plan: Plan, known: Known, partnerships: Partnerships, links: Links) -> None:
        self.plan = plan
        self.known = known
        self.partnerships = partnerships
        self.links = links
        self.purposes = Purposes(plan, known, partnerships)
        self.taken: dict[str, int] = {}  # refs of the partnerships that rows of this file speak of

    def plan_rows(self, rows: Sequence[StructureRow], steps: Steps) -> None:
        """Plan every row. Faults and notes go to the plan."""
        self.known.load_partnerships(
            (name for row in rows for name in (row.partnership, row.parent)),
            (ref for row in rows for ref in (row.id, row.parent_id)),
        )
        self.known.load_details(row.requirement_id for row in rows)
        self.known.load_links()
        self.known.load_areas(code for row in rows for code, _extent in row.areas)
        groups: dict[str, list[StructureRow]] = {}
        ids = {exact(row.partnership): row.id for row in rows if row.id}
        for row in rows:
            name = exact(row.partnership)
            groups.setdefault(row.id or ids.get(name, name), []).append(row)
        made = [(self._partnership(group), group) for group in steps.through([*groups.values()], "matching")]
        for partnership, group in made:
            self.purposes.of(partnership, group)
        for partnership, group in made:
            self.links.from_structure(partnership, group)

    def _partnership(self, rows: list[StructureRow]) -> Partnership:
        """Find or make the partnership that the rows speak of, and put on it what they tell."""
        row = next((row for row in rows if row.id), rows[0])
        found = self._find(row)
        told = self._told(rows)
        if found is None:
            found = self._make(rows, row, told)
        else:
            self._change(row, found, told)
        self._take(row, found)
        if shown_from(found) is not None and ("valid_from" in told or "known_on" in told):
            self.partnerships.described.add(found.ref)
        return found

    def _take(self, row: StructureRow, found: Partnership) -> None:
        """Rows with different ids, or lives apart, may not turn out to be one partnership here."""
        first = self.taken.setdefault(found.ref, row.row)
        if first != row.row:
            wrong = say("row {first} is about the same partnership, {name}", first=first, name=found.name)
            self.plan.fault(row, "partnership", wrong, say("give both rows one id, or each a name of its own"))

    def _find(self, row: StructureRow) -> Partnership | None:
        """By id, then by name; one that had ended when the row's begins is another."""
        begins = row.valid_from or row.known_on
        found = self.known.partnership(row.partnership, row.id, begins or self.plan.on)
        if found is None or found.ref == row.id:
            return found
        if row.id and found.pk is None:
            return None  # another id of this file: whether the name is free is asked when it is made
        if begins is None or found.valid_until is None:
            return found
        return found if begins < found.valid_until else None

    def _told(self, rows: list[StructureRow]) -> dict[str, Any]:
        """The facts that the rows give; what they leave blank is left out."""
        facts: dict[str, Any] = {}
        for name in SAME:
            facts[name] = next((getattr(row, name) for row in rows if getattr(row, name)), None)
        facts["nation"] = nation_id(next((row.nation for row in rows if row.nation), ""))
        facts["type_id"] = self.partnerships.type_of(rows)
        facts["profile_id"] = self._profile(rows)
        return {name: value for name, value in facts.items() if value}

    def _profile(self, rows: list[StructureRow]) -> str:
        row = next((row for row in rows if row.profile), None)
        if row is None or row.profile in lawbook.profiles():
            return row.profile if row else ""
        wrong = say("“{value}” is not a profile we know", value=row.profile)
        self.partnerships.unknown(row, "profile", row.profile, lawbook.profiles(), wrong)
        return ""

    def _make(self, rows: list[StructureRow], row: StructureRow, told: dict[str, Any]) -> Partnership:
        if "valid_from" not in told and "known_on" not in told:
            told = told | {"known_on": self.plan.on}
        made = Partnership(name=" ".join(row.partnership.split()), name_key=exact(row.partnership), **told)
        if "status" not in told and made.valid_until is not None and made.valid_until <= self.plan.on:
            made.status = Status.ENDED
        has_reason = any(each.requirement or each.origin for each in rows)
        self.partnerships.finish(row, made, ref=row.id, with_requirement=not has_reason)
        return made

    def _change(self, row: StructureRow, found: Partnership, told: dict[str, Any]) -> None:
        """Put on a partnership what is news. A better name may come with the id only."""
        is_by_id = row.id == found.ref
        name = " ".join(row.partnership.split())
        if is_by_id:
            told = told | {"name": name}
        elif found.valid_from or (found.known_on and found.known_on <= told.get("known_on", found.known_on)):
            told = {key: value for key, value in told.items() if key != "known_on"}
        told = self.known.news(found, told, row.as_at)
        if "name" in told:
            told["name_key"] = exact(name)
            self.partnerships.refuse_taken(row, found, name)
        changed = self.plan.set(found, row, **told)
        ends = changed.get("valid_until")
        if ends is not None and "status" not in told and ends <= self.plan.on:
            self.plan.set(found, row, status=Status.ENDED)
