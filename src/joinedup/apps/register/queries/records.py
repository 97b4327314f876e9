"""Rows of the database as the plain records that the rules read. A row's `ref` stands for it everywhere."""

from joinedup.apps.register import models
from joinedup.rules.register import records


def requirement_record(row: models.Requirement) -> records.Requirement:
    """Why a partnership exists."""
    return records.Requirement(row.ref, str(row.partnership_id), row.kind, row.title, row.life)


def link_record(row: models.Link) -> records.Link:
    """A dated relation; the partnerships are named by their names, which the working prints."""
    return records.Link(row.child.name, row.parent.name, row.relation, row.life)


def seat_record(row: models.Seat) -> records.Seat:
    """A seat. What is not known of speaking and papers stays not known."""
    return records.Seat(
        ref=row.ref,
        partnership=str(row.partnership_id),
        name=seat_name(row),
        qualifier=row.qualifier,
        sector=row.sector,
        votes=row.may_vote,
        speaks=row.may_speak,
        papers=row.gets_papers,
        counts_to_quorum=row.counts_to_quorum,
        must_be_invited=bool(row.must_be_invited),
        places=row.num_places,
        life=row.life,
    )


def seat_name(row: models.Seat) -> str:
    """What people call the seat: who may hold it, else whose it is, with its role."""
    whose = row.qualifier or (row.organisation.name if row.organisation else "")
    return ", ".join(part for part in (whose, row.role_text) if part) or "seat"


def appointment_record(row: models.Appointment, seat_ref: str) -> records.Appointment:
    """An appointment to a seat whose ref the caller knows."""
    return records.Appointment(
        ref=row.ref,
        seat=seat_ref,
        organisation=row.organisation.name,
        organisation_kind=row.organisation.kind,
        person=row.person.name if row.person else "",
        places=row.num_places,
        life=row.life,
        how_chosen=row.how_chosen,
        has_authority=row.has_authority,
        substitute=row.substitute,
    )
