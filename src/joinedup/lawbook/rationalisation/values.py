"""The unit values and limits that a proposed restructuring starts from. Every one is a proposal that may be changed."""

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from joinedup.lawbook.shelf import Row, by_id, rows, wordings


@dataclass(frozen=True)
class UnitValue:
    """One number: `unit` is pence (a year), percent, seats, partnerships or meetings (a year).

    `symbol` is what the formulas of `docs/methods/restructure.md` call it.
    """

    id: str
    symbol: str
    name: str
    unit: str
    number: int
    words: str
    cite: str
    mark: str


def _value(row: Row) -> UnitValue:
    return UnitValue(**wordings(UnitValue, row), number=row["number"])


@cache
def unit_values() -> MappingProxyType[str, UnitValue]:
    """Every unit value and limit by id, in the order of the file."""
    return MappingProxyType(by_id("unit value", map(_value, rows("rationalisation/values.toml", "value"))))
