"""The named options: each the best there is for its own trade-off, none of them prescribed (white paper 2.34, 2.39)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from joinedup.engines.restructure.curve import Curve, Progress, curve, knee, within
from joinedup.engines.restructure.programme import Programme, programme_of
from joinedup.engines.restructure.proof import Best, Prover
from joinedup.engines.restructure.tables import Flags, Tables
from joinedup.rules.rationalisation.checking import broken_rules
from joinedup.rules.rationalisation.costs import saving
from joinedup.rules.rationalisation.effort import consents, effort
from joinedup.rules.rationalisation.records import Plan, Setting
from joinedup.rules.working import Sentence, say

NUM_POINTS, SECONDS, SMALL_BOARD = 50, 120.0, 20
# Above this many partnerships, that no other answer saves as much for less effort is not proved for every option.
MOST_FOR_LEAST_EFFORT = 200


class WrongAnswerError(Exception):
    """An answer that the independent check does not bear out. It is never shown: this is a fault of ours."""


@dataclass(frozen=True)
class Option:
    """One option: its name and what it is for, the plan, and what is proved of it.

    No plan of its kind saves more than `bound_pence`. is_least_effort: whether it is also proved that none of its
    kind saves as much for less effort.
    """

    name: str
    what: Sentence
    plan: Plan
    saving_pence: int
    effort: int
    bound_pence: int
    is_least_effort: bool

    @property
    def status(self) -> str:
        """`optimal` where it is proved the best of its kind, else `within`: the bound says of how much."""
        return "optimal" if self.bound_pence == self.saving_pence else "within"


@dataclass(frozen=True)
class Refusal:
    """What an option loses when one partnership refuses and the rest is planned anew, in pence: `loss_pence` by the
    best plan found, and in no plan less than `least_loss_pence`. Where the two are the same the loss is proved."""

    partnership: str
    loss_pence: int
    least_loss_pence: int


@dataclass(frozen=True)
class Proposal:
    """The options, from the least effort to the most with Full last, and the curve that some of them are points of."""

    setting: Setting
    options: tuple[Option, ...]
    curve: tuple[Option, ...]
    is_whole_curve: bool


def say_nothing(_done: int, _total: int) -> None:
    """The progress of work that nobody watches."""


def propose(
    setting: Setting,
    most_effort: int | None = None,
    *,
    num_points: int = NUM_POINTS,
    seconds: float = SECONDS,
    say_progress: Progress = say_nothing,
) -> Proposal:
    """The options for a register. The same setting gets the same answer, whatever order it was given in.

    most_effort: with a limit there are three: as now, closing and nesting only, and the best within the limit.
    num_points: limits of effort tried for the curve. seconds: for each of the two long parts, the fullest option and
    the curve; where they run out an option may be `within` its bound. WrongAnswerError where the independent check
    finds an answer of ours wrong.
    """
    proposer = _Proposer(setting, seconds)
    return proposer.all(num_points, say_progress) if most_effort is None else proposer.limited(most_effort)


def refusals(
    setting: Setting, option: Option, *, seconds: float = SECONDS, say_progress: Progress = say_nothing
) -> tuple[Refusal, ...]:
    """What each single refusal would cost beside this option, the dearest first: whom to talk to first.

    The rest is planned anew around whoever refuses, with no limit of effort. Only those whom the option asks can cost
    anything. option: one with no limit of its own, such as Full.
    """
    asked = [each.partnership for each in consents(setting, option.plan)]
    return _Proposer(setting, seconds).refusals(asked, option, say_progress)


class _Proposer:
    def __init__(self, setting: Setting, seconds: float) -> None:
        self.setting, self.seconds = setting, seconds
        self.programme: Programme = programme_of(Tables.of(setting))
        self.prover = Prover(self.programme)
        self.is_small = len(setting.bodies) <= MOST_FOR_LEAST_EFFORT

    def all(self, num_points: int, say_progress: Progress) -> Proposal:
        say_progress(0, num_points)
        full, is_least = self._least(self.prover.best(seconds=self.seconds), None)
        found = curve(self.prover, full, num_points, self.seconds, say_progress)
        options = [self._as_now(), *self._special(full), *self._points(found)]
        what = say("Everything that saves, whatever it takes.")
        options.append(self._option("Full", what, full, is_least))
        ordered = sorted(options, key=lambda option: (option.name == "Full", option.effort, option.saving_pence))
        points = [self._option(f"{at.effort} points", _point(at), at, found.is_whole) for at in found.points]
        return Proposal(self.setting, tuple(ordered), tuple(points), found.is_whole)

    def limited(self, most_effort: int) -> Proposal:
        best, is_least = self._least(self.prover.best(most_effort, seconds=self.seconds), None)
        what = say("The most that {num} points of effort can save.", num=most_effort)
        tidy = self._kind(self._no_mergers(), most_effort)
        options = [
            self._as_now(),
            self._option("Tidy", TIDY, *tidy),
            self._option(f"Within {most_effort} points", what, best, is_least),
        ]
        return Proposal(self.setting, tuple(options), (), False)

    def refusals(self, asked: Sequence[str], option: Option, say_progress: Progress) -> tuple[Refusal, ...]:
        number, found = self.programme.tables.number, []
        chosen = self.prover.best(seconds=self.seconds).chosen
        for done, each in enumerate(asked):
            say_progress(done, len(asked))
            who = np.zeros(len(number), dtype=np.bool_)
            who[number[each]] = True
            is_asked = self.programme.asks(who)
            known = [np.where(is_asked, 0, chosen)]
            best = self.prover.best(None, ~is_asked, known, self.seconds / len(asked))
            loss = max(0, option.saving_pence - best.saving_pence)
            found.append(Refusal(each, loss, max(0, option.saving_pence - best.bound_pence)))
        return tuple(sorted(found, key=lambda refusal: (-refusal.loss_pence, refusal.partnership)))

    def _as_now(self) -> Option:
        return self._option("As now", say("Nothing changes."), self.prover.best(0, self._none(), seconds=1), True)

    def _special(self, full: Best) -> Iterator[Option]:
        yield self._option("Tidy", TIDY, *self._kind(self._no_mergers(), None))
        statute = np.array([body.origin == "statute" for body in self.programme.tables.bodies], dtype=np.bool_)
        what = say("The most that can be saved without asking a partnership that a statute requires.")
        yield self._option("No statutory partner asked", what, *self._kind(~self.programme.asks(statute), None))
        small = np.ones(len(self.programme.gains), dtype=np.bool_)
        small[self.programme.num_others :] = self.programme.mergers.seats <= SMALL_BOARD
        what = say("The most that can be saved with no merged board of more than {num} seats.", num=SMALL_BOARD)
        yield self._option(f"Boards of {SMALL_BOARD} at most", what, *self._kind(small, None))

    def _points(self, found: Curve) -> Iterator[Option]:
        last = found.points[-1]
        first = within(found.points, last.effort // 10)
        what = say("The most that a tenth of the effort of Full can save.")
        yield self._on_curve("First steps", what, first, found)
        what = say("After this, each further point of effort saves less than on average.")
        yield self._on_curve("Knee", what, knee(found.points), found)
        what = say("The most that half of the effort of Full can save.")
        yield self._on_curve("Half", what, within(found.points, last.effort // 2), found)

    def _on_curve(self, name: str, what: Sentence, at: Best, found: Curve) -> Option:
        best, is_least = (at, True) if found.is_whole else self._least(at, None)
        return self._option(name, what, best, is_least)

    def _kind(self, allowed: Flags, most_effort: int | None) -> tuple[Best, bool]:
        best = self.prover.best(most_effort, allowed, seconds=self.seconds)
        return self._least(best, allowed)

    def _least(self, best: Best, allowed: Flags | None) -> tuple[Best, bool]:
        """The same saving for the least effort, and whether that is proved. Ties are rare, so this asks once more."""
        until = time.monotonic() + self.seconds
        while best.effort and best.is_proved and self.is_small and time.monotonic() < until:
            less = self.prover.best(best.effort - 1, allowed, seconds=until - time.monotonic())
            if less.saving_pence < best.saving_pence:
                return best, less.bound_pence < best.saving_pence
            best = less
        return best, best.effort == 0

    def _no_mergers(self) -> Flags:
        allowed = np.ones(len(self.programme.gains), dtype=np.bool_)
        allowed[self.programme.num_others :] = False
        return allowed

    def _none(self) -> Flags:
        return ~self.programme.asks(np.ones(len(self.programme.tables.bodies), dtype=np.bool_))

    def _option(self, name: str, what: Sentence, best: Best, is_least: bool) -> Option:
        plan = self.programme.plan_of(best.chosen)
        wrong = [str(finding.why) for finding in broken_rules(self.setting, plan, best.effort)]
        if saving(self.setting, plan) != best.saving_pence:
            wrong.append(f"it saves {saving(self.setting, plan)} pence, not {best.saving_pence}")
        if effort(self.setting, plan) != best.effort:
            wrong.append(f"it takes {effort(self.setting, plan)} points, not {best.effort}")
        if wrong:
            raise WrongAnswerError(f"{name}: {'; '.join(wrong)}")
        return Option(name, what, plan, best.saving_pence, best.effort, best.bound_pence, is_least)


TIDY = say("Wind up what is done and nest the rest: nobody is merged.")


def _point(at: Best) -> Sentence:
    return say("The most that {num} points of effort can save.", num=at.effort)
