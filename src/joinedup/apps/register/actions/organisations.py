"""Adding, correcting and merging organisations."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from joinedup.apps.audit.actions import Actor, record, stand_in_line
from joinedup.apps.people.permissions import ANYWHERE, authorise
from joinedup.apps.register import events, permissions
from joinedup.apps.register.actions.facts import (
    before_and_after,
    check_row,
    check_unchanged,
    names,
    set_fields,
)
from joinedup.apps.register.actions.refusals import RefusedByRuleError, refuse
from joinedup.apps.register.models import (
    Appointment,
    Identifier,
    NotDuplicates,
    Organisation,
    Partnership,
    RoleGrant,
    Seat,
)
from joinedup.rules.register.names import exact

ONE_NAME = "rule of the register: one name, one organisation"
ONE_NUMBER = "rule of the register: one official number, one organisation"


@transaction.atomic
def add_organisation(
    *,
    name: str,
    by: Actor,
    on: date,
    sector: str = "",
    kind: str = "",
    website: str = "",
    identifiers: Sequence[tuple[str, str]] = (),
) -> Organisation:
    """Add an organisation; `identifiers` are (list, number) pairs. Raises RefusedByRuleError if it is there.

    Whoever may appoint somewhere may add the organisation that they appoint.
    """
    authorise(by, permissions.APPOINT, over=ANYWHERE)
    stand_in_line()
    name = " ".join(name.split())
    if found := Organisation.objects.filter(name_key=exact(name), merged_into__isnull=True).first():
        raise _taken(found, "Use that record, or give this one a name that tells them apart.")
    row = Organisation(name=name, name_key=exact(name), sector=sector, kind=kind, website=website)
    check_row(row)
    row.save()
    _set_identifiers(row, identifiers)
    record(events.ORGANISATION_ADDED, by=by, subject=row, facts={"name": row.name})
    return row


@transaction.atomic
def correct_organisation(
    organisation: Organisation, *, by: Actor, on: date, seen: str = "", **fields: Any
) -> Organisation:
    """Correct the record; old values are kept in the audit. `identifiers`, where given, are all it has.

    Raises StaleError where the row is no longer as it was `seen` (`facts.as_read`).
    """
    authorise(by, permissions.EDIT_ORGANISATION, over=organisation)
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    check_unchanged(row, seen)
    identifiers = fields.pop("identifiers", None)
    if "name" in fields:
        stand_in_line()
        fields |= {"name": " ".join(fields["name"].split()), "name_key": exact(fields["name"])}
        same = Organisation.objects.filter(name_key=fields["name_key"], merged_into__isnull=True)
        if found := same.exclude(pk=row.pk).first():
            raise _taken(found, "Merge the two records instead.")
    changed = set_fields(row, fields)
    if identifiers is not None:
        changed |= _set_identifiers(row, identifiers)
    if changed:
        check_row(row)
        row.save()
        record(
            events.ORGANISATION_CHANGED,
            by=by,
            subject=row,
            facts={"name": row.name, "fields": names(changed), "values": before_and_after(changed)},
        )
    return row


def _taken(found: Organisation, would_satisfy: str) -> RefusedByRuleError:
    return refuse(
        "“{name}” is already in the register.",
        name=found.name,
        authority=ONE_NAME,
        would_satisfy=would_satisfy,
        field="name",
    )


def _set_identifiers(row: Organisation, identifiers: Sequence[tuple[str, str]]) -> dict[str, tuple[Any, Any]]:
    """Make these all its official numbers. Raises RefusedByRuleError for one that another has."""
    old = {(kept.scheme, kept.number) for kept in row.identifiers.all()}
    new = set(identifiers)
    for scheme, number in sorted(new - old):
        if found := Identifier.objects.filter(scheme=scheme, number=number).select_related("organisation").first():
            raise refuse(
                "{scheme} {number} is the number of “{name}”.",
                scheme=scheme,
                number=number,
                name=found.organisation.name,
                authority=ONE_NUMBER,
                would_satisfy="Check the number, or merge the two records.",
                field="identifiers",
            )
        identifier = Identifier(organisation=row, scheme=scheme, number=number)
        check_row(identifier)
        identifier.save()
    for scheme, number in old - new:
        row.identifiers.filter(scheme=scheme, number=number).delete()
    if old == new:
        return {}
    return {"identifiers": (_spelled(old), _spelled(new))}


def _spelled(pairs: set[tuple[str, str]]) -> str:
    return "; ".join(f"{scheme}-{number}" for scheme, number in sorted(pairs))


@transaction.atomic
def merge_organisations(absorbed: Organisation, into: Organisation, *, by: Actor, on: date) -> Organisation:
    """Two records of one organisation become one: seats, appointments, identifiers and roles move over.

    The absorbed record stays, pointing to the other, so that old addresses and exports still find it.
    """
    authorise(by, permissions.MERGE_ORGANISATIONS)
    absorbed, into = _both_in_use(absorbed, into)
    moved = {
        "appointments": list(Appointment.objects.filter(organisation=absorbed).values_list("ref", flat=True)),
        "seats": list(Seat.objects.filter(organisation=absorbed).values_list("ref", flat=True)),
    }
    Appointment.objects.filter(organisation=absorbed).update(organisation=into)
    Seat.objects.filter(organisation=absorbed).update(organisation=into)
    Identifier.objects.filter(organisation=absorbed).update(organisation=into)
    RoleGrant.objects.filter(organisation=absorbed).update(organisation=into)
    Partnership.objects.filter(organisation=absorbed).update(organisation=into)
    Organisation.objects.filter(merged_into=absorbed).update(merged_into=into)
    Organisation.objects.filter(pk=absorbed.pk).update(merged_into=into)
    for name in ("sector", "kind", "website"):
        if not getattr(into, name) and getattr(absorbed, name):
            setattr(into, name, getattr(absorbed, name))
    into.save()
    record(
        events.ORGANISATIONS_MERGED,
        by=by,
        subject=into,
        facts={"name": into.name, "absorbed": absorbed.name, "absorbed_ref": absorbed.ref} | moved,
    )
    return into


def _both_in_use(absorbed: Organisation, into: Organisation) -> tuple[Organisation, Organisation]:
    """The two as they stand now, locked. Raises RefusedByRuleError where they cannot become one."""
    rows = Organisation.objects.select_for_update().order_by("pk")  # in one order, so that two mergers never wait
    locked = {row.pk: row for row in rows.filter(pk__in=[absorbed.pk, into.pk])}
    absorbed, into = locked[absorbed.pk], locked[into.pk]
    if absorbed == into or absorbed.merged_into_id or into.merged_into_id:
        raise refuse(
            "{absorbed} and {into} cannot be merged: they are the same record, or one has been merged already.",
            absorbed=absorbed.name,
            into=into.name,
            authority=ONE_NAME,
            would_satisfy="Choose two records that are both in use.",
        )
    if Partnership.objects.filter(organisation__in=[absorbed, into]).count() > 1:
        raise refuse(
            "{absorbed} and {into} are each a partnership, so they are two bodies.",
            absorbed=absorbed.name,
            into=into.name,
            authority="white paper 2.39 (each partnership keeps its own identity)",
            would_satisfy="Record that one was succeeded by the other instead.",
        )
    return absorbed, into


@transaction.atomic
def keep_organisations_apart(one: Organisation, other: Organisation, *, by: Actor, on: date) -> None:
    """Two that look alike are different: do not offer them for merging again."""
    authorise(by, permissions.MERGE_ORGANISATIONS)
    first, second = sorted((one, other), key=lambda row: row.pk)
    _row, is_new = NotDuplicates.objects.get_or_create(first=first, second=second)
    if is_new:
        record(events.ORGANISATIONS_KEPT_APART, by=by, subject=one, facts={"name": one.name, "other": other.name})
