"""One check of one partnership as its page shows it: the answer, and what is behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from joinedup import lawbook
from joinedup.apps.health.queries.answering import built_ids
from joinedup.apps.health.queries.results import Named, named
from joinedup.apps.health.queries.trends import Trend, trends_of
from joinedup.apps.register.checks import cut_offs
from joinedup.apps.register.models import Partnership
from joinedup.apps.register.queries.partnerships import profile_of
from joinedup.lawbook.register.profiles.parts import CheckOverride
from joinedup.rules.health import CheckResult, Light, worst


@dataclass(frozen=True)
class Card:
    """A check and its answer. `overrides` are what the profile sets in place of the lawbook's cut-offs."""

    check: lawbook.Check
    result: CheckResult
    is_built: bool
    records: tuple[Named, ...]
    bands: tuple[lawbook.Band, ...]
    overrides: tuple[CheckOverride, ...]
    trend: Trend | None


@dataclass(frozen=True)
class Dimension:
    """The cards of one dimension."""

    name: str
    worst: Light
    built: tuple[Card, ...]
    not_built: tuple[Card, ...]


def cards_of(row: Partnership, results: Mapping[str, CheckResult], day: date) -> list[Card]:
    """A card for each check, in the lawbook's order. Two queries."""
    found, trends, profile = named(results.values(), row, day), trends_of(row, day), profile_of(row)
    return [
        Card(
            check=check,
            result=results[check.id],
            is_built=check.id in built_ids(),
            records=tuple(found.get(ref, Named(ref, ref, "")) for ref in results[check.id].records),
            bands=tuple(cut_offs.bands_of(check.id, profile).values()),
            overrides=cut_offs.overrides(check.id, profile),
            trend=trends.get(check.id),
        )
        for check in lawbook.checks().values()
    ]


def dimensions(cards: list[Card]) -> list[Dimension]:
    """The cards by dimension, in the lawbook's order."""
    heaps: dict[str, list[Card]] = {}
    for card in cards:
        heaps.setdefault(card.check.dimension, []).append(card)
    return [
        Dimension(
            name=name,
            worst=worst(card.result.light for card in heap),
            built=tuple(card for card in heap if card.is_built),
            not_built=tuple(card for card in heap if not card.is_built),
        )
        for name, heap in heaps.items()
    ]
