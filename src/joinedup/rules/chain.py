"""The arithmetic of the audit chain: how a row is hashed and how a chain is checked.

SHA-256 over canonical JSON (sorted keys, no spaces, UTF-8), each row covering the hash of the row before it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

GENESIS = "0" * 64


def canonical(value: object) -> bytes:
    """The one way of writing a value as bytes. Raises TypeError for what JSON cannot hold."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(*parts: bytes) -> str:
    """SHA-256 of the parts, each preceded by its length so that no two lists of parts give the same bytes."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()


def row_hash(previous_hash: str, row: Mapping[str, object]) -> str:
    """The hash of a row that follows the row with `previous_hash`."""
    return digest(previous_hash.encode(), canonical(row))


def personal_digest(salt: str, content: Mapping[str, object]) -> str:
    """The digest that a row keeps of its personal part."""
    return digest(salt.encode(), canonical(content))


@dataclass(frozen=True)
class Link:
    """One row as stored: its number, what it says, and the two hashes written beside it."""

    sequence: int
    row: Mapping[str, object]
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, and how."""

    sequence: int
    what: str


def breaks(links: Iterable[Link]) -> Iterable[Break]:
    """Every place where the chain is altered, cut or out of order, in the order of the rows."""
    previous, expected = GENESIS, 1
    for link in links:
        if link.sequence != expected:
            missing = f"{expected}" if link.sequence == expected + 1 else f"{expected} to {link.sequence - 1}"
            yield Break(link.sequence, f"row {missing} is missing before row {link.sequence}")
        elif link.previous_hash != previous:
            yield Break(link.sequence, f"row {link.sequence} does not follow the row before it")
        if link.hash != row_hash(link.previous_hash, link.row):
            yield Break(link.sequence, f"row {link.sequence} has been altered")
        previous, expected = link.hash, link.sequence + 1
