"""Tables as Parquet, for those who read them with DuckDB, Arrow or pandas."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from joinedup.formats.write import Value

# What DuckDB calls the kinds of cell that our tables have.
TEXT, NUMBER, DAY = "VARCHAR", "DOUBLE", "DATE"


def write_parquet(columns: Mapping[str, str], rows: Sequence[Sequence[Value]]) -> bytes:
    """A Parquet file of the rows. `columns` maps each name to TEXT, NUMBER or DAY; a blank is null.

    Column by column, without going through text: the measures of a whole country are many rows.
    """
    import duckdb  # noqa: PLC0415 - a command that writes no Parquet starts without it

    turned = list(zip(*rows, strict=True)) or [()] * len(columns)
    table = {name: _column(cells, kind) for (name, kind), cells in zip(columns.items(), turned, strict=True)}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        made = Path(folder) / "table.parquet"
        database.register("told", table)
        picked = ", ".join(_picked(name, kind) for name, kind in columns.items())
        database.table("told").project(picked).write_parquet(str(made))
        return made.read_bytes()


def _column(cells: Sequence[Value], kind: str) -> Any:
    import numpy as np  # noqa: PLC0415 - as above

    if kind == NUMBER:
        return np.array([np.nan if cell is None else cell for cell in cells], np.float64)
    return np.array([None if cell in ("", None) else str(cell) for cell in cells], object)


def _picked(name: str, kind: str) -> str:
    if kind == NUMBER:
        return f'CASE WHEN NOT isnan("{name}") THEN "{name}" END AS "{name}"'
    return f'"{name}"::{kind} AS "{name}"'
