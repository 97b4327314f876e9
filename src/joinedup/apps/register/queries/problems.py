"""The problem board (2.30): themes by sectors, each cell the organisations contributing on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from joinedup import lawbook
from joinedup.apps.register.models import Appointment, Organisation
from joinedup.apps.register.models.lives import life_q
from joinedup.apps.register.queries.partnerships import in_area
from joinedup.rules.register.records import SECTORS


@dataclass(frozen=True)
class Contributor:
    """An organisation that contributes to a theme."""

    ref: str
    name: str


@dataclass(frozen=True)
class Cell:
    """Who contributes to a theme from one sector. On a national board only the number is known."""

    theme_id: str
    sector: str
    num: int
    who: tuple[Contributor, ...] = ()


@dataclass(frozen=True)
class Row:
    """One theme. `unknown` holds those whose sector is not recorded, who may belong in an empty cell."""

    theme_id: str
    label: str
    is_founding: bool
    cells: tuple[Cell, ...]
    unknown: Cell

    @property
    def gaps(self) -> list[Cell]:
        """The cells with nobody in them."""
        return [cell for cell in self.cells if not cell.num]


def sittings(day: date) -> QuerySet[Any]:
    """Who sits on which partnership that day, with the sector of the seat, else of the organisation."""
    rows: QuerySet[Any] = Appointment.objects.on(day).filter(life_q(day, "partnership"))
    seat = NullIf(F("seat__sector"), Value(""))
    sat: QuerySet[Any] = rows.annotate(
        side=Coalesce(seat, F("organisation__sector")), theme=F("partnership__themes__theme_id")
    )
    return sat


def area_board(area_id: int, day: date) -> list[Row]:
    """The board of one area, with names. One query."""
    return named_board(Q(partnership__in=in_area(area_id, day)), day)


def named_board(which: Q, day: date) -> list[Row]:
    """The board over the partnerships that `which` (a filter on appointments) picks. One query."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    rows = sittings(day).filter(which, theme__isnull=False).order_by()
    for theme, sector, ref, name in rows.values_list(
        "theme", "side", "organisation__ref", "organisation__name"
    ).distinct():
        found.setdefault((theme, sector), {})[ref] = name
    return _board(Cell(theme, sector, len(who), _named(who.items())) for (theme, sector), who in found.items())


def whole_board(day: date) -> list[Row]:
    """The board of everything, with numbers of organisations. One query."""
    rows = sittings(day).filter(theme__isnull=False).order_by()
    counted = rows.values_list("theme", "side").annotate(num=Count("organisation", distinct=True))
    return _board(Cell(theme, sector, num) for theme, sector, num in counted)


def contributors(theme_id: str, sector: str, day: date) -> QuerySet[Organisation]:
    """The organisations of one cell of the whole board. `sector` "" is those with none recorded."""
    inside = sittings(day).filter(theme=theme_id, side=sector).order_by().values("organisation")
    return Organisation.objects.filter(pk__in=inside)


def _named(who: Iterable[tuple[str, str]]) -> tuple[Contributor, ...]:
    return tuple(sorted((Contributor(ref, name) for ref, name in who), key=lambda one: (one.name, one.ref)))


def _board(cells: Iterable[Cell]) -> list[Row]:
    """The six themes of 2.30 always, then the others in use, in the lawbook's order."""
    found = {(cell.theme_id, cell.sector): cell for cell in cells}
    used = {theme for theme, _sector in found}
    rows = [
        _row(theme.id, theme.label, theme.is_founding, found)
        for theme in lawbook.themes().values()
        if theme.is_founding or theme.id in used
    ]
    strange = sorted(used - set(lawbook.themes()))
    return rows + [_row(theme, theme, False, found) for theme in strange]


def _row(theme: str, label: str, is_founding: bool, found: dict[tuple[str, str], Cell]) -> Row:
    cells = tuple(found.get((theme, sector), Cell(theme, sector, 0)) for sector in SECTORS)
    return Row(theme, label, is_founding, cells, found.get((theme, ""), Cell(theme, "", 0)))
