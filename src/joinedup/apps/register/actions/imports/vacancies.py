"""Rows without an organisation: seats that nobody holds. They are planned after the rest, which may take seats."""

from typing import Any

from joinedup.apps.register.actions.imports.lives import Told, meets
from joinedup.apps.register.actions.imports.plan import Plan
from joinedup.apps.register.actions.imports.seats import Held, seat_fields
from joinedup.apps.register.models import Partnership, Seat
from joinedup.formats.members import MemberRow
from joinedup.rules.register.names import exact
from joinedup.rules.working import say


class Vacancies:
    """The vacant seats of one file. Each row speaks of one seat, and no two of the same."""

    def __init__(self, plan: Plan, held: Held) -> None:
        self.plan = plan
        self.held = held
        self.asked: list[tuple[MemberRow, Partnership, Told]] = []
        self.taken: set[str] = set()

    def ask(self, row: MemberRow, partnership: Partnership, told: Told) -> None:
        """Keep a row until the rest is planned."""
        self.asked.append((row, partnership, told))

    def plan_rows(self) -> None:
        """Plan every row kept."""
        for row, partnership, told in self.asked:
            if row.id in self.held.appointment_refs:
                name = self.held.appointment_refs[row.id].organisation.name
                wrong = say("this row is the membership of {name}", name=name)
                right = say("name the organisation again; to end its membership, write the day in “until”")
                self.plan.fault(row, "organisation", wrong, right)
            elif seat := self._match(row, partnership, told):
                self.taken.add(seat.ref)
                self._change(row, seat, partnership, told)
            elif seat := self.held.seat_for(row, partnership, None, told):
                self.taken.add(seat.ref)

    def _match(self, row: MemberRow, partnership: Partnership, told: Told) -> Seat | None:
        """By id, then by the same qualifier and role: one that stands empty before one that somebody holds."""
        if seat := self.held.seat_refs.get(row.seat_id or row.id):
            return seat
        same = [
            seat
            for seat in self.held.seats.get(partnership.ref, ())
            if _names(seat.qualifier, seat.role_text) == _names(row.qualifier, row.role)
            and seat.organisation_id is None
            and seat.organisation is None
            and seat.ref not in self.taken
            and (seat.pk is not None or not self.held.holders.get(seat.ref))
            and meets(seat, told.stretch)
        ]
        return min(same, key=lambda seat: self._is_held(seat, told), default=None)

    def _is_held(self, seat: Seat, told: Told) -> bool:
        return any(meets(holder, told.stretch) for holder in self.held.holders.get(seat.ref, ()))

    def _change(self, row: MemberRow, seat: Seat, partnership: Partnership, told: Told) -> None:
        if seat.partnership.ref != partnership.ref:
            wrong = say("the id {id} is of a seat of {name}", id=row.id, name=seat.partnership.name)
            self.plan.fault(row, "id", wrong, say("clear the id, or correct the partnership"))
            return
        fields: dict[str, Any] = seat_fields(row, told_only=True) | told.given
        known_on = seat.known_on
        if row.id != seat.ref and known_on is not None and known_on <= fields.get("known_on", known_on):
            fields.pop("known_on", None)
        if not row.is_seats_blank:
            fields["num_places"] = row.seats
        if row.source:
            fields["source"] = row.source
        self.held.tell(row, seat, fields)


def _names(qualifier: str, role: str) -> tuple[str, str]:
    return exact(qualifier), exact(role)
