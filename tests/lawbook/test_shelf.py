import subprocess
import sys
from pathlib import Path

import pytest

from joinedup import lawbook
from joinedup.lawbook import shelf

SOURCE = str(Path(__file__).parents[2] / "src")


def test_importing_the_lawbook_parses_nothing() -> None:
    code = (
        "import tomllib, csv, joinedup.lawbook as book\n"
        "from joinedup.lawbook.shelf import read\n"
        "assert read.cache_info().currsize == 0\n"
        "book.themes()\n"
        "assert read.cache_info().currsize == 1\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": SOURCE}, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_an_unknown_id_names_the_near_ones() -> None:
    with pytest.raises(lawbook.UnknownRow) as caught:
        lawbook.type_of("lps")
    assert "lsp" in caught.value.near
    assert str(caught.value).startswith('no partnership type "lps" in the lawbook; near matches: ')


def test_an_unknown_id_like_nothing_names_none() -> None:
    with pytest.raises(KeyError, match=r'no theme "zzzz" in the lawbook$'):
        lawbook.theme_of("zzzz")


def test_two_rows_with_one_id_are_refused() -> None:
    theme = lawbook.theme_of("health")
    with pytest.raises(ValueError, match='two rows for theme "health"'):
        shelf.by_id("theme", [theme, theme])


def test_the_version_changes_when_a_file_does(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "a.toml").write_text("x = 1\n")
    monkeypatch.setattr(shelf, "ROOT", tmp_path)
    before = shelf.version.__wrapped__()
    (tmp_path / "a.toml").write_text("x = 2\n")
    after = shelf.version.__wrapped__()
    assert before != after
    assert len(after) == 12


def test_the_version_does_not_depend_on_the_ends_of_lines(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(shelf, "ROOT", tmp_path)
    (tmp_path / "a.toml").write_bytes(b"x = 1\n")
    unix = shelf.version.__wrapped__()
    (tmp_path / "a.toml").write_bytes(b"x = 1\r\n")
    assert shelf.version.__wrapped__() == unix


def test_lists_cannot_be_changed_by_who_reads_them() -> None:
    with pytest.raises(TypeError):
        lawbook.themes()["new"] = lawbook.theme_of("health")  # type: ignore[index]  # the point of the test


def test_a_wording_is_found_whatever_its_case_hyphens_and_spaces() -> None:
    assert shelf.folded("  Sub-Board ") == shelf.folded("sub_board") == "sub board"
