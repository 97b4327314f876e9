"""Short ways to make partnerships, seats and appointments in the database."""

from datetime import date

from joinedup.apps.register.models import Appointment, Area, Coverage, Link, Organisation, Partnership, Seat
from joinedup.rules.register.names import exact

START = date(2002, 4, 1)


def partnership(name="Northmoor Together", **fields):
    given = {"valid_from": START, "type_id": "lsp", "profile_id": "lsp-2001"} | fields
    return Partnership.objects.create(name=name, name_key=exact(name), **given)


def organisation(name, sector="public", kind=""):
    found = Organisation.objects.filter(name=name).first()
    return found or Organisation.objects.create(name=name, name_key=exact(name), sector=sector, kind=kind)


def seat(row, sector="public", **fields):
    given = {"valid_from": START, "may_vote": True, "sector": sector} | fields
    return Seat.objects.create(partnership=row, **given)


def appoint(place, name, **fields):
    given = {"valid_from": START} | fields
    return Appointment.objects.create(
        seat=place,
        partnership=place.partnership,
        organisation=organisation(name, place.sector, given.pop("kind", "")),
        **given,
    )


def member(row, name, sector="public", *, places=1, votes=True, **fields):
    place = seat(row, sector, num_places=places, may_vote=votes, organisation=organisation(name, sector))
    return appoint(place, name, num_places=places, **fields)


def balanced(row):
    """Four organisations of the four sectors, one vote each: HC02, HC03 and HC04 are green."""
    for sector in ("public", "private", "voluntary", "community"):
        member(row, f"{sector} body of {row.name}", sector)
    return row


def nest(child, parent, **fields):
    return Link.objects.create(child=child, parent=parent, **({"valid_from": START} | fields))


def cover(row, code="X00001", **fields):
    area, _is_new = Area.objects.get_or_create(code=code, defaults={"name": f"Area {code}"})
    return Coverage.objects.create(partnership=row, area=area, **({"valid_from": START} | fields))
