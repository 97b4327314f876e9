"""What is already in the register, looked up once for a whole file, and what the file itself has added."""

import copy
import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from joinedup import lawbook
from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.areas import lawbook_area
from joinedup.apps.register.actions.imports.lives import meets, shown_from
from joinedup.apps.register.actions.imports.plan import AnyRow, Plan, is_same
from joinedup.apps.register.models import (
    Appointment,
    Area,
    Coverage,
    Link,
    Organisation,
    Partnership,
    PartnershipTheme,
    Requirement,
)
from joinedup.apps.register.queries.partnerships import facts_on
from joinedup.rules.life import Stretch
from joinedup.rules.register.names import exact

CHUNK = 500  # SQLite and PostgreSQL both take this many values in one question


def chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Values, each once and in order, in lists of at most CHUNK."""
    iterator = iter(sorted(set(values)))
    while part := list(islice(iterator, CHUNK)):
        yield part


class Known:
    """Finds rows by ref, then by name; new ones are added to the plan and found from then on."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.partnerships: dict[str, list[Partnership]] = {}
        self.partnership_refs: dict[str, Partnership] = {}
        self.organisations: dict[str, Organisation] = {}
        self.areas: dict[str, Area] = {}
        self.people: dict[tuple[str, str], Person] = {}
        # By the ref of the partnership:
        self.requirements: dict[str, list[Requirement]] = defaultdict(list)
        self.coverage: dict[str, list[Coverage]] = defaultdict(list)
        self.themes: dict[str, set[str]] = defaultdict(set)
        self.links: dict[str, list[Link]] = defaultdict(list)
        self.requirement_refs: dict[str, Requirement] = {}
        self._as_stored: dict[int, Partnership] = {}
        self._then: dict[date, dict[int, Partnership]] = defaultdict(dict)

    def load_partnerships(self, names: Iterable[str], refs: Iterable[str]) -> None:
        """The stored partnerships of these names or refs."""
        for part in chunks(exact(name) for name in names if name):
            for row in Partnership.objects.filter(name_key__in=part).select_related("organisation"):
                self.keep_partnership(row)
        for part in chunks(ref for ref in refs if ref and ref not in self.partnership_refs):
            for row in Partnership.objects.filter(ref__in=part).select_related("organisation"):
                self.keep_partnership(row)

    def keep_partnership(self, row: Partnership) -> None:
        """From now on it is found."""
        if row.ref in self.partnership_refs:
            return
        self.partnership_refs[row.ref] = row
        self.partnerships.setdefault(row.name_key, []).append(row)
        if row.pk is not None:
            self._as_stored[row.pk] = copy.copy(row)

    def partnership(self, name: str, ref: str, day: date) -> Partnership | None:
        """By ref, then by name: the one that lives on the day, else the latest of that name."""
        if ref and ref in self.partnership_refs:
            return self.partnership_refs[ref]
        named = self.partnerships.get(exact(name), [])
        that_day = Stretch(day, day + timedelta(days=1))
        living = [row for row in named if meets(row, that_day)]
        return max(living or named, key=lambda row: shown_from(row) or day, default=None)

    def news(self, row: Partnership, told: dict[str, Any], as_at: date | None) -> dict[str, Any]:
        """What is told that the register did not say on the day the file speaks of."""
        told = {name: value for name, value in told.items() if not _is_same_fact(row, name, value)}
        if as_at is None or row.pk is None:
            return told
        then = self._as_at(row.pk, as_at)
        return {name: value for name, value in told.items() if not _is_same_fact(then, name, value)}

    def _as_at(self, key: int, day: date) -> Partnership:
        """A stored partnership with its facts of a day, as it was before this file."""
        then = self._then[day]
        if key not in then:
            missing = [copy.copy(row) for pk, row in self._as_stored.items() if pk not in then]
            for start in range(0, len(missing), CHUNK):
                facts_on(missing[start : start + CHUNK], day)
            then.update((row.pk, row) for row in missing)
        return then[key]

    def load_details(self, requirement_refs: Iterable[str]) -> None:
        """What hangs on every stored partnership found so far, and the requirements of these refs."""
        by_pk = {row.pk: row.ref for row in self.partnership_refs.values() if row.pk is not None}
        for part in chunks(by_pk):
            for need in Requirement.objects.filter(partnership__in=part):
                self.requirements[by_pk[need.partnership_id]].append(need)
                self.requirement_refs[need.ref] = need
            for cover in Coverage.objects.filter(partnership__in=part).select_related("area"):
                self.coverage[by_pk[cover.partnership_id]].append(cover)
            for theme in PartnershipTheme.objects.filter(partnership__in=part):
                self.themes[by_pk[theme.partnership_id]].add(theme.theme_id)
        for part in chunks(ref for ref in requirement_refs if ref and ref not in self.requirement_refs):
            for need in Requirement.objects.filter(ref__in=part).select_related("partnership"):
                self.requirement_refs[need.ref] = need

    def load_links(self) -> None:
        """The stored links up of every stored partnership found so far."""
        by_pk = {row.pk: row.ref for row in self.partnership_refs.values() if row.pk is not None}
        for part in chunks(by_pk):
            for link in Link.objects.filter(child__in=part).select_related("child", "parent"):
                kept = self.links[by_pk[link.child_id]]
                if all(link.pk != other.pk for other in kept):
                    kept.append(link)

    def load_organisations(self, names: Iterable[str]) -> None:
        """The stored organisations of these names; one that was merged leads to the one it became."""
        for part in chunks(exact(name) for name in names if name):
            rows = Organisation.objects.filter(name_key__in=part).select_related("merged_into")
            for row in sorted(rows, key=lambda row: row.merged_into_id is not None):
                self.organisations.setdefault(row.name_key, row.merged_into or row)

    def organisation(self, name: str, sector: str, row: AnyRow) -> Organisation:
        """The organisation of this name, new (and of this sector) where there is none."""
        found = self.organisations.get(exact(name))
        if found is None:
            name = " ".join(name.split())
            found = Organisation(name=name, name_key=exact(name), sector=sector)
            self.organisations[found.name_key] = found
            self.plan.add(found, row)
        return found

    def load_people(self) -> None:
        """The people who have sat for any stored organisation found so far."""
        by_pk = {row.pk: row.ref for row in self.organisations.values() if row.pk is not None}
        for part in chunks(by_pk):
            held = Appointment.objects.filter(organisation__in=part, person__isnull=False)
            for row in held.select_related("person").order_by("person_id"):
                if row.person:
                    key = (by_pk[row.organisation_id], exact(row.person.name))
                    self.people.setdefault(key, row.person)

    def person(self, name: str, organisation: Organisation, row: AnyRow) -> Person | None:
        """The person of this name who has sat for this organisation, new where there is none."""
        if not name:
            return None
        key = (organisation.ref, exact(name))
        if key not in self.people:
            # Unusable, as Django spells it; Django's own way is slow for ten thousand.
            password = UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20)
            made = Person(name=" ".join(name.split()), password=password)
            self.people[key] = made
            self.plan.add(made, row)
        return self.people[key]

    def load_areas(self, codes: Iterable[str]) -> None:
        """The stored areas of these codes."""
        for part in chunks(codes):
            self.areas |= {area.code: area for area in Area.objects.filter(code__in=part)}

    def area(self, code: str, row: AnyRow) -> Area | None:
        """The area of this code: stored, else from the lawbook's own list; None where neither has it."""
        if code not in self.areas:
            listed = lawbook.areas().get(code)
            if listed is None:
                return None
            self.areas[code] = lawbook_area(listed)
            self.plan.add(self.areas[code], row)
        return self.areas[code]


def _is_same_fact(row: Partnership, name: str, value: Any) -> bool:
    """Nations go by several wordings ("England", "england"): those that mean one nation say the same."""
    stored = getattr(row, name)
    if name == "nation" and stored and value:
        return nation_id(stored) == nation_id(value)
    return is_same(stored, value)


def nation_id(wording: str) -> str:
    """A nation as partnerships keep it: the lawbook's id where it is one nation, else the wording."""
    found = lawbook.nation_for(wording) if wording else None
    return found.id if found else wording
