"""What a ballot must meet to be approved, when its costs may be recovered, and how values are counted."""

import datetime
from functools import cache

from joinedup.lawbook.shelf import Row, is_in_force, rows
from joinedup.rules.bids.ballot.approval import Condition

FILE = "bids/approval.toml"


@cache
def conditions_for(nation: str, regime: str) -> tuple[Condition, ...]:
    """The conditions of approval, in order; none where the lawbook has no such ballot."""
    return tuple(_condition(row, row["test"]) for row in _rows("condition", nation, regime))


def cost_rule_for(nation: str, regime: str) -> Condition | None:
    """The share of yes votes under which the costs of a lost ballot may be recovered; None: not known."""
    found = _rows("cost", nation, regime)
    return _condition(found[0], "costs_recoverable") if found else None


def higher_thresholds_for(nation: str, regime: str) -> Condition | None:
    """The provision under which proposals may ask for a greater majority; None where there is none."""
    found = _rows("higher", nation, regime)
    return _condition(found[0], "higher") if found else None


def improvement_relief_for(nation: str, regime: str, ballot_on: datetime.date) -> Condition | None:
    """The provision that takes improvement relief off the values of that day; None where there is none."""
    found = [row for row in _rows("improvement_relief", nation, regime) if _is_live(row, ballot_on)]
    return _condition(found[0], "improvement_relief") if found else None


def share_rule_for(nation: str, regime: str) -> Condition | None:
    """The provision that splits a property's value between two voters; None where there is none."""
    found = _rows("share", nation, regime)
    return _condition(found[0], "share") if found else None


def _rows(table: str, nation: str, regime: str) -> list[Row]:
    return [row for row in rows(FILE, table) if (row["nation"], row["regime"]) == (nation, regime)]


def _is_live(row: Row, on: datetime.date) -> bool:
    return is_in_force(row.get("valid_from"), row.get("valid_until"), on)


def _condition(row: Row, test: str) -> Condition:
    return Condition(test, row.get("percent", 0), row["words"], row["cite"], row["mark"], row.get("doubt", ""))
