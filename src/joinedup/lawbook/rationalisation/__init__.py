"""What restructurings are priced with: proposals, each marked as one."""

from joinedup.lawbook.rationalisation.values import UnitValue, unit_values

__all__ = ["UnitValue", "unit_values"]
