"""The two tables of the contract as at a day. Imported again they change nothing.

Names of those who sit are public; no address of anybody is ever read here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any

from django.db.models import Prefetch

from joinedup.apps.register.models import Appointment, Coverage, Link, Partnership, Requirement, Seat
from joinedup.apps.register.models.lives import life_q
from joinedup.apps.register.queries.areas import nation_words
from joinedup.apps.register.queries.partnerships import facts_on
from joinedup.apps.register.queries.records import requirement_record
from joinedup.formats.members import MEMBER_COLUMNS, NOT_KNOWN
from joinedup.formats.structure import STRUCTURE_COLUMNS
from joinedup.formats.write import Value
from joinedup.rules.register.origin import origin_of

CHUNK = 2000
AT_ONCE = 500  # as many values as either database takes in one question
RIGHTS = (
    ("speak", "may_speak"),
    ("papers", "gets_papers"),
    ("quorum", "counts_to_quorum"),
    ("must_invite", "must_be_invited"),
)
# Columns that only the register itself needs: left out of the file where no row has anything in them.
SPARE = frozenset(
    (
        *("qualifier", "rights", "how_chosen", "substitute", "authority", "authority_note", "person"),
        *("seat_id", "seat_own", "seat_places", "seat_from", "seat_until", "seat_known_on"),
        *("seat_term", "seat_substitutes", "seat_sector", "organisation_sector"),
    )
)
Record = dict[str, Value]
Table = tuple[list[str], list[list[Value]]]


def members_on(day: date) -> Table:
    """Who sat where on a day, a row for each appointment, and one for each seat that nobody held."""
    there = {row.pk: row for row in as_known_on(day)}
    rows = [*_appointments(day, there), *_vacant_seats(day, there)]
    rows.sort(key=_member_order)
    return _table([column.name for column in MEMBER_COLUMNS], rows)


def _member_order(row: Record) -> tuple[str, ...]:
    names = ("partnership", "partnership_id", "organisation", "from", "id")
    return tuple(str(row.get(name) or "").casefold() for name in names)


def _table(columns: Sequence[str], rows: Sequence[Record]) -> Table:
    used = [name for name in columns if name not in SPARE or any(row.get(name) not in ("", None) for row in rows)]
    return used, [[_plain(row.get(name)) for name in used] for row in rows]


def _plain(value: Value) -> Value:
    """A text as every file gives it back: trimmed, with plain line ends."""
    return value.replace("\r\n", "\n").strip(" \n\u00a0") if isinstance(value, str) else value


def as_known_on(day: date) -> list[Partnership]:
    """The partnerships of a day with the facts of that day."""
    rows = list(Partnership.objects.on(day))
    for start in range(0, len(rows), AT_ONCE):
        facts_on(rows[start : start + AT_ONCE], day)
    return rows


def sitting_on(day: date) -> Any:
    """The appointments of a day to partnerships that were known then."""
    return Appointment.objects.on(day).filter(life_q(day, "partnership"))


def _appointments(day: date, there: dict[int, Partnership]) -> Iterator[Record]:
    found = sitting_on(day)
    holders = Counter(found.values_list("seat_id", flat=True).iterator(chunk_size=CHUNK))
    for row in found.select_related("organisation", "person", "seat").iterator(chunk_size=CHUNK):
        organisation, sector = row.organisation, row.seat.sector or row.organisation.sector
        yield (
            _partnership_columns(there[row.partnership_id], day)
            | _seat_columns(row.seat)
            | {
                "id": row.ref,
                "organisation": organisation.name,
                "sector": sector,
                "seat_sector": NOT_KNOWN if sector and not row.seat.sector else "",
                "organisation_sector": "" if organisation.sector == sector else organisation.sector or NOT_KNOWN,
                "person": row.person.name if row.person else "",
                "seats": row.num_places,
                "from": row.valid_from,
                "until": row.valid_until,
                "known_on": row.known_on,
                "how_chosen": row.how_chosen,
                "substitute": row.substitute,
                "authority": row.has_authority,
                "authority_note": row.authority_note,
                "note": row.note,
                "source": row.source,
            }
            | _own_life(row.seat, row, holders[row.seat_id])
        )


def _partnership_columns(row: Partnership, day: date) -> Record:
    return {
        "partnership": row.name,
        "partnership_id": row.ref,
        "type": row.type_id,
        "nation": nation_words(row.nation),
        "as_at": day,
    }


def _seat_columns(seat: Seat) -> Record:
    rights = [right for right, field in RIGHTS if getattr(seat, field)]
    rights += [f"no_{right}" for right, field in RIGHTS if getattr(seat, field) is False]
    return {
        "role": seat.role_text,
        "qualifier": seat.qualifier,
        "voting": seat.may_vote,
        "rights": ";".join(rights),
        "sector": seat.sector,
        "seat_term": seat.term_months,
        "seat_substitutes": seat.substitute_rule,
    }


def _own_life(seat: Seat, row: Appointment, num_holders: int) -> Record:
    """Nothing where the seat is just the membership; otherwise the seat's own id, places and life."""
    same = ("num_places", "valid_from", "known_on", "valid_until", "organisation_id")
    is_plain = num_holders == 1 and not seat.qualifier
    if is_plain and all(getattr(seat, name) == getattr(row, name) for name in same):
        return {}
    return {
        "seat_id": seat.ref,
        "seat_own": seat.organisation_id is not None,
        "seat_places": seat.num_places,
        "seat_from": seat.valid_from,
        "seat_until": seat.valid_until,
        "seat_known_on": seat.known_on,
    }


def _vacant_seats(day: date, there: dict[int, Partnership]) -> Iterator[Record]:
    """Seats of the constitution that nobody held on the day, by who may hold them."""
    held = Appointment.objects.on(day).values("seat")
    empty = Seat.objects.on(day).filter(life_q(day, "partnership"), organisation=None).exclude(pk__in=held)
    for seat in empty.iterator(chunk_size=CHUNK):
        yield (
            _partnership_columns(there[seat.partnership_id], day)
            | _seat_columns(seat)
            | {
                "id": seat.ref,
                "organisation": "",
                "seats": seat.num_places,
                "from": seat.valid_from,
                "until": seat.valid_until,
                "known_on": seat.known_on,
                "source": seat.source,
            }
        )


def structure_on(day: date) -> Table:
    """The partnerships on a day, a row for each and further rows for further requirements and links."""
    rows: list[Record] = []
    for partnership in structure_rows(day):
        rows += _structure_rows(partnership, day)
    return _table([column.name for column in STRUCTURE_COLUMNS], rows)


def structure_rows(day: date) -> list[Any]:
    """The partnerships of a day, by name then, with what was live of theirs: few questions, whatever the number."""
    found = (
        Partnership.objects.on(day)
        .order_by("pk")
        .prefetch_related(
            Prefetch("requirements", Requirement.objects.on(day), to_attr="live_requirements"),
            Prefetch(
                "links_up",
                Link.objects.on(day).filter(life_q(day, "parent")).select_related("parent"),
                to_attr="live_links",
            ),
            Prefetch("coverage", Coverage.objects.on(day).select_related("area"), to_attr="live_coverage"),
            "themes",
        )
    )
    rows = list(found.iterator(chunk_size=AT_ONCE))
    for start in range(0, len(rows), AT_ONCE):
        facts_on(rows[start : start + AT_ONCE], day)
    _name_parents(rows)
    return sorted(rows, key=lambda row: (row.name.casefold(), row.ref))


def _name_parents(rows: Iterable[Any]) -> None:
    """A parent is called what it was called on the day."""
    names = {row.pk: row.name for row in rows}
    for row in rows:
        for link in row.live_links:
            link.parent.name = names.get(link.parent_id, link.parent.name)


def _structure_rows(row: Any, day: date) -> Iterator[Record]:
    requirements = sorted(row.live_requirements, key=lambda each: (each.kind, each.title, each.ref))
    links = sorted(row.live_links, key=lambda each: (each.relation, each.parent.ref, str(each.life.shown_from)))
    origin = origin_of([requirement_record(each) for each in requirements], day).kind
    areas = _areas(row)
    own: Record = {
        "id": row.ref,
        "partnership": row.name,
        "type": row.type_id,
        "status": row.status,
        "origin": origin,
        "legal_personality": row.legal_personality,
        "areas": ";".join(f"{code}:{'whole' if areas[code] else 'part'}" for code in sorted(areas)),
        "from": row.valid_from,
        "until": row.valid_until,
        "known_on": row.known_on,
        "source": row.source,
        "nation": nation_words(row.nation),
        "profile": row.profile_id,
        "purpose": row.purpose,
        "themes": ";".join(sorted(theme.theme_id for theme in row.themes.all())),
        "legal_form": row.legal_form,
        "accepted_on": row.accepted_on,
        "as_at": day,
    }
    for requirement, link in zip_longest(requirements or [None], links):
        yield own | _requirement_columns(requirement) | _link_columns(link)


def _areas(row: Any) -> dict[str, bool]:
    """The areas of a day by code, and whether the whole of each; of two records of one area, whole is said."""
    areas: dict[str, bool] = {}
    for each in row.live_coverage:
        areas[each.area.code] = each.is_whole or areas.get(each.area.code, False)
    return areas


def _requirement_columns(row: Requirement | None) -> Record:
    if row is None:
        return {}
    return {
        "requirement": row.title,
        "requirement_kind": row.kind,
        "requirement_from": row.valid_from,
        "requirement_until": row.valid_until,
        "requirement_known_on": row.known_on,
        "requirement_source": row.source,
        "requirement_id": row.ref,
    }


def _link_columns(row: Link | None) -> Record:
    if row is None:
        return {}
    return {
        "parent": row.parent.name,
        "parent_id": row.parent.ref,
        "relation": row.relation,
        "parent_from": row.valid_from,
        "parent_until": row.valid_until,
        "parent_known_on": row.known_on,
    }
