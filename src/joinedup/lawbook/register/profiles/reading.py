"""A profile's file made into its parts. A key that no part has is refused, so that a slip cannot hide."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar

from joinedup.lawbook.register.profiles import parts
from joinedup.lawbook.shelf import Row

Part = TypeVar("Part")

EMPTY: Mapping[str, object] = MappingProxyType({"str": "", "bool": False, "int": 0, "tuple": ()})
PLURAL = MappingProxyType(
    {
        "basis": ("basis", parts.Basis),
        "seats": ("seat", parts.SeatRule),
        "decisions": ("decision", parts.DecisionRule),
        "plans": ("plan", parts.PlanRule),
        "reports": ("report", parts.ReportRule),
        "structure": ("structure", parts.StructureRule),
        "check_overrides": ("check_override", parts.CheckOverride),
        "funding_conditions": ("funding_condition", parts.FundingCondition),
        "publication": ("publication", parts.PublicationRule),
        "identifiers": ("identifier", parts.IdentifierScheme),
    }
)
SINGLE = MappingProxyType(
    {
        "chair": parts.ChairRule,
        "quorum": parts.QuorumRule,
        "sponsor": parts.SponsorRule,
        "scrutiny": parts.ScrutinyRule,
    }
)


def profile_from(row: Row) -> parts.Profile:
    """One profile from its file's tables. ValueError names a key that nothing reads."""
    used = {table for table, _ in PLURAL.values()} | set(SINGLE) | {"words", "meeting"}
    made: dict[str, Any] = {
        name: tuple(_part(cls, entry) for entry in row.get(table, ())) for name, (table, cls) in PLURAL.items()
    }
    made |= {name: _part(cls, row[name]) if name in row else None for name, cls in SINGLE.items()}
    made["words"] = MappingProxyType({lang: _part(parts.Words, w) for lang, w in row["words"].items()})
    made["meeting"] = _meeting(row["meeting"])
    plain = {key: value for key, value in row.items() if key not in used}
    return _part(parts.Profile, plain | made)


def _meeting(row: Row) -> parts.MeetingRule:
    deadlines = tuple(_part(parts.Deadline, entry) for entry in row.get("deadlines", ()))
    return _part(parts.MeetingRule, {**row, "deadlines": deadlines})


def _part(cls: type[Part], row: Row) -> Part:
    declared: dict[str, Field[Any]] = {field.name: field for field in fields(cls)}  # type: ignore[arg-type]  # every part is a dataclass
    strange = set(row) - set(declared)
    if strange:
        raise ValueError(f"the lawbook has a key that {cls.__name__} does not: {', '.join(sorted(strange))}")
    return cls(**{name: _value(field, row) for name, field in declared.items()})


def _value(field: Field[Any], row: Row) -> Any:
    if field.name not in row:
        return _absent(field)
    value = row[field.name]
    if isinstance(value, list):
        return tuple(value)
    return Fraction(value) if "Fraction" in str(field.type) else value


def _absent(field: Field[Any]) -> Any:
    """What a key left out means: None where the part allows it, else the empty value of its sort."""
    assert field.default is MISSING
    sort = getattr(field.type, "__name__", str(field.type)).partition("[")[0]
    return EMPTY.get(sort)
