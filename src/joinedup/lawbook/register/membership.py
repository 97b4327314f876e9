"""Who may sit, and as what: the four sectors, membership role texts, and kinds of member."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.shelf import Row, by_id, find, folded, read, rows, texts


@dataclass(frozen=True)
class Sector:
    """One of the four sectors whose effective involvement success depends on (white paper 2.33)."""

    id: str
    label: str
    aliases: tuple[str, ...]
    cite: str
    mark: str


@dataclass(frozen=True)
class Role:
    """What a spreadsheet may say a member is.

    `kind` is `seat` (a place on the partnership) or `nesting` (the row is another partnership inside it).
    `rights` are the rights such a member usually has, of `vote speak papers quorum must_invite`; they are
    offered, never assumed: a blank in the file stays "not known". If `is_suggestion`, a person must confirm.
    `qualifier` is the kind of member that the text names, "" where it names none.
    """

    id: str
    label: str
    aliases: tuple[str, ...]
    kind: str
    rights: tuple[str, ...]
    is_suggestion: bool
    is_chair: bool
    qualifier: str
    why: str
    cite: str
    mark: str


@dataclass(frozen=True)
class Kind:
    """A qualifier of seats. `what` is `body`, `office`, `interest` or `person`; `sector` "" fits any.

    `includes` lists narrower kinds that also satisfy it; `became` is the kind that took its place by law.
    """

    id: str
    label: str
    what: str
    sector: str
    aliases: tuple[str, ...]
    includes: tuple[str, ...]
    became: str
    cite: str
    mark: str


def _sector(row: Row) -> Sector:
    return Sector(row["id"], row["label"], texts(row, "aliases"), row["cite"], row["mark"])


def _role(row: Row) -> Role:
    return Role(
        id=row["id"],
        label=row["label"],
        aliases=texts(row, "aliases"),
        kind=row["kind"],
        rights=texts(row, "rights"),
        is_suggestion=row.get("is_suggestion", False),
        is_chair=row.get("is_chair", False),
        qualifier=row.get("qualifier", ""),
        why=row.get("why", ""),
        cite=row["cite"],
        mark=row["mark"],
    )


def _kind(row: Row) -> Kind:
    return Kind(
        id=row["id"],
        label=row["label"],
        what=row["what"],
        sector=row.get("sector", ""),
        aliases=texts(row, "aliases"),
        includes=texts(row, "includes"),
        became=row.get("became", ""),
        cite=row["cite"],
        mark=row["mark"],
    )


@cache
def sectors() -> MappingProxyType[str, Sector]:
    """The four sectors by id, in the order of 2.33."""
    return MappingProxyType(by_id("sector", map(_sector, rows("register/sectors.toml", "sector"))))


def sector_of(sector_id: str) -> Sector:
    """One sector, or `UnknownRow`."""
    return find("sector", sectors(), sector_id)


@cache
def _sector_words() -> dict[str, Sector]:
    return {folded(word): row for row in sectors().values() for word in (row.id, row.label, *row.aliases)}


def sector_for(text: str) -> Sector | None:
    """The sector that a wording names, or None."""
    return _sector_words().get(folded(text))


@cache
def rights() -> MappingProxyType[str, str]:
    """The rights a seat may carry, each with its words."""
    return MappingProxyType({row["id"]: row["label"] for row in read("register/roles.toml")["right"]})


@cache
def roles() -> MappingProxyType[str, Role]:
    """Every role text the lawbook knows, by id."""
    return MappingProxyType(by_id("role", map(_role, rows("register/roles.toml", "role"))))


def role_of(role_id: str) -> Role:
    """One role, or `UnknownRow`."""
    return find("role", roles(), role_id)


@cache
def _role_words() -> dict[str, Role]:
    return {folded(word): row for row in roles().values() for word in (row.id, row.label, *row.aliases)}


def role_for(text: str) -> Role | None:
    """The role that a spreadsheet's text names, or None where it is not known and must be kept as it is."""
    return _role_words().get(folded(text))


@cache
def kinds() -> MappingProxyType[str, Kind]:
    """Kinds of member (qualifiers of seats) by id."""
    return MappingProxyType(by_id("kind", map(_kind, rows("register/kinds.toml", "kind"))))


def kind_of(kind_id: str) -> Kind:
    """One kind, or `UnknownRow`."""
    return find("kind", kinds(), kind_id)


@cache
def _kind_words() -> dict[str, Kind]:
    return {folded(word): row for row in kinds().values() for word in (row.id, row.label, *row.aliases)}


def kind_for(text: str) -> Kind | None:
    """The kind that a wording names, or None."""
    return _kind_words().get(folded(text))


def satisfies(held: str, wanted: str) -> bool:
    """Whether an organisation of kind `held` may fill a seat that asks for kind `wanted`."""
    return held == wanted or any(satisfies(held, narrower) for narrower in kind_of(wanted).includes)
