"""Days as people write them."""

import re
from datetime import date

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)
EXAMPLE = "27/3/2026, 2026-03-27 or 27 March 2026"


def read_day(text: str) -> date:
    """A day from "27/3/2026", "27 3 2026", "2026-03-27" or "27 March 2026".

    Raises ValueError that says what is wrong and what would be right. Two-digit years are refused: they are
    ambiguous in a register that holds 1998 and 2098.
    """
    text = " ".join(text.split())
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in iso.groups())
    elif parts := re.fullmatch(r"(\d{1,2})(?:[/. -])(\d{1,2}|[A-Za-z]{3,9})(?:[/. -])(\d{4})", text):
        day, month, year = int(parts[1]), _month(parts[2]), int(parts[3])
    elif re.fullmatch(r"\d{1,2}[/. -]\w+[/. -]\d{2}", text):
        raise ValueError(f"“{text}” has a year of two figures; write all four, like {EXAMPLE}")
    else:
        raise ValueError(f"“{text}” is not a day; write it like {EXAMPLE}")
    try:
        found = date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text}” is not in the calendar; write a day like {EXAMPLE}") from None
    if not EARLIEST <= found < LATEST:
        raise ValueError(f"“{text}” is before 1800 or after 2199; check the year")
    return found


def _month(text: str) -> int:
    """1 to 12 from figures or from at least three letters of a month's name; 0 where it is none."""
    if text.isdigit():
        return int(text)
    found = [number for number, name in enumerate(MONTHS, 1) if name.startswith(text.lower())]
    return found[0] if found else 0
