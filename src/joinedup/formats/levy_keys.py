"""Reading the keys of a table in a `RULES` file, gathering what is wrong on the way."""

import datetime
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from joinedup.formats.columns import nearest
from joinedup.formats.faults import Fault
from joinedup.rules.bids.levy.ruleset import FACTS, When
from joinedup.rules.working import Sentence, say

INTERPRETATION = "interpretation"
MOST_PENCE = 10**13


class Sink:
    """Where the faults of one file go."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.faults: list[Fault] = []
        self.doubts: list[Fault] = []


class Keys:
    """One table. Every reading method gives a value, and a harmless one where it found a fault.

    `place` is the table's name in the file, like `rate 2`. An `interpretation` beside a key is kept in `said`, of
    the whole file.
    """

    def __init__(self, table: Mapping[str, Any], place: str, sink: Sink, parent: "Keys | None" = None) -> None:
        self._table, self.place, self._sink = table, place, sink
        self._known: set[str] = set()
        self._parent = parent
        self.said: list[str] = []
        self.operator = ""

    def fault(self, key: str, wrong: Sentence, right: Sentence) -> None:
        """Note one thing wrong at a key of this table."""
        self._sink.faults.append(self._at(key, wrong, right))

    def doubt(self, key: str, wrong: Sentence, right: Sentence) -> None:
        """Note what a key of this table leaves in doubt."""
        self._sink.doubts.append(self._at(key, wrong, right))

    def _at(self, key: str, wrong: Sentence, right: Sentence) -> Fault:
        where = f"{self.place}.{key}" if self.place else key
        return Fault(self._sink.file_name, None, where, wrong, right)

    def peek(self, key: str) -> Any:
        """The value of a key as it stands, or None."""
        self._known.add(key)
        return self._table.get(key)

    def close(self) -> None:
        """Refuse every key that nothing has asked for, by name. An `interpretation` may stand in any table."""
        if self._parent is not None and INTERPRETATION in self._table:
            said = self.text(INTERPRETATION)
            self._root().said.append(said)
            if said in (">=", ">"):
                self._root().operator = said
        for key in self._table:
            if key not in self._known:
                near = nearest(key, sorted(self._known))
                right = say("did you mean “{near}”?", near=near) if near else say("delete it")
                self.fault(key, say("the key “{key}” is not known", key=key), right)

    def _root(self) -> "Keys":
        return self if self._parent is None else self._parent._root()

    def table(self, key: str, *, is_needed: bool = False) -> "Keys | None":
        """An inner table, or None."""
        value = self._needed(key, is_needed)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.fault(key, say("it is not a table"), say("write {key} = {{ … }}", key=key))
            return None
        return Keys(value, f"{self.place}.{key}" if self.place else key, self._sink, self)

    def tables(self, key: str, *, is_needed: bool = False) -> "list[Keys]":
        """The tables of an array of tables, each with its number from 1 in its place."""
        value = self._needed(key, is_needed)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            self.fault(key, say("it is not an array of tables"), say("write [[{key}]] above each", key=key))
            return []
        return [Keys(each, f"{key} {number}", self._sink, self) for number, each in enumerate(value, start=1)]

    def one_or_more(self, key: str) -> "list[Keys]":
        """One table, or the tables of an array."""
        if isinstance(self.peek(key), Mapping):
            inner = self.table(key)
            return [inner] if inner else []
        return self.tables(key)

    def text(self, key: str, *, is_needed: bool = False) -> str:
        """A text, or an empty one."""
        value = self._needed(key, is_needed)
        if value is None or isinstance(value, str):
            return (value or "").strip()
        self.fault(key, say("it is not a text"), say("put quotation marks around it"))
        return ""

    def texts(self, key: str, *, is_needed: bool = False, allowed: tuple[str, ...] = ()) -> list[str]:
        """A text or an array of texts."""
        value = self._needed(key, is_needed)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(each, str) for each in listed):
            self.fault(key, say("it is not a list of texts"), say("write {key} = [“…”, “…”]", key=key))
            return []
        for each in listed:
            if allowed and each not in allowed:
                wrong = say("“{each}” is not one of the choices", each=each)
                self.fault(key, wrong, say("write one of {allowed}", allowed=allowed))
        return [each for each in listed if not allowed or each in allowed]

    def choice(self, key: str, allowed: Mapping[str, Any], default: Any, *, is_needed: bool = False) -> Any:
        """What a text stands for, by its name without regard to case, spaces and hyphens."""
        value = self._needed(key, is_needed)
        if value is None:
            return default
        folded = {name.casefold(): meant for name, meant in allowed.items()}
        text = value.casefold().strip() if isinstance(value, str) else ""
        for form in (text, text.replace("-", "_").replace(" ", "_")):
            if form in folded:
                return folded[form]
        wrong = say("“{value}” is not one of the choices", value=value)
        self.fault(key, wrong, say("write one of {allowed}", allowed=tuple(allowed)))
        return default

    def whole(self, key: str, lowest: int, highest: int) -> int | None:
        """A whole number in bounds, or None."""
        value = self.peek(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        wrong = say("“{value}” is not a whole number from {low} to {high}", value=value, low=lowest, high=highest)
        self.fault(key, wrong, say("write such a number"))
        return None

    def pence(self, key: str) -> int | None:
        """An amount of money in whole pence, or None."""
        return self.whole(key, 0, MOST_PENCE)

    def percent(self, key: str, highest: int, *, is_needed: bool = False) -> Any:
        """A percentage, exact, or None."""
        return self._number(key, highest, is_needed)

    def amount(self, key: str, *, is_needed: bool = False) -> Any:
        """A value of the list (pounds, or rooms), exact, or None."""
        return self._number(key, MOST_PENCE, is_needed)

    def day(self, key: str, *, is_needed: bool = False) -> Any:
        """A day, or None."""
        value = self._needed(key, is_needed)
        if isinstance(value, str):
            try:
                return datetime.date.fromisoformat(value)
            except ValueError:
                value = "text"
        if value is None or (isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)):
            return value
        self.fault(key, say("it is not a day"), say("write the day as 2024-04-01, without quotation marks"))
        return datetime.date.min if is_needed else None

    def days(self, key: str) -> tuple[datetime.date, ...]:
        """An array of days."""
        listed = self.peek(key) or []
        wrapped = Keys({str(at): each for at, each in enumerate(listed)}, key, self._sink)
        return tuple(day for at in range(len(listed)) if (day := wrapped.day(str(at))) is not None)

    def day_or_amount(self, key: str) -> tuple[Any, Any]:
        """A value of the list, or a day: whichever the key holds; (value, day)."""
        value = self.peek(key)
        is_day = isinstance(value, datetime.date) or (isinstance(value, str) and value.count("-") == 2)
        return (None, self.day(key)) if is_day else (self.amount(key), None)

    def pair_days(self, first: str, last: str) -> tuple[Any, Any]:
        """Two days that may stand beside bounds of value in one table."""
        return self.day(first), self.day(last)

    def when(self) -> When | None:
        """A `when`: a table of columns, or a text such as `reliefs = charity and description = shop*`."""
        value = self.peek("when")
        if value is None:
            return None
        pairs = _pairs(value) if isinstance(value, str) else value
        if not isinstance(pairs, Mapping) or not pairs:
            self.fault(
                "when", say("it does not say what a row must be"), say("write when = {{ description = “Shop” }}")
            )
            return None
        asks = []
        for column, wanted in pairs.items():
            listed = wanted if isinstance(wanted, list) else [wanted]
            if column not in FACTS:
                wrong = say("“{column}” is no column of the list", column=column)
                self.fault("when", wrong, say("use one of {names}", names=FACTS))
            asks.append((str(column), tuple(str(each).lower().strip() for each in listed)))
        return When(tuple(asks))

    def _number(self, key: str, highest: int, is_needed: bool) -> Fraction | None:
        value = self._needed(key, is_needed)
        if value is None:
            return Fraction() if is_needed else None
        try:
            number = Fraction(Decimal(str(value))) if not isinstance(value, bool) else Fraction(-1)
        except (InvalidOperation, ValueError, OverflowError):
            number = Fraction(-1)
        if 0 <= number <= highest:
            return number
        self.fault(
            key,
            say("“{value}” is not a number from 0 to {high}", value=value, high=highest),
            say("write such a number"),
        )
        return Fraction()

    def _needed(self, key: str, is_needed: bool) -> Any:
        value = self.peek(key)
        if value is None and is_needed:
            self.fault(key, say("the key is missing"), say("add {key}", key=key))
        return value


def _pairs(text: str) -> dict[str, str]:
    """`a = b and c = d` as a table; a text with no `=` is a relief that the row has."""
    pairs = {}
    for part in text.split(" and "):
        column, equals, wanted = part.partition("=")
        if not equals:
            column, wanted = "reliefs", part
        pairs[column.strip(" =")] = wanted.strip(" =\"'")
    return pairs
