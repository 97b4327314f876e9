"""The JSON that `restructure propose` reads (`contract.md`, Register): partnerships, areas, unit values.

Money is whole pence. What is not known is null, never a made-up number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Duty:
    """Something a partnership must do, and the organisations that must be there to do it."""

    name: str
    required_members: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RegisterPartnership:
    """One partnership on the day of the export.

    `members` are organisations' ids; `area` is a code of the `areas`, `parent` an id of a partnership, both
    None where there is none. `may_close` is whether the rules let it be wound up here (paragraph 2.39), and
    `answer` what its members have answered to being changed; None where not known.
    """

    id: str
    name: str
    members: Sequence[str] = ()
    themes: Sequence[str] = ()
    duties: Sequence[Duty] = ()
    area: str | None = None
    meetings_a_year: int | None = None
    cost_pence: int | None = None
    origin: str | None = None
    legal_status: str | None = None
    parent: str | None = None
    may_close: bool | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterArea:
    """An area and the area it is in, both as codes."""

    code: str
    parent: str | None = None


def register_json(
    partnerships: Iterable[RegisterPartnership],
    areas: Iterable[RegisterArea],
    *,
    unit_values: Mapping[str, int],
    provenance: Mapping[str, Any],
) -> dict[str, Any]:
    """The document, partnerships in the order of their ids and areas of their codes.

    `unit_values` are the costs used for an hour or a meeting, in pence, by name. Raises ValueError for an id
    or code used twice, and for a parent or area that is not in the document.
    """
    listed = sorted(partnerships, key=lambda each: each.id)
    areas_listed = sorted(areas, key=lambda each: each.code)
    ids = _unique([each.id for each in listed])
    codes = _unique([each.code for each in areas_listed])
    _check_known([each.parent for each in listed], ids)
    _check_known([each.area for each in listed], codes)
    _check_known([each.parent for each in areas_listed], codes)
    return {
        "partnerships": [_partnership(each) for each in listed],
        "areas": [{"code": each.code, "parent": each.parent} for each in areas_listed],
        "unit_values": {name: unit_values[name] for name in sorted(unit_values)},
        "provenance": dict(provenance),
    }


def _partnership(partnership: RegisterPartnership) -> dict[str, Any]:
    return {
        "id": partnership.id,
        "name": partnership.name,
        "members": list(partnership.members),
        "themes": list(partnership.themes),
        "duties": [{"name": duty.name, "required_members": list(duty.required_members)} for duty in partnership.duties],
        "area": partnership.area,
        "meetings_a_year": partnership.meetings_a_year,
        "cost_pence": partnership.cost_pence,
        "origin": partnership.origin,
        "legal_status": partnership.legal_status,
        "parent": partnership.parent,
        "may_close": partnership.may_close,
        "answer": partnership.answer,
    }


def _unique(keys: Sequence[str]) -> set[str]:
    found = set(keys)
    if len(found) != len(keys):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise ValueError(f"used more than once: {', '.join(twice)}")
    return found


def _check_known(keys: Iterable[str | None], known: set[str]) -> None:
    missing = sorted({key for key in keys if key is not None and key not in known})
    if missing:
        raise ValueError(f"not in the document: {', '.join(missing)}")
