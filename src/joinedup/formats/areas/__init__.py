"""Lists of areas: ONS lookups (`ltla24_code`, `ltla24_name`) and the list of UK councils past and present."""

from joinedup.formats.areas.area import AreaRow
from joinedup.formats.areas.reading import read_areas

__all__ = ["AreaRow", "read_areas"]
