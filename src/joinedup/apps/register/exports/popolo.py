"""The register as Popolo JSON, as at a day. What was not known on the day is left out."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any

from joinedup import lawbook
from joinedup.apps.register.exports.tables import CHUNK, RIGHTS, sitting_on, structure_rows
from joinedup.apps.register.models import Appointment, Organisation, Seat
from joinedup.apps.register.models.lives import life_q
from joinedup.apps.register.queries.records import requirement_record, seat_name
from joinedup.formats.popolo import (
    PopoloArea,
    PopoloMembership,
    PopoloOrganization,
    PopoloPerson,
    PopoloPost,
    popolo,
)
from joinedup.rules.register.origin import origin_of


def popolo_on(day: date, provenance: Mapping[str, Any]) -> dict[str, Any]:
    """The document. A partnership that is an organisation appears once, as the partnership."""
    partnerships = structure_rows(day)
    appointments = list(
        sitting_on(day)
        .select_related("partnership", "organisation", "person", "seat", "seat__organisation")
        .iterator(chunk_size=CHUNK)
    )
    alias = {p.organisation_id: p.ref for p in partnerships if p.organisation_id}
    organisations = _sitting(appointments, alias)
    there = Seat.objects.on(day).filter(life_q(day, "partnership"))
    seats = list(there.select_related("partnership", "organisation").iterator(chunk_size=CHUNK))
    posts = {seat.pk for seat in seats}
    return popolo(
        _persons(appointments),
        [*map(_organisation, organisations), *(_partnership(p, day) for p in partnerships)],
        [_post(seat) for seat in seats],
        [_membership(row, alias, posts) for row in appointments],
        _areas(partnerships),
        provenance=dict(provenance) | {"on": day.isoformat()},
    )


def _sitting(rows: Iterable[Appointment], alias: Mapping[int, str]) -> list[Organisation]:
    """The organisations that sat somewhere on the day, but for those that are partnerships listed already."""
    found = {row.organisation_id for row in rows} - set(alias)
    keys = sorted(found)
    listed: list[Organisation] = []
    for start in range(0, len(keys), 500):
        part = Organisation.objects.filter(pk__in=keys[start : start + 500])
        listed += part.prefetch_related("identifiers", "merged_from")
    return listed


def _organisation(row: Organisation) -> PopoloOrganization:
    return PopoloOrganization(
        id=row.ref,
        name=row.name,
        classification=row.kind or "organisation",
        identifiers=[(each.scheme, each.number) for each in row.identifiers.all()],
        other_names=[each.name for each in row.merged_from.all()],
        links=[(row.website, "website")] if row.website else [],
        extra={"x_sector": row.sector or None},
    )


def _partnership(row: Any, day: date) -> PopoloOrganization:
    nested = next((link for link in row.live_links if link.relation == "nested_in"), None)
    kind = lawbook.type_of(row.type_id) if row.type_id else None
    whole = [each for each in row.live_coverage if each.is_whole] or row.live_coverage
    return PopoloOrganization(
        id=row.ref,
        name=row.name,
        classification="partnership",
        parent_id=nested.parent.ref if nested else "",
        area_id=whole[0].area.code if whole else "",
        founding_date=row.valid_from,
        dissolution_date=row.valid_until,
        sources=[("", row.source)] if row.source else [],
        extra={
            "x_type": row.type_id or None,
            "x_type_name": kind.name if kind else None,
            "x_origin": origin_of([requirement_record(each) for each in row.live_requirements], day).kind,
            "x_requirements": sorted(each.title for each in row.live_requirements),
            "x_separate_legal_status": row.has_separate_legal_status,
            "x_known_on": row.known_on.isoformat() if row.known_on else None,
            "x_coverage": [
                {"area_id": each.area.code, "extent": "whole" if each.is_whole else "part"}
                for each in row.live_coverage
            ],
            "x_links": [{"relation": link.relation, "organization_id": link.parent.ref} for link in row.live_links],
        },
    )


def _persons(rows: Iterable[Appointment]) -> list[PopoloPerson]:
    people = {row.person_id: row.person for row in rows if row.person}
    return [PopoloPerson(id=f"person-{pk}", name=person.name) for pk, person in people.items() if person]


def _post(seat: Seat) -> PopoloPost:
    rights = {f"x_{right}": getattr(seat, field) for right, field in (("vote", "may_vote"), *RIGHTS)}
    return PopoloPost(
        id=seat.ref,
        label=seat_name(seat),
        organization_id=seat.partnership.ref,
        role=seat.role_text,
        start_date=seat.valid_from,
        end_date=seat.valid_until,
        extra=rights | {"x_places": seat.num_places, "x_sector": seat.sector or None},
    )


def _membership(row: Appointment, alias: Mapping[int, str], posts: Container[int]) -> PopoloMembership:
    organisation = alias.get(row.organisation_id, row.organisation.ref)
    return PopoloMembership(
        id=row.ref,
        organization_id=row.partnership.ref,
        member_id="" if row.person else organisation,
        person_id=f"person-{row.person_id}" if row.person else "",
        on_behalf_of_id=organisation if row.person else "",
        post_id=row.seat.ref if row.seat_id in posts else "",
        role=row.seat.role_text,
        start_date=row.valid_from,
        end_date=row.valid_until,
        sources=[("", row.source)] if row.source else [],
        extra={
            "x_known_on": row.known_on.isoformat() if row.known_on else None,
            "x_places": row.num_places,
            "x_substitute": row.substitute or None,
        },
    )


def _areas(partnerships: Iterable[Any]) -> list[PopoloArea]:
    areas = {each.area.code: each.area for row in partnerships for each in row.live_coverage}
    return [
        PopoloArea(id=code, name=area.name, identifier=code, classification=area.kind) for code, area in areas.items()
    ]
