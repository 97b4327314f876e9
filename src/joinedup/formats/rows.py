"""One row of a table, read cell by cell into typed values, gathering what is wrong on the way."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from joinedup.formats.columns import nearest
from joinedup.formats.faults import Fault
from joinedup.formats.tables.table import Cells, same_name
from joinedup.rules.cells import email_address, formula_start, hidden_character
from joinedup.rules.working import Sentence, say

ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
BRITISH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", re.ASCII)
WHOLE_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
# Partnerships are younger than 1800, and a term that ends after 2200 is a slip of the key.
FIRST_YEAR, LAST_YEAR = 1800, 2200
WRITE_A_DAY = say("write the day as 2003-04-01 or 1/4/2003")

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland", "UK", "England & Wales")
SECTORS = ("public", "private", "voluntary", "community")


class Row:
    """A row being read. Every reading method gives a value, and a harmless one where it found a fault."""

    def __init__(self, where: str, number: int, cells: Cells, places: Mapping[str, int]) -> None:
        self.where = where
        self.number = number
        self.faults: list[Fault] = []
        self._cells = cells
        self._places = places
        self._check_cells()

    def fault(self, column: str | None, wrong: Sentence, right: Sentence) -> None:
        """Note one thing wrong in this row."""
        self.faults.append(Fault(self.where, self.number, column, wrong, right))

    def text(self, column: str) -> str:
        """The text of a column, trimmed, line ends as "\\n"; empty where there is no such column."""
        place = self._places.get(column)
        return "" if place is None else _tidy(self._cells[place])

    def needed(self, column: str) -> str:
        """The text of a column that must not be blank."""
        text = self.text(column)
        if not text:
            self.fault(column, say("the cell is blank"), say("fill it in, or delete the row"))
        return text

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """One of `allowed`, in the spelling given there whatever its case; blank is empty."""
        text = self.text(column)
        if not text:
            return ""
        for each in allowed:
            if same_name(each) == same_name(text):
                return each
        self.fault(column, _not_a_choice(text), _choose(text, allowed))
        return ""

    def choices(self, column: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Some of `allowed`, with ";" between, in the order of `allowed` and each once; blank is none."""
        found: set[str] = set()
        for part in self.parts(column):
            match = next((each for each in allowed if same_name(each) == same_name(part)), None)
            if match is None:
                self.fault(column, _not_a_choice(part), _choose(part, allowed))
            else:
                found.add(match)
        return tuple(each for each in allowed if each in found)

    def parts(self, column: str) -> tuple[str, ...]:
        """The texts of a column with ";" between them, in order, without blanks and repeats."""
        texts = (part.strip() for part in self.text(column).split(";"))
        return tuple(dict.fromkeys(text for text in texts if text))

    def yes_no(self, column: str) -> bool | None:
        """True for yes, False for no, None for blank."""
        text = self.text(column).casefold()
        if text not in ("", "yes", "no"):
            wrong = say("“{text}” is neither yes nor no", text=_short(self.text(column)))
            self.fault(column, wrong, say("write yes, no, or nothing where it is not known"))
        return {"yes": True, "no": False}.get(text)

    def whole(self, column: str, lowest: int, highest: int, blank: int) -> int:
        """A whole number from `lowest` to `highest`; `blank` is what a blank cell means."""
        text = self.text(column)
        if not text:
            return blank
        if WHOLE_NUMBER.fullmatch(text) and lowest <= int(text) <= highest:
            return int(text)
        span = {"low": lowest, "high": highest}
        wrong = say("“{text}” is not a whole number from {low} to {high}", text=_short(text), **span)
        self.fault(column, wrong, say("write a whole number, or nothing for {blank}", blank=blank))
        return blank

    def day(self, column: str) -> date | None:
        """A day written as 2003-04-01 or 1/4/2003; None for blank."""
        text = self.text(column)
        if not text:
            return None
        year, month, day = _day_parts(text)
        try:
            if not year:
                self.fault(column, _not_a_day(text), WRITE_A_DAY)
            elif not FIRST_YEAR <= year <= LAST_YEAR:
                years = {"first": FIRST_YEAR, "last": LAST_YEAR}
                wrong = say("the year {year} is not from {first} to {last}", year=year, **years)
                self.fault(column, wrong, say("check the year"))
            else:
                return date(year, month, day)
        except ValueError:
            wrong = say("“{text}” is not a day in the calendar", text=text)
            self.fault(column, wrong, say("check the day and the month"))
        return None

    def in_order(self, first: str, then: str) -> None:
        """Note a fault where a column's day is not after another's (an interval ends after its last day)."""
        start, end = self._quiet_day(first), self._quiet_day(then)
        if start and end and end <= start:
            wrong = say("{end} is not after {start} in “{first}”", end=end, start=start, first=first)
            self.fault(then, wrong, say("write the first day on which it is no longer so, or nothing"))

    def _quiet_day(self, column: str) -> date | None:
        try:
            return date(*_day_parts(self.text(column)))
        except ValueError:
            return None

    def _check_cells(self) -> None:
        for column, place in self._places.items():
            text = self._cells[place]
            if text.isprintable() and text[:1].isalnum() and "@" not in text:
                continue
            if formula_start(_tidy(text)):
                wrong = say("“{text}” starts as a formula does", text=_short(text.strip()))
                right = say("start with a letter or a number: a spreadsheet would run it instead of showing it")
                self.fault(column, wrong, right)
            elif control := hidden_character(_tidy(text)):
                wrong = say("there is a control character (U+{code}) in the text", code=f"{ord(control):04X}")
                self.fault(column, wrong, say("delete it; typing the text afresh is the surest way"))
            elif email_address(text):
                wrong = say("there is an e-mail address in the cell")
                self.fault(column, wrong, say("take it out: what is taken in is public, and exported"))


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip(" \n\u00a0")


def _day_parts(text: str) -> tuple[int, int, int]:
    """Year, month and day as written, or noughts where the text is not written as a day."""
    if match := ISO_DAY.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := BRITISH_DAY.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    return 0, 0, 0


def _not_a_day(text: str) -> Sentence:
    if SHORT_YEAR.fullmatch(text):
        return say("“{text}” has a year of two digits", text=text)
    return say("“{text}” is not a day", text=_short(text))


def _not_a_choice(text: str) -> Sentence:
    return say("“{text}” is not one of the choices", text=_short(text))


def _choose(text: str, allowed: Sequence[str]) -> Sentence:
    if near := nearest(text, allowed):
        template = "did you mean “{near}”? Write one of {allowed}, or nothing where it is not known"
        return say(template, near=near, allowed=tuple(allowed))
    return say("write one of {allowed}, or nothing where it is not known", allowed=tuple(allowed))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
