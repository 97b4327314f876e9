"""Codes of the Government Statistical Service for areas: a letter for the nation and eight digits."""

import re

# ONS, "Code History Database": the first letter is the country the area is in; K spans more than one.
NATION_OF_LETTER = {
    "E": "England",
    "W": "Wales",
    "S": "Scotland",
    "N": "Northern Ireland",
    "K": "UK",
    "X": "",  # not a GSS letter: a local code, for a place that has none or is made up
}
GSS_CODE = re.compile(r"[EWSNKX]\d{8}", re.ASCII)


def is_gss(code: str) -> bool:
    """Whether a text has the form of a code, such as E06000002. It may still name no area."""
    return GSS_CODE.fullmatch(code) is not None


def nation_of(code: str) -> str:
    """The nation of a code that `is_gss`. KeyError otherwise."""
    return NATION_OF_LETTER[code[:1]]
