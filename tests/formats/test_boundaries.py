"""Boundaries: GeoJSON in, SVG outlines out."""

import json
import re
from typing import Any

import pytest

from joinedup.formats.boundaries import MAX_FEATURES, read_boundaries
from joinedup.formats.faults import BadInput

from .spreadsheets import DATA

BOUNDARIES = DATA / "real" / "boundaries"
WEST = [[0.0, 52.0], [1.0, 52.0], [1.0, 53.0], [0.0, 53.0], [0.0, 52.0]]
EAST = [[1.0, 52.0], [2.0, 52.0], [2.0, 53.0], [1.0, 53.0], [1.0, 52.0]]
PATH = re.compile(r"(M[\d.]+ [\d.]+(L[\d.]+ [\d.]+)+Z)+")


def feature(code: object, coordinates: object, kind: str = "Polygon", **properties: object) -> dict[str, Any]:
    properties = {"AREA24CD": code, "AREA24NM": f"Name of {code}"} | properties
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def refused(source: bytes, **options: str) -> str:
    with pytest.raises(BadInput) as caught:
        read_boundaries(source, "map.geojson", **options)
    return str(caught.value)


def test_areas_share_one_square_with_north_at_the_top_and_true_proportions() -> None:
    east, west = read_boundaries(
        collection(feature("E06000002", [WEST]), feature("E06000001", [EAST], kind="Polygon")), "map.geojson"
    )
    assert (east.code, east.name) == ("E06000001", "Name of E06000001")
    # Two degrees of longitude at 52.5 north are 1.2175 times one degree of latitude: the square's side.
    assert west.box == (0.0, 0.0, 0.5, pytest.approx(1 / 1.21752, abs=1e-4))
    assert east.box == (0.5, 0.0, 1.0, west.box[3])
    assert west.path == f"M0 0L0 {west.box[3]:.5f}L.5 {west.box[3]:.5f}L.5 0Z".replace(" 0.", " .")
    assert not west.is_repaired


def test_many_pieces_and_holes_are_drawn() -> None:
    hole = [[0.4, 52.4], [0.6, 52.4], [0.6, 52.6], [0.4, 52.6], [0.4, 52.4]]
    (outline,) = read_boundaries(collection(feature("E06000001", [[WEST, hole], [EAST]], "MultiPolygon")), "m")
    # The two squares touch along a side, so the shape as a whole is set right into one with a hole in it.
    assert outline.path.count("M") == outline.path.count("Z") >= 2
    assert PATH.fullmatch(outline.path)


def test_a_shape_that_crosses_itself_is_set_right_and_says_so() -> None:
    bow = [[0.0, 52.0], [1.0, 53.0], [1.0, 52.0], [0.0, 53.0], [0.0, 52.0]]
    (outline,) = read_boundaries(collection(feature("E06000001", [bow])), "m")
    assert outline.is_repaired
    assert outline.path.count("M") == 2


def test_a_line_with_many_points_is_made_simple() -> None:
    many = [[n / 1000, 52.0] for n in range(1001)] + WEST[1:]
    (outline,) = read_boundaries(collection(feature("E06000001", [many])), "m")
    assert outline.path.count("L") == 3


def test_the_code_is_the_first_property_whose_values_are_codes_and_differ() -> None:
    features = [feature(code, [ring], LADCD="E07000001") for code, ring in (("E01000001", WEST), ("E01000002", EAST))]
    for each in features:
        each["properties"] = {"FID": 1, "LADCD": "E07000001"} | each["properties"]
    assert [outline.code for outline in read_boundaries(collection(*features), "m")] == [
        "E01000001",
        "E01000002",
    ]
    assert "feature 2 has the code of feature 1" in refused(collection(*features), code_property="LADCD")


def test_properties_may_be_named() -> None:
    source = collection(feature("E01000001", [WEST], ref="E06000001", title="Here\n\u202e"))
    (outline,) = read_boundaries(source, "m", code_property="ref", name_property="title")
    assert (outline.code, outline.name) == ("E06000001", "Here")


@pytest.mark.parametrize(
    ("coordinates", "kind", "said"),
    [
        ([WEST], "Point", "row 1: the shape is not a Polygon or MultiPolygon"),
        ([], "Polygon", "a ring that is not a list of four or more points"),
        ([[]], "Polygon", "a ring that is not a list of four or more points"),
        ([WEST[:3]], "Polygon", "a ring that is not a list of four or more points"),
        ([[[1], [2], [3], [4]]], "Polygon", "a ring that is not a list of four or more points"),
        (None, "MultiPolygon", "a ring that is not a list of four or more points"),
        ([[["a", "b"]] * 4], "Polygon", "a coordinate that is not a number"),
        ([[[float("nan"), 52.0]] * 4], "Polygon", "a coordinate that is not a number"),
        ([[[10**400, 52.0]] * 4], "Polygon", "a coordinate that is not a number"),
        (
            [[[449000, 518000]] * 4],
            "Polygon",
            "not longitude and latitude; convert the file to longitude and latitude",
        ),
        ([[[0.0, 52.0]] * 4], "Polygon", "the shape has no area"),
    ],
)
def test_a_broken_shape_is_refused_by_the_number_of_its_feature(coordinates: object, kind: str, said: str) -> None:
    assert said in refused(collection(feature("E06000001", coordinates, kind)))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "the file is not JSON"),
        (b"\xff", "the file is not JSON"),
        (b"[]", "not a GeoJSON FeatureCollection with features in it"),
        (collection(), "not a GeoJSON FeatureCollection with features in it"),
        (b'{"type":"Feature","features":[1]}', "not a GeoJSON FeatureCollection with features in it"),
        (collection(1), "a feature has no properties"),
        (collection(feature("Middlesbrough", [WEST])), "no property holds a code for every area"),
        (collection(feature("E06000001", [WEST]), feature("E06000001", [EAST])), "no property holds a code"),
        (collection(*[0] * (MAX_FEATURES + 1)), "there are 10001 areas"),
    ],
)
def test_a_file_that_is_no_map_is_refused(source: bytes, said: str) -> None:
    assert said in refused(source)


@pytest.mark.skipif(not BOUNDARIES.exists(), reason="the shared data is not beside this checkout")
@pytest.mark.parametrize(
    ("name", "num_areas", "code", "called"),
    [
        ("lsoa_E06000002.geojson", 90, "E01012007", "Middlesbrough 012A"),
        ("lsoa_E08000012.geojson", 302, "E01006512", "Liverpool 031A"),
        ("ward21_E09000012.geojson", 21, "E05009367", "Brownswood"),
        # Five of these 296 shapes cross themselves in the file as it was simplified.
        ("ltla24_england_simplified300m.geojson", 296, "E06000023", "Bristol, City of"),
    ],
)
def test_real_boundaries_are_drawn_small_whole_and_always_the_same(
    name: str, num_areas: int, code: str, called: str
) -> None:
    outlines = read_boundaries(BOUNDARIES / name, name)
    assert len(outlines) == num_areas
    assert next(outline for outline in outlines if outline.code == code).name == called
    assert all(PATH.fullmatch(outline.path) and len(outline.path) < 5_000 for outline in outlines)
    assert all(0 <= edge <= 1 for outline in outlines for edge in outline.box)
    assert outlines == read_boundaries(BOUNDARIES / name, name)
