"""What happened to a partnership, told from its dated rows: the register's own history, public."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from joinedup.apps.register.models import Appointment, FormerFacts, Link, Partnership, Requirement, Seat
from joinedup.apps.register.models.lives import Living
from joinedup.apps.register.queries.partnerships import Sheet
from joinedup.apps.register.queries.records import seat_name

FACT_NAMES = {
    "name": _later("name"),
    "type_id": _later("type"),
    "profile_id": _later("profile"),
    "purpose": _later("purpose"),
    "status": _later("status"),
    "legal_personality": _later("separate legal status"),
    "legal_form": _later("legal form"),
}


@dataclass(frozen=True)
class Happening:
    """Something that happened on a day. `is_known_on` marks a day on which it was only known to be so."""

    on: date
    what: str
    who: tuple[str, ...] = ()
    is_known_on: bool = False


def happenings(sheet: Sheet, former: Sequence[FormerFacts]) -> list[Happening]:
    """All of it, the newest first; things of one sort on one day are told together."""
    told = [
        *_lives([(_("It began"), _("It ended"), "", sheet.partnership)]),
        *_changes(former),
        *_lives(_seat(row) for row in sheet.seats if row.organisation_id is None),
        *_lives((_("Joined"), _("Left"), _holder(row), row) for row in sheet.appointments),
        *_lives((_("Reason to exist began"), _("Reason to exist ended"), row.title, row) for row in sheet.requirements),
        *_lives((_("Began to cover"), _("No longer covers"), str(row), row) for row in sheet.coverage),
        *_lives(_link(row) for row in sheet.links),
    ]
    return _together(told)


def former_names(former: Sequence[FormerFacts]) -> list[tuple[str, date]]:
    """The names it had, each with the day it stopped having it, the newest first."""
    return [
        (str(row.facts["name"]), row.valid_until)
        for row in sorted(former, key=lambda row: row.valid_until, reverse=True)
        if "name" in row.facts
    ]


def former_of(partnership: Partnership) -> list[FormerFacts]:
    """What was said of it before each change, oldest first. One query."""
    return list(partnership.former_facts.order_by("valid_until", "id"))


def _lives(rows: Iterable[tuple[str, str, str, Living]]) -> Iterator[Happening]:
    """The beginning and the end of each row: (words for each, whose, the row)."""
    for began, ended, who, row in rows:
        named = (who,) if who else ()
        yield Happening(row.life.shown_from, began, named, is_known_on=row.valid_from is None)
        if row.valid_until:
            yield Happening(row.valid_until, ended, named)


def _changes(former: Sequence[FormerFacts]) -> Iterator[Happening]:
    for row in former:
        if "name" in row.facts:
            yield Happening(row.valid_until, _("Took a new name; until then it was"), (str(row.facts["name"]),))
        others = [str(FACT_NAMES[name]) for name in sorted(row.facts) if name in FACT_NAMES and name != "name"]
        if others:
            yield Happening(row.valid_until, _("Changed"), tuple(others))


def _seat(row: Seat) -> tuple[str, str, str, Living]:
    """A seat of the constitution. One that is an organisation's own comes and goes with the organisation."""
    return (_("Seat added"), _("Seat ended"), seat_name(row), row)


def _requirement(row: Requirement) -> tuple[str, str, str, Living]:
    return (_("Reason to exist began"), _("Reason to exist ended"), row.title, row)


def _holder(row: Appointment) -> str:
    return f"{row.person} ({row.organisation})" if row.person else str(row.organisation)


def _link(row: Link) -> tuple[str, str, str, Living]:
    words = f"{row.child}, {row.get_relation_display()} {row.parent}"
    return (_("Link began"), _("Link ended"), words, row)


def _together(told: Iterable[Happening]) -> list[Happening]:
    heaps: dict[tuple[date, str, bool], list[str]] = {}
    for one in told:
        heaps.setdefault((one.on, one.what, one.is_known_on), []).extend(one.who)
    made = [
        Happening(day, what, tuple(sorted(who, key=str.casefold)), is_known_on)
        for (day, what, is_known_on), who in heaps.items()
    ]
    began = _("It began")
    return sorted(made, key=lambda one: (-one.on.toordinal(), one.what == began, one.what))
