"""Tables as Parquet, for those who read them with DuckDB, Arrow or pandas."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from joinedup.formats.write import Value, write_csv

# What DuckDB calls the kinds of cell that our tables have.
TEXT, NUMBER, DAY = "VARCHAR", "DOUBLE", "DATE"


def write_parquet(columns: Mapping[str, str], rows: Iterable[Sequence[Value | float]]) -> bytes:
    """A Parquet file of the rows. `columns` maps each name to TEXT, NUMBER or DAY; a blank is null.

    Goes by way of a CSV, which DuckDB reads a hundred times faster than it takes single rows.
    """
    import duckdb  # noqa: PLC0415 - a command that writes no Parquet starts without it

    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "table.csv", Path(folder) / "table.parquet"
        source.write_bytes(write_csv(list(columns), ([_cell(value) for value in row] for row in rows)))
        with duckdb.connect() as database:
            table = database.read_csv(
                str(source),
                header=True,
                columns=dict(columns),
                all_varchar=False,
                quotechar='"',
                escapechar='"',
            )
            table.write_parquet(str(made))
        return made.read_bytes()


def _cell(value: Value | float) -> Value:
    return repr(value) if isinstance(value, float) else value
