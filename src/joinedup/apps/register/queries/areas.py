"""Areas: how many partnerships each has, and which are at the top of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from joinedup import lawbook
from joinedup.apps.register.models import Area, Coverage, Partnership
from joinedup.apps.register.models.lives import life_q
from joinedup.apps.register.queries.lines import Line
from joinedup.apps.register.queries.partnerships import in_area

# Types whose business is everything: the ones that stand at the apex where nothing is nested yet.
APEX_TYPES = ("lsp", "lsp_county", "psb", "lsb", "cpp", "nicpp")


@dataclass(frozen=True)
class AreaLine:
    """An area and how many partnerships cover it, whole or part, on the day."""

    code: str
    name: str
    region: str
    nation: str
    num_partnerships: int


def areas_in_use(day: date) -> list[AreaLine]:
    """Areas that a partnership covers on the day, in order of name. One query."""
    rows = Coverage.objects.on(day).filter(life_q(day, "partnership")).order_by()
    counted = rows.values_list("area__code", "area__name", "area__region", "area__nation").annotate(
        num=Count("partnership", distinct=True)
    )
    return sorted((AreaLine(*row) for row in counted), key=lambda area: (area.name, area.code))


def area_of(code: str) -> Area:
    """The area of that code, whatever its capitals. Raises Area.DoesNotExist."""
    return Area.objects.select_related("parent").get(code__iexact=code)


def partnerships_of(area: Area, day: date) -> list[Partnership]:
    """The partnerships that cover an area, whole or part, on the day, in order of name. One query."""
    return list(Partnership.objects.on(day).filter(pk__in=in_area(area.pk, day)).order_by("name_key", "id"))


def apex_of(lines: Iterable[Line]) -> Line | None:
    """The partnership at the apex: nested in none of the others, and an LSP or its heir, or holding the most.

    None where nothing is nested and no type says so: whoever shows it says that no apex is recorded.
    """
    given = list(lines)
    ids = {line.partnership.pk for line in given}
    under = {line.partnership.pk: line.parent.pk for line in given if line.parent and line.parent.pk in ids}
    tops = [line for line in given if line.partnership.pk not in under]
    sizes = _num_below(under)
    ranked = sorted(
        tops,
        key=lambda line: (
            line.partnership.type_id not in APEX_TYPES,
            -sizes.get(line.partnership.pk, 0),
            line.partnership.name_key,
        ),
    )
    first = ranked[0] if ranked else None
    if first and (first.partnership.type_id in APEX_TYPES or sizes.get(first.partnership.pk, 0)):
        return first
    return None


def _num_below(under: Mapping[int, int]) -> dict[int, int]:
    """How many are nested in each, at any depth."""
    sizes: dict[int, int] = {}
    for child in under:
        seen, above = {child}, under.get(child)
        while above is not None and above not in seen:
            sizes[above] = sizes.get(above, 0) + 1
            seen.add(above)
            above = under.get(above)
    return sizes


def nation_words(nation: str) -> str:
    """A nation's name, from whichever of its wordings is kept."""
    found = lawbook.nation_for(nation) if nation else None
    return found.label if found else nation
