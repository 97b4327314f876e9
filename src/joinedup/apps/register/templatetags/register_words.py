"""Words and addresses for the register's templates."""

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from joinedup import lawbook
from joinedup.apps.register.models.lives import Living

register = template.Library()

ANY_REF = "2424242424"  # stands for a ref, a code or a key: it fits them all

ORIGINS = {
    "statute": _("Statute"),
    "funding": _("Funding"),
    "planning": _("Plan duty"),
    "voluntary": _("Voluntary"),
}
SECTOR_WORDS = {
    "public": _("Public"),
    "private": _("Private"),
    "voluntary": _("Voluntary"),
    "community": _("Community"),
}
MARKS = {
    "V": _("Checked against its source"),
    "P": _("Partly checked"),
    "U": _("Not yet checked: shown with doubt"),
}
LIGHTS = {"green": ("good", _("Required")), "amber": ("caution", _("Review")), "red": ("bad", _("Why?"))}


@register.simple_tag(takes_context=True)
def at(context: Any, name: str, *args: Any, **query: Any) -> str:
    """An address that keeps the day looked at: {% at "register:area" area.code %}. "" if not mounted."""
    return address(context.get("request"), name, *args, **query)


def address(request: Any, name: str, *args: Any, **query: Any) -> str:
    """The same for a view: `query` are further parameters; blank ones are left out."""
    try:
        path = _path(name, *args)
    except NoReverseMatch:
        return ""
    asked = {key: value for key, value in query.items() if value not in ("", None)}
    day = getattr(request, "on", None)
    if day and day != request.today:
        asked["on"] = day.isoformat()
    return f"{path}?{urlencode(asked)}" if asked else path


def _path(name: str, *args: Any) -> str:
    """What `reverse` gives. Lists have a hundred links of one shape, so a shape is worked out once."""
    found = [str(arg) for arg in args]
    if len(found) > 1 or not all(text.isascii() and text.isalnum() for text in found):
        return reverse(name, args=args)
    shape = _shape(name, len(found), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return shape.replace(ANY_REF, found[0]) if found else shape


@lru_cache(maxsize=256)
def _shape(name: str, num_args: int, _urlconf: str, _prefix: str) -> str:
    return reverse(name, args=[ANY_REF] * num_args)


@register.filter
def day_words(day: date | None) -> str:
    """1 April 2002; nothing for no day."""
    return _day_words(day, get_language() or "") if day else ""


@lru_cache(maxsize=4096)
def _day_words(day: date, _language: str) -> str:
    return date_format(day, "j F Y")


@register.filter
def known(answer: bool | None) -> str:
    """Yes, no, or not known: three ordinary answers."""
    return (
        {True: _now("Yes"), False: _now("No")}.get(answer, _now("Not known"))
        if answer is not None
        else _now("Not known")
    )


@register.filter
def life_words(row: Living) -> str:
    """The life of a row: from 1 April 2002; or, start not known, known on 3 May 2020; until ..."""
    if row.valid_from:
        text = _now("from %(day)s") % {"day": day_words(row.valid_from)}
    else:
        text = _now("start not known, known on %(day)s") % {"day": day_words(row.known_on)}
    if row.valid_until:
        text += _now(" until %(day)s") % {"day": day_words(row.valid_until)}
    return text


@register.filter
def origin_words(origin: str) -> str | Promise:
    """Statute, funding, plan duty or voluntary."""
    return ORIGINS.get(origin, origin)


@register.filter
def sector_words(sector: str) -> str | Promise:
    """The sector's name; "Not known" for none."""
    return SECTOR_WORDS.get(sector, _("Not known"))


@register.filter
def mark_words(mark: str) -> str | Promise:
    """How far a row of the lawbook was checked."""
    return MARKS.get(mark, mark)


@register.filter
def theme_words(theme_id: str) -> str:
    """A theme's name."""
    found = lawbook.themes().get(theme_id)
    return found.label if found else theme_id


@register.filter
def percentage(share: Any) -> str:
    """A share of one as a whole percentage."""
    return f"{round(share * 100)}%"


@register.filter
def long(days: int) -> str:
    """How long, in the largest whole unit that says enough: 12 days, 5 months, 3 years."""
    if days < 60:
        return ngettext("%(num)s day", "%(num)s days", days) % {"num": days}
    if days < 730:
        months = days * 12 // 365
        return ngettext("%(num)s month", "%(num)s months", months) % {"num": months}
    years = days // 365
    return ngettext("%(num)s year", "%(num)s years", years) % {"num": years}


@register.filter
def unlocalised(length: float) -> str:
    """A length for SVG, which reads no comma for a decimal point."""
    return f"{length:g}"


@register.filter
def reason_tag(light: str) -> SafeString:
    """The light of a reason to exist as a small tag, drawn without a template: lists have fifty of them."""
    return _reason_tag(str(light), get_language() or "")


@lru_cache(maxsize=64)
def _reason_tag(light: str, _language: str) -> SafeString:
    kind, words = LIGHTS.get(light, ("none", _("Not known")))
    return format_html('<span class="tag {}">{}</span>', kind, words)


@register.filter
def sector_mark(sector: str) -> SafeString:
    """A sector's mark and name, as components/sector.html draws it, for long lists."""
    return _sector_mark(sector, get_language() or "")


@lru_cache(maxsize=64)
def _sector_mark(sector: str, _language: str) -> SafeString:
    if not sector:
        return format_html('<span class="soft">{}</span>', _now("Not known"))
    return format_html('<span class="sector {}">{}</span>', sector, SECTOR_WORDS.get(sector, sector))
