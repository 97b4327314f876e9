"""The guided set-up: from nothing to the first meeting called (2.32), the council as prime mover (2.35)."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from joinedup import lawbook
from joinedup.apps.audit.actions import System, record
from joinedup.apps.notifications.actions import tell
from joinedup.apps.people.models import Person
from joinedup.apps.people.permissions import ANYWHERE, Role, authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.grants import grant_role
from joinedup.apps.register.actions.organisations import add_organisation
from joinedup.apps.register.actions.partnerships import add_partnership
from joinedup.apps.register.actions.profile_seats import add_profile_seats, listed_seats
from joinedup.apps.register.actions.refusals import StaleError, refuse
from joinedup.apps.register.actions.seats import add_seat, appoint
from joinedup.apps.register.models import Area, Organisation, Partnership, RoleGrant, SetUp
from joinedup.apps.register.models.partnerships import Status
from joinedup.rules.life import Life
from joinedup.rules.register.names import exact

NEEDED = ("convener", "area", "name", "first_meeting")  # the rest may be settled by the partnership itself
GUIDED = System("guided set-up")


def over_of(setup: SetUp, by: Person) -> object:
    """What the permission is asked over: for whoever began it, anything; for others, the place it is for."""
    if setup.partnership is not None:
        return setup.partnership
    if setup.begun_by_id == by.pk:
        return ANYWHERE
    codes = list(setup.answers.get("area", {}).get("areas", {}))
    return Area.objects.filter(code__in=codes).order_by("code").first()


def seen_of(setup: SetUp, step_id: str) -> str:
    """A digest of one step's answers as somebody read them."""
    kept = json.dumps(setup.answers.get(step_id), sort_keys=True)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


@transaction.atomic
def begin_setup(*, by: Person, at: datetime) -> SetUp:
    """Begin one, or go on with one of the person's own in which nothing has been answered yet."""
    authorise(by, permissions.SET_UP_PARTNERSHIP, over=ANYWHERE)
    Person.objects.select_for_update().get(pk=by.pk)  # a button pressed twice begins one
    empty = SetUp.objects.filter(begun_by=by, finished_at=None, answers={}).first()
    if empty is not None:
        return empty
    row = SetUp.objects.create(begun_by=by, begun_at=at)
    record(events.SETUP_BEGUN, by=by, subject=row)
    return row


def _locked(setup: SetUp) -> SetUp:
    """The set-up as it stands now. Its partnership is read after the lock: in one query it would be read before."""
    row: SetUp = SetUp.objects.select_for_update().get(pk=setup.pk)
    return row


@transaction.atomic
def save_step(setup: SetUp, step_id: str, answers: dict[str, Any], *, seen: str, by: Person) -> SetUp:
    """Keep the answers of one step. Answers are a draft: the audit begins with what finishing makes of them.

    Raises KeyError for an unknown step, and StaleError (row, digest) where the step's answers are no longer
    as they were `seen` (`seen_of`) or the set-up is finished.
    """
    if step_id not in {step.id for step in lawbook.setup_steps()}:
        raise KeyError(step_id)
    row = _locked(setup)
    authorise(by, permissions.SET_UP_PARTNERSHIP, over=over_of(row, by))
    if row.finished_at is not None or seen_of(row, step_id) != seen:
        raise StaleError(row, seen_of(row, step_id))
    row.answers = row.answers | {step_id: answers}
    row.save(update_fields=["answers"])
    return row


def not_answered(setup: SetUp) -> list[lawbook.SetupStep]:
    """The steps with no answer yet, in order."""
    return [step for step in lawbook.setup_steps() if step.id not in setup.answers]


@transaction.atomic
def finish_setup(setup: SetUp, *, by: Person, at: datetime, on: date) -> Partnership:
    """Make the partnership, what it covers, its seats, invitations and first meeting out of the answers.

    Whoever finishes becomes its manager unless they are already. A second time changes nothing. Raises
    RefusedByRuleError where a needed step has no answer.
    """
    row = _locked(setup)
    authorise(by, permissions.SET_UP_PARTNERSHIP, over=over_of(row, by))
    if row.partnership is not None:
        return row.partnership
    if missing := [step.title for step in not_answered(row) if step.id in NEEDED]:
        raise refuse(
            "These steps are needed first: {missing}.",
            missing=missing,
            authority="white paper 2.32 and 2.35",
            would_satisfy="Answer them; everything else can wait for the partnership itself.",
        )
    _lock_known(row, by)
    partnership = _add(row, by=by, on=on)
    _fill(row, partnership, by=by, on=on)
    row.partnership, row.finished_at = partnership, at
    row.first_meeting_on = date.fromisoformat(row.answers["first_meeting"]["day"])
    row.save()
    record(
        events.SETUP_FINISHED,
        by=by,
        subject=partnership,
        facts={"name": partnership.name, "first_meeting_on": row.first_meeting_on},
    )
    _tell_invited(row, partnership, on)
    return partnership


def _lock_known(row: SetUp, by: Person) -> None:
    """Lock what is there already, before the first row of audit, as those who change one thing do."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    keys = [exact(name) for name in invited(row)]
    known = Organisation.objects.select_for_update(no_key=True).filter(name_key__in=keys).order_by("pk")
    list(known.values_list("pk", flat=True))


def _add(row: SetUp, *, by: Person, on: date) -> Partnership:
    """The partnership and its coverage; and its manager, so that whoever made it can go on."""
    answers = row.answers
    how_far = answers["area"]["areas"]
    areas = [(area, how_far[area.code] == "whole") for area in Area.objects.filter(code__in=how_far)]
    # First the area that the person may act for, if theirs is one of several.
    areas.sort(key=lambda pair: (not by.has_perm(permissions.ADD_PARTNERSHIP, pair[0]), pair[0].code))
    kind = answers.get("profile", {})
    partnership = add_partnership(
        name=answers["name"]["name"],
        purpose=answers["name"].get("purpose", ""),
        type_id=kind.get("type_id", ""),
        nation=kind.get("nation", ""),
        status=Status.FORMING,
        areas=areas,
        life=Life(on),
        source="guided set-up",
        by=by,
        on=on,
    )
    if not by.has_perm(permissions.EDIT_SEATS, partnership):
        grant_role(by, Role.MANAGER, partnership, by=GUIDED, on=on)
        by.__dict__.pop("_roles_held", None)  # read again: they hold one more
    return partnership


def invited(setup: SetUp) -> dict[str, str]:
    """Organisations that take part from the start, as {name: sector}: the convener first."""
    convener = setup.answers.get("convener", {})
    found = {convener["name"]: convener.get("sector", "")} if convener.get("name") else {}
    for sector in lawbook.sectors():
        for name in setup.answers.get("invite", {}).get(sector, []):
            if exact(name) not in {exact(known) for known in found}:
                found[name] = sector
    return found


def _fill(row: SetUp, partnership: Partnership, *, by: Person, on: date) -> None:
    """Seats: those of the profile that were chosen, and one for each organisation, held if it has agreed."""
    seats, chair = row.answers.get("seats", {}), row.answers.get("chair", {})
    every = invited(row)
    # With no seats agreed yet, a seat is kept for each that was invited.
    own = seats.get("own", list(every)) if "seats" in row.answers else list(every)
    # The kind may have been changed after the seats were chosen: what it no longer lists is left out.
    offered = {rule.id for rule, _is_there in listed_seats(partnership, on)}
    if listed := [rule_id for rule_id in seats.get("listed", []) if rule_id in offered]:
        add_profile_seats(partnership, listed, life=Life(on), by=by, on=on)
    for name, sector in every.items():
        is_chair = bool(chair.get("is_chosen")) and chair.get("organisation") == name
        if name not in own and not is_chair:
            continue
        organisation = organisation_called(name, sector, by=by, on=on)
        seat = add_seat(
            partnership,
            organisation=organisation,
            role_text="Chair" if is_chair else "",
            sector=organisation.sector or sector,
            must_be_invited=True,
            source=seats.get("decided", "")[:300],
            life=Life(on),
            by=by,
            on=on,
        )
        if is_chair or name in seats.get("agreed", []):
            appoint(
                seat,
                organisation,
                person_name=chair.get("person", "") if is_chair else "",
                how_chosen=chair.get("how", "")[:200] if is_chair else "",
                life=Life(on),
                by=by,
                on=on,
            )


def organisation_called(name: str, sector: str, *, by: Person, on: date) -> Organisation:
    """The organisation of this name in use, else a new one."""
    found = Organisation.objects.filter(name_key=exact(name), merged_into=None).order_by("pk").first()
    return found or add_organisation(name=name, sector=sector, by=by, on=on)


def _tell_invited(row: SetUp, partnership: Partnership, on: date) -> None:
    """Those who act here for an organisation that was invited get a message; others are told by hand."""
    names: Iterable[str] = [exact(name) for name in invited(row)]
    grants = RoleGrant.objects.on(on).filter(organisation__name_key__in=names).select_related("person")
    meeting = row.answers["first_meeting"]
    tell(
        [grant.person.recipient for grant in grants],
        subject=_("%(partnership)s: you are invited to the first meeting") % {"partnership": partnership.name},
        body="\n".join(
            filter(None, (f"{row.first_meeting_on:%d/%m/%Y}", meeting.get("place"), meeting.get("business")))
        ),
        link=reverse("register:partnership", args=[partnership.ref]),
    )
