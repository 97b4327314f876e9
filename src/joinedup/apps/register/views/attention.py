"""The facts of what needs attention, worded as cards for components/attention.html."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from joinedup.apps.register.queries.attention import EndingReason, Lacks
from joinedup.apps.register.queries.problems import Row
from joinedup.apps.register.queries.vacancies import VacantSeat
from joinedup.apps.register.templatetags.register_words import address, day_words, long, sector_words
from joinedup.apps.register.views.dated import DatedRequest

Card = dict[str, Any]
LONG_DAYS = 183  # a place vacant for longer than half a year is red
MOST_GAPS = 3  # themes named on the card


def vacancy_cards(request: DatedRequest, num: int, found: Sequence[VacantSeat], area: str = "") -> list[Card]:
    """The seats vacant longest, of `num` in all."""
    cards = [
        {
            "light": "red" if one.days > LONG_DAYS else "amber",
            "text": _("Vacant"),
            "title": f"{one.seat}: {one.partnership}",
            "why": _vacant_since(one),
            "url": address(request, "register:seats", one.partnership.ref),
        }
        for one in found
    ]
    if num > len(found):
        more = num - len(found)
        cards.append(
            {
                "light": "amber",
                "text": _("Vacant"),
                "title": ngettext("%(num)s more vacant seat", "%(num)s more vacant seats", more) % {"num": more},
                "why": _("These have been vacant for a shorter time."),
                "url": address(request, "register:partnerships", vacant="on", area=area),
            }
        )
    return cards


def _vacant_since(one: VacantSeat) -> str:
    places = ngettext("%(num)s place vacant", "%(num)s places vacant", one.num_vacant) % {"num": one.num_vacant}
    facts = {"places": places, "day": day_words(one.since), "long": long(one.days)}
    if one.num_vacant > 1 and one.is_since_known:
        return _("%(places)s, the longest since %(day)s: %(long)s.") % facts
    if one.is_since_known:
        return _("%(places)s since %(day)s: %(long)s.") % facts
    return _("%(places)s at least since %(day)s, perhaps for longer.") % facts


def reason_cards(request: DatedRequest, num: int, found: Sequence[EndingReason]) -> list[Card]:
    """Partnerships whose last reason to exist has ended or soon will, of `num` in all."""
    cards = [
        {
            "light": "amber",
            "text": _("Ended") if one.has_ended else _("Ends soon"),
            "title": str(one.partnership),
            "why": (
                _("Everything that required it had ended by %(day)s.")
                if one.has_ended
                else _("The last thing that requires it ends on %(day)s.")
            )
            % {"day": day_words(one.last)},
            "what_to_do": _("Decide together what happens next: carry on, nest it, merge it or close it."),
            "url": address(request, "register:partnership", one.partnership.ref),
        }
        for one in found
    ]
    if num > len(found):
        more = num - len(found)
        words = ngettext("%(num)s more has lost its reason", "%(num)s more have lost their reason", more)
        cards.append(
            {
                "light": "amber",
                "text": _("Review"),
                "title": words % {"num": more},
                "why": _("Everything that required them has ended or ends within half a year."),
            }
        )
    return cards


def lack_cards(request: DatedRequest, found: Lacks, area: str = "") -> list[Card]:
    """What is not recorded, counted, each with a link to the list."""
    told = (
        (
            found.no_reason,
            "red",
            _("Why?"),
            ngettext(
                "%(num)s partnership with no reason to exist",
                "%(num)s partnerships with no reason to exist",
                found.no_reason,
            ),
            _("Record the statute, fund or plan that requires each, or decide that it is voluntary (2.37)."),
            {"no_reason": "on", "area": area},
        ),
        (
            found.no_area,
            "amber",
            _("Missing"),
            ngettext("%(num)s partnership with no area", "%(num)s partnerships with no area", found.no_area),
            _("They are on no area's page until somebody says what they cover."),
            {"area": "none"},
        ),
        (
            found.no_theme,
            "amber",
            _("Missing"),
            ngettext("%(num)s partnership with no theme", "%(num)s partnerships with no theme", found.no_theme),
            _("Their members are missing from the problem board (2.30)."),
            {"no_theme": "on", "area": area},
        ),
        (
            found.not_accepted,
            "amber",
            _("To accept"),
            ngettext(
                "%(num)s record not yet accepted",
                "%(num)s records not yet accepted",
                found.not_accepted,
            ),
            _("Look each over and accept it. From then on, what is missing counts as missing."),
            {"unaccepted": "on", "area": area},
        ),
    )
    return [
        {
            "light": light,
            "text": text,
            "title": title % {"num": num},
            "why": why,
            "url": address(request, "register:partnerships", **query),
        }
        for num, light, text, title, why, query in told
        if num
    ]


def gap_card(board: list[Row], url: str) -> list[Card]:
    """One card for the empty cells among the six themes of 2.30."""
    gaps = [row for row in board if row.is_founding and row.gaps]
    if not gaps:
        return []
    num = sum(len(row.gaps) for row in gaps)
    told = "; ".join(_gaps_of(row) for row in gaps[:MOST_GAPS])
    more = _("; and more") if len(gaps) > MOST_GAPS else ""
    words = ngettext("%(num)s empty cell on the problem board", "%(num)s empty cells on the problem board", num)
    return [
        {
            "light": "amber",
            "text": _("Gap"),
            "title": words % {"num": num},
            "why": _("Nobody yet for %(told)s%(more)s.") % {"told": told, "more": more},
            "url": url,
        }
    ]


def _gaps_of(row: Row) -> str:
    if len(row.gaps) == len(row.cells):
        return _("%(theme)s (any sector)") % {"theme": row.label}
    sectors = ", ".join(str(sector_words(cell.sector)).lower() for cell in row.gaps)
    return f"{row.label} ({sectors})"
