"""One thing wrong in a file: where it is, what is wrong and what would be right (`contract.md`, exit 2)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file.

    `file` is the name the person gave it (with its sheet, if it has several), `row` the number the
    spreadsheet shows beside the row (None: the whole file), `column` the heading (None: the whole row).
    """

    file: str
    row: int | None
    column: str | None
    wrong: str
    right: str

    def __str__(self) -> str:
        """One line: `members.csv, row 3, column "from": 30 February is not a day; write the day as ...`."""
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column is not None:
            where.append(f'column "{self.column}"')
        line = f"{', '.join(where)}: {self.wrong}; {self.right}"
        return " ".join(line.split())


class BadInput(Exception):
    """A file that is refused as a whole; nothing of it is stored. `faults` holds at least one fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
