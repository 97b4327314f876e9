"""Outlines of areas from GeoJSON (RFC 7946), made small enough to draw in a page.

All areas of a file share one square of side 1, x to the east and y down, so that they fit beside each other.
Longitude is shrunk by the cosine of the middle latitude (an equirectangular map, true enough for a district).
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joinedup.formats.faults import BadInput, Fault
from joinedup.formats.gss import is_gss
from joinedup.formats.tables.reading import file_bytes
from joinedup.rules.working import Sentence, say

Feature = dict[str, Any]

# A line moves by no more than this share of the square (half a pixel in a map of 1,000), and by no more than
# this share of its own area, so that a small one in a large square keeps its shape.
TOLERANCE = 0.0005
OWN_TOLERANCE = 0.01
DIGITS = 5
# All 296 English districts at 300 m have 14,000 points; a whole region at full detail is within this.
MAX_POINTS = 2_000_000
MAX_FEATURES = 10_000
USE_DEGREES = say("convert the file to longitude and latitude in degrees (WGS 84, EPSG:4326)")
FETCH_AGAIN = say("fetch the file again, or leave the area without a map")


@dataclass(frozen=True, slots=True)
class Outline:
    """One area: `path` is SVG path data in the shared square, `box` its (left, top, right, bottom) there.

    `is_repaired` says that the file's own shape crossed itself and was set right.
    """

    code: str
    name: str
    path: str
    box: tuple[float, float, float, float]
    is_repaired: bool = False


def read_boundaries(
    source: Path | bytes, file_name: str, *, code_property: str = "", name_property: str = ""
) -> list[Outline]:
    """Every area's outline, in the order of the codes; the same bytes give the same text.

    The properties that hold code and name are found if not given: the first whose values are all GSS codes
    and all different, and the one called like it. Raises `BadInput`, naming every fault, for a file that is
    not such a collection and for shapes that cannot be drawn.
    """
    features = _features(file_bytes(source, file_name), file_name)
    code_property = code_property or _code_property(features, file_name)
    name_property = name_property or _name_property(features[0], code_property)
    faults = [*_property_faults(features, code_property, file_name), *_shape_faults(features, file_name)]
    if faults:
        raise BadInput(faults)
    frame = _Frame.around([feature["geometry"] for feature in features])
    drawn = [_outline(feature, frame, code_property, name_property) for feature in features]
    flat = [place for place, outline in enumerate(drawn, start=1) if not outline.path]
    if flat:
        wrong = say("the shape has no area")
        raise BadInput([Fault(file_name, place, None, wrong, FETCH_AGAIN) for place in flat])
    return sorted(drawn, key=lambda outline: outline.code)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The square: north-west corner in degrees, side in degrees of latitude, what longitude shrinks by."""

    west: float
    north: float
    side: float
    shrink: float

    @classmethod
    def around(cls, geometries: Sequence[Feature]) -> "_Frame":
        points = [point for geometry in geometries for point in _points(geometry["coordinates"])]
        west, east = min(point[0] for point in points), max(point[0] for point in points)
        south, north = min(point[1] for point in points), max(point[1] for point in points)
        shrink = max(math.cos(math.radians((south + north) / 2)), 1e-6)
        side = max((east - west) * shrink, north - south, 1e-9)
        return cls(west, north, side, shrink)

    def ring(self, ring: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
        scale = self.shrink / self.side
        return [((point[0] - self.west) * scale, (self.north - point[1]) / self.side) for point in ring]


def _features(data: bytes, file_name: str) -> list[Feature]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refusal(file_name, say("the file is not JSON"), FETCH_AGAIN) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection" or not features:
        wrong = say("the file is not a GeoJSON FeatureCollection with features in it")
        raise _refusal(file_name, wrong, say("save the boundaries as a GeoJSON FeatureCollection"))
    if len(features) > MAX_FEATURES:
        wrong = say("there are {num} areas", num=len(features))
        raise _refusal(file_name, wrong, say("split it into files of {num} or fewer", num=MAX_FEATURES))
    if not all(isinstance(each, dict) and isinstance(each.get("properties"), dict) for each in features):
        wrong = say("a feature has no properties, so nothing says which area it is")
        raise _refusal(file_name, wrong, say("give every feature a code and a name"))
    return features


def _refusal(file_name: str, wrong: Sentence, right: Sentence) -> BadInput:
    return BadInput([Fault(file_name, None, None, wrong, right)])


def _code_property(features: Sequence[Feature], file_name: str) -> str:
    for name in features[0]["properties"]:
        values = [feature["properties"].get(name) for feature in features]
        if all(isinstance(value, str) and is_gss(value) for value in values) and len(set(values)) == len(values):
            return str(name)
    wrong = say("no property holds a code for every area, each different")
    right = say("give every feature a property with its code, such as E06000002")
    raise _refusal(file_name, wrong, right)


def _name_property(feature: Feature, code_property: str) -> str:
    """The property called like the code's: LSOA21NM for LSOA21CD, ward21_name for ward21_code."""
    for code_end, name_end in (("CD", "NM"), ("_code", "_name"), ("code", "name")):
        name = code_property.removesuffix(code_end) + name_end
        if code_property.endswith(code_end) and name in feature["properties"]:
            return name
    return next((name for name in ("name", "NAME", "Name") if name in feature["properties"]), "")


def _property_faults(features: Sequence[Feature], code_property: str, file_name: str) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for place, feature in enumerate(features, start=1):
        code = feature["properties"].get(code_property)
        if not isinstance(code, str) or not is_gss(code):
            wrong = say("feature {place} has no area's code", place=place)
            yield Fault(file_name, place, code_property, wrong, say("write a code such as E06000002"))
        elif code in seen:
            wrong = say("feature {place} has the code of feature {first}", place=place, first=seen[code])
            yield Fault(file_name, place, code_property, wrong, say("keep one feature for each area"))
        else:
            seen[code] = place


def _shape_faults(features: Sequence[Feature], file_name: str) -> Iterator[Fault]:
    total = 0
    for place, feature in enumerate(features, start=1):
        geometry = feature.get("geometry")
        problem = _shape_problem(geometry)
        if problem:
            yield Fault(file_name, place, None, *problem)
            continue
        assert isinstance(geometry, Mapping)
        total += sum(1 for _ in _points(geometry["coordinates"]))
    if total > MAX_POINTS:
        wrong = say("the outlines have {num} points", num=total)
        yield Fault(file_name, None, None, wrong, say("use boundaries that are generalised (BGC or BUC)"))


def _shape_problem(geometry: object) -> tuple[Sentence, Sentence] | None:
    """What is wrong with a geometry and what would be right, or None."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return say("the shape is not a Polygon or MultiPolygon"), FETCH_AGAIN
    polygons = _polygons(geometry)
    if not _is_nested(polygons):
        return say("the shape has a ring that is not a list of four or more points"), FETCH_AGAIN
    points = [point for polygon in polygons for ring in polygon for point in ring]
    if not all(_is_number(value) for point in points for value in point[:2]):
        return say("the shape has a coordinate that is not a number"), FETCH_AGAIN
    if not all(abs(point[0]) <= 180 and abs(point[1]) <= 90 for point in points):
        return say("the coordinates are not longitude and latitude"), USE_DEGREES
    return None


def _is_nested(polygons: object) -> bool:
    """Whether this is a list of polygons, each a list of rings, each a list of at least four points."""
    if not isinstance(polygons, list) or not polygons:
        return False
    if not all(isinstance(polygon, list) and polygon for polygon in polygons):
        return False
    rings = [ring for polygon in polygons for ring in polygon]
    if not all(isinstance(ring, list) and len(ring) >= 4 for ring in rings):
        return False
    return all(isinstance(point, list) and len(point) >= 2 for ring in rings for point in ring)


def _is_number(value: object) -> bool:
    # Compared, not asked whether it is finite: a whole number of JSON may be too long for a float.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _polygons(geometry: Mapping[str, Any]) -> Any:
    coordinates = geometry.get("coordinates")
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def _points(coordinates: Any) -> Iterator[Sequence[float]]:
    """Every point of checked coordinates, however deep they lie."""
    for part in coordinates:
        if isinstance(part[0], list):
            yield from _points(part)
        else:
            yield part


def _outline(feature: Feature, frame: _Frame, code_property: str, name_property: str) -> Outline:
    import shapely  # noqa: PLC0415 - heavy, and only maps need it

    rings = [[frame.ring(ring) for ring in polygon] for polygon in _polygons(feature["geometry"])]
    shape = shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in rings])
    is_valid = bool(shape.is_valid)
    sound = shape if is_valid else shapely.make_valid(shape, method="structure", keep_collapsed=False)
    # Pieces are put in order so that the text does not depend on the order a library gives them in.
    smaller = shapely.normalize(sound.simplify(_tolerance(sound.bounds), preserve_topology=True))
    pieces = [part for part in shapely.get_parts(smaller, return_index=False) if part.geom_type == "Polygon"]
    path = "".join(_piece(piece) for piece in pieces)
    box = tuple(round(float(value), DIGITS) for value in shapely.bounds(smaller)) if path else (0.0,) * 4
    left, top, right, bottom = box
    properties = feature["properties"]
    name = "".join(filter(str.isprintable, str(properties.get(name_property) or "")))
    return Outline(properties[code_property], name, path, (left, top, right, bottom), not is_valid)


def _tolerance(bounds: Sequence[float]) -> float:
    left, top, right, bottom = bounds
    return min(TOLERANCE, OWN_TOLERANCE * max(right - left, bottom - top))


def _piece(polygon: Any) -> str:
    return "".join(_ring(ring.coords) for ring in (polygon.exterior, *polygon.interiors))


def _ring(points: Any) -> str:
    """SVG path data of a ring; points that fall together when rounded are drawn once."""
    texts = [f"{_number(x)} {_number(y)}" for x, y in points]
    kept = [text for text, before in zip(texts, ["", *texts], strict=False) if text != before]
    return f"M{'L'.join(kept[:-1])}Z" if len(kept) > 3 else ""


def _number(value: float) -> str:
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return text.removeprefix("0") if text.startswith("0.") else text.replace("-0", "0") if text == "-0" else text
