"""Tables out of other people's spreadsheets: CSV and XLSX in, headings and numbered rows out."""

from joinedup.formats.tables.reading import read_tables
from joinedup.formats.tables.table import Table

__all__ = ["Table", "read_tables"]
