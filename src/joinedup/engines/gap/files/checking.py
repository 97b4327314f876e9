"""What is wrong in the rows of a file of values or ranks: one fault each, in the order of the rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from joinedup.engines.gap.files.reading import KEYS, Source, ask
from joinedup.formats.faults import Fault
from joinedup.rules.working import Sentence, say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Thousands of rows with one mistake are one mistake: the rest are counted.
MOST = 50
FILL_IN = say("fill it in, or delete the row")
BLANK = say("the cell is blank")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a row must not be: where (SQL), in which column, what is wrong and what would be right."""

    where: str
    column: str | None
    wrong: Sentence
    right: Sentence


def empty_faults(database: "DuckDBPyConnection", source: Source) -> list[Fault]:
    """A fault where there are headings and nothing below."""
    if ask(database, "SELECT 1 FROM {table} LIMIT 1", table=source.table).fetchall():
        return []
    return [
        Fault(source.name, None, None, say("there are no rows"), say("put a row for each record below the headings"))
    ]


def missing_columns(source: Source, needed: tuple[str, ...]) -> list[Fault]:
    """A fault for each column that must be there and is not."""
    right = say("add the column, with exactly this heading")
    return [
        Fault(source.name, 1, column, say("the column is missing"), right)
        for column in needed
        if column not in source.columns
    ]


def faults_of(database: "DuckDBPyConnection", source: Source, rules: list[Rule]) -> list[Fault]:
    """The faults that the rules find, the first fifty told and the rest counted."""
    found: list[tuple[int, Fault]] = []
    num_more = 0
    for rule in rules:
        shown = f"{rule.column}_text" if rule.wrong.params else "NULL"
        rows = ask(
            database,
            "SELECT row, {shown}, count(*) OVER () FROM {table} WHERE {where} ORDER BY row LIMIT {most}",
            shown=shown,
            table=source.table,
            where=rule.where,
            most=MOST,
        ).fetchall()
        for row, text, _ in rows:
            wrong = say(rule.wrong.template, text=text) if rule.wrong.params else rule.wrong
            found.append((row, Fault(source.name, row, rule.column, wrong, rule.right)))
        num_more += rows[0][2] - len(rows) if rows else 0
    found.sort(key=lambda each: each[0])
    return counted(source.name, [fault for _, fault in found], num_more)


def counted(name: str, faults: list[Fault], num_more: int = 0) -> list[Fault]:
    """The first fifty faults, and one that counts those left out."""
    num_more += max(len(faults) - MOST, 0)
    if not num_more:
        return faults
    wrong = say("{num} more rows have faults like these", num=num_more)
    return [*faults[:MOST], Fault(name, None, None, wrong, say("put right those above and try again"))]


def number_rules(columns: frozenset[str], column: str) -> list[Rule]:
    """A column of numbers: each readable."""
    if column not in columns:
        return []
    wrong = say("“{text}” is not a number", text="")
    right = say("write a number such as 1234.5, without commas or signs of money")
    return [Rule(f"{column}_text IS NOT NULL", column, wrong, right)]


def needed_rules(column: str, also: str = "true") -> list[Rule]:
    """A column of numbers that must not be blank where `also` holds."""
    return [Rule(f"{column} IS NULL AND {column}_text IS NULL AND {also}", column, BLANK, FILL_IN)]


def key_rules(columns: frozenset[str]) -> list[Rule]:
    """The columns that say what a row is about: none blank."""
    return [Rule(f"{column} IS NULL", column, BLANK, FILL_IN) for column in KEYS if column in columns]


def amount_rules(columns: frozenset[str], kind: str) -> list[Rule]:
    """Numerators, populations, values and their errors: what cannot be."""
    rules = [rule for column in sorted(columns - set(KEYS)) for rule in number_rules(columns, column)]
    rules += needed_rules("population")
    nought = say("write nought or more")
    below = say("the number is below nought")
    rules.append(Rule("population < 0", "population", below, nought))
    if kind == "value":
        rules += needed_rules("standard_error", "value IS NOT NULL")
        return [*rules, Rule("standard_error < 0", "standard_error", below, nought)]
    rules.append(Rule("numerator < 0", "numerator", below, nought))
    where = "numerator > population" if kind == "proportion" else "numerator > 0 AND population = 0"
    more = say("the numerator is more than the population")
    hint = say("correct one of the two; where people can count more than once, say --kind rate")
    return [*rules, Rule(where, "numerator", more, hint)]


def place_rules(columns: frozenset[str], num_quantiles: int) -> list[Rule]:
    """Ranks and quantiles: there, and within what they may be."""
    if "quantile" in columns:
        where = f"quantile < 1 OR quantile > {num_quantiles} OR quantile <> floor(quantile)"
        wrong = say("the quantile is not a whole number from 1 to the number of quantiles")
        right = say("write 1 for the most deprived, or say how many there are with --quantiles")
        return [*needed_rules("quantile"), Rule(where, "quantile", wrong, right)]
    return needed_rules("rank")


def repeat_faults(database: "DuckDBPyConnection", source: Source, keys: tuple[str, ...]) -> list[Fault]:
    """A fault for each row whose keys an earlier row has."""
    rows = ask(
        database,
        "SELECT row, first FROM (SELECT row, min(row) OVER (PARTITION BY {keys}) AS first FROM {table}) "
        "WHERE row > first ORDER BY row",
        keys=", ".join(keys),
        table=source.table,
    ).fetchall()
    right = say("keep one of the two rows")
    return counted(
        source.name,
        [
            Fault(source.name, row, keys[-1], say("the row repeats row {first}", first=first), right)
            for row, first in rows
        ],
    )
