"""An area as a list of areas tells it, and the check that every list makes of its codes."""

from dataclasses import dataclass
from datetime import date

from joinedup.formats.faults import Fault
from joinedup.rules.working import say


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area. `kind` is its geography (`ltla`, `ward`, `region` and so on), or the type of council.

    `parent_code` is empty where the file names none or more than one. `replaced_by` are the codes that took
    its place, none for an area that still is. Days are half-open.
    """

    code: str
    name: str
    nation: str
    kind: str
    valid_from: date | None = None
    valid_until: date | None = None
    parent_code: str = ""
    replaced_by: tuple[str, ...] = ()


def code_fault(where: str, row: int, column: str, code: str) -> Fault:
    """The fault of a code that is not a letter and eight digits."""
    wrong = say("“{code}” is not an area's code", code=code[:40])
    right = say("write the letter E, W, S, N or K and eight digits, such as E06000002")
    return Fault(where, row, column, wrong, right)
