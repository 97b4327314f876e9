"""A table written as Parquet is read back as it was."""

from datetime import date
from pathlib import Path

import duckdb

from joinedup.formats.parquet import DAY, NUMBER, TEXT, write_parquet

COLUMNS = {"name": TEXT, "share": NUMBER, "on": DAY}


def test_a_table_is_read_back_with_its_types_and_blanks(tmp_path: Path) -> None:
    rows = [('Safer Moor, the "first"\nof two', -0.08, date(2003, 4, 1)), ("Môn", None, None)]
    path = tmp_path / "table.parquet"
    path.write_bytes(write_parquet(COLUMNS, rows))
    with duckdb.connect() as database:
        assert database.read_parquet(str(path)).fetchall() == rows


def test_a_table_with_no_rows_keeps_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    path.write_bytes(write_parquet(COLUMNS, []))
    with duckdb.connect() as database:
        table = database.read_parquet(str(path))
        assert (table.columns, table.fetchall()) == (list(COLUMNS), [])
