"""The page of the law (docs/law.md), written from the lawbook's files: `python -m joinedup.lawbook.pages`.

One table per list, one row per rule, each with its citation, its mark and a link where there is one.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from joinedup.lawbook.register.areas import area_notes, areas
from joinedup.lawbook.shelf import MARKS, Row, files, read, version

PROFILES = "register/profiles/"
LISTS = {
    "register/types.toml": "Partnership types",
    "register/origins.toml": "Why partnerships exist, and how each wording is read",
    "register/legal_personality.toml": "Legal personality",
    "register/themes.toml": "Themes",
    "register/sectors.toml": "Sectors",
    "register/nations.toml": "Nations",
    "register/relations.toml": "Relations between partnerships",
    "register/roles.toml": "What spreadsheets say a member is, and the rights of seats",
    "register/kinds.toml": "Kinds of member",
    "register/setup.toml": "Steps of the guided set-up",
    "governance/words.toml": "Words of governance: answers, accountabilities, votes, minutes, agreements",
    "governance/numbers.toml": "Numbers of governance",
    "health/checks.toml": "Health checks and their cut-offs",
    "bids/timetable.toml": "The timetable of a ballot for a Business Improvement District",
    "bids/approval.toml": "What such a ballot must meet",
    "bids/holidays.toml": "Bank holidays and working days",
    "rationalisation/values.toml": "What a restructuring is priced with",
}
NAMES = (
    "name",
    "label",
    "title",
    "text",
    "subject",
    "what",
    "operation",
    "body",
    "who",
    "scheme",
    "expression",
)
SAYS = ("words", "why", "otherwise", "condition", "route", "effect", "of", "where", "may", "cycle", "due")
HEAD = """# The law, and what is not law

This page is written by `python -m joinedup.lawbook.pages` from the lawbook's files; change those, not this.
Every rule, list and number that the software takes from law, guidance or policy is a row here.
A test fails when a row has no citation or no mark, and when this page is out of date.
"""


def page() -> str:
    """The whole page, as Markdown."""
    parts = [HEAD, *_summary()]
    parts += [part for name, title in LISTS.items() for part in _list(name, title)]
    parts += [part for name in files() if name.startswith(PROFILES) for part in _profile(name)]
    return "\n".join([*parts, *_areas()])


def marked_rows(tables: Row) -> Iterator[Row]:
    """Every row of a file that carries a mark, those inside others last."""
    if "mark" in tables:
        yield tables
    for value in tables.values():
        inner = value if isinstance(value, list) else [value]
        for entry in inner:
            if isinstance(entry, dict):
                yield from marked_rows(entry)


def _summary() -> Iterable[str]:
    counts = Counter(row["mark"] for name in files() if name.endswith(".toml") for row in marked_rows(read(name)))
    yield f"Version `{version()}`.\n"
    yield from _table(("Mark", "Meaning", "Rows"), [(mark, MARKS[mark], str(counts[mark])) for mark in MARKS])


def _list(name: str, title: str) -> Iterable[str]:
    yield f"## {title}\n\n`{name}`\n"
    if name.endswith("types.toml"):
        yield from _types(read(name)["type"])
    elif name.endswith("checks.toml"):
        yield from _checks(read(name)["check"])
    else:
        rows = [_line(table, row) for table, listed in read(name).items() for row in listed]
        yield from _table(("Row", "Id", "What it says", "Citation", "Mark"), rows)


def _types(rows: Iterable[Row]) -> Iterable[str]:
    heads = ("Type", "Nation", "Origin", "A person in law", "Legal basis", "Plan", "Mark")
    lines = [
        (
            f"{row['name']} (`{row['id']}`)",
            row["nation"],
            row["origin"],
            row["legal_personality"],
            _linked(row["cite"], row.get("link", "")),
            row.get("required_plan", ""),
            _mark(row),
        )
        for row in rows
    ]
    yield from _table(heads, lines)


def _checks(rows: Iterable[Row]) -> Iterable[str]:
    heads = ("Check", "Question", "Green", "Amber", "Red", "Where the cut-offs come from", "Citation", "Mark")
    lines = [
        (
            row["id"],
            row["text"],
            row["green"],
            row["amber"],
            row["red"],
            row["threshold_origin"],
            row["cite"],
            _mark(row),
        )
        for row in rows
    ]
    yield from _table(heads, lines)


def _profile(name: str) -> Iterable[str]:
    profile = read(name)
    life = f"{profile['valid_from']} to {profile.get('valid_until', 'now')}"
    yield f"## Profile: {profile['name']}\n\n`{name}`, {profile['nation']}, {profile['status']}, {life}.\n"
    yield f"Basis: {_linked(profile['cite'], profile.get('link', ''))}. Mark: {_mark(profile)}.\n"
    if profile.get("read"):
        yield f"What was read: {profile['read']}\n"
    if profile["unverified"]:
        yield "Not verified:\n"
        yield "\n".join(f"- {doubt}" for doubt in profile["unverified"]) + "\n"
    lines = []
    for table, value in profile.items():
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, dict) and "mark" in row:
                lines.append(_seat(row) if table == "seat" else _line(table, row))
    yield from _table(("Row", "Id", "What it says", "Citation", "Mark"), lines)


def _line(table: str, row: Row) -> tuple[str, ...]:
    said = [str(row[key]) for key in (*NAMES, *SAYS) if row.get(key)]
    said += _numbers(row)
    cite = _linked(row["cite"], row.get("link", ""))
    return (
        table.replace("_", " "),
        str(row.get("id", "")),
        "; ".join(said) or "as decided locally",
        cite,
        _mark(row),
    )


def _numbers(row: Row) -> Iterator[str]:
    if "number" in row and "unit" in row:
        yield f"{row['number']} {row['unit']}"
    if "allowed" in row:
        yield "allowed: " + row["allowed"].replace("_", " ")
    if row.get("max_interval_months"):
        yield f"at least every {row['max_interval_months']} months"
    for deadline in row.get("deadlines", ()):
        yield f"a meeting within {deadline['days']} days after: {deadline['event'].replace('_', ' ')}"
    if row.get("consult_weeks"):
        yield f"at least {row['consult_weeks']} weeks of consultation"
    if "has_veto" in row:
        yield f"may refuse {row['over']}" if row["has_veto"] else "kept informed or may advise; no veto"


def _seat(row: Row) -> tuple[str, ...]:
    until = f" until {row['valid_until']}" if "valid_until" in row else ""
    life = f" from {row['valid_from']}{until}" if "valid_from" in row else ""
    where = f", {row['condition']}" if row.get("condition") else ""
    need = row["need"].replace("_", " ")
    return ("seat", row["id"], f"{row['label']}: {need}{where}{life}", row["cite"], _mark(row))


def _areas() -> Iterable[str]:
    notes = area_notes()
    counts = Counter(area.nation for area in areas().values())
    yield "## Local authorities\n\n`register/areas.csv`\n"
    yield f"{len(areas())} authorities, current and past. {notes['cite']}. Mark: {notes['mark']}.\n"
    yield from _table(("Nation", "Authorities"), [(nation, str(counts[nation])) for nation in sorted(counts)])


def _mark(row: Row) -> str:
    return f"{row['mark']} (not law)" if row["mark"] == "U" else str(row["mark"])


def _linked(text: str, link: str) -> str:
    return f"[{text}]({link})" if link else text


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(page())
