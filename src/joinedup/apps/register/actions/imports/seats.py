"""The seats behind the rows: what is held, a seat the row names, one with room for the qualifier, or a new one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from joinedup.apps.register.actions.imports.known import Known, chunks
from joinedup.apps.register.actions.imports.lives import Told, is_in_order
from joinedup.apps.register.actions.imports.plan import Plan, is_same
from joinedup.apps.register.models import Appointment, Organisation, Partnership, Seat
from joinedup.formats.members import MemberRow
from joinedup.rules.life import Stretch, totals
from joinedup.rules.register.names import exact
from joinedup.rules.working import say

RIGHTS = {
    "speak": "may_speak",
    "papers": "gets_papers",
    "quorum": "counts_to_quorum",
    "must_invite": "must_be_invited",
}
COLUMNS = {"valid_until": "seat_until", "substitute_rule": "seat_substitutes"}


class Held:
    """Seats and who holds them: those of every partnership found, and those the file itself adds."""

    def __init__(self, plan: Plan, known: Known) -> None:
        self.plan = plan
        self.known = known
        self.seats: dict[str, list[Seat]] = defaultdict(list)
        self.seat_refs: dict[str, Seat] = {}
        self.holders: dict[str, list[Appointment]] = defaultdict(list)
        self.appointments: dict[tuple[str, ...], list[Appointment]] = defaultdict(list)
        self.appointment_refs: dict[str, Appointment] = {}
        self._told: dict[tuple[str, str], tuple[Any, int]] = {}

    def load(self, refs: Iterable[str]) -> None:
        """The seats and appointments of every stored partnership found so far, and those of these refs."""
        by_pk = {row.pk: row for row in self.known.partnership_refs.values() if row.pk is not None}
        for part in chunks(by_pk):
            self._keep_all({"partnership__in": part}, by_pk)
        for part in chunks(ref for ref in refs if ref):
            self._keep_all({"ref__in": part}, by_pk)

    def _keep_all(self, wanted: Mapping[str, Any], by_pk: Mapping[int, Partnership]) -> None:
        for seat in Seat.objects.filter(**wanted).select_related("organisation", "partnership"):
            seat.partnership = by_pk.get(seat.partnership_id, seat.partnership)
            if seat.ref not in self.seat_refs:
                self.keep_seat(seat)
        rows = Appointment.objects.filter(**wanted).select_related("seat", "organisation", "person", "partnership")
        for row in rows:
            if row.ref not in self.appointment_refs:
                row.seat = self.seat_refs.get(row.seat.ref, row.seat)  # a seat and its holders share one object
                self.keep_appointment(row)

    def keep_seat(self, seat: Seat) -> None:
        """From now on it is found."""
        self.seat_refs[seat.ref] = seat
        self.seats[seat.partnership.ref].append(seat)

    def keep_appointment(self, row: Appointment) -> None:
        """From now on it is found."""
        self.appointment_refs[row.ref] = row
        self.holders[row.seat.ref].append(row)
        self.appointments[member_key_of(row)].append(row)

    def tell(self, row: MemberRow, seat: Seat, told: Mapping[str, Any]) -> None:
        """Put on a seat what a row says of it. Two rows that say different things of one seat are at fault."""
        for name, value in told.items():
            first, number = self._told.setdefault((seat.ref, name), (value, row.row))
            if not is_same(first, value):
                wrong = say("row {number} says otherwise of the same seat", number=number)
                right = say("write the same in both, or give the row a seat of its own")
                self.plan.fault(row, SEAT_COLUMNS.get(name, name), wrong, right)
        self.plan.set(seat, row, **told)

    def seat_for(
        self, row: MemberRow, partnership: Partnership, organisation: Organisation | None, told: Told
    ) -> Seat | None:
        """The seat for a new row; None where the seat it names will not do (a fault, said)."""
        if row.seat_id and (seat := self.seat_refs.get(row.seat_id)):
            return self._named(row, seat, partnership, told)
        if row.qualifier and not row.seat_id and organisation is not None:
            for seat in self.seats.get(partnership.ref, ()):
                if self._is_like(seat, row) and self._has_room(seat, row.seats, told.stretch):
                    return seat
        return self._make(row, partnership, organisation, told)

    def _named(self, row: MemberRow, seat: Seat, partnership: Partnership, told: Told) -> Seat | None:
        if seat.partnership.ref != partnership.ref:
            wrong = say("the seat {id} belongs to {name}", id=row.seat_id, name=seat.partnership.name)
            right = say("leave the cell blank, or give the mark of a seat of this one")
            self.plan.fault(row, "seat_id", wrong, right)
            return None
        if seat.pk is not None and not self._has_room(seat, row.seats, told.stretch):
            wrong = say("the seat {id} is not free on all these days", id=row.seat_id)
            right = say("end the term of whoever holds it first, or leave the cell blank for a seat of its own")
            self.plan.fault(row, "seat_id", wrong, right)
            return None
        self.tell(row, seat, seat_fields(row, told_only=True))
        return seat

    def _is_like(self, seat: Seat, row: MemberRow) -> bool:
        """Whether the row may be one of the places of a seat: nothing that it says differs."""
        if seat.organisation_id is not None or seat.organisation is not None:
            return False
        names = (exact(seat.qualifier), exact(seat.role_text)) == (exact(row.qualifier), exact(row.role))
        told = seat_fields(row, told_only=True)
        return names and all(getattr(seat, name) in (told[name], None, "") for name in told if name not in NAMES)

    def _has_room(self, seat: Seat, num_places: int, stretch: Stretch) -> bool:
        """Whether the seat has so many places free on every day of a stretch."""
        if not is_in_order(seat) or seat.life.stretch.meet(stretch) != stretch:
            return False
        held = [(a.life.stretch, a.num_places) for a in self.holders.get(seat.ref, ()) if is_in_order(a)]
        runs = totals([*held, (stretch, num_places)])
        return all(total <= seat.num_places for days, total in runs if days.meet(stretch))

    def _make(self, row: MemberRow, partnership: Partnership, organisation: Organisation | None, told: Told) -> Seat:
        """A new seat. One with a qualifier is the constitution's and outlives its holder; else it is their own."""
        is_own = not row.qualifier if row.seat_own is None else row.seat_own
        fields = seat_fields(row, told_only=False)
        fields["num_places"] = row.seat_places or row.seats
        if row.seat_from is None and row.seat_known_on is None:
            fields |= told.fields
            if row.qualifier and organisation is not None and not is_own:
                fields["valid_until"] = row.seat_until
        made = Seat(partnership=partnership, organisation=organisation if is_own else None, **fields)
        made.source = row.source if organisation is None else ""
        columns = COLUMNS if row.seat_from or row.seat_known_on else {}
        self.plan.add(made, row, columns)
        if row.seat_id:
            self.plan.give_ref(made, row.seat_id, row, "seat_id")
        elif row.id and organisation is None:
            self.plan.give_ref(made, row.id, row, "id")
        for name, value in seat_fields(row, told_only=True).items():
            self._told[made.ref, name] = value, row.row
        self.keep_seat(made)
        return made


NAMES = frozenset(("role_text", "qualifier", "num_places", "valid_from", "valid_until", "known_on"))
SEAT_COLUMNS = {
    "role_text": "role",
    "may_vote": "voting",
    "num_places": "seat_places",
    "valid_from": "seat_from",
    "valid_until": "seat_until",
    "known_on": "seat_known_on",
    "term_months": "seat_term",
    "substitute_rule": "seat_substitutes",
} | dict.fromkeys(RIGHTS.values(), "rights")


def seat_fields(row: MemberRow, *, told_only: bool) -> dict[str, Any]:
    """What a row says of its seat; with `told_only`, without what its cells leave blank."""
    fields: dict[str, Any] = {
        "role_text": row.role,
        "qualifier": row.qualifier,
        "sector": "" if row.seat_sector else row.sector,
        "may_vote": row.voting,
        "num_places": row.seat_places,
        "valid_from": row.seat_from,
        "valid_until": row.seat_until,
        "known_on": row.seat_known_on,
        "term_months": row.seat_term,
        "substitute_rule": row.seat_substitutes,
    }
    for right, field in RIGHTS.items():
        fields[field] = True if right in row.rights else False if f"no_{right}" in row.rights else None
    if told_only:
        return {name: value for name, value in fields.items() if value not in ("", None)}
    return fields


def member_key(partnership: str, organisation: str, person: str, role: str, qualifier: str) -> tuple[str, ...]:
    """What makes two rows the same member: partnership and organisation (refs), person, role, qualifier."""
    return (partnership, organisation, exact(person), exact(role), exact(qualifier))


def member_key_of(row: Appointment) -> tuple[str, ...]:
    """The same of a row in memory."""
    seat, person = row.seat, row.person.name if row.person else ""
    return member_key(seat.partnership.ref, row.organisation.ref, person, seat.role_text, seat.qualifier)
