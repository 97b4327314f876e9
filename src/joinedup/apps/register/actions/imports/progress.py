"""How far an import has come, told to whoever shows a bar."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

# The step, how many rows of it are done, and how many there are (0: not known).
Progress = Callable[[str, int, int], None]
Row = TypeVar("Row")
EVERY = 250


def say_nothing(_step: str, _done: int, _total: int) -> None:
    """For those who show no bar."""


class Steps:
    """Tells of steps and of the rows gone through in each."""

    def __init__(self, tell: Progress) -> None:
        self.tell = tell

    def begin(self, step: str, total: int = 0) -> None:
        """A step has begun."""
        self.tell(step, 0, total)

    def through(self, rows: Sequence[Row], step: str) -> Iterator[Row]:
        """The rows, telling now and then how many are done."""
        for number, row in enumerate(rows):
            if number % EVERY == 0:
                self.tell(step, number, len(rows))
            yield row
        self.tell(step, len(rows), len(rows))
