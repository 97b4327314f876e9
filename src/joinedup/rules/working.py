"""How a rule shows its working: a sentence that can be translated later, and a finding that carries it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Sentence(str):
    """A finished English sentence that still knows the template and the parameters it was made from.

    It compares, joins and prints as a `str`. A door that speaks another language translates `template`
    and calls `reworded` with the translation.
    """

    template: str
    params: Mapping[str, object]

    def __new__(cls, template: str, params: Mapping[str, object]) -> Sentence:
        """Fill `template` (in `str.format` form) from `params`; KeyError when one is missing."""
        sentence = super().__new__(cls, _filled(template, params))
        sentence.template = template
        sentence.params = dict(params)
        return sentence

    def __getnewargs__(self) -> tuple[str, Mapping[str, object]]:  # type: ignore[override]  # str gives (text,)
        return self.template, self.params

    def reworded(self, template: str) -> str:
        """Return the same facts in another template, for example its translation."""
        return _filled(template, self.params)


def say(template: str, **params: object) -> Sentence:
    """Return the sentence that `template` makes with `params`.

    Days are spoken as "1 April 2002", fractions as a percentage to one decimal place, and tuples and lists
    as "a, b and c"; anything else as `str` gives it. The parameters are kept as they came.
    """
    return Sentence(template, params)


def day_in_words(day: date) -> str:
    """Return a day as people write it: `1 April 2002`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def percent(share: Fraction) -> str:
    """Return a share as a percentage to one decimal place, halves to the even digit: `8%`, `33.3%`."""
    tenths = round(share * 1000)
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}%"


def listed(items: Sequence[object]) -> str:
    """Return items as a list in a sentence: `a, b and c`; `none` when there are none."""
    words = [_spoken(item) for item in items]
    if len(words) < 2:
        return "".join(words) or "none"
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _filled(template: str, params: Mapping[str, object]) -> str:
    return template.format(**{name: _spoken(value) for name, value in params.items()})


def _spoken(value: object) -> str:
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, tuple | list):
        return listed(value)
    return str(value)


@dataclass(frozen=True, slots=True)
class Finding:
    """What every rule returns.

    holds: True or False, or None when what is recorded cannot settle it.
    why: the answer in one sentence. authority: the paragraph or section it rests on.
    counted: what was counted, one line each. needed: what the rule asks for.
    would_satisfy: what would turn a "no" or "not known" into a "yes".
    """

    holds: bool | None
    why: Sentence
    authority: str
    counted: tuple[str, ...] = ()
    needed: str = ""
    would_satisfy: str = ""
