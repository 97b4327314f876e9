"""The entries of the file, each read on its own: partnerships, areas, unit values, legal routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from joinedup.engines.restructure.document.fields import Faults, Fields, shown
from joinedup.lawbook.rationalisation import unit_values
from joinedup.rules.rationalisation.records import STRENGTH, Values

PARTNERSHIP = (
    *("id", "name", "members", "themes", "duties", "area", "meetings_a_year", "cost_pence", "origin"),
    *("legal_status", "parent", "may_close", "answer"),
)
DUTY = ("name", "required_members", "meetings_a_year")
STATUS = {"separate": True, "yes": True, "none": False, "no": False, "varies": None}
ANSWERS = {each: each for each in ("agreed", "agreed_with_conditions", "refused", "not_asked")}
ORIGINS = {each: each for each in STRENGTH}
MOST_MEETINGS = 366
MOST_PENCE = 10**11
MOST = {"pence": 10**8, "percent": 100, "meetings": MOST_MEETINGS, "seats": 1000, "partnerships": 1000}
LARGEST_GROUP = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One partnership as the file has it; None is what the file does not know."""

    where: str
    id: str
    name: str
    members: tuple[str, ...]
    themes: tuple[str, ...]
    duties: Mapping[str, frozenset[str]]
    least_meetings: int
    area: str | None
    meetings: int | None
    cost_pence: int | None
    origin: str | None
    is_separate: bool | None
    parent: str | None
    may_close: bool | None
    answer: str | None


def partnership(faults: Faults, where: str, given: Fields) -> Entry:
    """One partnership. Whatever is wrong becomes a fault."""
    faults.keys(where, given, PARTNERSHIP)
    if given.get("id") is None:
        faults.add(f"{where}.id", "there is none", "give the partnership an id")
    own = faults.text(where, given, "id") or ""
    duties, least = _duties(faults, where, given)
    return Entry(
        where,
        own,
        faults.text(where, given, "name") or own,
        faults.texts(where, given, "members"),
        faults.texts(where, given, "themes"),
        duties,
        least,
        faults.text(where, given, "area"),
        faults.whole(where, given, "meetings_a_year", MOST_MEETINGS, "meetings a year"),
        faults.whole(where, given, "cost_pence", MOST_PENCE, "pence"),
        faults.choice(where, given, "origin", ORIGINS),
        faults.choice(where, given, "legal_status", STATUS),
        faults.text(where, given, "parent"),
        faults.flag(where, given, "may_close"),
        faults.choice(where, given, "answer", ANSWERS),
    )


def _duties(faults: Faults, where: str, given: Fields) -> tuple[dict[str, frozenset[str]], int]:
    found: dict[str, frozenset[str]] = {}
    least = 0
    for place, each in faults.objects(where, given, "duties"):
        faults.keys(place, each, DUTY)
        name = faults.text(place, each, "name")
        if name is None:
            faults.add(f"{place}.name", "there is none", "name the duty")
            continue
        if name in found:
            faults.add(f"{place}.name", f"{shown(name)} is listed twice", "list it once")
        found[name] = frozenset(faults.texts(place, each, "required_members"))
        least = max(least, faults.whole(place, each, "meetings_a_year", MOST_MEETINGS, "meetings a year") or 0)
    return found, least


def areas(faults: Faults, given: Fields) -> dict[str, str]:
    """Each area's code with that of the area it is in, "" at the top."""
    found: dict[str, str] = {}
    listed: list[tuple[str, str]] = []
    for where, each in faults.objects("", given, "areas"):
        faults.keys(where, each, ("code", "parent"))
        code = faults.text(where, each, "code")
        if code is None:
            faults.add(f"{where}.code", "there is none", "give the area a code")
            continue
        listed.append((f"{where}.code", code))
        found[code] = faults.text(where, each, "parent") or ""
    faults.unique(listed)
    for code, parent in found.items():
        if parent and parent not in found:
            faults.add("areas.parent", f"{shown(parent)} of {shown(code)} is no area here", "list it among the areas")
    faults.loops(found, "areas")
    return found


def values(faults: Faults, given: Fields) -> tuple[Values, tuple[str, ...]]:
    """The unit values: the file's own where it gives them, by id or symbol, and the lawbook's for the rest.

    The second part names those that the file gives.
    """
    known = unit_values()
    numbers = {each.id: each.number for each in known.values()}
    names = {each.symbol: each.id for each in known.values()} | {each: each for each in known}
    own = given.get("unit_values") or {}
    if not isinstance(own, dict):
        faults.add("unit_values", f"{shown(own)} is no object", 'write an object, for example {"u": 15000}')
        own = {}
    faults.keys("unit_values", own, names)
    changed = [name for name in own if name in names]
    for name in changed:
        row = known[names[name]]
        most = LARGEST_GROUP if row.id == "largest_group" else MOST[row.unit]
        number = faults.whole("unit_values", own, name, most, row.unit)
        numbers[row.id] = row.number if number is None else number
    settings = {each.name for each in fields(Values)}
    chosen: dict[str, Any] = {name: number for name, number in numbers.items() if name in settings}
    read = Values(**chosen)
    return replace(read, largest_group=max(1, read.largest_group)), tuple(sorted({names[each] for each in changed}))


def routes(faults: Faults, given: Fields) -> dict[frozenset[str], tuple[str, str]]:
    """The recorded legal routes by which two statutory partnerships may merge: each pair's place and provision."""
    found = {}
    for where, each in faults.objects("", given, "legal_routes"):
        faults.keys(where, each, ("partnerships", "cite", "on"))
        pair, cite = faults.texts(where, each, "partnerships"), faults.text(where, each, "cite")
        if len(pair) != 2 or cite is None:
            faults.add(where, "a route needs two partnerships and its provision", "write partnerships and cite")
        else:
            found[frozenset(pair)] = (where, cite)
        faults.text(where, each, "on")
    return found
