"""The columns of a table we read: which heading is which, what is not known, what was meant."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joinedup.formats.faults import Fault
from joinedup.formats.tables.table import Table, same_name
from joinedup.rules.working import Sentence, say

# What a mapping says of a heading whose column is to be left out.
IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it means to the person who fills it in, and whether a table needs it."""

    name: str
    note: Sentence
    is_required: bool = False


def find_columns(
    table: Table, columns: Sequence[Column], mapping: Mapping[str, str]
) -> tuple[dict[str, int], list[Fault]]:
    """Where each column of ours is in the table: {name: position}, and what is wrong with the headings.

    A heading is compared without regard to case, spaces, hyphens and underscores. `mapping` takes a heading
    of the file that is not one of ours to a column's name or to "ignore".
    """
    names = {same_name(column.name): column.name for column in columns}
    wanted = {same_name(heading): same_name(name) for heading, name in mapping.items()}
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for place, heading in enumerate(table.headers):
        name = _meant(heading, names, wanted)
        if name == IGNORE:
            continue
        if name not in names:
            faults.append(_unknown(table, heading, wanted.get(same_name(heading)), list(names.values())))
        elif names[name] in places:
            faults.append(_claimed_twice(table, heading, table.headers[places[names[name]]], names[name]))
        else:
            places[names[name]] = place
    return places, faults + _missing(table, columns, places)


def _meant(heading: str, names: Mapping[str, str], wanted: Mapping[str, str]) -> str:
    """What a heading stands for: one of ours is itself, whatever a mapping made for another table says."""
    own = same_name(heading)
    return own if own in names else wanted.get(own, own)


def strange_headings(table: Table, columns: Sequence[Column], mapping: Mapping[str, str]) -> list[str]:
    """The headings of a table that are no column of ours and that no mapping explains."""
    names = {same_name(column.name): column.name for column in columns}
    wanted = {same_name(heading): same_name(name) for heading, name in mapping.items()}
    known = {*names, IGNORE}
    return [heading for heading in table.headers if _meant(heading, names, wanted) not in known]


def nearest(word: str, words: Sequence[str]) -> str:
    """The one of `words` that `word` was probably meant to be, or an empty text."""
    by_key = {same_name(each): each for each in words}
    near = difflib.get_close_matches(same_name(word), list(by_key), n=1, cutoff=0.6)
    return by_key[near[0]] if near else ""


def _unknown(table: Table, heading: str, mapped_to: str | None, names: list[str]) -> Fault:
    if mapped_to is not None:
        wrong = say("the column is mapped to “{name}”, which is not a column of ours", name=mapped_to)
        return Fault(table.where, None, heading, wrong, say("map it to one of {names}", names=names))
    wrong = say("the column is not known")
    if near := nearest(heading, names):
        right = say("did you mean “{near}”? Change the heading, or map the column or ignore it", near=near)
    else:
        right = say("map it to a column of ours, ignore it, or delete it")
    return Fault(table.where, None, heading, wrong, right)


def _claimed_twice(table: Table, heading: str, first: str, name: str) -> Fault:
    wrong = say("the columns “{first}” and “{second}” both give “{name}”", first=first, second=heading, name=name)
    return Fault(table.where, None, heading, wrong, say("keep one of them and ignore the other"))


def _missing(table: Table, columns: Sequence[Column], places: Mapping[str, int]) -> list[Fault]:
    wrong = say("the column is missing")
    right = say("add the column, or map one of yours to it")
    return [
        Fault(table.where, None, column.name, wrong, right)
        for column in columns
        if column.is_required and column.name not in places
    ]
