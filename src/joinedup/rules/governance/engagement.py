"""Consultation and engagement: how widely methods are spread, whom they reached, and whether people were told back.

White paper 2.35(a) asks that the methods be balanced and inclusive, not only the membership.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from joinedup.rules.governance.authority import WHITE_PAPER_BALANCE
from joinedup.rules.working import Finding, say


@dataclass(frozen=True, slots=True)
class Engaged:
    """One entry of the log: the method, how many of each group it reached, what changed, when told back.

    reached: numbers by group, groups as the place names them. changed: what changed, or why nothing did.
    """

    ref: str
    held_on: date
    method: str
    reached: Mapping[str, int]
    changed: str = ""
    told_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How something is spread over names: exact shares that add up to 1, the largest first.

    effective: the number of equal shares as concentrated as these, 1 / sum of squares; None of nothing.
    """

    total: Fraction
    shares: dict[str, Fraction]
    effective: Fraction | None

    @property
    def largest(self) -> Fraction:
        """The largest share; nought of nothing."""
        return max(self.shares.values(), default=Fraction(0))


def spread(amounts: Mapping[str, Fraction | int]) -> Spread:
    """Return the spread of some amounts by name. ValueError for one below nought."""
    if any(amount < 0 for amount in amounts.values()):
        raise ValueError("an amount must be nought or more")
    total = Fraction(sum(amounts.values()))
    if not total:
        return Spread(total, {}, None)
    ordered = sorted(amounts.items(), key=lambda item: (-item[1], item[0]))
    shares = {name: Fraction(amount) / total for name, amount in ordered if amount}
    return Spread(total, shares, 1 / sum((share * share for share in shares.values()), Fraction(0)))


def methods(log: Iterable[Engaged]) -> Spread:
    """Return the spread of methods, each entry counting once."""
    amounts: dict[str, Fraction | int] = {}
    for entry in log:
        amounts[entry.method] = amounts.get(entry.method, 0) + 1
    return spread(amounts)


def groups(log: Iterable[Engaged]) -> Spread:
    """Return the spread of those reached over groups. A person reached twice counts twice."""
    amounts: dict[str, Fraction | int] = {}
    for entry in log:
        for group, number in entry.reached.items():
            amounts[group] = amounts.get(group, 0) + number
    return spread(amounts)


def against_population(log: Iterable[Engaged], population: Mapping[str, int]) -> dict[str, Fraction]:
    """Return each group's share of those reached less its share of the population, in points as fractions.

    Below nought where a group was reached less than its numbers. Only groups of the population are compared;
    empty where nobody of them was reached or the population is not given.
    """
    reached = groups(log).shares
    own = spread({group: reached.get(group, Fraction(0)) for group in population}).shares
    people = spread(population).shares
    return {group: own.get(group, Fraction(0)) - people.get(group, Fraction(0)) for group in population} if own else {}


def reached_all(log: Sequence[Engaged], target: Iterable[str]) -> Finding:
    """Say whether every group that was to be asked was reached by something; the working names how."""
    wanted = list(dict.fromkeys(target))
    by_group = {group: sorted({x.method for x in log if x.reached.get(group, 0) > 0}) for group in wanted}
    missing = [group for group, used in by_group.items() if not used]
    counted = tuple(say("{group}: {used}", group=group, used=used) for group, used in by_group.items())
    if not wanted:
        why = say("It is not recorded which groups were to be asked.")
        return Finding(None, why, WHITE_PAPER_BALANCE, would_satisfy=say("name the groups most affected"))
    why = say("Groups reached: {num} of {all}.", num=len(wanted) - len(missing), all=len(wanted))
    todo = say("find a way to ask {missing}", missing=missing) if missing else ""
    return Finding(not missing, why, WHITE_PAPER_BALANCE, counted, say("every group most affected"), todo)


def told_back(log: Sequence[Engaged], on: date) -> Finding:
    """Say whether everybody asked by the day was told what changed; None where nobody was asked."""
    asked = [entry for entry in log if entry.held_on <= on]
    silent = [x.ref for x in asked if not (x.changed.strip() and x.told_back_on and x.told_back_on <= on)]
    if not asked:
        return Finding(None, say("Nobody was asked up to {on}.", on=on), WHITE_PAPER_BALANCE)
    why = say("Told back: {num} of {all}.", num=len(asked) - len(silent), all=len(asked))
    todo = say("tell those asked in {silent} what changed, or why nothing did", silent=silent) if silent else ""
    return Finding(
        not silent, why, WHITE_PAPER_BALANCE, needed=say("what changed, told to those asked"), would_satisfy=todo
    )
