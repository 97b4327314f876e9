"""How far a guided set-up has come, and what it made."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from joinedup import lawbook
from joinedup.apps.people.models import Person
from joinedup.apps.register.actions.setups import NEEDED, not_answered
from joinedup.apps.register.models import Seat, SetUp
from joinedup.apps.register.queries.records import seat_name

ACCOUNTABILITIES = ("balance", "decisions", "resources")


def under_way(person: Person) -> QuerySet[SetUp]:
    """The set-ups that a person began and has not finished."""
    return SetUp.objects.filter(begun_by=person, finished_at=None)


def steps_of(setup: SetUp) -> list[dict[str, Any]]:
    """The steps as components/steps.html wants them: done, to do next, or later."""
    waiting = not_answered(setup)
    following = waiting[0].id if waiting else ""
    return [
        {
            "label": step.title,
            "url": reverse("register:setup_step", args=[setup.pk, step.id]),
            "hint": step.words,
            "state": "done" if step not in waiting else "now" if step.id == following else "later",
        }
        for step in lawbook.setup_steps()
    ]


def still_needed(setup: SetUp) -> list[lawbook.SetupStep]:
    """The steps without which it cannot be finished."""
    return [step for step in not_answered(setup) if step.id in NEEDED]


@dataclass(frozen=True)
class Outcome:
    """What a finished set-up left: what is ready, what is not yet, and who was chosen to chair."""

    ready: list[str]
    not_yet: list[str]
    chair: str
    to_tell: list[str]


def outcome_of(setup: SetUp, on: date) -> Outcome:
    """Worked out from the partnership as it is on the day, so that it stays true afterwards."""
    assert setup.partnership is not None
    seats = list(Seat.objects.filter(partnership=setup.partnership).on(on).select_related("organisation"))
    held = set(
        setup.partnership.appointments.filter(
            Q(valid_until=None) | Q(valid_until__gt=on), shown_from__lte=on
        ).values_list("seat_id", flat=True)
    )
    vacant = [seat for seat in seats if seat.pk not in held]
    num_areas = setup.partnership.coverage.on(on).count()
    noted = setup.answers.get("accountabilities", {})
    names = dict(accountability_words())
    ready = [
        ngettext(
            "The partnership is in the register, and covers %(num)s area.",
            "The partnership is in the register, and covers %(num)s areas.",
            num_areas,
        )
        % {"num": num_areas},
        _("Seats recorded: %(num)s, of which somebody holds %(held)s.")
        % {"num": len(seats), "held": len(seats) - len(vacant)},
        _("The first meeting is called."),
        *(
            _("Noted for %(what)s: %(who)s.") % {"what": names[key], "who": noted[key]}
            for key in ACCOUNTABILITIES
            if noted.get(key)
        ),
    ]
    not_yet = [_("No seat is recorded yet.")] if not seats else []
    not_yet += [_("Vacant: %(seat)s.") % {"seat": seat_name(seat)} for seat in vacant]
    not_yet += [
        _("Nobody answers yet for %(what)s.") % {"what": names[key]} for key in ACCOUNTABILITIES if not noted.get(key)
    ]
    if why_not := setup.answers.get("invite", {}).get("why_not"):
        not_yet.append(_("A sector has nobody yet: %(why)s") % {"why": why_not})
    return Outcome(ready, not_yet, _chair(setup), [seat_name(seat) for seat in vacant if seat.organisation_id])


def accountability_words() -> list[tuple[str, str]]:
    """The three of 2.35, in few words."""
    return [
        ("balance", _("balanced and inclusive membership and engagement")),
        ("decisions", _("difficult decisions being resolved")),
        ("resources", _("partners resourcing the partnership properly")),
    ]


def _chair(setup: SetUp) -> str:
    chair = setup.answers.get("chair", {})
    if not chair.get("is_chosen"):
        return _("Nobody is chosen to chair yet: it is business for the first meeting.")
    who = ", ".join(filter(None, (chair.get("person"), chair.get("organisation"))))
    return _("%(who)s, chosen by the partnership itself: %(how)s.") % {"who": who, "how": chair.get("how")}
