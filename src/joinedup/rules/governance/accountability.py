"""The three accountabilities of 2.35: each held by a named person of a named organisation, whoever chairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.rules.governance.authority import (
    WHITE_PAPER_BALANCE,
    WHITE_PAPER_DIFFICULT,
    WHITE_PAPER_RESOURCES,
    WHITE_PAPER_THREE,
)
from joinedup.rules.health import CheckResult, Light, worst
from joinedup.rules.life import Life, first_overlap
from joinedup.rules.working import Finding, Sentence, say

ACCOUNTABILITIES = ("a", "b", "c")
AUTHORITIES = {"a": WHITE_PAPER_BALANCE, "b": WHITE_PAPER_DIFFICULT, "c": WHITE_PAPER_RESOURCES}
WORDS = {
    "a": say("membership, consultation and engagement are balanced and inclusive"),
    "b": say("difficult decisions are addressed and resolved, and not the lowest common denominator"),
    "c": say("the partners properly resource and support the partnership"),
}


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers for one of the three, for which organisation, and while."""

    accountability: str
    person: str
    organisation: str
    life: Life


@dataclass(frozen=True, slots=True)
class Panel:
    """One accountability on a day: its words, its holder ("" for nobody), light, why, and what to do."""

    accountability: str
    words: Sentence
    person: str
    organisation: str
    light: Light
    why: Sentence
    what_to_do: str
    authority: str


def is_held(accountability: str, holders: Iterable[Holder], on: date, *, managed: bool) -> Finding:
    """Say whether somebody named, of a named organisation, answers for it on the day, whoever chairs.

    managed: whether the partnership is run here. Of one merely imported, nobody recorded is not known (None).
    ValueError for another accountability than a, b or c.
    """
    authority = AUTHORITIES[_known(accountability)]
    needed = say("a named person of a named organisation, from a day")
    holder = _holder(accountability, holders, on)
    if holder is None:
        why = say("Nobody is recorded as answering for ({letter}).", letter=accountability)
        todo = say("name the person, and the organisation they are of")
        return Finding(False if managed else None, why, authority, needed=needed, would_satisfy=todo)
    why = say(
        "{person} of {organisation} answers for ({letter}).",
        person=holder.person,
        organisation=holder.organisation,
        letter=accountability,
    )
    return Finding(True, why, authority, needed=needed)


def may_assign(holders: Sequence[Holder], new: Holder) -> Finding:
    """Say whether a holder may be recorded: named, of a named organisation, and one at a time for each.

    One person may hold all three; who chairs makes no difference.
    """
    authority = AUTHORITIES[_known(new.accountability)]
    wanting = [] if new.person.strip() else [say("the person's name")]
    wanting += [] if new.organisation.strip() else [say("their organisation")]
    if wanting:
        why = say("Each is held by a named person of a named organisation.")
        return Finding(False, why, authority, would_satisfy=say("{wanting}", wanting=wanting))
    same = [row for row in holders if row.accountability == new.accountability]
    if any(first_overlap([row.life, new.life]) for row in same):
        why = say("Somebody else answers for ({letter}) on some of those days.", letter=new.accountability)
        return Finding(False, why, authority, would_satisfy=say("end the other first"))
    return Finding(True, say("{person} may be recorded.", person=new.person), authority)


def panel(
    accountability: str,
    holders: Iterable[Holder],
    on: date,
    *,
    managed: bool,
    checks: Sequence[CheckResult] = (),
    flags: Sequence[Light] = (),
) -> Panel:
    """Return one panel of the home page. checks: those of this accountability; flags: those open against it.

    Red with nobody named in a partnership managed here, else the worst light of its checks and flags. Checks
    without data do not turn a named holder's panel from green, but they are counted in its words.
    """
    rows = list(holders)
    finding = is_held(accountability, rows, on, managed=managed)
    holder = _holder(accountability, rows, on)
    known = [result for result in checks if result.light is not Light.NO_DATA]
    light = worst([Light.GREEN, *(result.light for result in known), *flags])
    if holder is None:
        light = worst([light, Light.RED]) if managed else worst([Light.NO_DATA, *(x.light for x in known), *flags])
    bad = [result.check_id for result in known if result.light in (Light.RED, Light.AMBER)]
    why = say(
        "{holder} Checks red or amber: {bad}. Checks without data: {none}. Open flags: {flags}.",
        holder=finding.why,
        bad=bad,
        none=len(checks) - len(known),
        flags=len(flags),
    )
    todo = [finding.would_satisfy] if finding.would_satisfy else []
    todo += [result.what_to_do for result in known if result.what_to_do and result.check_id in bad]
    return Panel(
        accountability=accountability,
        words=WORDS[accountability],
        person=holder.person if holder else "",
        organisation=holder.organisation if holder else "",
        light=light,
        why=why,
        what_to_do=" ".join(todo),
        authority=f"{WHITE_PAPER_THREE}; {AUTHORITIES[accountability]}",
    )


def _holder(accountability: str, holders: Iterable[Holder], on: date) -> Holder | None:
    for row in holders:
        is_named = row.person.strip() and row.organisation.strip()
        if row.accountability == accountability and is_named and row.life.covers(on):
            return row
    return None


def _known(accountability: str) -> str:
    if accountability not in ACCOUNTABILITIES:
        raise ValueError(f'an accountability is a, b or c, not "{accountability}"')
    return accountability
