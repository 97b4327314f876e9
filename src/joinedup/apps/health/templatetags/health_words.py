"""Numbers and cut-offs in words."""

from fractions import Fraction
from functools import cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from joinedup import lawbook
from joinedup.apps.health.queries.answering import measured
from joinedup.apps.health.queries.trends import Point
from joinedup.apps.register.checks import cut_offs
from joinedup.rules.health import Light
from joinedup.rules.working import percent

register = template.Library()

# The outlines of components/shape.html, twelve units wide.
MARKS = {
    "green": ("good", SafeString('<circle cx="6" cy="6" r="5" fill="currentColor"/>')),
    "amber": ("caution", SafeString('<path d="M6 0 12 11.5H0z" fill="currentColor"/>')),
    "red": ("bad", SafeString('<path d="M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z" fill="currentColor"/>')),
    "no data": (
        "none",
        SafeString(
            '<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="2" '
            'stroke-dasharray="2.6 2.6"/>'
        ),
    ),
}


@register.filter
def number_words(number: float | None, check_id: str) -> str:
    """What was measured, with its unit: 8% of voting seats, 1 pair of partnerships; "" for nothing."""
    band = measured().get(check_id)
    if number is None or band is None:
        return ""
    return in_unit(Fraction(str(number)), band.unit)


@register.filter
def measure_words(check_id: str) -> str:
    """What the number of a check is: smallest sector share."""
    band = measured().get(check_id)
    return _named(band).capitalize() if band else ""


@register.filter
def band_rows(bands: Any) -> list[tuple[str, str, str]]:
    """Cut-offs as (measure, green from, amber from), in words."""
    return [(_named(band), _side(band, band.green), _side(band, band.amber)) for band in bands]


@register.filter
def lawbook_bands(check: lawbook.Check) -> tuple[lawbook.Band, ...]:
    """The cut-offs of the lawbook itself, no profile's."""
    return tuple(cut_offs.bands_of(check.id, None).values())


def in_unit(number: Fraction, unit: str) -> str:
    """A number with its unit; a unit of many loses its s beside one."""
    kind, _space, rest = unit.partition(" ")
    if kind == "share":
        return f"{percent(number)} {rest}".strip()
    said = str(number.numerator) if number.denominator == 1 else f"{float(number):.1f}"
    return f"{said} {kind.removesuffix('s') if number == 1 else kind} {rest}".strip()


def _named(band: lawbook.Band) -> str:
    # The unit beside the number says that it is days.
    return band.measure.removesuffix("_days").replace("num_", "number_of_").replace("_", " ")


def _side(band: lawbook.Band, number: Fraction) -> str:
    words = {"more": _("at least %s"), "less": _("at most %s"), "below": _("under %s")}
    return words[band.better] % in_unit(number, band.unit)


@register.simple_tag
def light_tag(light: str) -> SafeString:
    """A light's word in a box with its shape, as components/tag.html draws it; lists have hundreds."""
    return _tags(get_language() or "").get(str(light), SafeString(""))


@cache
def _tags(language: str) -> dict[str, SafeString]:
    return {
        str(light): SafeString(render_to_string("components/tag.html", {"light": str(light)}).strip())
        for light in Light
    }


@register.simple_tag
def light_mark(point: Point) -> SafeString:
    """A point of a trend: ring, triangle, octagon or dashed ring, told apart by outline alone."""
    kind, shape = MARKS[point.light]
    place = f"translate({point.x - 6} {point.y - 6})"
    return format_html('<g class="{}" transform="{}">{}</g>', kind, place, shape)
