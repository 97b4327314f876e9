"""Whatever is thrown at the readers, they read it or refuse it in words; they never fail."""

import json
from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from joinedup.formats.areas import read_areas
from joinedup.formats.boundaries import read_boundaries
from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.kind import which_table
from joinedup.formats.members import read_members
from joinedup.formats.structure import read_structure
from joinedup.formats.tables import read_tables
from joinedup.formats.write import template

BOOK = template()
cells = st.text(max_size=8) | st.sampled_from(
    ["P", "2003-02-30", "E06000002:whole", "yes", "=1", "31/4/2003", "9" * 20]
)
headings = st.sampled_from(["partnership", "organisation", "areas", "from", "until", "seats", "status", "parent", "x"])


def read_everything(source: bytes) -> None:
    """Every reader in turn. Only `BadInput` is let pass, and it must say something."""
    readers: list[Callable[[bytes, str], object]] = [read_rows, read_areas, read_boundaries]
    for reader in readers:
        faults = refused_by(reader, source)
        assert faults is None or (faults and all(fault.wrong and fault.right for fault in faults))


def refused_by(reader: Callable[[bytes, str], object], source: bytes) -> list[Fault] | None:
    """The faults a reader finds, or None where it finds none."""
    try:
        reader(source, "a.csv")
    except BadInput as error:
        return error.faults
    return None


def read_rows(source: bytes, name: str) -> None:
    for table in read_tables(source, name):
        read_members(table)
        read_structure(table)
        which_table(table)


@given(st.binary(max_size=300))
@settings(deadline=None)
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00\xd8")
@example(b"\x1f\x8b\x08\x00")
@example(b'{"type":"FeatureCollection","features":[{"properties":{},"geometry":null}]}')
@example(b"[" * 100_000)
@example(b'"\r"\r"')
def test_any_bytes_are_read_or_refused_in_words(source: bytes) -> None:
    read_everything(source)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    read_everything(text.encode("utf-8", "replace"))


@given(st.lists(headings, min_size=1, max_size=6), st.lists(st.lists(cells, min_size=1, max_size=6), max_size=6))
@settings(deadline=None)
def test_any_cells_under_our_headings_are_read_or_refused_in_words(heads: list[str], rows: list[list[str]]) -> None:
    lines = [",".join(heads), *(",".join(row) for row in rows)]
    read_everything("\n".join(lines).encode("utf-8", "replace"))


@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_workbook_damaged_anywhere_is_read_or_refused_in_words(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(BOOK)
    for place, value in changes:
        damaged[place] = value
    read_everything(bytes(damaged))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(json_values, st.sampled_from(["Polygon", "MultiPolygon", "Point"]))
@settings(deadline=None)
def test_any_geometry_is_read_or_refused_in_words(coordinates: object, kind: str) -> None:
    geometry = {"type": kind, "coordinates": coordinates}
    feature = {
        "type": "Feature",
        "properties": {"code": "E06000002", "name": coordinates},
        "geometry": geometry,
    }
    read_everything(json.dumps({"type": "FeatureCollection", "features": [feature]}).encode())
