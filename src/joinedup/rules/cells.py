"""Cells of a spreadsheet that a program would run instead of showing."""

from __future__ import annotations

import re
import unicodedata

# What Excel, LibreOffice and Google Sheets take as the start of a formula, after compatibility folding
# (which turns full-width and small forms into these). U+2212 is the minus sign that folding leaves alone.
STARTS = frozenset("=+-@\t\r\n\u2212")

# A spreadsheet ignores these at the start of a cell, so they cannot hide a formula.
IGNORED = " \u00a0\u200b\ufeff"


# Unicode's bidirectional embeddings, overrides and isolates: they can make one name look like another.
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def hidden_character(text: str) -> str:
    """Return the first character that cannot be seen, or that turns the text after it around; "" if none.

    Line ends may stand. So may not what is no character at all (U+FFFE, U+FFFF): no workbook can hold it.
    """
    if text.isprintable():
        return ""
    for character in text:
        is_control = unicodedata.category(character) in ("Cc", "Cs") and character != "\n"
        is_none = ord(character) & 0xFFFE == 0xFFFE
        if is_control or is_none or unicodedata.bidirectional(character) in TURNING:
            return character
    return ""


EMAIL_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")


def email_address(text: str) -> str:
    """Return the first e-mail address in a text, "" if none. What the register holds is public, so none may stand."""
    found = EMAIL_ADDRESS.search(text) if "@" in text else None
    return found[0] if found else ""


def formula_start(text: str) -> bool:
    """Say whether a spreadsheet might take the text as a formula (OWASP, "CSV injection").

    A lone "-" and a number such as "-5" count too: neither is a name.
    """
    first = text.lstrip(IGNORED)[:1]
    return bool(first) and unicodedata.normalize("NFKC", first)[:1] in STARTS
