"""What the partners said of each option: one of six words, and of an objection its reason and its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from fractions import Fraction

from joinedup.rules.governance.authority import DECISION_METHOD
from joinedup.rules.working import Finding, say


class Grade(IntEnum):
    """The six words, best last. `word` is how it is said."""

    OBJECTION = 0
    AGAINST = 1
    RESERVATIONS = 2
    CONTENT = 3
    SUPPORT = 4
    LEAD = 5

    @property
    def word(self) -> str:
        """The word itself: `Support`."""
        return self.name.capitalize()


class Outcome(StrEnum):
    """What became of an objection. Only `open` is unresolved; time and silence resolve nothing."""

    OPEN = "open"
    MET = "met by change"
    WITHDRAWN = "withdrawn"
    OVERRULED = "overruled under rule"


@dataclass(frozen=True, slots=True)
class Answer:
    """One partner's answer to one option.

    Of an objection: `reason` is compulsory, `outcome` is what became of it, `rule` the rule it was overruled
    under, `worked_on` what has been tried to meet it ("" for nothing). ValueError where these contradict.
    """

    partner: str
    grade: Grade
    reason: str = ""
    outcome: Outcome = Outcome.OPEN
    rule: str = ""
    worked_on: str = ""

    def __post_init__(self) -> None:
        """Refuse an objection with no reason, one overruled under no rule, and an outcome of no objection."""
        finding = may_answer(self.grade, self.reason)
        if not finding.holds:
            raise ValueError(finding.why)
        if self.outcome is not Outcome.OPEN and self.grade is not Grade.OBJECTION:
            raise ValueError("only an objection has an outcome; leave it open")
        if self.outcome is Outcome.OVERRULED and not self.rule.strip():
            raise ValueError("name the rule that the objection was overruled under")

    @property
    def is_open_objection(self) -> bool:
        """Whether it is an objection that nothing has resolved."""
        return self.grade is Grade.OBJECTION and self.outcome is Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that might be decided, and the answers to it.

    ambition: the share of the agreed gap that it closes, 0 to 1, from `evidence` (a reference to the file);
    None while there is no evidence. It is never an opinion. The status quo closes nothing and needs none.
    ValueError for an ambition outside 0 to 1 or with no evidence, and for two answers of one partner.
    """

    ref: str
    name: str
    ambition: Fraction | None
    answers: tuple[Answer, ...] = ()
    is_status_quo: bool = False
    evidence: str = ""

    def __post_init__(self) -> None:
        """Refuse what the docstring says is refused."""
        if self.ambition is not None and not 0 <= self.ambition <= 1:
            raise ValueError(f"the ambition of {self.name} must be from 0 to 1, not {self.ambition}")
        if self.is_status_quo and self.ambition != 0:
            raise ValueError("the status quo closes none of the gap: its ambition is 0")
        if self.ambition is not None and not (self.is_status_quo or self.evidence.strip()):
            raise ValueError(f"point to the evidence for the ambition of {self.name}, or leave it unknown")
        if len({answer.partner for answer in self.answers}) != len(self.answers):
            raise ValueError(f"a partner has answered {self.name} twice; keep the answer that stands")

    @property
    def grades(self) -> dict[str, Grade]:
        """The grade of each partner that answered."""
        return {answer.partner: answer.grade for answer in self.answers}

    @property
    def open_objections(self) -> tuple[Answer, ...]:
        """The objections that nothing has resolved, in the order given."""
        return tuple(answer for answer in self.answers if answer.is_open_objection)


@dataclass(frozen=True, slots=True)
class Question:
    """A decision to be made: the partners who are asked, and the options, the status quo always among them.

    ValueError where no partner is asked, the status quo is not listed once, two options share a ref, or
    somebody answered who is not asked.
    """

    partners: tuple[str, ...]
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        """Refuse what the docstring says is refused."""
        if not self.partners or len(set(self.partners)) != len(self.partners):
            raise ValueError("name each partner that is asked, once")
        if sum(option.is_status_quo for option in self.options) != 1:
            raise ValueError("list the status quo, once")
        if len({option.ref for option in self.options}) != len(self.options):
            raise ValueError("give each option a reference of its own")
        strangers = {answer.partner for option in self.options for answer in option.answers}
        if strangers - set(self.partners):
            raise ValueError(f"not asked, but answered: {', '.join(sorted(strangers - set(self.partners)))}")

    def option(self, ref: str) -> Option:
        """Return one option; KeyError names those there are."""
        for option in self.options:
            if option.ref == ref:
                return option
        raise KeyError(f'no option "{ref}"; there are {", ".join(option.ref for option in self.options)}')

    def silent(self, option: Option) -> tuple[str, ...]:
        """Return the partners that have not answered an option. Silence is never taken for an answer."""
        return tuple(partner for partner in self.partners if partner not in option.grades)


def may_answer(grade: Grade, reason: str) -> Finding:
    """Say whether an answer may be given: an objection needs its reason, any other word may have one."""
    if grade is Grade.OBJECTION and not reason.strip():
        return Finding(
            False,
            say("An objection needs a reason, so that others can try to meet it."),
            DECISION_METHOD,
            would_satisfy=say("say what would have to change, or choose another word"),
        )
    return Finding(True, say("The answer may be given: {word}.", word=grade.word), DECISION_METHOD)


def may_close_objection(answer: Answer, outcome: Outcome, *, by: str, rule: str = "", change: str = "") -> Finding:
    """Say whether an objection may be given an outcome, by whom and under what.

    Only the objector withdraws it; one that is met points at the change; one that is overruled names its rule.
    """
    if not answer.is_open_objection:
        return Finding(False, say("{who} has no open objection.", who=answer.partner), DECISION_METHOD)
    wanting = {
        Outcome.OPEN: say("an outcome: met by change, withdrawn, or overruled under a rule"),
        Outcome.MET: "" if change.strip() else say("the change that meets it"),
        Outcome.WITHDRAWN: ""
        if by == answer.partner
        else say("the word of {who}: nobody withdraws another's objection", who=answer.partner),
        Outcome.OVERRULED: "" if rule.strip() else say("the rule that it is overruled under"),
    }[outcome]
    if wanting:
        why = say("The objection of {who} stays open.", who=answer.partner)
        return Finding(False, why, DECISION_METHOD, would_satisfy=wanting)
    why = say("The objection of {who} may be recorded as {outcome}.", who=answer.partner, outcome=outcome)
    return Finding(True, why, DECISION_METHOD, (say("reason given: {reason}", reason=answer.reason),))
