"""One field at a time: what it must be, and the one line that says what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from joinedup.formats.faults import Fault
from joinedup.rules.working import listed

Fields = Mapping[str, Any]
MOST_SHOWN = 60


class Faults:
    """The faults found so far in one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[Fault] = []

    def add(self, where: str, wrong: str, right: str) -> None:
        """One more."""
        self.found.append(Fault(self.name, None, where or None, wrong, right))

    def keys(self, where: str, given: Fields, known: Iterable[str]) -> None:
        """A fault for each key that is not known."""
        for key in given:
            if key not in known:
                self.add(where, f"the key {shown(key)} is not known", f"use only {listed(sorted(known))}")

    def text(self, where: str, given: Fields, key: str) -> str | None:
        """A text that is not blank, or None where it is null or absent."""
        value = given.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip():
            return value
        self.add(f"{where}.{key}", f"{shown(value)} is no text", "write a text, or null where it is not known")
        return None

    def texts(self, where: str, given: Fields, key: str) -> tuple[str, ...]:
        """A list of texts, none twice; empty where it is null or absent."""
        value = given.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
            self.add(f"{where}.{key}", f"{shown(value)} is no list of texts", 'write a list, for example ["a", "b"]')
            return ()
        for twice in sorted({each for each in value if value.count(each) > 1}):
            self.add(f"{where}.{key}", f"{shown(twice)} is listed twice", "list it once")
        return tuple(value)

    def whole(self, where: str, given: Fields, key: str, most: int, what: str) -> int | None:
        """A whole number from 0 to `most`, or None where it is null or absent."""
        value = given.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
            return value
        right = f"write {what} as a whole number from 0 to {most}, or null where it is not known"
        self.add(f"{where}.{key}", f"{shown(value)} cannot be", right)
        return None

    def flag(self, where: str, given: Fields, key: str) -> bool | None:
        """True or false, or None where it is null or absent."""
        value = given.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.add(f"{where}.{key}", f"{shown(value)} is neither true nor false", "write true, false or null")
        return None

    def choice(self, where: str, given: Fields, key: str, known: Mapping[str, Any]) -> Any:
        """What the text stands for, or None where it is null or absent."""
        value = given.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip().replace(" ", "_") in known:
            return known[value.strip().replace(" ", "_")]
        right = f"write {', '.join(known)}, or null where it is not known"
        self.add(f"{where}.{key}", f"{shown(value)} is not one of them", right)
        return None

    def objects(self, where: str, given: Fields, key: str) -> list[tuple[str, Fields]]:
        """A list of objects, each with where it stands; empty where it is null or absent."""
        value = given.get(key)
        if value is None:
            return []
        place = f"{where}.{key}" if where else key
        if not isinstance(value, list):
            self.add(place, f"{shown(value)} is no list", "write a list of objects")
            return []
        found: list[tuple[str, Fields]] = []
        for number, each in enumerate(value):
            if isinstance(each, dict):
                found.append((f"{place}[{number}]", each))
            else:
                self.add(f"{place}[{number}]", f"{shown(each)} is no object", "write an object")
        return found

    def unique(self, where: Iterable[tuple[str, str]]) -> None:
        """A fault for each name that stands in two places."""
        seen: dict[str, str] = {}
        for place, name in where:
            if name in seen:
                self.add(place, f"{shown(name)} is already that of {seen[name]}", "give each its own")
            seen.setdefault(name, place)

    def loops(self, parents: Mapping[str, str], noun: str) -> None:
        """One fault for each loop of parents, named from its first member in order."""
        done: set[str] = set()
        for start in sorted(parents):
            chain = [start]
            while (above := parents.get(chain[-1])) and above not in chain and above not in done:
                chain.append(above)
            if above and above in chain:
                loop = [*chain[chain.index(above) :], above]
                self.add(f"{noun}.parent", f"{' in '.join(map(shown, loop))} is a loop", "leave one parent out")
            done.update(chain)


def shown(value: Any) -> str:
    """A value as JSON has it, shortened."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}..."
