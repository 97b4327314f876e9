"""Partnership types: what each is, why it exists, and what white paper 2.39 lets a place do with it."""

import datetime
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.shelf import Row, by_id, find, folded, rows, texts, wordings


@dataclass(frozen=True)
class Origin:
    """Why a partnership exists (white paper 2.37): `statute`, `funding`, `planning` or `voluntary`."""

    id: str
    label: str
    words: str
    cite: str
    mark: str


@dataclass(frozen=True)
class BasisWording:
    """One wording of a type's basis, and the origin we read it as. `also` are other origins it may have."""

    id: str
    origin: str
    also: tuple[str, ...]
    why: str
    cite: str
    mark: str


@dataclass(frozen=True)
class Theme:
    """A problem that partnerships tackle; `is_founding` marks the six that white paper 2.30 names.

    `wordings` are the types' own words for it; `near` are themes to look in next.
    """

    id: str
    label: str
    is_founding: bool
    wordings: tuple[str, ...]
    near: tuple[str, ...]
    cite: str
    mark: str


@dataclass(frozen=True)
class LegalPersonality:
    """Whether a body is a person in law: `yes`, `no` or `varies`, and what 2.39 then asks."""

    id: str
    label: str
    keep_distinct_identity: str
    words: str
    cite: str
    mark: str


@dataclass(frozen=True)
class PartnershipType:
    """One of the 63 types. Wordings are kept as found; the fields below `mark` are our reading of them.

    `mark` says how far the row was checked; `cite` is its legal basis, `source` where it was read.
    `slot`, `merge_or_nest` (`free_hand` or `check_statute`) and `keep_distinct_identity` (`must`,
    `must_if_incorporated`, `not_required`) are the three rules of white paper 2.39.
    Years are whole, the last one included; None where the wording gives none.
    """

    id: str
    name: str
    abbreviation: str
    nation: str
    theme: str
    basis_kind: str
    statutory: str
    cite: str
    link: str
    separate_legal_personality: str
    legal_form: str
    convened_by: str
    required_members: str
    other_usual_members: str
    required_plan: str
    plan_cycle: str
    meeting_or_decision_rule: str
    years_active_from: str
    years_active_to: str
    successor: str
    slot: str
    merge_or_nest: str
    keep_distinct_identity: str
    notes: str
    source: str
    mark: str
    nations: tuple[str, ...]
    themes: tuple[str, ...]
    origin: str
    legal_personality: str
    year_from: int | None
    year_to: int | None
    profile: str

    @property
    def is_law(self) -> bool:
        """False where the row is unverified: its doubt is shown and nothing is refused by it."""
        return self.mark != "U"


def _type(row: Row) -> PartnershipType:
    return PartnershipType(
        **wordings(PartnershipType, row),
        nations=texts(row, "nations"),
        themes=texts(row, "themes"),
        year_from=row.get("year_from"),
        year_to=row.get("year_to"),
    )


@cache
def types() -> MappingProxyType[str, PartnershipType]:
    """The 63 partnership types by id."""
    return MappingProxyType(by_id("partnership type", map(_type, rows("register/types.toml", "type"))))


def type_of(type_id: str) -> PartnershipType:
    """One type, or `UnknownRow`."""
    return find("partnership type", types(), type_id)


@cache
def _type_words() -> dict[str, PartnershipType | None]:
    found: dict[str, PartnershipType | None] = {}
    for row in types().values():
        for word in {folded(row.name), folded(row.abbreviation), *map(folded, row.abbreviation.split("/"))}:
            found[word] = None if word in found else row
    return found | {folded(row.id): row for row in types().values()}


def type_for(text: str) -> PartnershipType | None:
    """The type that an id, a full name or an abbreviation names; None where none, or more than one, does."""
    return _type_words().get(folded(text))


@cache
def origins() -> MappingProxyType[str, Origin]:
    """The four origins of white paper 2.37, by id."""
    made = (
        Origin(row["id"], row["label"], row["words"], row["cite"], row["mark"])
        for row in rows("register/origins.toml", "origin")
    )
    return MappingProxyType(by_id("origin", made))


@cache
def basis_wordings() -> MappingProxyType[str, BasisWording]:
    """How each wording of a type's basis is read, by the wording itself."""
    made = (
        BasisWording(row["id"], row["origin"], texts(row, "also"), row["why"], row["cite"], row["mark"])
        for row in rows("register/origins.toml", "wording")
    )
    return MappingProxyType(by_id("basis wording", made))


@cache
def themes() -> MappingProxyType[str, Theme]:
    """Themes by id, the six of 2.30 first."""
    made = (
        Theme(
            id=row["id"],
            label=row["label"],
            is_founding=row.get("is_founding", False),
            wordings=texts(row, "wordings"),
            near=texts(row, "near"),
            cite=row["cite"],
            mark=row["mark"],
        )
        for row in rows("register/themes.toml", "theme")
    )
    return MappingProxyType(by_id("theme", made))


def theme_of(theme_id: str) -> Theme:
    """One theme, or `UnknownRow`."""
    return find("theme", themes(), theme_id)


@cache
def legal_personalities() -> MappingProxyType[str, LegalPersonality]:
    """`yes`, `no` and `varies`, each with what white paper 2.39 asks of it."""
    made = (
        LegalPersonality(
            id=row["id"],
            label=row["label"],
            keep_distinct_identity=row["keep_distinct_identity"],
            words=row["words"],
            cite=row["cite"],
            mark=row["mark"],
        )
        for row in rows("register/legal_personality.toml", "legal_personality")
    )
    return MappingProxyType(by_id("legal personality", made))


def was_active(kind: PartnershipType, on: datetime.date) -> bool | None:
    """Whether the type's years cover the day; None where its first year is not known."""
    if kind.year_from is None:
        return None
    return kind.year_from <= on.year and (kind.year_to is None or on.year <= kind.year_to)
