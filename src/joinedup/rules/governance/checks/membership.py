"""HC05 and HC06: representatives can decide for their organisation, and sectors chose and hear from theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.checks.reading import Bands, Ends, no_data, read_share
from joinedup.rules.governance.days import first_of_last
from joinedup.rules.health import CheckResult
from joinedup.rules.life import Life
from joinedup.rules.working import say

CHOOSING = ("voluntary", "community", "private")  # HC06: voluntary, community and business representatives
FEEDBACK_MONTHS = 6  # HC06's own wording


@dataclass(frozen=True, slots=True)
class Representative:
    """Somebody who sits for an organisation on the day.

    votes, has_authority: None when not recorded. how_chosen "" when not recorded; mandate is the term they
    were chosen for, None when not recorded. fed_back_on: days on which they reported back to their sector.
    """

    ref: str
    organisation: str
    sector: str
    votes: bool | None
    has_authority: bool | None
    how_chosen: str = ""
    mandate: Life | None = None
    fed_back_on: tuple[date, ...] = ()


def hc05(people: Sequence[Representative], *, accepted: bool, bands: Bands) -> CheckResult:
    """Voting representatives with recorded authority to decide for their organisation.

    Once accepted, one with no record has no authority. A representative whose vote is not recorded may or may
    not be among them.
    """
    voting = [person for person in people if person.votes]
    perhaps = [person for person in people if person.votes is None]
    if not voting:
        why = say("Nobody is recorded as voting.")
        return no_data("HC05", why, say("Record who sits, and who votes.") if perhaps or not people else "")
    sure = sum(person.has_authority is True for person in voting)
    may = [_may_have(person, accepted) for person in voting]
    extra_good = sum(_may_have(person, accepted) for person in perhaps)
    extra_bad = sum(person.has_authority is not True for person in perhaps)
    ends = Ends(
        Fraction(sure, len(voting) + extra_bad),
        Fraction(sum(may) + extra_good, len(voting) + extra_good),
    )
    short = tuple(person.ref for person in [*voting, *perhaps] if person.has_authority is not True)
    facts = say("{sure} of {all} voting representatives have recorded authority to decide", sure=sure, all=len(voting))
    missing = say("the authority or the vote of others is not recorded")
    todo = say(
        "Ask these organisations to confirm in writing what their representative may decide: {short}.", short=short
    )
    return read_share("HC05", ends, bands["delegated_share"], facts, records=short, todo=todo, missing=missing)


def hc06(people: Sequence[Representative], on: date, *, accepted: bool, bands: Bands) -> CheckResult:
    """Voluntary, community and business representatives chosen in a known way, in term, who reported back lately."""
    own = [person for person in people if person.sector in CHOOSING]
    if not own:
        return no_data("HC06", say("No voluntary, community or business representative is recorded."))
    sure = sum(_is_chosen(x, on) is True and _has_fed_back(x, on) for x in own)
    # Before acceptance what is not recorded may be so; a term that is known to have ended is known.
    may = sure if accepted else sum(_is_chosen(person, on) is not False for person in own)
    short = tuple(x.ref for x in own if not (_is_chosen(x, on) and _has_fed_back(x, on)))
    facts = say(
        "{sure} of {all} were chosen in a recorded way, are in term and reported back in the last {months} months",
        sure=sure,
        all=len(own),
        months=FEEDBACK_MONTHS,
    )
    ends = Ends(Fraction(sure, len(own)), Fraction(may, len(own)))
    todo = say("Ask their sector how each was chosen and when they last reported back: {short}.", short=short)
    band = bands["chosen_and_reporting_share"]
    return read_share("HC06", ends, band, facts, records=short, todo=todo)


def _may_have(person: Representative, accepted: bool) -> bool:
    return person.has_authority is True or (person.has_authority is None and not accepted)


def _is_chosen(person: Representative, on: date) -> bool | None:
    if person.mandate is not None and not person.mandate.covers(on):
        return False
    return True if person.how_chosen.strip() and person.mandate is not None else None


def _has_fed_back(person: Representative, on: date) -> bool:
    return any(first_of_last(FEEDBACK_MONTHS, on) <= day <= on for day in person.fed_back_on)
