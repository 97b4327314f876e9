"""Planning the rows of a `members` table: who sits where, matched by id, then by name."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from joinedup import lawbook
from joinedup.apps.register.actions.imports.known import Known
from joinedup.apps.register.actions.imports.lives import Told, meets, pick
from joinedup.apps.register.actions.imports.partnerships import Partnerships
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.apps.register.actions.imports.progress import Steps
from joinedup.apps.register.actions.imports.seats import Held, member_key, seat_fields
from joinedup.apps.register.actions.imports.vacancies import Vacancies
from joinedup.apps.register.models import Appointment, Organisation, Partnership
from joinedup.formats.members import NOT_KNOWN, MemberRow
from joinedup.rules.register.names import exact
from joinedup.rules.register.nesting import spell_days
from joinedup.rules.working import say

WITH_THE_SEAT = ("valid_from", "known_on", "valid_until", "num_places")  # an own seat lives as the membership does


class Members:
    """One file's rows being planned. `mapped` takes role texts to the roles that somebody has said they mean."""

    def __init__(self, plan: Plan, known: Known, partnerships: Partnerships, mapped: dict[str, str]) -> None:
        self.plan = plan
        self.known = known
        self.partnerships = partnerships
        self.mapped = mapped
        self.held = Held(plan, known)
        self.vacancies = Vacancies(plan, self.held)
        self.taken: dict[str, int] = {}  # refs of the appointments that rows of this file have matched

    def plan_rows(self, rows: Sequence[MemberRow], steps: Steps) -> None:
        """Plan every row. Faults and notes go to the plan."""
        nested = (row.organisation for row in rows if self._is_nesting(row.role))
        names = [*(row.partnership for row in rows), *nested]
        self.known.load_partnerships(names, (row.partnership_id for row in rows))
        self.known.load_organisations(row.organisation for row in rows)
        found = self.partnerships.from_members(rows)
        self.held.load(ref for row in rows for ref in (row.id, row.seat_id))
        if any(row.person for row in rows):
            self.known.load_people()
        self.known.load_links()
        for row in steps.through(rows, "matching"):
            partnership = found[row.partnership_id or exact(row.partnership)]
            if partnership is not None and self.partnerships.takes(row, partnership):
                self._plan_row(row, partnership)
        self.vacancies.plan_rows()
        self._note_role_texts()

    def told(self, row: MemberRow) -> Told:
        """What the row says of when."""
        return Told(row.valid_from, row.known_on, row.valid_until, self.plan.on)

    def _plan_row(self, row: MemberRow, partnership: Partnership) -> None:
        """Add, change or leave what one row says."""
        if row.role and row.role not in self.mapped:
            role = lawbook.role_for(row.role)
            if role is None or role.is_suggestion:
                self.plan.role_texts[row.role] += 1
        if not row.organisation:
            self.vacancies.ask(row, partnership, self.told(row))
            return
        if row.id in self.held.seat_refs and row.id not in self.held.appointment_refs:
            row = replace(row, id="", seat_id=row.id)  # a vacant seat of an export, now filled in
        organisation = self.known.organisation(row.organisation, own_sector(row), row)
        if self._is_nesting(row.role):
            self.partnerships.nest_member(row, organisation, partnership, self.told(row))
            return
        found = self._match(row, partnership, organisation)
        if found is None:
            self._add(row, partnership, organisation)
        elif self._may_take(row, found, partnership):
            self._change(row, found)

    def _is_nesting(self, role: str) -> bool:
        return bool(role in self.mapped and lawbook.role_of(self.mapped[role]).kind == "nesting")

    def _match(self, row: MemberRow, partnership: Partnership, organisation: Organisation) -> Appointment | None:
        """The appointment that the row speaks of: by id, then by the same member and days."""
        if row.id and row.id in self.held.appointment_refs:
            return self.held.appointment_refs[row.id]
        free = [
            found
            for found in self._same_member(row, partnership, organisation)
            if found.ref not in self.taken and not (row.id and found.pk is None)
        ]
        return pick(free, self.told(row))

    def _same_member(self, row: MemberRow, partnership: Partnership, organisation: Organisation) -> list[Appointment]:
        key = member_key(partnership.ref, organisation.ref, row.person, row.role, row.qualifier)
        return self.held.appointments.get(key, [])

    def _may_take(self, row: MemberRow, found: Appointment, partnership: Partnership) -> bool:
        """Whether the row may speak of this appointment; otherwise a fault, said."""
        if found.partnership.ref != partnership.ref:
            wrong = say("the id {id} is of a row of {name}", id=row.id, name=found.partnership.name)
            self.plan.fault(row, "id", wrong, say("clear the id, or correct the partnership"))
            return False
        if found.ref in self.taken:
            wrong = say("row {number} speaks of the same member", number=self.taken[found.ref])
            self.plan.fault(row, "id", wrong, say("delete one of the two"))
            return False
        if row.id != found.ref and row.valid_from and found.valid_from is None:
            known_on = found.known_on
            if known_on is not None and known_on < row.valid_from:
                wrong = say("this was known to be so already on {day}", day=known_on)
                right = say("correct the first day; or give the row the id {id} to correct the record", id=found.ref)
                self.plan.fault(row, "from", wrong, right)
                return False
        self.taken[found.ref] = row.row
        return True

    def _add(self, row: MemberRow, partnership: Partnership, organisation: Organisation) -> None:
        told = self.told(row)
        for found in self._same_member(row, partnership, organisation):
            if meets(found, told.stretch) and not (row.id and not row.person):
                wrong = say(
                    "{name} already holds this seat {days} in the register",
                    name=row.person or organisation.name,
                    days=spell_days(found.life),
                )
                right = say("end one term before the next begins, or give the row the id {id}", id=found.ref)
                self.plan.fault(row, "from", wrong, right)
                return
        self._fill_sector(row, organisation)
        seat = self.held.seat_for(row, partnership, organisation, told)
        if seat is None:
            return
        made = Appointment(
            seat=seat,
            partnership=partnership,
            organisation=organisation,
            person=self.known.person(row.person, organisation, row),
            num_places=row.seats,
            **told.fields,
            **appointment_fields(row),
        )
        self.plan.add(made, row)
        if row.id:
            self.plan.give_ref(made, row.id, row, "id")
        self.held.keep_appointment(made)
        self.taken[made.ref] = row.row
        self.partnerships.widen(row, partnership, told.first)

    def _fill_sector(self, row: MemberRow, organisation: Organisation) -> None:
        """A sector that is not known is filled in; one that differs stays, and the seat keeps the row's."""
        told = own_sector(row)
        if told and not organisation.sector:
            self.plan.set(organisation, row, sector=told)
        elif told and told != organisation.sector:
            text = "{name} is recorded as {old}; this seat is kept as {new}."
            self.plan.note(row, say(text, name=organisation.name, old=organisation.sector, new=told))

    def _change(self, row: MemberRow, found: Appointment) -> None:
        """What the row tells differently. A blank cell leaves what is stored: absence deletes nothing."""
        is_by_id = row.id == found.ref
        told: dict[str, Any] = {k: v for k, v in appointment_fields(row).items() if v not in ("", None)}
        told |= self.told(row).given
        if not is_by_id and found.known_on is not None and found.known_on <= told.get("known_on", found.known_on):
            told.pop("known_on", None)  # known from an earlier day already
        if not row.is_seats_blank:
            told["num_places"] = row.seats
        if row.person and (found.person is None or exact(found.person.name) != exact(row.person)):
            told["person"] = self.known.person(row.person, found.organisation, row)
        if is_by_id and exact(found.organisation.name) != exact(row.organisation):
            told["organisation"] = self.known.organisation(row.organisation, own_sector(row), row)
        changed = self.plan.set(found, row, **told)
        if "valid_from" in changed or "known_on" in changed:
            self.partnerships.widen(row, found.partnership, found.valid_from or found.known_on or self.plan.on)
        self._change_seat(row, found, changed)

    def _change_seat(self, row: MemberRow, found: Appointment, changed: dict[str, Any]) -> None:
        seat = found.seat
        told = seat_fields(row, told_only=True)
        if row.id != found.ref:  # found by these names: other capitals are no news
            told = {name: value for name, value in told.items() if name not in ("role_text", "qualifier")}
        if told.get("sector", seat.sector) != seat.sector:
            if not seat.sector and row.sector == found.organisation.sector:
                del told["sector"]  # the seat's is not recorded, and the organisation's own is what is said
            else:
                self._fill_sector(row, found.organisation)
        is_own = (seat.organisation_id or seat.organisation) and len(self.held.holders[seat.ref]) == 1
        if is_own and not row.seat_id:
            told |= {name: changed[name] for name in WITH_THE_SEAT if name in changed}
            if "organisation" in changed:
                told["organisation"] = changed["organisation"]
        self.held.tell(row, seat, told)

    def _note_role_texts(self) -> None:
        """Role texts that the lawbook does not know are kept, and a mapping is offered."""
        for text, num in sorted(self.plan.role_texts.items()):
            suggestion = lawbook.role_for(text)
            offer = suggestion.label if suggestion else "a role from the list"
            words = "The role “{role}” is kept as written ({num} in the file). It may mean: {offer}."
            self.plan.note(None, say(words, role=text, num=num, offer=offer))


def own_sector(row: MemberRow) -> str:
    """The sector that the row gives the organisation itself."""
    return "" if row.organisation_sector == NOT_KNOWN else row.organisation_sector or row.sector


def appointment_fields(row: MemberRow) -> dict[str, Any]:
    """What a row says of the appointment itself, but for its days and places."""
    return {
        "how_chosen": row.how_chosen,
        "has_authority": row.authority,
        "authority_note": row.authority_note,
        "substitute": row.substitute,
        "note": row.note,
        "source": row.source,
    }
