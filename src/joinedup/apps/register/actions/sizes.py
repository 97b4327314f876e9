"""Telling SQLite how large its tables have grown, so that it plans its queries by them."""

from django.db import connection

ROWS_LOOKED_AT = 1000  # of each index: some hundredths of a second at national size, whatever the size


def note_sizes() -> None:
    """Look at the indexes of every table (SQLite's ANALYZE). PostgreSQL does so by itself, and is left alone.

    `PRAGMA optimize` would look only at tables that this very connection has asked about, which the worker that
    runs this at night has not.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
