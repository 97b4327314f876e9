"""Votes: who may vote, what is counted and what is needed, after consensus has been sought.

A vote's outcome is what the count says under the rule. It is never called agreement, and an unanswered paper
is never a yes. Method: `docs/methods/voting.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from joinedup.rules.governance.authority import DUMFRIES_AND_GALLOWAY, TERMS_OF_REFERENCE, WHITE_PAPER_LOCAL
from joinedup.rules.working import Finding, Sentence, say


class Method(StrEnum):
    """How a vote is counted."""

    SIMPLE = "simple majority"
    TWO_THIRDS = "two-thirds majority"
    UNANIMOUS = "unanimity"
    DOUBLE = "double majority"


class Whole(StrEnum):
    """What a share is taken of: votes for and against, everyone there who may vote, or everyone entitled."""

    CAST = "the votes for and against"
    PRESENT = "those present who may vote"
    ENTITLED = "all who are entitled to vote"


class Choice(StrEnum):
    """How somebody voted."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Voter:
    """One seat's vote. votes: the seat's right, None when not known. has_left: out for an interest, or barred.

    choice is None when no vote was given. weight is what a double majority adds up, 1 where votes are equal.
    """

    seat: str
    organisation: str
    votes: bool | None
    is_present: bool
    choice: Choice | None = None
    has_left: bool = False
    weight: Fraction | int = 1

    def __post_init__(self) -> None:
        """Refuse a weight below nought, with which one more in favour could lose a vote."""
        if self.weight < 0:
            raise ValueError(f"the weight of {self.seat} must be nought or more")


@dataclass(frozen=True, slots=True)
class Rule:
    """How one partnership votes. ValueError for a casting vote where a tie decides nothing.

    A casting vote breaks a tie of votes cast, by number; it lends no weight.
    """

    method: Method = Method.SIMPLE
    whole: Whole = Whole.CAST
    has_casting_vote: bool = False
    authority: str = TERMS_OF_REFERENCE

    def __post_init__(self) -> None:
        """Refuse a casting vote where there is no tie for it to break."""
        breaks_ties = self.method in (Method.SIMPLE, Method.DOUBLE) and self.whole is Whole.CAST
        if self.has_casting_vote and not breaks_ties:
            raise ValueError("a casting vote belongs to a majority of the votes cast")


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of one way of counting: numbers of seats, or weights."""

    in_favour: Fraction
    against: Fraction
    abstained: Fraction
    present: Fraction
    entitled: Fraction

    def whole(self, whole: Whole) -> Fraction:
        """What shares are taken of."""
        if whole is Whole.CAST:
            return self.in_favour + self.against
        return self.present if whole is Whole.PRESENT else self.entitled


def may_vote(voter: Voter) -> Finding:
    """Say whether a seat's vote counts: it has the right, is there, and has not left for an interest."""
    authority = WHITE_PAPER_LOCAL
    if voter.votes is False:
        return Finding(False, say("{seat} has no vote.", seat=voter.seat), authority)
    if not voter.is_present:
        return Finding(False, say("{seat} is not present.", seat=voter.seat), authority)
    if voter.has_left:
        return Finding(False, say("{seat} does not vote, having an interest.", seat=voter.seat), authority)
    if voter.votes is None:
        todo = say("record whether the seat votes")
        why = say("It is not recorded whether {seat} votes.", seat=voter.seat)
        return Finding(None, why, authority, would_satisfy=todo)
    return Finding(True, say("{seat} votes.", seat=voter.seat), authority)


def may_go_to_a_vote(*, has_sought_consensus: bool | None, method: Method | None) -> Finding:
    """Say whether a vote may be taken: consensus is sought first, then the way the partnership has of voting.

    has_sought_consensus: as the chair records it; None when not recorded. method None: it has no vote.
    """
    if method is None:
        why = say("This partnership decides by consensus and has no vote.")
        return Finding(False, why, TERMS_OF_REFERENCE, would_satisfy=say("go on seeking consensus, or defer"))
    if not has_sought_consensus:
        why = say("Consensus is sought first, and it is not recorded that it was.")
        todo = say("record that consensus was sought and not found")
        return Finding(False, why, DUMFRIES_AND_GALLOWAY, would_satisfy=todo)
    why = say("Consensus was sought and not found; the vote is by {method}.", method=method)
    return Finding(True, why, DUMFRIES_AND_GALLOWAY)


def count(rule: Rule, voters: Iterable[Voter], casting: Choice | None = None) -> Finding:
    """Say whether a motion is carried, with every vote that counted and every one that did not and why.

    casting: the chair's, used only in a tie and where the rule gives one. None where a seat whose right to
    vote is not recorded could change the answer. A tie fails.
    """
    everyone = list(voters)
    answers = {_is_carried(rule, some, casting) for some in _ways(everyone)}
    holds = answers.pop() if len(answers) == 1 else None
    # What is certain is told; where it is certain either way, the sure votes give the figures.
    sure = [voter for voter in everyone if voter.votes is not None]
    numbers = _tally(sure, lambda voter: 1)
    why = say(
        "{outcome}: {favour} for, {against} against, {abstained} abstaining{weights}{casting}.",
        outcome={True: say("Carried"), False: say("Not carried"), None: say("Not known whether carried")}[holds],
        favour=numbers.in_favour.numerator,
        against=numbers.against.numerator,
        abstained=numbers.abstained.numerator,
        weights=_weights(rule, sure),
        casting=_casting(rule, numbers, casting),
    )
    todo = {
        True: say(""),
        False: say("more in favour: {needed}", needed=_needed(rule)),
        None: say("record which seats vote"),
    }[holds]
    return Finding(holds, why, rule.authority, tuple(map(_described, everyone)), _needed(rule), todo)


def _ways(everyone: Sequence[Voter]) -> list[list[Voter]]:
    """Take seats of unknown right in only where they favour, and then only where they do not.

    One more in favour never loses a vote and one more of another kind never wins it, so these are the ends.
    """
    sure = [voter for voter in everyone if voter.votes is not None]
    unknown = [replace(voter, votes=True) for voter in everyone if voter.votes is None]
    helping = [voter for voter in unknown if _counts(voter) and voter.choice is Choice.FOR]
    return [sure + helping, sure + [voter for voter in unknown if voter not in helping]]


def _counts(voter: Voter) -> bool:
    return may_vote(voter).holds is True


def _tally(voters: Sequence[Voter], worth: Callable[[Voter], Fraction | int]) -> Tally:
    there = [voter for voter in voters if _counts(voter)]

    def total(choice: Choice) -> Fraction:
        return Fraction(sum(worth(voter) for voter in there if voter.choice is choice))

    # Somebody who has left for an interest is not entitled to vote on this item.
    entitled = [voter for voter in voters if voter.votes and not voter.has_left]
    return Tally(
        in_favour=total(Choice.FOR),
        against=total(Choice.AGAINST),
        abstained=total(Choice.ABSTAIN),
        present=Fraction(sum(map(worth, there))),
        entitled=Fraction(sum(map(worth, entitled))),
    )


def _is_carried(rule: Rule, voters: Sequence[Voter], casting: Choice | None) -> bool:
    numbers = _tally(voters, lambda voter: 1)
    by_number = _passes(rule, numbers) or (rule.has_casting_vote and casting is Choice.FOR and _is_tie(numbers))
    if rule.method is not Method.DOUBLE:
        return by_number
    return by_number and _passes(rule, _tally(voters, lambda voter: voter.weight))


def _is_tie(tally: Tally) -> bool:
    return tally.in_favour == tally.against and tally.in_favour > 0


def _passes(rule: Rule, tally: Tally) -> bool:
    whole = tally.whole(rule.whole)
    if rule.method is Method.UNANIMOUS:
        return whole > 0 and tally.in_favour == whole
    if rule.method is Method.TWO_THIRDS:
        return whole > 0 and 3 * tally.in_favour >= 2 * whole
    return 2 * tally.in_favour > whole


def _needed(rule: Rule) -> Sentence:
    words = {
        Method.SIMPLE: say("more than half of {whole}", whole=rule.whole),
        Method.TWO_THIRDS: say("at least two thirds of {whole}", whole=rule.whole),
        Method.UNANIMOUS: say("all of {whole}", whole=rule.whole),
        Method.DOUBLE: say("more than half of {whole}, by number and by weight", whole=rule.whole),
    }[rule.method]
    if rule.has_casting_vote:
        return say("{words}; the chair has a casting vote in a tie", words=words)
    return words


def _weights(rule: Rule, voters: Sequence[Voter]) -> Sentence:
    if rule.method is not Method.DOUBLE:
        return say("")
    weights = _tally(voters, lambda voter: voter.weight)
    return say(
        "; by weight {favour} for and {against} against", favour=str(weights.in_favour), against=str(weights.against)
    )


def _casting(rule: Rule, numbers: Tally, casting: Choice | None) -> Sentence:
    if not _is_tie(numbers):
        return say("")
    if rule.has_casting_vote and casting is not None:
        return say("; a tie, and the chair's casting vote is {casting}", casting=casting)
    return say("; a tie, which fails")


def _described(voter: Voter) -> str:
    finding = may_vote(voter)
    said = voter.choice or say("no vote given")
    name = say("{seat}, {organisation}", seat=voter.seat, organisation=voter.organisation)
    if finding.holds:
        return say("{name}: {said}", name=name, said=said)
    return say("{name}: not counted. {why}", name=name, why=finding.why)
