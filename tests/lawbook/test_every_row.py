"""What must hold of every row of every file: cited, marked, sanely dated, and pointing at rows that exist."""

import datetime
from collections.abc import Iterator
from typing import Any

from joinedup import lawbook
from joinedup.lawbook.pages import LISTS, PROFILES
from joinedup.lawbook.shelf import ROOT, files, read

TOML = [name for name in files() if name.endswith(".toml")]
FIRST_DAY, LAST_DAY = datetime.date(1974, 4, 1), datetime.date(2030, 1, 1)
UNCITED = {"words", "deadlines", "band"}  # parts of a row that is itself cited


def every_row(tables: dict[str, Any], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in tables.items():
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict) and key not in UNCITED:
                yield f"{where} {key} {entry.get('id', '')}", entry
                yield from every_row(entry, where)


ROWS = [found for name in TOML for found in every_row(read(name), name)]
TOPS = [(name, read(name)) for name in TOML if name.startswith(PROFILES)]


def test_there_are_files_to_look_at() -> None:
    assert len(ROWS) > 400
    assert len(TOPS) == 12


def test_every_row_cites() -> None:
    assert [where for where, row in ROWS + TOPS if not row.get("cite", "").strip()] == []


def test_every_row_carries_its_mark() -> None:
    assert [where for where, row in ROWS + TOPS if row.get("mark") not in lawbook.MARKS] == []


def is_sanely_dated(row: dict[str, Any]) -> bool:
    starts, ends = row.get("valid_from"), row.get("valid_until")
    given = [day for day in (starts, ends, row.get("checked_on")) if day is not None]
    in_order = ends is None or (starts is not None and starts < ends)
    return in_order and all(FIRST_DAY <= day < LAST_DAY for day in given)


def test_every_day_is_sane() -> None:
    assert [where for where, row in ROWS + TOPS if not is_sanely_dated(row)] == []


def test_a_row_that_ends_before_it_starts_would_be_found() -> None:
    assert not is_sanely_dated({"valid_from": datetime.date(2020, 1, 1), "valid_until": datetime.date(2019, 1, 1)})


def test_every_link_is_to_an_official_page() -> None:
    official = ("https://www.legislation.gov.uk/", "https://www.gov.uk/")
    links = [(where, row["link"]) for where, row in ROWS + TOPS if row.get("link")]
    assert links
    assert [where for where, link in links if not link.startswith(official)] == []


def test_every_file_is_on_the_page_of_the_law() -> None:
    assert {name for name in TOML if not name.startswith(PROFILES)} == set(LISTS)


def test_every_list_has_ids_that_are_its_own() -> None:
    for name in LISTS:
        for table, listed in read(name).items():
            if isinstance(listed, list):
                ids = [row["id"] for row in listed]
                assert len(ids) == len(set(ids)), f"{name} {table}"


def test_nothing_names_a_machine_or_a_tool() -> None:
    for name in files():
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "/work" not in text, name
        assert "\ufffd" not in text, name
