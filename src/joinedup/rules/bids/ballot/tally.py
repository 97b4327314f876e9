"""The count of a ballot: who was entitled, who voted, how many and for how much rateable value.

One paper for each person entitled, for each hereditament (SI 2004/2443, Schedule 2, paragraph 10(1)). The
rateable value of a hereditament counts once on a side, however many of its voters are on that side; where
owners and ratepayers share it, each paper carries its own share (SSI 2007/261, regulation 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress, repeat
from operator import or_

YES, NO, REJECTED, NO_PAPER = "yes", "no", "rejected", ""
VOTES = (YES, NO, REJECTED, NO_PAPER)
Value = int | Fraction


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a ballot as columns of one length, a row for each person entitled and hereditament.

    `values` are rateable values of the day of the ballot in pounds, less improvement relief; with `shares` (in
    percent, empty where no value is shared) still the whole value of the hereditament.
    """

    hereditaments: Sequence[str]
    values: Sequence[Value]
    votes: Sequence[str]
    shares: Sequence[Fraction] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of a ballot; values in pounds. The four that are certified: votes_cast, value_cast,
    votes_in_favour and value_in_favour (SI 2004/2443, Schedule 2, paragraph 17)."""

    electorate: int
    papers_returned: int
    papers_rejected: int
    votes_cast: int
    votes_in_favour: int
    value_entitled: Value
    value_cast: Value
    value_in_favour: Value
    value_against: Value

    @property
    def votes_against(self) -> int:
        """Votes cast that were not in favour."""
        return self.votes_cast - self.votes_in_favour


def count(papers: Papers) -> Tally:
    """Count the papers. Exact: integers, or fractions where a value is shared."""
    in_favour = list(map(YES.__eq__, papers.votes))
    against = list(map(NO.__eq__, papers.votes))
    num_yes, num_no = sum(in_favour), sum(against)
    rejected = papers.votes.count(REJECTED)
    carried = _carried(papers)
    return Tally(
        electorate=len(papers.votes),
        papers_returned=num_yes + num_no + rejected,
        papers_rejected=rejected,
        votes_cast=num_yes + num_no,
        votes_in_favour=num_yes,
        value_entitled=_aggregate(papers, carried, repeat(True)),
        value_cast=_aggregate(papers, carried, map(or_, in_favour, against)),
        value_in_favour=_aggregate(papers, carried, in_favour),
        value_against=_aggregate(papers, carried, against),
    )


def _carried(papers: Papers) -> Sequence[Value] | None:
    """What each paper adds to a sum; None where some hereditament's value must be counted once for several."""
    if papers.shares:
        return [value * share / 100 for value, share in zip(papers.values, papers.shares, strict=True)]
    is_one_each = len(set(papers.hereditaments)) == len(papers.hereditaments)
    return papers.values if is_one_each else None


def _aggregate(papers: Papers, carried: Sequence[Value] | None, counted: Iterable[bool]) -> Value:
    """The value of the counted papers: each hereditament's once, or each paper's own share of it."""
    if carried is not None:
        return whole(sum(compress(carried, counted)))
    pairs = zip(papers.hereditaments, papers.values, strict=True)
    return whole(sum(dict(compress(pairs, counted)).values()))


def whole(value: Value) -> Value:
    """The same value, as an int where it is whole."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
