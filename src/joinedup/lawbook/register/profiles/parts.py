"""The parts of a profile: the 18 things that reference section 4.2 says one has to state.

Every part carries `cite` (paragraph, section or guidance) and `mark` (V verified, P partly, U unverified).
A part marked U is a setting whose doubt is shown; nothing is refused by it.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from joinedup.lawbook.shelf import is_in_force


@dataclass(frozen=True)
class Words:
    """What the regime calls things, in one language."""

    apex: str
    board: str
    partner: str
    plan: str
    sponsor: str
    area: str


@dataclass(frozen=True)
class Basis:
    """One provision that the partnership rests on. `kind` is a row of `origins` or a fuller word for it."""

    text: str
    link: str
    kind: str
    duty_holders: tuple[str, ...]
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    cite: str
    mark: str


@dataclass(frozen=True)
class SeatRule:
    """One seat that law or guidance names.

    `qualifier` is a kind; `need` is `required`, `must_invite` or `may_invite`; `maximum` None means no limit.
    `condition` says where it applies at all ("" everywhere). `rights` are of `vote speak papers quorum
    must_invite`. The life is that of the rule: who sits changes by law with the day.
    """

    id: str
    label: str
    qualifier: str
    need: str
    minimum: int
    maximum: int | None
    condition: str
    rights: tuple[str, ...]
    authority_level: str
    substitute: str
    term: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    cite: str
    mark: str

    @property
    def is_conditional(self) -> bool:
        """Whether someone must say if the seat applies here before it is counted as empty."""
        return bool(self.condition)


@dataclass(frozen=True)
class ChairRule:
    """Who chairs: the first meeting, after elections, otherwise, and who may not."""

    first_meeting: str
    after_election: str
    otherwise: str
    may_not: tuple[str, ...]
    term: str
    cite: str
    mark: str


@dataclass(frozen=True)
class Deadline:
    """A meeting that must be held within so many days of an event (`established`, `ordinary_election`)."""

    event: str
    days: int


@dataclass(frozen=True)
class MeetingRule:
    """How often and how soon. None: the regime fixes nothing, so the place decides."""

    max_interval_months: int | None
    max_interval_days: int | None
    notice_days: int | None
    deadlines: tuple[Deadline, ...]
    attendance: str
    remote: str
    cite: str
    mark: str


@dataclass(frozen=True)
class QuorumRule:
    """`expression` is `all_members`, `n`, `n_from_m_organisations`, `one_per_sector`, `own_procedure` or "".

    "" means that the place sets it. `members` (n) and `organisations` (m) are None unless it uses them.
    """

    expression: str
    members: int | None
    organisations: int | None
    words: str
    cite: str
    mark: str


@dataclass(frozen=True)
class DecisionRule:
    """How one sort of decision is taken.

    `method` is `consensus`, `unanimity`, `jointly`, `simple_majority`, `own_procedure`, `council_committee`.
    """

    subject: str
    method: str
    words: str
    cite: str
    mark: str


@dataclass(frozen=True)
class PlanRule:
    """A plan or product that is due, for whom, and how it is consulted on, approved and published."""

    name: str
    condition: str
    cycle: str
    consult_weeks: int | None
    consultees: tuple[str, ...]
    approval: str
    publication: str
    send_to: tuple[str, ...]
    cite: str
    mark: str


@dataclass(frozen=True)
class ReportRule:
    """A report that is due and what it must say."""

    name: str
    due: str
    content: tuple[str, ...]
    cite: str
    mark: str


@dataclass(frozen=True)
class ScrutinyRule:
    """Who may look at it and what they may ask for; `response_days` None where no time is fixed."""

    who: str
    may: str
    response_days: int | None
    cite: str
    mark: str


@dataclass(frozen=True)
class SponsorRule:
    """The sponsor: kept informed, may advise. `has_veto` is false unless the regime says so (2.40)."""

    body: str
    is_informed: bool
    may_advise: bool
    has_veto: bool
    over: str
    cite: str
    mark: str


@dataclass(frozen=True)
class StructureRule:
    """Whether it may be slotted, nested, merged or closed: `yes`, `no` or `by_route`, and the legal route."""

    operation: str
    allowed: str
    route: str
    cite: str
    mark: str


@dataclass(frozen=True)
class CheckOverride:
    """A health check that this regime switches off, or whose green and amber cut-offs it sets."""

    check: str
    is_off: bool
    measure: str
    green: Fraction | None
    amber: Fraction | None
    why: str
    cite: str
    mark: str


@dataclass(frozen=True)
class FundingCondition:
    """A condition that money hangs on, and what follows where it is not met."""

    name: str
    words: str
    effect: str
    cite: str
    mark: str


@dataclass(frozen=True)
class PublicationRule:
    """What is public, where, and in how many days (None: no number is fixed)."""

    what: str
    where: str
    within_days: int | None
    cite: str
    mark: str


@dataclass(frozen=True)
class IdentifierScheme:
    """A scheme of identifiers to export with."""

    scheme: str
    of: str
    cite: str
    mark: str


@dataclass(frozen=True)
class Profile:
    """One regime. `nation` is its wording, `nations` the ids it holds in, `status` is `in force` or such.

    Its life [valid_from, valid_until) is the regime's. `read` says what official text the maker read and when
    it stood so. `unverified` is shown to whoever administers a partnership under it.
    """

    id: str
    name: str
    nation: str
    nations: tuple[str, ...]
    languages: tuple[str, ...]
    version: str
    status: str
    valid_from: datetime.date | None
    valid_until: datetime.date | None
    maintainer: str
    checked_on: datetime.date | None
    apex_kind: str
    read: str
    cite: str
    link: str
    mark: str
    words: Mapping[str, Words]
    basis: tuple[Basis, ...]
    seats: tuple[SeatRule, ...]
    chair: ChairRule
    meeting: MeetingRule
    quorum: QuorumRule
    decisions: tuple[DecisionRule, ...]
    plans: tuple[PlanRule, ...]
    reports: tuple[ReportRule, ...]
    scrutiny: ScrutinyRule | None
    sponsor: SponsorRule
    structure: tuple[StructureRule, ...]
    assessment: str
    check_overrides: tuple[CheckOverride, ...]
    funding_conditions: tuple[FundingCondition, ...]
    publication: tuple[PublicationRule, ...]
    identifiers: tuple[IdentifierScheme, ...]
    unverified: tuple[str, ...]

    def seats_on(self, on: datetime.date) -> tuple[SeatRule, ...]:
        """The seats that the rules of that day name."""
        return tuple(seat for seat in self.seats if is_in_force(seat.valid_from, seat.valid_until, on))

    def required_seats_on(self, on: datetime.date) -> tuple[SeatRule, ...]:
        """Those of that day's seats that must be filled (conditional ones among them)."""
        return tuple(seat for seat in self.seats_on(on) if seat.need == "required")

    def word(self, key: str, language: str = "en") -> str:
        """The regime's word for `apex board partner plan sponsor area`; English where it has no other."""
        words = self.words.get(language)
        return (getattr(words, key) if words else "") or str(getattr(self.words["en"], key))
