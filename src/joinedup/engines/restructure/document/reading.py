"""From the file to the setting: what is not known stays out of every proposal, and a note says so."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joinedup.engines.restructure.document.entries import Entry, areas, partnership, routes, values
from joinedup.engines.restructure.document.fields import Faults, Fields, shown
from joinedup.formats.faults import BadInput
from joinedup.rules.rationalisation.costs import cost_together
from joinedup.rules.rationalisation.records import Body, Setting
from joinedup.rules.working import Sentence, say

KEYS = ("partnerships", "areas", "unit_values", "provenance", "apex", "legal_routes")
OUTSIDE = "LSP"
MOST_TOGETHER = 10**13  # pence: far inside what whole numbers of 64 bits and the solver keep exact
NAMED_LSP = re.compile(r"\blocal strategic partnership\b|\bLSP\b", re.IGNORECASE)


@dataclass(frozen=True)
class Register:
    """A file as read: the setting, each partnership's name, and notes on what is not known or was taken as read."""

    setting: Setting
    names: Mapping[str, str]
    notes: tuple[Sentence, ...]


def read_register(text: str | bytes, name: str, refused: Sequence[str] = (), apex: str = "") -> Register:
    """Read the JSON of a register.

    refused: ids of partnerships that have said no, beside those whose `answer` says so. apex: the id of the LSP,
    where the file does not say. BadInput with a fault for each thing that is wrong.
    """
    faults = Faults(name)
    given = _document(faults, text)
    faults.keys("", given, KEYS)
    entries = _entries(faults, given)
    places = areas(faults, given)
    _check_references(faults, entries, places)
    unit, changed = values(faults, given)
    open_routes = routes(faults, given)
    ids = {entry.id: entry for entry in entries}
    for where, wanted in _named(given, open_routes, refused, apex):
        if wanted not in ids:
            faults.add(where, f"{shown(wanted)} is no partnership here", "name one by its id")
    if faults.found:
        raise BadInput(faults.found)
    lsp, note = _apex(entries, apex or given.get("apex") or "")
    notes = [note, *_assumed(changed, places)]
    meetings = ids[lsp].meetings if lsp in ids else unit.lsp_meetings
    if lsp in ids and meetings is None and "lsp_meetings" in changed:
        meetings = unit.lsp_meetings
    if meetings is None:
        notes.append(say("It is not known how often the LSP meets, so nothing is nested directly in it."))
    above = _above(ids, lsp)
    bodies = {
        entry.id: _body(entry, bool(places), entry.id in refused, entry.id in above)
        for entry in entries
        if entry.id != lsp
    }
    notes += [
        say("{body} is left as it is: {why}.", body=each.id, why=each.fixed) for each in bodies.values() if each.fixed
    ]
    notes += [note for entry in entries if entry.id != lsp for note in _taken(entry)]
    cites = {pair: cite for pair, (_, cite) in open_routes.items()}
    outer = _lsp_area(ids.get(lsp), bodies.values(), places)
    setting = Setting(bodies, places, unit, lsp, outer, meetings, cites)
    _check_amounts(faults, setting)
    return Register(setting, {entry.id: entry.name for entry in entries}, tuple(notes))


def _check_amounts(faults: Faults, setting: Setting) -> None:
    if sum(cost_together(setting.values, body) for body in setting.bodies.values()) > MOST_TOGETHER:
        faults.add("partnerships", "together they would cost more than £100bn", "check the amounts: they are in pence")
        raise BadInput(faults.found)


def _document(faults: Faults, text: str | bytes) -> Fields:
    try:
        given = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as wrong:
        faults.add("", f"this is no JSON: {wrong}", "export the register again: joinedup register export json")
        raise BadInput(faults.found) from None
    if not isinstance(given, dict) or not isinstance(given.get("partnerships"), list):
        faults.add("", "there is no list of partnerships", 'write an object with "partnerships"')
        raise BadInput(faults.found)
    return given


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(f"a key is written twice in one object, among {', '.join(sorted(found))}")
    return found


def _entries(faults: Faults, given: Fields) -> list[Entry]:
    found = [partnership(faults, where, each) for where, each in faults.objects("", given, "partnerships")]
    faults.unique((f"{entry.where}.id", entry.id) for entry in found if entry.id)
    return sorted(found, key=lambda entry: entry.id)


def _check_references(faults: Faults, entries: Sequence[Entry], places: Mapping[str, str]) -> None:
    ids = {entry.id for entry in entries}
    for entry in entries:
        if entry.parent and entry.parent not in ids:
            faults.add(
                f"{entry.where}.parent", f"{shown(entry.parent)} is no partnership here", "list it, or write null"
            )
        if entry.area and entry.area not in places:
            faults.add(f"{entry.where}.area", f"{shown(entry.area)} is no area here", "list it among the areas")
    faults.loops({entry.id: entry.parent for entry in entries if entry.parent}, "partnerships")


def _named(
    given: Fields, open_routes: Mapping[frozenset[str], tuple[str, str]], refused: Sequence[str], apex: str
) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("--refused", each) for each in refused]
    found += [(where, each) for pair, (where, _) in open_routes.items() for each in sorted(pair)]
    if apex:
        found.append(("--apex", apex))
    elif given.get("apex") is not None:
        found.append(("apex", given["apex"] if isinstance(given["apex"], str) else shown(given["apex"])))
    return found


def _apex(entries: Sequence[Entry], told: str) -> tuple[str, Sentence]:
    """The LSP: as told; else the one top with most beneath it; else the one with the name; else outside the file."""
    if told:
        return told, say("{lsp} is the LSP, as told.", lsp=told)
    parents = {entry.id: entry.parent for entry in entries}
    beneath = dict.fromkeys((entry.id for entry in entries if not entry.parent), 0)
    for entry in entries:
        top, above = entry.id, entry.parent
        while above:
            top, above = above, parents[above]
        beneath[top] += 1
    most = max(beneath.values(), default=1)
    tops = [each for each, num in beneath.items() if num == most and num > 1]
    if len(tops) == 1:
        return tops[0], say("{lsp} is taken as the LSP: most is nested in it.", lsp=tops[0])
    named = [
        each.id for each in entries if not each.parent and (each.id.lower() == "lsp" or NAMED_LSP.search(each.name))
    ]
    if not tops and len(named) == 1:
        return named[0], say("{lsp} is taken as the LSP by its name.", lsp=named[0])
    outside = OUTSIDE
    while outside in parents:
        outside = f"the {outside}"
    return outside, say("None of these is known to be the LSP: it is taken to stand outside the file.")


def _assumed(changed: Collection[str], places: Mapping[str, str]) -> list[Sentence]:
    told = sorted(changed)
    notes = [say("The unit values are proposals of this project, save those in the file: {told}.", told=told)]
    if not places:
        notes.append(say("The file has no areas: all are taken to cover the same place."))
    return notes


def _above(ids: Mapping[str, Entry], lsp: str) -> set[str]:
    found, above = set(), ids[lsp].parent if lsp in ids else None
    while above:
        found.add(above)
        above = ids[above].parent
    return found


def _body(entry: Entry, has_areas: bool, is_refused: bool, is_above: bool) -> Body:
    unknown = {
        "why it exists": entry.origin is None,
        "who sits on it": not entry.members,
        "how often it meets": entry.meetings is None,
        "what it costs": entry.cost_pence is None,
        "its area": has_areas and entry.area is None,
    }
    missing = [what for what, is_missing in unknown.items() if is_missing]
    fixed = say("it is not known {what}", what=missing) if missing else ""
    if is_above:
        fixed = say("the LSP is nested in it")
    if is_refused or entry.answer == "refused":
        fixed = say("it has refused")
    return Body(
        entry.id,
        frozenset(entry.members),
        frozenset(entry.themes),
        entry.duties,
        entry.area or "",
        entry.meetings or 0,
        entry.cost_pence or 0,
        entry.origin or "",
        entry.is_separate is not False,
        entry.parent or "",
        entry.may_close is True,
        entry.answer == "agreed",
        entry.least_meetings,
        str(fixed),
    )


def _taken(entry: Entry) -> list[Sentence]:
    notes = []
    if entry.is_separate is None:
        notes.append(
            say("It is not known whether {body} has separate legal status: it is taken to have.", body=entry.id)
        )
    if entry.may_close and (entry.origin == "statute" or entry.is_separate is not False):
        notes.append(say("{body} is not wound up, whatever the file says: 2.39 protects it.", body=entry.id))
    return notes


def _lsp_area(lsp: Entry | None, bodies: Collection[Body], places: Mapping[str, str]) -> str:
    """The LSP's area; of one outside the file the smallest that holds every partnership's, "" where none does."""
    if lsp is not None:
        return lsp.area or ""
    chains = []
    for body in bodies:
        chain = [body.area] if body.area else []
        while chain and places[chain[-1]]:
            chain.append(places[chain[-1]])
        chains += [chain] if chain else []
    if not chains:
        return ""
    return next((area for area in chains[0] if all(area in chain for chain in chains)), "")
