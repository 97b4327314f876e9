"""The numbers of governance that are not cut-offs of a health check: floors, deferrals, days."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.shelf import by_id, find, rows


@dataclass(frozen=True)
class GovernanceNumber:
    """One number. `value` is exact; `unit` says what is counted."""

    id: str
    label: str
    value: Fraction
    unit: str
    cite: str
    mark: str


@cache
def governance_numbers() -> Mapping[str, GovernanceNumber]:
    """The numbers by id."""
    made = (
        GovernanceNumber(
            id=row["id"],
            label=row["label"],
            value=Fraction(row["number"]),
            unit=row["unit"],
            cite=row["cite"],
            mark=row["mark"],
        )
        for row in rows("governance/numbers.toml", "number")
    )
    return MappingProxyType(by_id("governance number", made))


def governance_number(number_id: str) -> Fraction:
    """The value of one number, or `UnknownRow`."""
    return find("governance number", governance_numbers(), number_id).value
